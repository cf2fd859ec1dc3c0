"""The words that join sentences and clauses, and whether an initial و is one: والأمن is و+الأمن, وزير is not و+زير.

Most words that begin with و have it as the conjunction; those that have it as a letter are listed by hand, with the
help of counts of which of these words also occur without it, behind ال or behind another و.
"""

import re
from functools import lru_cache

from toolkit.arabic import CONTROLS, LETTERS, MARKS, TATWEEL, spelling
from toolkit.lookalikes import CLITIC_LOOKALIKES, looks_like_clitic

PREPOSITIONS = re.compile("في|من|إلى|على|عن|مع|حتى|بعد|قبل|عند|لدى|منذ|خلال|بين")
"""Words that begin no sentence behind an abbreviation that may end one."""

CONTINUATIONS = re.compile("بل|لكن|لكنه|لكنها|ثم|أو|أم|حيث|إذ|لأن|لأنه|لأنها|مما|بينما|كما|حتى|إلا|أي|لذا|لذلك|كي")
"""Words that go on with the sentence after a semicolon or an ellipsis; so does any word with و or ف before it."""

SUBORDINATORS = "الذي|التي|الذين|اللذان|اللتان|اللذين|حيث|مما|بينما|لكن|لأن|كما|إذ|بعدما|عندما|فيما|حتى|ثم|أو|إلا"
"""Words before which a long sentence may be cut, as it may before the conjunction و."""

_OWN_WAW = """
    وابل واثق واجه واد وارث وازع وازن واسطة واسع واسى واصف واصل واضح واضع واظب واع واعظ واف وافد وافر وافق واق واقف واكب
    واه واهم

    وبخ وتين وثق وثن وثيق وجاهة وجب وجد وجدان وجع وجهاء وجوب وجوه وجيز وجيه وحد وحش وحي وخز وخيم وداد ودود ودي وديع
    وراء وراثة وراثي ورث ورثة ورش ورطة ورع ورم وريث وريد وزاري وزع وسائط وسخ وسطاء وسواس وسيم وشائج وشاح وشاية وشم وشيك
    وصايا وصم وصمة وصي وصيف وضح وضوء وضوح وضيع وطأة وطئ وطيد وطيس وظف وظيفي وعر وعظ وعكة وعورة وعيد وفر وقائي وقاحة
    وقح وقع وقوع وقيعة وكز وكلاء ولائم ولاة ولع ولوج وليا وليمة ومضة وميض وهاج وهب وهج وهلة وئام
"""

_UNCHANGING = """
    وائل واترلو واتس واتساب واتسون وارسو وارن وارنر واش واشنطن واغادوغو والاس والتر وانغ وايت وايلد واينت وبال وتد وثب
    ورديات ورزازات وزيرستان وستفاليا وستمنستر وغد وفا وفيق وليام وليامز وليم ونيس ونيف وهران وهيب ووتر ووترز ووتش وود
    وودرو وودز وورلد ووستمنستر ووكر وول وولف ووهان ويب ويتكوف ويتنس ويح ويسترن ويست ويسكونسن ويكي ويكيبيديا ويكيليكس
    ويكيميديا ويلز ويلسون ويلينغتون ويليام ويليامز ويمبلدون ويمبلي ويندهوك ويندوز وينستون
"""

_WITH_AND = """
    وفي ولا وقد ومن وهو ولم وأن وهي وإذ وما ومع وإن وهم وتم ولو وعن وكل وأي وحث وظل وكم وبه وبك وبي وله ولك ولن ومر
    وشن وعم وأو وها وذا وثم وكي وضم ومد وحق وأب وأخ وأم ويد ودم وهل وخط وضد وذي وبن وتل وطب وفن ونص ورب وقل وسن وسد
    وست وآب
    وابن واسم واثر واخر واذا وانا وانه واما وامر

    وترك وجودة وحلت وردا وزارت وسادتي وسعيا وعدة وعودة وعودته وعودتها وعودتهم والدينية والديني والديون ويليه ويليها
    ولديه ولديها ولديهم ولديهما ولديك ولديكم ولدينا
"""

_PRONOUNS = ("", "ه", "ها", "هم", "هن", "هما", "ك", "كم", "كن", "كما", "نا", "ي", "ني")
_BEFORE_PRONOUNS = ("", "ا", "ت", "تا", "ات", "نا", "ي", "و", "ين", "ان", "تين", "تان")
_ENDINGS = frozenset(before + pronoun for before in _BEFORE_PRONOUNS for pronoun in _PRONOUNS) - {"وي"} | {
    *("وا", "ون", "ة", "ية", "يا", "يين", "يون", "يات", "يتين", "يتان")
}
_FEMININE_ENDINGS = frozenset(ending for ending in _ENDINGS if ending.startswith(("ت", "ة", "ات"))) | {"ه"}

_SEATS = str.maketrans("ؤئ", "ءء")
_OWN = frozenset(word.translate(_SEATS) for word in (*CLITIC_LOOKALIKES, *_OWN_WAW.split()) if word[0] == "و")
_FEMININE = frozenset(word[:-1] for word in _OWN if word[-1] == "ة")
_NAMES = frozenset(word.translate(_SEATS) for word in _UNCHANGING.split())
_SURE = frozenset(_WITH_AND.split())

_FIRST_WORD = re.compile(f'[\\s{CONTROLS}«“‹(\\["﴿]*([{LETTERS}{MARKS}{TATWEEL}]*)')


def first_word(text: str, place: int = 0) -> str:
    """Give the folded Arabic word that begins at a place in a text, behind white space and opening brackets; or none.

    >>> first_word(" «والأمنُ» أولا"), first_word("NATO")
    ('والأمن', '')
    """
    found = _FIRST_WORD.match(text, place)
    return spelling(found[1]) if found else ""


def begins_with_and(text: str, place: int = 0) -> bool:
    """Tell whether the word at a place in a text begins with the conjunction و; where that is unsure, it does not.

    >>> begins_with_and("والأمن"), begins_with_and("وزارته"), begins_with_and("وارسو")
    (True, False, False)
    """
    return _has_and(first_word(text, place))


def goes_on(word: str) -> bool:
    """Tell whether a folded word goes on with a sentence.

    >>> goes_on("لكن"), goes_on("وقال"), goes_on("فقال"), goes_on("فريق")
    (True, True, True, False)
    """
    so = len(word) > 2 and word[0] == "ف" and not looks_like_clitic(word)
    return so or _has_and(word) or CONTINUATIONS.fullmatch(word) is not None


@lru_cache(maxsize=1 << 14)
def _has_and(word: str) -> bool:
    """Tell whether a word has the conjunction; words like وقع and وافق mostly have not, so only the listed have."""
    if word in _SURE or not word.startswith("و"):
        return word in _SURE
    doubtful = len(word) < 4 or (len(word) == 4 and word[1] == "ا")
    return not doubtful and not _has_own_waw(word.translate(_SEATS))


def _has_own_waw(word: str) -> bool:
    """Tell whether a word is a listed one, with an ending or without."""
    return word in _NAMES or any(
        (word[:end] in _OWN and word[end:] in _ENDINGS) or (word[:end] in _FEMININE and word[end:] in _FEMININE_ENDINGS)
        for end in range(2, len(word) + 1)
    )

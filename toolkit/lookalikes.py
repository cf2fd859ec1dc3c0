"""Words of which only the spelling says that they are a clitic or an ending and a shorter word: بطاقة is not ب+طاقة.

The lists are collected by hand; the first with the help of counts, for a word that takes the article before its first
letter (البطاقة) is a word of its own. They hold for terms of one word; a second word settles what is meant.
"""

_BEHIND_NO_CLITIC = """
    واجب واحة واحد وادي وارد واردات واعد واقع واقعة والد والدة والدين والي وباء وتر وتيرة وثائق وثيقة وجبة وجه
    وجهات وجهة وجود وجودي وحدات وحدة وحل وحيد وخيمة وداع ودائع وديان وديعة ورد وردة ورشة ورق ورقة ورقي ورقية
    ورود وزارات وزارة وزراء وزن وزير وسادة وساطة وسام وسائد وسائل وسط وسع وسيط وسيلة وصاية وصف وصفات وصفة وصفي
    وصفية وصل وصلات وصلة وصول وصية وضع وطن وظائف وظيفة وعاء وعد وعود وعي وفاء وفاة وفاق وفد وفق وفقا وفود وفيات
    وفير وقار وقاية وقائع وقت وقف وقفة وقود وقوف وكالات وكالة وكر وكيل ولاء ولادة ولاية ولايات ولد وليد وهمي ويل

    فاخر فائدة فترات فترة فتيان فجر فجوة فحص فحم فدية فراق فرار فرد فردي فرص فرصة فرع فرعي فرعية فرق فرقة فريد
    فريدة فريق فساد فصائل فصل فصول فضاء فضائح فضل فعال فعالية فعل فعلي فعلية فقاعة فقر فقراء فقرة فقير فكر فكرة
    فكري فلاح فلكي فناء فنون فني فنية فهد فهم فوات فواصل فوائد فوري فوز فولاذ فئات فئة فيصل فيلم

    باب باحة باحث بارد باع بال بتر بحار بحارة بحث بحثية بحر بحري بحرية بحوث بحيرة بخار بدء بداية بدر بدل بدلات
    بدوي بديل بذرة براءة براعم براميل برج برد بردي برق برقية بركان بركة برهان بروتين بريد بسيط بشر بشرية بصر
    بصمة بضائع بطاقات بطاقة بطل بطن بطولة بعد بعوض بعيد بقاء بقاع بقرة بقول بكاء بكسل بلاد بلاغ بلد بلدان بلدي
    بلدية بلوغ بلوط بليون بناء بنات بند بنك بنود بنوك بنى بنية بوابة بورصة بوصلة بيان بيانات بياني بيئة بيت بيع
    بيوت بئر

    كاتب كادر كاشف كافي كامل كائن كبار كبير كبيرة كتاب كتابة كتائب كتب كتلة كثافة كثير كثيرة كرامة كراهية كربلاء
    كرة كرسي كرم كروم كريم كريمة كساد كسر كسور كسوف كشف كفاءة كفاح كفيل كفيلة كلاب كلام كلب كلفة كلمات كلمة كلية
    كليات كم كمال كندية كنز كنيسة كهرباء كوادر كوارث كواكب كوري كوكب كيان كيف كيل كيلو كأس

    لاجئ لاجئين لازم لاعب لائحة لباس لبس لبن لبنات لجان لجنة لجوء لحام لحظات لحظة لحم لحن لذة لسان لص لطيف لعب
    لعبة لعنة لغات لغة لغز لقاء لقاءات لقاح لقاحات لقب لقطات لقطة لقمة لمات لمحة لمس لمسة لهب لهجة لواء لوائح
    لوحات لوحة لوحي لون ليبي ليبية ليزر ليل ليلة ليلي
"""

_WITHOUT_ENDING = """
    البحرين السودان لبنان نجران عمران شعبان سلطان زيتون قربان عدوان فيضان طوفان حرمان سرطان رهبان بستان عنوان
    حيوان تمرين كربون صابون بنزين مليون عشرين عشرون ثلاثين ثلاثون أربعين أربعون خمسين خمسون سبعين سبعون ثمانين
    ثمانون تسعين تسعون
"""

CLITIC_LOOKALIKES = frozenset(_BEHIND_NO_CLITIC.split())
ENDING_LOOKALIKES = frozenset(_WITHOUT_ENDING.split())


def looks_like_clitic(word: str) -> bool:
    """Tell whether a folded word begins with a letter that may be taken for a clitic and is none.

    >>> looks_like_clitic("بطاقة"), looks_like_clitic("بدولة")
    (True, False)
    """
    return word in CLITIC_LOOKALIKES


def looks_like_ending(stem: str, ending: str, article: bool) -> bool:
    """Tell whether a stem and an ending make a word of its own: بحر is not in البحرين.

    >>> looks_like_ending("بحر", "ين", article=True), looks_like_ending("بحر", "ين", article=False)
    (True, False)
    """
    word = stem + ending
    return word in ENDING_LOOKALIKES or (article and f"ال{word}" in ENDING_LOOKALIKES)


def begins_with_and(text: str) -> bool:
    """Tell whether a text begins with the conjunction و rather than with a word that has it as a letter.

    >>> begins_with_and("والأمن"), begins_with_and("وزير")
    (True, False)
    """
    word = (text.split() or [""])[0]
    return word.startswith("و") and len(word) > 2 and word not in CLITIC_LOOKALIKES

"""Gettext PO: every segment a message, its context the file and the segment's id."""

import polib

from toolkit.bitext import Bitext, Translation
from toolkit.documents import records


def write(bitext: Bitext) -> str:
    """Spell a bitext as a PO file that ``msgfmt -c`` accepts."""
    catalogue = polib.POFile(wrapwidth=0)
    catalogue.header = "Machine translation from Arabic; what is fuzzy needs a review."
    catalogue.metadata = _header(bitext)
    for translation in bitext.translations:
        catalogue.append(_message(bitext.original, translation))
    return f"{str(catalogue).rstrip()}\n"


def _header(bitext: Bitext) -> dict[str, str]:
    fields = {
        "Project-Id-Version": " ".join(bitext.original.split()) or "-",
        "PO-Revision-Date": records.stamp(bitext.recipe, "%Y-%m-%d %H:%M+0000"),
        "Last-Translator": "toolkit",
        "Language-Team": "none",
        "Language": "en",
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": "nplurals=2; plural=(n != 1);",
        "X-Generator": f"toolkit {bitext.recipe.tool}",
        "X-Recipe": bitext.recipe.signature,
        "X-Source-Language": "ar",
    }
    return {name: value for name, value in fields.items() if value}


def _message(original: str, translation: Translation) -> polib.POEntry:
    return polib.POEntry(
        msgctxt=f"{original}#{translation.segment.id}",
        msgid=translation.segment.source,
        msgstr=translation.target,
        comment="\n".join(records.notes(translation)),
        flags=["fuzzy"] if translation.needs_review else [],
    )

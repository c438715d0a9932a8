"""What `@rend` and `@rendition` say of the looks of the source, in our words (TEI, 1.3.1.1.3).

Archives write them freely; what is not in the list below has no look of its own.
"""

from __future__ import annotations

import re

from edition.tei import Element

_LOOKS = {
    "italic": "i it ital italic italics kursiv emph",
    "bold": "b bold fett strong",
    "underlined": "u ul underline underlined unterstrichen",
    "small-caps": "k sc smallcaps small-caps small_caps smcp kapitaelchen",
    "letter-spaced": "g spaced letterspaced spaced_out gesperrt",
    "superscript": "sup superscript super hochgestellt",
    "subscript": "sub subscript tiefgestellt",
    "antiqua": "aq antiqua latintype latin",
    "struck-through": "strikethrough strikethrough_text struck line-through",
    "large": "large larger big",
    "small": "small smaller",
    "uppercase": "uppercase caps allcaps all-caps",
    "centred": "c center centre centered centred",
    "right": "r right align_right alignright",
    "left": "left align_left alignleft",
    "indented": "indent indented et",
    "set-off": "block blockquote",
}
_BY_WORD = {word: look for look, words in _LOOKS.items() for word in words.split()}
_WORD = re.compile(r"[\w-]+")


def looks(element: Element) -> list[str]:
    """The looks that an element's attributes name, each once."""
    rend, rendition = element.get("rend"), element.get("rendition")
    if rend is None and rendition is None:
        return []
    named = f"{rend or ''} {rendition or ''}".casefold()
    found = (_BY_WORD.get(word) for word in _WORD.findall(named))
    return list(dict.fromkeys(look for look in found if look))

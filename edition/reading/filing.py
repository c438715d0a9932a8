"""Names of register entries: how they read, and under which form an index files them."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from edition.personal_names import PARTICLES, parted
from edition.reading.running import plain
from edition.tei import Element, local_name

_ARTICLES = {"work": {"a", "an", "the"}, "organisation": {"the"}, "place": {"the"}}
_UNDIVIDED = str.maketrans(  # letters that Unicode does not part into one and a sign
    {"ł": "l", "ø": "o", "đ": "d", "ð": "d", "ħ": "h", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th"}
)


def name_of(names: Sequence[Element]) -> str:
    """How the first of the names reads, forename first; "" where there is none."""
    for name in names:
        parts = [plain(one) for one in _marked(name)]
        words = " ".join(filter(None, parts)) if parts else plain(name)
        if words:
            return words
    return ""


def filed(identifier: str, sort: str, name: str, names: Sequence[Element]) -> str:
    """The form under which an entry is filed: surname first, the article behind.

    Where the markup does not tell which is the surname, the identifier may: in `trotsky-leon` it
    stands first. One that begins as the name does (`nicholas-ii`, `mao-zedong`) leaves it as it
    is; of any other the last word is the surname, where the name's form lets no doubt.
    """
    if sort == "person":
        return _surname_first(names) or _as_identified(identifier, name) or _by_form(name)
    first, _, rest = name.partition(" ")
    if not rest or first.casefold() not in _ARTICLES.get(sort, ()):
        return name
    title, colon, subtitle = rest.partition(": ")
    return f"{title}, {first}{colon}{subtitle}"


def folded(text: str) -> str:
    """A text without accents and capitals, for sorting and comparing."""
    parted_letters = unicodedata.normalize("NFKD", text.casefold().translate(_UNDIVIDED))
    return "".join(c for c in parted_letters if not unicodedata.combining(c))


def _marked(name: Element) -> list[Element]:
    """Forenames, then name links and surnames of a name in which a surname is marked."""
    fore = [one for one in name if local_name(one) == "forename"]
    sur = [one for one in name if local_name(one) in {"nameLink", "surname"}]
    return [*fore, *sur] if any(local_name(one) == "surname" for one in sur) else []


def _surname_first(names: Sequence[Element]) -> str:
    """The first name by its markup; "" where that does not tell the surname."""
    parts = _marked(names[0]) if names else []
    surname = [plain(one) for one in parts if local_name(one) == "surname"]
    others = [plain(one) for one in parts if local_name(one) != "surname"]
    return ", ".join(filter(None, (" ".join(part) for part in (surname, others))))


def _as_identified(identifier: str, name: str) -> str:
    """The name with what the identifier begins with put first; "" where it begins otherwise."""
    key = _letters(identifier)
    words = name.split()
    for start in range(len(words)):
        surname = " ".join(words[start:])
        if key.startswith(_letters(surname)) and _letters(surname):
            return ", ".join(filter(None, (surname, " ".join(words[:start]))))
    first = _letters(words[0]) if words else ""
    return name if first and key.startswith(first) else ""


def _by_form(name: str) -> str:
    """The name by its last word; the particles before that stay with the given name."""
    family, given = parted(name)
    words = family.split()
    while given and len(words) > 1 and words[0] in PARTICLES:
        given = f"{given} {words.pop(0)}"
    return f"{' '.join(words)}, {given}" if given else name


def _letters(text: str) -> str:
    return "".join(c for c in folded(text) if c.isalnum())

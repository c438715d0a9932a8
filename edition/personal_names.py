"""Names of persons parted into family and given name, where their form lets no doubt."""

from __future__ import annotations

import re
from typing import NamedTuple

PARTICLES = frozenset("da de del della den der di du la le ter van von zu".split())
_ARTICLES = frozenset("A An The".split())
_BODIES = frozenset(
    "Academy Archive Archives Bureau Committee Congress Council Editors Institute Library Ministry"
    " Museum Office Party Press Project Society Soviet Union University".split()
)
_NO_SURNAME = re.compile(r"[IVX]+\.?|(?:Jr|Sr|Esq)\.?|.*[^\w.'’-].*|.*\d.*")
_MOST_WORDS = 4


class Name(NamedTuple):
    """A name as reference managers want it; `given` is empty where it cannot be parted."""

    family: str
    given: str

    @property
    def inverted(self) -> str:
        return f"{self.family}, {self.given}" if self.given else self.family

    @property
    def natural(self) -> str:
        return f"{self.given} {self.family}".strip()


def parted(written: str) -> Name:
    """A name parted into family and given name.

    A name with a comma is parted there. Single names, names of bodies, of rulers (Nicholas II),
    and whatever has small words that are no particles (Catherine the Great, Abd al-Rahman) stay
    whole.
    """
    family, comma, given = (part.strip() for part in written.partition(","))
    if comma:
        return Name(family, given) if "," not in given else Name(written.strip(), "")
    words = written.split()
    plain = [word for word in words if word not in PARTICLES]
    if not (2 <= len(words) <= _MOST_WORDS and len(plain) >= 2 and words[0] not in _ARTICLES):
        return Name(" ".join(words), "")
    is_named = all(word[0].isupper() for word in plain) and not _NO_SURNAME.fullmatch(words[-1])
    if not is_named or _BODIES & set(words):
        return Name(" ".join(words), "")
    last = len(words) - 1
    while last > 1 and words[last - 1] in PARTICLES:
        last -= 1
    return Name(" ".join(words[last:]), " ".join(words[:last]))

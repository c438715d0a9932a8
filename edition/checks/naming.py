"""Names as words that can be compared: a mention in a text, the forms of a register entry."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]{2,})*\.?")
_LONGEST = 400
_MOST_WORDS = 40
_SHORT = 3
_STEM = 4
_REST = 4

# Words that stand for somebody without naming him: rank, kinship, office. English, German, French,
# Latin, and Russian in Latin letters; without accents and in small letters.
_NO_NAMES = frozenset(
    """mr mrs miss ms sir lord lady dame madam madame mme mlle monsieur m messieurs mm master saint
    st ste dr doctor doktor prof professor father mother brother sister son daughter uncle aunt
    cousin nephew niece wife husband widow grandfather grandmother grandson granddaughter mama papa
    mamma papa dad daddy mum mummy parents child children boy girl baby king queen emperor empress
    tsar tsarina czar kaiser prince princess duke duchess count countess baron baroness earl
    marquis knight president minister premier chancellor general colonel major captain lieutenant
    admiral sergeant marshal pope bishop archbishop cardinal abbot abbess monk friar comrade
    citizen old young elder younger senior junior jun sen jr sr her his him he she they i you it
    we us my our their the herr herrn herren frau frauen fraulein frl hr fr vater mutter bruder
    schwester sohn tochter onkel tante vetter base neffe nichte gatte gattin gemahl gemahlin mann
    weib witwe grossvater grossmutter grosspapa grossmama enkel enkelin schwager schwagerin
    schwiegervater schwiegermutter eltern kind kinder bub madel konig konigin kaiserin fursten
    furst furstin herzog herzogin graf grafin freiherr freifrau ritter erzherzog erzherzogin hofrat
    hofrath geheimrat geheimrath direktor director direktorin papst bischof er sie es ich du wir
    ihr ihm ihn ihnen dich mich uns euch sein seine seiner seinen seinem der die das den dem des
    alte alten alter junge jungen junger kleine kleinen kleiner liebe lieber lieben pere frere
    soeur fils fille oncle roi reine empereur imperatrice comte comtesse duc duchesse marquise abbe
    il elle lui rex regina imperator pater mater frater soror filius filia dominus domina tovarishch
    city town village river street house country land stadt dorf fluss strasse gasse haus insel berg
    ville rue maison riviere party partei parti committee komitee company gesellschaft
    society""".split()
)


@dataclass(frozen=True, slots=True)
class Name:
    """The words of a name without accents and in small letters; `initials` are cut short."""

    words: tuple[str, ...]
    initials: tuple[str, ...] = ()


def read_name(text: str) -> Name:
    """The words of a name, and those that are cut short: single letters, or with a full stop."""
    return _read(text[:_LONGEST])


@lru_cache(8192)
def _read(text: str) -> Name:
    full: list[str] = []
    cut: list[str] = []
    for match in _WORD.finditer(text):
        word = plain(match[0])
        short = match[0].endswith(".") or len(word) == 1
        (cut if short else full).append(word)
    return Name(tuple(full[:_MOST_WORDS]), tuple(cut[:_MOST_WORDS]))


def plain(word: str) -> str:
    """A word in small letters, without accents, full stop and possessive ending."""
    bare = re.sub(r"['’]s?\Z", "", word.rstrip("."))
    letters = unicodedata.normalize("NFKD", bare.casefold())
    return "".join(c for c in letters if c.isalpha())


def names_somebody(text: str) -> bool:
    """Whether a mention holds a word that can be a name: capital letter, no rank or kinship."""
    for match in _WORD.finditer(text[:_LONGEST]):
        if not match[0][0].islower() and plain(match[0]) not in _NO_NAMES:
            return True
    return False


@dataclass(frozen=True, slots=True)
class Forms:
    """What the forms of an entry have in common with mentions: each word once, and each whole."""

    words: frozenset[str]
    joined: frozenset[str]
    scripts: frozenset[str]


def read_forms(texts: Iterable[str]) -> Forms:
    """The forms of an entry, to be compared with many mentions."""
    known = list(texts)
    names = [read_name(text) for text in known]
    return Forms(
        frozenset(word for name in names for word in (*name.words, *name.initials) if word),
        frozenset("".join(name.words) for name in names),
        frozenset(map(script, known)),
    )


def explains(forms: Forms, mention: str) -> bool:
    """Whether any word of a mention is a word of the forms, inflected, cut short or misspelt.

    Generous: ranks and kinship explain themselves, one word in common is enough.
    """
    said = read_name(mention)
    telling = [word for word in said.words if word not in _NO_NAMES]
    if any(_alike(word, other) for word in telling for other in forms.words):
        return True
    if any(other.startswith(cut) for cut in said.initials for other in forms.words):
        return True
    joined = "".join(telling)
    return len(joined) >= _STEM and any(joined in whole for whole in forms.joined)


def _alike(one: str, other: str) -> bool:
    """Whether two words are the same but for an ending: Wien, Wiener, Wiens."""
    if one == other:
        return True
    shorter, longer = sorted((one, other), key=len)
    if len(shorter) < _SHORT:
        return False
    shared = next(
        (n for n, (a, b) in enumerate(zip(shorter, longer, strict=False)) if a != b), len(shorter)
    )
    if shared == len(shorter):
        return len(longer) - shared <= _REST or shared >= _STEM
    ending = max(len(shorter), len(longer)) - shared
    return (shared >= _STEM and ending <= _REST) or _one_letter_apart(one, other)


def _one_letter_apart(one: str, other: str) -> bool:
    """Whether longer words differ in one letter, as old and misprinted spellings do."""
    if len(one) <= _STEM or abs(len(one) - len(other)) > 1:
        return False
    shorter, longer = sorted((one, other), key=len)
    for n, letter in enumerate(shorter):
        if letter != longer[n]:
            rest = shorter[n + 1 :] if len(one) == len(other) else shorter[n:]
            return rest == longer[n + 1 :]
    return True


def script(text: str) -> str:
    """The first word of the Unicode name of the first letter: LATIN, CYRILLIC, GREEK ..."""
    letter = next((c for c in text[:_LONGEST] if c.isalpha()), "")
    return unicodedata.name(letter, "").partition(" ")[0]


def same_name(text: str) -> tuple[str, ...]:
    """What two ways of writing one name have in common: `Smith, John` and `John Smith`."""
    return tuple(sorted((*(n := read_name(text)).words, *n.initials)))


def is_full_name(text: str) -> bool:
    """Whether a name is of two words or more, none of them a rank, none cut short."""
    name = read_name(text)
    return len(name.words) > 1 and not name.initials and not set(name.words) & _NO_NAMES


def the_same(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether two rows of words are the same but for endings."""
    return len(one) == len(other) and all(map(_alike, one, other))


def in_order(words: Sequence[str], within: Sequence[str]) -> bool:
    """Whether words follow each other in a longer row."""
    length = len(words)
    return any(list(within[n : n + length]) == list(words) for n in range(len(within) - length + 1))

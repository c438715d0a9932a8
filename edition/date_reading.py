"""Dates read out of words: "4 May 1916", "4. Mai 1916", "le 4 mai", "IV Kal. Mai.", "19/IX 96".

Only what the words say is read: a library for dates of our day fills in the rest from the clock
or guesses (dateparser 1.5 makes a day of this month of "6.", python-dateutil 4.0 the year 2052 of
"1945–52"), and a guess would be a false finding.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import lru_cache
from typing import TypeAlias

from edition.calendar_names import DAYS, MONTHS, REPUBLICAN, WEEKDAYS
from edition.printed_dates import PrintedDate

_Readers: TypeAlias = tuple[
    tuple[re.Pattern[str], Callable[[re.Match[str]], Iterator[PrintedDate]]], ...
]

LONGEST = 200  # characters; what is longer is no date but a text that has some
_REMEMBERED = 4096

_FIRST_YEAR, _LAST_YEAR = 1000, 2100
_IDES_LATE = frozenset({3, 5, 7, 10})
_NUMERALS = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100, "d": 500, "m": 1000}
_SPELT = {"ſ": "s", "’": "'", "–": "-", "—": "-", "―": "-", "‐": "-", "‑": "-", "‒": "-", "−": "-"}
_PLAIN = str.maketrans(_SPELT | dict.fromkeys('[]⟨⟩<>?!|„“”"\u00a0\u2009\u202f\n\t', " "))

_LETTER = r"[^\W\d_]"
_WORD = re.compile(
    rf"(?:[789]|10)b(?:er|re|ris)(?!{_LETTER})|(?:twenty|thirty)[- ]{_LETTER}+|{_LETTER}+"
)
_MARKS = "\x01\x02\x03\x04\x05\x06\x07\x08\x0e\x0f\x10\x11"  # no XML text can hold them
_MARKED = {name: _MARKS[number - 1] for name, number in MONTHS.items()} | {
    name: str(day) for name, day in DAYS.items()
}
_MONTH = rf"(?P<month>[{_MARKS}])\.?"
_ORDINAL = r"(?: ?(?:st|nd|rd|th|d|er|ère|e|ter|ten|ster|sten|te|o|º|°|ª)(?![a-z]))?\.?"
_DAY = rf"[0-9]{{1,2}}(?![0-9]){_ORDINAL}"
_TO = r"(?:-|(?:bis|to|until|till|au|usque ad)(?![a-z]))"
_JOIN = rf"(?:{_TO}|[/,&+]|(?:und|and|or|oder|et|ou|vel|aut|bzw\.?|u\.)(?![a-z]))"
_DAYS = rf"(?<![0-9.])(?P<days>{_DAY}(?: ?{_JOIN} ?(?:the |den |der |le )?{_DAY}){{0,4}})"
_OF = r"[ ,]*(?:(?:day )?(?:of|de|in|im|mensis|du mois de) |d')?"
_SHORT = r"[0-9]{2,3}(?![0-9])(?! ?[a-z°:]|[-.,][0-9])"  # not "16 Uhr", "10:30"
_ANNO = r"(?:(?:anno|an?|ao|l'an|de l'an|de|of|in the year|the year|im jahre?|des jahre?s)\.? )?"
_YEAR = rf"(?:[ ,./)]{{0,4}}{_ANNO}'?(?P<year>[0-9]{{4}}(?![0-9])|{_SHORT}))?"
_FULL = r"(?<![0-9])(?P<year>[0-9]{4})"
_AND = r"\.? ?(?:[-/&+]|(?:und|and|bis|to|u\.)(?![a-z])) ?"
_NUMBER = rf"(?<![0-9.])(?P<days>[0-9]{{1,2}}(?:{_AND}[0-9]{{1,2}})?)"
_ROMAN = r"(?<![a-z0-9])(?P<month>x[i]{0,2}|i[xv]|v?i{1,3}|v)(?![a-z])\.?"
_STOP = r" ?[./-] ?(?:[./-] ?)?"
_KALENDS = (
    r"(?:(?P<eve>prid(?:ie)?)\.? |(?:a\.? ?d\.? |ante diem )?(?<![a-z0-9])"
    r"(?P<count>[ivxlj]{1,6}|[0-9]{1,2})\.? )?(?<![a-z])(?P<mark>kal|cal|kl|non|id)[a-z]{0,6}\.? "
)
_CIRCA = re.compile(r"(?<![a-z])(?:circa|ca|c|about|around|um|vers|environ|env)(?![a-z])")
_RECKONED_OTHERWISE = re.compile(
    r"(?<![a-z])(?:b\.? ?c|bce|v\. ?chr|vor chr|av\. ?j|a\.? ?h\.|hijr"
    r"|jh(?![a-z])|jahrh|centur|cent\.|si[eè]cle|saec|"
    rf"(?:{'|'.join(REPUBLICAN)})(?![a-z]))"
)
_RELATIVE = re.compile(
    r"(?<![a-z])(?:before|after|following|next|later|eve|vigil|octave|vor|nach|avant|après|apres|ante"
    r"|post|vigilia|octava|weeks?|wochen?|semaines?|days|tagen?|jours|monaten?|months?|mois)(?![a-z])"
)
_WEEKDAY = re.compile(rf"{_LETTER}{{3,10}}\.?")
_NIGHT = re.compile("night|nacht|nuit|nocte")
_DUAL = re.compile(r" ?/ ?([0-9]{1,4})(?![0-9.])")
_NAMED = re.compile(f"[{_MARKS}]")
_LEFT = re.compile(f"[{_MARKS}0-9]")
_ONLY_TO = re.compile(rf"[ ?.,]*{_TO}[ ?.,]*")
_DOUBLE = re.compile(r" ?(?:\(|/) ?(?:(?:i\. ?e\.|d\. ?h\.|=|n\.? ?s\.|new style) ?)?")
_ROMAN_YEAR = re.compile(
    r"\bM[. ]{0,2}(?:[DCLXVI][. ]{0,2}){2,}(?<=[DCLXVI.])(?![. ]{0,2}[DCLXVIJdclxvij]+\b)(?![a-z])"
)


def is_unclear(words: str) -> bool:
    """Whether the words reckon otherwise, or from another day: "44 BC", "before 4 May"."""
    text = _plain_words(words)
    return bool(_RECKONED_OTHERWISE.search(text) or _RELATIVE.search(text))


def weekdays(words: str) -> frozenset[int]:
    """The weekdays that the words may mean (Monday is 0): for a night those beside it, too."""
    text = _plain_words(words)
    names = [match[0] for match in _WEEKDAY.finditer(text)]
    found = {WEEKDAYS[n] for name in names for n in (name, name.rstrip(".")) if n in WEEKDAYS}
    if found and _NIGHT.search(text):
        found |= {(one + step) % 7 for one in found for step in (1, 6)}
    return frozenset(found)


@lru_cache(_REMEMBERED)
def printed_dates(words: str) -> tuple[PrintedDate, ...]:
    """The readings of the dates in words, in their order; several may stand at one place.

    Where a month is printed, years that stand alone are left out.
    """
    if len(words) > LONGEST:
        return ()
    text = _marked(words)
    found: list[PrintedDate] = []
    if _NAMED.search(text):
        text = _read(text, _NAMED_READERS, found)
        if found:
            text = _read(text, _MONTH_READERS, found)
    text = _read(text, _NUMBER_READERS, found)
    if "M" in words:
        found += _roman_years(words)
    if any(date.month for date in found):
        found = [date for date in found if date.month]
    if _CIRCA.search(text):
        found = [replace(date, is_circa=True) for date in found]
    return tuple(sorted(found, key=lambda date: date.start))


def printed_period(words: str) -> tuple[list[PrintedDate], list[PrintedDate]] | None:
    """The readings of the first and of the last day, where the words are a period and no more."""
    dates = printed_dates(words)
    if len(dates) == 1:
        return _ends(dates[0])
    places = sorted({(date.start, date.end) for date in dates})
    if len(places) != 2 or not _ONLY_TO.fullmatch(_marked(words)[places[0][1] : places[1][0]]):
        return None
    first = [date for date in dates if date.start == places[0][0]]
    return first, [date for date in dates if date.start != places[0][0]]


def double_date(words: str) -> tuple[PrintedDate, PrintedDate] | None:
    """The two readings of a day printed in two calendars: 13/25 May, 26 October (8 November)."""
    dates = [date for date in printed_dates(words) if date.first is not None]
    if len(dates) == 1 and dates[0].is_double:
        return replace(dates[0], last=dates[0].first), replace(dates[0], first=dates[0].last)
    if len(dates) != 2 or any(date.first != date.last or not date.month for date in dates):
        return None
    between = _marked(words)[dates[0].end : dates[1].start]
    return (dates[0], dates[1]) if _DOUBLE.fullmatch(between) else None


def _ends(date: PrintedDate) -> tuple[list[PrintedDate], list[PrintedDate]] | None:
    """The first and the last day of a period printed as one: 4–6 May, 1914–18."""
    if not date.is_period:
        return None
    if date.until:
        return [replace(date, until=None)], [replace(date, years=(date.until,), until=None)]
    return [replace(date, last=date.first)], [replace(date, first=date.last)]


def _plain_words(words: str) -> str:
    """Words in lower case, hyphens of one sort, without brackets and signs of doubt."""
    return words.translate(_PLAIN).lower()


def _marked(words: str) -> str:
    """Plain words, the name of each month one character, the days that are words as numbers."""
    return _WORD.sub(_mark, _plain_words(words))


def _mark(match: re.Match[str]) -> str:
    return _MARKED.get(match[0].replace(" ", "-"), match[0])


def _read(text: str, readers: _Readers, found: list[PrintedDate]) -> str:
    """Add what the patterns find, and blot it out in the text that is given back."""
    for pattern, read in readers:
        if not _LEFT.search(text):
            break
        for match in pattern.finditer(text):
            some = [_dual(date, text) for date in read(match) if date.is_possible]
            if some:
                found += some
                text = text[: match.start()] + "\0" * len(match[0]) + text[match.end() :]
    return text


def _plain(match: re.Match[str]) -> Iterator[PrintedDate]:
    """A reading from the groups year, month and days, as far as the pattern has them."""
    groups = match.groupdict()
    month, printed = groups.get("month"), groups.get("days") or ""
    days = [int(number) for number in re.findall("[0-9]+", printed)]
    yield PrintedDate(
        match.start(),
        match.end(),
        *_years(groups.get("year")),
        month=_month(month) if month else None,
        first=min(days, default=None),
        last=max(days, default=None),
        is_period=len(days) == 2 and bool(re.search(_TO, printed)),
        is_double=len(days) == 2 and "/" in printed,
        is_swapped=groups.get("sign") not in {None, "."},
    )


def _years(digits: str | None) -> tuple[tuple[int, ...], int]:
    """The years of printed digits, and what is left out of them: 92 is ((92,), 100)."""
    if not digits:
        return (), 0
    return (int(digits),), 0 if len(digits) == 4 else 10 ** len(digits)


def _month(name: str) -> int:
    if name.isdigit():
        return int(name)
    return _MARKS.index(name) + 1 if name in _MARKS else _roman(name)


def _roman(numeral: str) -> int:
    values = [_NUMERALS[letter] for letter in numeral.lower().replace("j", "i")]
    pairs = zip(values, [*values[1:], 0], strict=True)
    return sum(-value if value < following else value for value, following in pairs)


def _after_month(match: re.Match[str]) -> Iterator[PrintedDate]:
    """May 4, 1916; "Mai 16" may as well be a month of a year 16."""
    for date in _plain(match):
        yield date
        if match["days"].isdigit() and not date.years and date.first is not None:
            yield replace(date, years=(date.first,), century=100, first=None, last=None)


def _kalends(match: re.Match[str]) -> Iterator[PrintedDate]:
    """A day of the Roman calendar, counted back from the Kalends, Nones or Ides."""
    month = _month(match["month"])
    fixed = {"non": 5, "id": 13}.get(match["mark"], 1)
    if fixed > 1 and month in _IDES_LATE:
        fixed += 2
    count = match["count"] or "1"
    back = 1 if match["eve"] else (int(count) if count.isdigit() else _roman(count)) - 1
    years, century = _years(match["year"])
    date = PrintedDate(match.start(), match.end(), years, century, month=month)
    if fixed > back:
        yield replace(date, first=fixed - back, last=fixed - back)
        return
    length = (31, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30)[month - 1]  # of the month before
    if month == 1:
        date = replace(date, years=(*years, *(year - 1 for year in years)))
    day = length + fixed - back
    yield replace(date, month=(month + 10) % 12 + 1, first=day, last=day + (month == 3))


def _years_alone(match: re.Match[str]) -> Iterator[PrintedDate]:
    """1916, 1914–18 or the 1880s."""
    groups = match.groupdict()
    year = int(match["year"])
    date = PrintedDate(match.start(), match.end(), (year,))
    if groups.get("last"):
        until = year - year % 100 + int(match["last"])
        date = replace(date, until=until, is_period=True) if until > year else date
    elif groups.get("decade"):
        date = replace(date, until=year + (9 if year % 100 else 99))
    if _FIRST_YEAR <= year <= _LAST_YEAR:
        yield date


def _roman_years(words: str) -> Iterator[PrintedDate]:
    for match in _ROMAN_YEAR.finditer(words):
        year = _roman(re.sub("[. ]", "", match[0]))
        if _FIRST_YEAR <= year <= _LAST_YEAR:
            yield PrintedDate(match.start(), match.end(), (year,))


def _dual(date: PrintedDate, text: str) -> PrintedDate:
    """The date with the second of two years joined by a stroke: 11 February 1731/2."""
    match = _DUAL.match(text, date.end)
    if match is None or len(date.years) != 1 or date.century:
        return date
    digits = match[1]
    if (date.years[0] + 1) % 10 ** len(digits) != int(digits):
        return date
    return replace(date, years=(date.years[0], date.years[0] + 1), end=match.end())


def _readers(*pairs: tuple[str, Callable[[re.Match[str]], Iterator[PrintedDate]]]) -> _Readers:
    return tuple((re.compile(pattern), read) for pattern, read in pairs)


_NAMED_READERS = _readers(
    (rf"{_DAYS}{_OF}{_MONTH}{_YEAR}", _plain),
    (rf"{_KALENDS}{_MONTH}{_YEAR}", _kalends),
    (rf"{_FULL}[ ,.:]{{1,2}}{_MONTH} ?(?P<days>{_DAY})", _plain),
    (rf"{_MONTH}[ ,]{{0,2}}(?:of |de |anno )?(?P<year>[0-9]{{4}})(?![0-9])", _plain),
    (rf"{_MONTH}[ -]?(?:the )?(?P<days>{_DAY}(?: ?{_JOIN} ?{_DAY})?){_YEAR}", _after_month),
    (rf"^ *(?:anfang|anfg|mitte|ende|early|late|mid|fin|début)?[ .-]*{_MONTH} *$", _plain),
)
_MONTH_READERS = _readers((_MONTH, _plain))
_NUMBER_READERS = _readers(
    (rf"{_FULL}(?P<of>[-./])(?P<month>[0-9]{{1,2}})(?P=of)(?P<days>[0-9]{{1,2}})(?![0-9])", _plain),
    (rf"{_FULL}-(?P<month>0[1-9]|1[0-2])(?![0-9-])", _plain),
    (rf"{_FULL}[ ,.:]{{1,2}}{_ROMAN} ?(?P<days>{_DAY})", _plain),
    (
        rf"{_NUMBER}(?: ?(?P<sign>[./-]) ?){{1,2}}(?P<month>[0-9]{{1,2}})(?![0-9])"
        rf"(?: ?[./-] ?|\.? )(?P<year>[0-9]{{4}}(?![0-9])|{_SHORT})",
        _plain,
    ),
    (rf"{_NUMBER} ?(?P<sign>[./]) ?(?P<month>[0-9]{{1,2}})\.?(?= ?{_JOIN} ?\0)", _plain),
    (rf"{_NUMBER}(?:{_STOP}| ){_ROMAN}{_YEAR}", _plain),
    (r"^ *(?P<days>[0-9]{1,2})(?: ?(?P<sign>/) ?|\. ?)(?P<month>[0-9]{1,2})\.? *$", _plain),
    (r"^ *(?P<days>[0-9]{1,2}) (?P<month>[0-9]{1,2}) (?P<year>[0-9]{2,4}) *$", _plain),
    (rf"^ *(?:the |den |der |le |am )?(?P<days>{_DAY}) *$", _plain),
    (rf"{_FULL} ?[-/] ?(?P<last>[0-9]{{2}})(?![0-9])", _years_alone),
    (r"(?<![0-9])(?P<year>[0-9]{3}0) ?(?P<decade>'?s|er|ern)(?![a-z])", _years_alone),
    (rf"{_FULL}(?![0-9])", _years_alone),
)

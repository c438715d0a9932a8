"""Names of months and weekdays in English, German, French and Latin, as prints and letters write.

All in lower case, with accents and without. A short form that is also another word of letters
(German `so`, English `do.` for ditto) is left out or asked to have its full stop.
"""

from __future__ import annotations

_MONTHS = {
    1: "january januar jänner jaenner jenner janner janvier januarius januarij ianuarius"
    " jan ian janv jany janry",
    2: "february februar feber hornung février fevrier februarius februarij feb febr feby febry"
    " fév févr fevr",
    3: "march märz maerz marz mertz merz mars martius martij mar mart mrz mär",
    4: "april avril aprilis aprill apr apl avr",
    5: "may mai maius maij mey",
    6: "june juni juny juin iunius junius iunij junij jun iun",
    7: "july juli july juley juillet iulius julius iulij julij quintilis jul iul juil",
    8: "august août aout aoust augst augusti augustus sextilis aug augt",
    9: "september septembre septembris sep sept septr septbr 7ber 7bre 7bris viiber viibris",
    10: "october oktober octobre octobris oct okt octr octb octbr octob 8ber 8bre 8bris viiiber",
    11: "november novembre novembris nov novr novb novbr 9ber 9bre 9bris ixber ixbris",
    12: "december dezember décembre decembre decembris dec dez déc decr decb decbr xber xbre xbris"
    " 10ber 10bre 10bris",
}
_LATIN = {
    1: ("ianuari", "januari"),
    2: ("februari",),
    3: ("marti",),
    5: ("mai",),
    6: ("iuni", "juni"),
    7: ("iuli", "juli"),
    8: ("august",),
}
_LATIN_IN_BER = {9: "septemb", 10: "octob", 11: "novemb", 12: "decemb"}
_SECOND = ("i", "ii", "o", "a", "ae", "as", "is", "um", "arum")
_THIRD = ("r", "ris", "ri", "re", "res", "er", "ribus", "rium")
_WEEKDAYS = {
    0: "monday montag lundi mon.",
    1: "tuesday dienstag mardi tues. tue.",
    2: "wednesday mittwoch mercredi wed.",
    3: "thursday donnerstag jeudi thurs. thur.",
    4: "friday freitag vendredi fri.",
    5: "saturday samstag sonnabend samedi sat.",
    6: "sunday sonntag dimanche sun.",
}
WEEKDAY_NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
REPUBLICAN = (
    "vendémiaire vendemiaire brumaire frimaire nivôse nivose pluviôse pluviose ventôse ventose"
    " germinal floréal floreal prairial messidor thermidor fructidor"
).split()

_ORDINALS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth"
    " fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth"
).split()
_ORDNUNGSZAHLEN = (
    "erst zweit dritt viert fünft sechst siebent acht neunt zehnt elft zwölft dreizehnt vierzehnt"
    " fünfzehnt sechzehnt siebzehnt achtzehnt neunzehnt zwanzigst"
).split()
_EINER = "ein zwei drei vier fünf sechs sieben acht neun".split()


def _months() -> dict[str, int]:
    found = {name: number for number, names in _MONTHS.items() for name in names.split()}
    for number, stems in _LATIN.items():
        found.update({stem + end: number for stem in stems for end in _SECOND})
    for number, stem in _LATIN_IN_BER.items():
        found.update({stem + end: number for end in _THIRD})
    found.update(dict.fromkeys(("aprilem", "aprili", "aprile", "apriles", "aprilium"), 4))
    return found


MONTHS = _months()
WEEKDAYS = {name: number for number, names in _WEEKDAYS.items() for name in names.split()}


def _days() -> dict[str, int]:
    found = {name: day for day, name in enumerate(_ORDINALS, start=1)}
    found.update({f"twenty-{name}": 20 + day for day, name in enumerate(_ORDINALS[:9], start=1)})
    found.update({"thirtieth": 30, "thirty-first": 31, "premier": 1})
    tage = dict(enumerate(_ORDNUNGSZAHLEN, start=1))
    tage.update({20 + day: f"{name}undzwanzigst" for day, name in enumerate(_EINER, start=1)})
    tage.update({30: "dreißigst", 31: "einunddreißigst"})
    found.update({name + end: day for day, name in tage.items() for end in ("e", "en", "er")})
    return found


DAYS = _days()

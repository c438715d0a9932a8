"""Language tags (BCP 47) as xml:lang holds them: well-formed or not, and what is meant.

Checked are the syntax of RFC 5646, section 2.1, and, of the registry of subtags, the languages of
two letters, the regions, and the codes of three letters that stand for a language of two letters:
those are not in the registry (section 2.2.1). Other languages of three letters, scripts and
variants are taken as they are. (The package language-tags knows the whole registry, but is half as
slow to load as a letter is to check, and refuses private tags that the RFC allows.)
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_TAG = re.compile(
    r"""(?P<language>[a-z]{2,3}(?:-[a-z]{3}){0,3}|[a-z]{4}|[a-z]{5,8})
        (?:-(?P<script>[a-z]{4}))?
        (?:-(?P<region>[a-z]{2}|[0-9]{3}))?
        (?:-(?:[a-z0-9]{5,8}|[0-9][a-z0-9]{3})){0,9}
        (?:-[0-9a-wyz](?:-[a-z0-9]{2,8}){1,9}){0,9}
        (?:-x(?:-[a-z0-9]{1,8}){1,9})?
      | x(?:-[a-z0-9]{1,8}){1,9}""",
    re.VERBOSE | re.IGNORECASE,
)
_KEPT_FROM_EARLIER = frozenset(
    "en-gb-oed i-ami i-bnn i-default i-enochian i-hak i-klingon i-lux i-mingo i-navajo i-pwn i-tao"
    " i-tay i-tsu sgn-be-fr sgn-be-nl sgn-ch-de art-lojban cel-gaulish no-bok no-nyn zh-guoyu"
    " zh-hakka zh-min zh-min-nan zh-xiang".split()
)
_LONGEST = 60
_OF_THREE = 3
# Each language of two letters with the codes of three letters that mean the same (ISO 639-2).
_TWO_LETTERS = (
    "aa=aar ab=abk ae=ave af=afr ak=aka am=amh an=arg ar=ara as=asm av=ava ay=aym az=aze ba=bak"
    " be=bel bg=bul bh=bih bi=bis bm=bam bn=ben bo=bod=tib br=bre bs=bos ca=cat ce=che ch=cha"
    " co=cos cr=cre cs=ces=cze cu=chu cv=chv cy=cym=wel da=dan de=deu=ger dv=div dz=dzo ee=ewe"
    " el=ell=gre en=eng eo=epo es=spa et=est eu=baq=eus fa=fas=per ff=ful fi=fin fj=fij fo=fao"
    " fr=fra=fre fy=fry ga=gle gd=gla gl=glg gn=grn gu=guj gv=glv ha=hau he=heb hi=hin ho=hmo"
    " hr=hrv=scr ht=hat hu=hun hy=arm=hye hz=her ia=ina id=ind ie=ile ig=ibo ii=iii ik=ipk in"
    " io=ido is=ice=isl it=ita iu=iku iw ja=jpn ji jv=jav jw ka=geo=kat kg=kon ki=kik kj=kua"
    " kk=kaz kl=kal km=khm kn=kan ko=kor kr=kau ks=kas ku=kur kv=kom kw=cor ky=kir la=lat lb=ltz"
    " lg=lug li=lim ln=lin lo=lao lt=lit lu=lub lv=lav mg=mlg mh=mah mi=mao=mri mk=mac=mkd ml=mal"
    " mn=mon mo=mol mr=mar ms=may=msa mt=mlt my=bur=mya na=nau nb=nob nd=nde ne=nep ng=ndo"
    " nl=dut=nld nn=nno no=nor nr=nbl nv=nav ny=nya oc=oci oj=oji om=orm or=ori os=oss pa=pan"
    " pi=pli pl=pol ps=pus pt=por qu=que rm=roh rn=run ro=ron=rum ru=rus rw=kin sa=san sc=srd"
    " sd=snd se=sme sg=sag sh=hbs si=sin sk=slk=slo sl=slv sm=smo sn=sna so=som sq=alb=sqi"
    " sr=scc=srp ss=ssw st=sot su=sun sv=swe sw=swa ta=tam te=tel tg=tgk th=tha ti=tir tk=tuk"
    " tl=tgl tn=tsn to=ton tr=tur ts=tso tt=tat tw=twi ty=tah ug=uig uk=ukr ur=urd uz=uzb ve=ven"
    " vi=vie vo=vol wa=wln wo=wol xh=xho yi=yid yo=yor za=zha zh=chi=zho zu=zul"
)
_REGIONS = frozenset(
    (
        "AC AD AE AF AG AI AL AM AN AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL"
        " BM BN BO BQ BR BS BT BU BV BW BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CP CQ CR CS"
        " CU CV CW CX CY CZ DD DE DG DJ DK DM DO DZ EA EC EE EG EH ER ES ET EU EZ FI FJ FK FM"
        " FO FR FX GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU"
        " IC ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB"
        " LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV"
        " MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NT NU NZ OM PA PE PF PG PH PK PL PM PN PR"
        " PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SU"
        " SV SX SY SZ TA TC TD TF TG TH TJ TK TL TM TN TO TP TR TT TV TW TZ UA UG UM UN US UY"
        " UZ VA VC VE VG VI VN VU WF WS YD YE YT YU ZA ZM ZR ZW ZZ"
    ).split()
)
_OTHER_REGION = re.compile("[0-9]{3}|AA|Q[M-Z]|X[A-Z]", re.IGNORECASE)
_NO_REGIONS = {"UK": "GB", "EN": "GB"}
_NAMES = {
    "english": "en",
    "german": "de",
    "french": "fr",
    "latin": "la",
    "greek": "el",
    "italian": "it",
    "spanish": "es",
    "hebrew": "he",
    "russian": "ru",
    "deutsch": "de",
    "arabic": "ar",
    "polish": "pl",
    "dutch": "nl",
    "syriac": "syc",
    "coptic": "cop",
    "czech": "cs",
}
_LANGUAGES = {two: threes for two, *threes in (one.split("=") for one in _TWO_LETTERS.split())}
_SHORTER = {three: two for two, threes in _LANGUAGES.items() for three in threes}


@dataclass(frozen=True, slots=True)
class TagFault:
    """What is wrong with a language tag: a fact, the tag that is probably meant.

    `is_malformed` where it is no tag at all; `has_shorter` where only a shorter code is registered.
    """

    fact: str
    meant: str | None = None
    is_malformed: bool = False
    has_shorter: bool = False


def tag_fault(tag: str) -> TagFault | None:
    """What is wrong with a language tag; nothing if it is right or empty (no language known)."""
    if not tag or tag.lower() in _KEPT_FROM_EARLIER:
        return None
    found = _TAG.fullmatch(tag) if len(tag) <= _LONGEST else None
    if found is None:
        return TagFault("is no language tag", _mended(tag), is_malformed=True)
    if found["language"] is None:
        return None
    return _language_fault(tag, found["language"].lower()) or _region_fault(tag, found["region"])


def shortest(tag: str) -> str:
    """A tag in small letters, the language by its registered code: `ENG-GB` is `en-gb`."""
    first, mark, rest = tag.strip().lower().partition("-")
    return f"{_SHORTER.get(first, first)}{mark}{rest}"


def _language_fault(tag: str, language: str) -> TagFault | None:
    first, _, extension = language.partition("-")
    rest = tag[len(first) :]
    if first in _SHORTER:
        shorter = _SHORTER[first]
        return TagFault(f"is registered as `{shorter}`", shorter + rest, has_shorter=True)
    if extension in _SHORTER:
        return TagFault(f"has `{extension}` where it means nothing", first)
    if len(first) == _OF_THREE or first in _LANGUAGES:
        return None
    meant = _NAMES.get(first)
    return TagFault("names no registered language", meant and meant + rest)


def _region_fault(tag: str, region: str | None) -> TagFault | None:
    if region is None or region.upper() in _REGIONS or _OTHER_REGION.fullmatch(region):
        return None
    other = _NO_REGIONS.get(region.upper())
    meant = tag.replace(f"-{region}", f"-{other}", 1) if other else None
    return TagFault("names no registered region", meant)


def _mended(tag: str) -> str | None:
    """The tag that a malformed one probably means, if that is well-formed."""
    short = tag[: _LONGEST + 1].strip().replace("_", "-").strip("-")
    return short if len(tag) <= _LONGEST and _TAG.fullmatch(short) else None

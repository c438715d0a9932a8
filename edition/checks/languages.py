"""Language tags: what is none, and what the header declares of languages and the text uses."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from edition.checks.check import Fault, check
from edition.checks.pointing import shortened, times
from edition.checks.scopes import Scope
from edition.checks.tei_file import Sighting, TeiFile
from edition.diagnostics import Severity
from edition.languages import TagFault, shortest, tag_fault
from edition.surroundings import around
from edition.tei import XML_LANG, Element

_TAGS = {("language", "ident"), ("textLang", "mainLang")}
_NO_LANGUAGE = frozenset("und zxx mul mis x".split())
_MOST = 10
_WITH_TAG = f".//*[@{XML_LANG}]"
_LISTS = {("textLang", "otherLangs")}


@check(
    "bad-language-tag",
    Severity.REVIEW,
    hint="write a tag of BCP 47: the shortest code of the language, then script and region",
    example='<foreign xml:lang="en_UK">colour</foreign>',
)
def bad_tags(file: TeiFile) -> Iterator[Fault]:
    """A value of xml:lang (or ident of language) is not a language tag as BCP 47 has it.

    What is no tag at all (`en_US`) is an error. A code of three letters where two are registered
    (`eng`, `lat`) is a note: many archives use them, but no browser or library must know them.
    """
    for tag, seen in _tags(file).items():
        fault = tag_fault(tag)
        if fault is not None:
            meant = f"; write `{shortened(fault.meant)}`" if fault.meant else ""
            message = f"`{shortened(tag)}` {fault.fact}{meant}{times(seen.count)}"
            once = seen.count == 1 and fault.meant == tag.strip()
            repair = fault.meant if once else None
            severity = _severity(tag, fault)
            yield Fault(seen.element, message, seen.attribute, repair, severity=severity)


@check(
    "undeclared-language",
    Severity.NOTE,
    hint="declare it by a language in langUsage, or correct xml:lang",
    example='<language ident="de"/> ... <foreign xml:lang="la">ibidem</foreign>',
)
def undeclared(file: TeiFile) -> Iterator[Fault]:
    """The text uses a language (xml:lang) that langUsage, which lists others, does not declare.

    A tag is declared by a shorter or longer one of the same language (`de` and `de-AT`). Codes for
    what is no language (und, zxx, x-...) are left alone.
    """
    for scope in file.scopes:
        declared = _declared(scope)
        if declared:
            used = _used(scope)
            missing = [tag for tag in used if not _is_among(tag, declared) and _is_language(tag)]
            for tag in missing[:_MOST]:
                element, count = used[tag]
                yield Fault(element, f"`{shortened(tag)}` is not declared{times(count)}", XML_LANG)


@check(
    "unused-language",
    Severity.NOTE,
    hint="mark the words of that language by xml:lang, or do not declare it",
    example='<language ident="la"/> and no xml:lang="la"',
)
def unused(file: TeiFile) -> Iterator[Fault]:
    """A language is declared in langUsage, but nothing in the text is in it, as xml:lang tells.

    Where text says of itself in no language it is, one language may be its own and is left alone.
    """
    for scope in file.scopes:
        declared = _declared(scope)
        if not scope.text or not declared:
            continue
        used = {shortest(_meant(tag)) for tag in _used(scope)}
        idle = {tag: one for tag, one in declared.items() if not _is_among(tag, used)}
        own = any(e.get(XML_LANG) for e in (scope.document, *scope.used("text", "body")))
        if idle and (own or len(idle) > 1):
            names = ", ".join(f"`{shortened(tag)}`" for tag in list(idle)[:_MOST])
            one = next(iter(idle.values()))
            yield Fault(one, f"no xml:lang of the text is {names}", "ident")


def _declared(scope: Scope) -> Mapping[str, Element]:
    languages = (one for usage in scope.declared("langUsage") for one in usage.iter("{*}language"))
    return {shortest(tag): one for one in languages if (tag := one.get("ident"))}


def _used(scope: Scope) -> Mapping[str, tuple[Element, int]]:
    """The language tags of a text, each with its first place and the number of times.

    That of the document is the text's where the text has none of its own.
    """
    found: dict[str, tuple[Element, int]] = {}
    headers = around({"teiHeader"})
    for element in scope.document.iterfind(_WITH_TAG):
        if headers.nearest_or_self(element) is None:
            _count(element, found)
    if not any(text.get(XML_LANG) for text in scope.used("text")):
        _count(scope.document, found)
    return found


def _count(element: Element, found: dict[str, tuple[Element, int]]) -> None:
    tag = element.get(XML_LANG)
    if tag:
        first, count = found.get(tag, (element, 0))
        found[tag] = first, count + 1


def _meant(tag: str) -> str:
    fault = tag_fault(tag)
    return tag if fault is None or fault.meant is None else fault.meant


def _is_among(tag: str, others: Collection[str]) -> bool:
    """Whether a tag, or a shorter or longer one of the same language, is among others."""
    short = shortest(tag)
    if short in others:
        return True
    longer = (other for other in others if other.startswith(f"{short}-"))
    return next(longer, None) is not None or any(short.startswith(f"{o}-") for o in others)


def _is_language(tag: str) -> bool:
    return shortest(tag).partition("-")[0] not in _NO_LANGUAGE and tag_fault(tag) is None


def _severity(tag: str, fault: TagFault) -> Severity:
    if fault.has_shorter:
        return Severity.NOTE
    # Schemas allow white space around a value; only readers of xml:lang trip over it.
    spaced = fault.meant is not None and fault.meant == tag.strip()
    return Severity.ERROR if fault.is_malformed and not spaced else Severity.REVIEW


def _tags(file: TeiFile) -> Mapping[str, Sighting]:
    """Each language tag of a file, with its first place and the number of times."""
    found: dict[str, Sighting] = {}
    for (element, attribute, value), seen in file.values.items():
        if seen.attribute == XML_LANG or (element, attribute) in _TAGS:
            tags = [value]
        elif (element, attribute) in _LISTS:
            tags = value.split()
        else:
            continue
        for tag in tags:
            if tag in found:
                found[tag].count += seen.count
            else:
                found[tag] = Sighting(seen.element, seen.attribute, seen.count)
    return found

"""The header declares what is practised, and nothing else."""

from __future__ import annotations

from collections import Counter

import pytest
from lxml import etree

from edition.annotations import kinds
from edition.compilation import tei_corpus
from edition.diagnostics import InputError
from edition.readers.edition import EditionFolder
from edition.tei import TEI_NAMESPACE, XML_ID, Element, elements, local_name, parse
from edition.writers.product import CompiledEdition

TEI = {"t": TEI_NAMESPACE}


@pytest.fixture(params=["compiled_specimen", "compiled_five"])
def compiled(request: pytest.FixtureRequest) -> CompiledEdition:
    edition: CompiledEdition = request.getfixturevalue(request.param)
    return edition


def documents(compiled: CompiledEdition) -> dict[str, Element]:
    return {siglum: parse(data) for siglum, data in compiled.documents.items()}


def words(element: Element | None) -> str:
    return "" if element is None else " ".join("".join(map(str, element.itertext())).split())


def test_the_editorial_declaration_is_that_of_the_kinds_used(compiled: CompiledEdition) -> None:
    trees = documents(compiled)
    for text in compiled.texts:
        declaration = trees[text.siglum].find(".//t:editorialDecl", TEI)
        assert declaration is not None
        used = {one.kind for one in (*text.anchored.blocks, *text.anchored.inline)}
        for name, kind in kinds().items():
            section = declaration.find(f"t:{kind.declared.section}", TEI)
            others = {k.declared.sentence for n, k in kinds().items() if n in used}
            expected = name in used or kind.declared.sentence in others
            assert (kind.declared.sentence in words(section)) == expected, name


def test_hyphenation_is_declared_where_hyphens_are_removed(compiled: CompiledEdition) -> None:
    for tree in documents(compiled).values():
        declared = tree.find(".//t:hyphenation", TEI) is not None
        practised = tree.find(".//t:text//t:corr[@ana='#emendation.hyphenation']", TEI) is not None
        assert declared == practised


def test_nothing_is_corrected_silently(compiled: CompiledEdition) -> None:
    """correction/@method says markup: then every correction stands beside what it corrects."""
    for tree in documents(compiled).values():
        for correction in tree.iterfind(".//t:text//t:corr", TEI):
            parent = correction.getparent()
            assert parent is not None and local_name(parent[0]) == "sic"
        for regularized in tree.iterfind(".//t:text//t:reg", TEI):
            parent = regularized.getparent()
            assert parent is not None and local_name(parent[0]) == "orig"


def test_tag_usage_is_counted(compiled: CompiledEdition) -> None:
    for tree in documents(compiled).values():
        text = tree.find("t:text", TEI)
        assert text is not None
        counted = Counter(local_name(e) for e in elements(text))
        said = {u.get("gi"): int(u.get("occurs", "0")) for u in tree.iterfind(".//t:tagUsage", TEI)}
        assert said == dict(counted)


def test_taxonomies_and_calendars_hold_what_is_used(compiled: CompiledEdition) -> None:
    for tree in documents(compiled).values():
        text = tree.find("t:text", TEI)
        assert text is not None
        used = {p[1:] for e in elements(text) for p in e.get("ana", "").split()}
        declared = {c.get(XML_ID) for c in tree.iterfind(".//t:category", TEI)}
        assert declared == used
        calendars = {c.get(XML_ID) for c in tree.iterfind(".//t:calendar", TEI)}
        names = ("calendar", "datingMethod")
        assert calendars == {e.get(n, "")[1:] for e in elements(tree) for n in names if e.get(n)}


def test_languages_are_those_of_text_and_foreign_words(compiled: CompiledEdition) -> None:
    for tree in documents(compiled).values():
        lang = "{http://www.w3.org/XML/1998/namespace}lang"
        text = tree.find("t:text", TEI)
        assert text is not None
        used = {e.get(lang) for e in elements(text) if e.get(lang)}
        assert {u.get("ident") for u in tree.iterfind(".//t:language", TEI)} == used


def test_cite_structures_find_every_block(compiled: CompiledEdition) -> None:
    """The XPath of refsDecl finds every paragraph, heading and item, and each has an address."""
    for tree in documents(compiled).values():
        plain = etree.fromstring(etree.tostring(tree).replace(TEI_NAMESPACE.encode(), b""))
        found: set[str] = set()
        for structure in tree.iterfind(".//t:citeStructure", TEI):
            for element in plain.xpath(str(structure.get("match"))):
                assert element.xpath(str(structure.get("use")))
                found.add(str(element.get(XML_ID)))
        blocks = {"p", "head", "item", "div"}
        text = tree.find("t:text", TEI)
        assert text is not None
        inside = [e for e in elements(text) if e.get(XML_ID) and local_name(e) in blocks]
        assert {str(e.get(XML_ID)) for e in inside} <= found


def test_rights_and_responsibilities_are_stated(
    compiled: CompiledEdition, specimen: EditionFolder
) -> None:
    for siglum, tree in documents(compiled).items():
        assert words(tree.find(".//t:availability/t:licence", TEI))
        assert words(tree.find(".//t:availability/t:p", TEI)), siglum
        named = {n.get(XML_ID) for n in tree.iterfind(".//t:respStmt/t:name", TEI)}
        assert named == {one.id for one in compiled.edition.settings.responsibilities}
        assert tree.find(".//t:revisionDesc/t:change", TEI) is not None


def test_the_corpus_holds_every_text_once(compiled: CompiledEdition) -> None:
    corpus = parse(tei_corpus(compiled.edition, compiled.texts))
    sigla = [t.get(XML_ID) for t in corpus.iterfind("t:TEI/t:text", TEI)]
    assert sigla == [f"{one.siglum}.text" for one in compiled.texts]
    identifiers = Counter(e.get(XML_ID) for e in elements(corpus) if e.get(XML_ID))
    assert [name for name, times in identifiers.items() if times > 1] == []
    pointers = {
        value[1:]
        for e in elements(corpus)
        for name in ("ref", "resp", "ana", "who", "source", "calendar", "next", "prev", "target")
        for value in e.get(name, "").split()
        if value.startswith("#")
    }
    assert pointers - set(identifiers) == set()


def test_a_note_may_not_smuggle_text_in() -> None:
    from edition.diagnostics import Place
    from edition.readers.layers import from_record

    record = {"kind": "note", "start": 0, "end": 1, "quote": "x", "resp": "e", "type": "fact"}
    with pytest.raises(InputError, match="cannot stand in a note"):
        from_record({**record, "text": "<div>no</div>"}, Place("layer", 1))

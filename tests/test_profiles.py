"""Profiles: found by themselves, complete, and of one mind with the archives' own rules."""

from __future__ import annotations

import importlib
import pkgutil
import time
from collections import Counter
from pathlib import Path

import pytest
from lxml import etree
from schematron import SCH
from schematron import findings as schematron_says

from edition import profiles as package
from edition.checking import look
from edition.checks import all_findings, checks, families, profile_checks, words_of
from edition.checks.check import Check
from edition.checks.tei_file import TeiFile
from edition.diagnostics import Diagnostic, Severity
from edition.profiles import Profile, profiles
from edition.profiles.citations import levels
from edition.readers.schema_store import OWN, TITLES, schema_name
from edition.tei import TEI_NAMESPACE, parse
from edition.writers.product import CompiledEdition

ALL = sorted(profiles().values(), key=lambda one: one.name)


def found_for(name: str, path: Path) -> list[Diagnostic]:
    return list(look(TeiFile(str(path), parse(path.read_bytes())), profiles()[name].checks))


def words(found: list[Diagnostic]) -> set[str]:
    return {one.finding.word for one in found}


# the profiles


def test_there_is_one_for_each_archive() -> None:
    wanted = {"own", "tei-all", "lite", "simpleprint", "dtabf", "dracor", "dts"}
    assert set(profiles()) == wanted


@pytest.mark.parametrize("profile", ALL, ids=lambda one: one.name)
def test_a_profile_is_complete(profile: Profile) -> None:
    assert profile.title and profile.explanation.endswith(".")
    for name in (profile.schema, profile.rules):
        assert name == OWN or name in TITLES, "a name of the schema store"
        assert schema_name(name) == name
    assert all(one.finding.word.startswith(f"{profile.name}-") for one in profile.checks)


@pytest.mark.parametrize("module", [m.name for m in pkgutil.iter_modules(package.__path__)])
def test_no_check_of_a_profile_is_forgotten(module: str) -> None:
    values = vars(importlib.import_module(f"{package.__name__}.{module}"))
    made = [value for value in values.values() if isinstance(value, Check)]
    assert made == (list(values["PROFILE"].checks) if "PROFILE" in values else [])


def test_the_manual_knows_them_and_nobody_runs_them_unasked() -> None:
    asked = {one.finding.word for one in profile_checks()}
    assert len(asked) == sum(len(profile.checks) for profile in ALL)
    assert asked <= set(all_findings())
    assert not asked & {one.finding.word for one in checks()}
    assert {"dts", "dracor", "dtabf"} <= set(families())
    assert words_of("dracor") == {word for word in asked if word.startswith("dracor-")}


@pytest.mark.parametrize(
    ("rule", "is_covered"),
    [
        ("schematron-constraint-dracor-sp-network_sp_with_who_attr-36", True),
        ("schematron-constraint-dracor-play_id-142", True),
        ("particdesc_person_id", True),
        ("schematron-constraint-dracor-particDesc-particdesc_person_id_format-130", True),
        ("schematron-constraint-dracor-encoding-hint_play_wikidata_id-148", False),
        ("schematron-constraint-dracor-idno-idno_wikidata_qid-46", False),
        ("", False),
        ("12", False),
    ],
)
def test_rules_that_need_not_be_run(rule: str, is_covered: bool) -> None:
    assert profiles()["dracor"].covers(rule) is is_covered
    assert not profiles()["tei-all"].covers(rule)


def test_what_is_covered_stands_in_the_rules(shared: Path) -> None:
    rules = etree.parse(str(shared / "schema" / "dracor.isosch"))
    names = {str(one.get("id")) for one in rules.iter(f"{SCH}pattern")}
    dracor = profiles()["dracor"]
    covered = [name for name in names if dracor.covers(name)]
    assert len(covered) == len(dracor.covered)


# what archives hold


@pytest.fixture
def covered_rules(shared: Path, tmp_path: Path) -> Path:
    """Those of DraCor's own rules that our checks say in their place."""
    rules = etree.parse(str(shared / "schema" / "dracor.isosch"))
    for pattern in list(rules.iter(f"{SCH}pattern")):
        if not profiles()["dracor"].covers(str(pattern.get("id", ""))):
            pattern.getparent().remove(pattern)
    rules.write(str(tmp_path / "covered.isosch"))
    return tmp_path / "covered.isosch"


DRACOR_SAYS = {
    "dracor-play-id": "For DraCor IDs we recommend",
    "dracor-no-ids": "must provide an @xml:id",
    "dracor-character-id": "should follow the DraCor rules for identifiers",
    "dracor-speech-without-who": "without an attribute '@who'",
    "dracor-unknown-speaker": "do not refer to valid IDs",
    "dracor-no-speeches": "structured in speech-acts",
    "dracor-no-divisions": "at least have one structural division",
    "dracor-no-source": "reference to the original source is required",
}


@pytest.mark.parametrize("corpus", ["gerdracor", "shakedracor"])
def test_plays_are_judged_as_dracor_judges_them(
    corpus: str, covered_rules: Path, shared: Path
) -> None:
    for path in sorted((shared / "corpora" / corpus).glob("*.xml")):
        said = Counter(
            word
            for line in schematron_says(covered_rules, [path])
            for word, phrase in DRACOR_SAYS.items()
            if phrase in line
        )
        found = found_for("dracor", path)
        assert words(found) == set(said), path.name
        for one in found:
            others = one.message.partition("(and ")[2].partition(" ")[0] or "0"
            assert int(others) + 1 == said[one.finding.word], one


def test_a_play_that_lacks_everything_is_judged_as_dracor_judges_it(
    covered_rules: Path, tmp_path: Path
) -> None:
    path = tmp_path / "play.xml"
    path.write_text(
        f"""<TEI xmlns="{TEI_NAMESPACE}" xml:id="fidelio"><teiHeader><fileDesc><titleStmt><title/>
        <author>J. Sonnleithner</author></titleStmt><publicationStmt><publisher/></publicationStmt>
        <sourceDesc><p/></sourceDesc></fileDesc><profileDesc><particDesc><listPerson>
        <person xml:id="Rocco"/><person/></listPerson></particDesc></profileDesc></teiHeader><text>
        <front><p xml:id="p1"/></front>
        <body><sp who="#p1"><p/></sp><sp><p/></sp></body></text></TEI>""",
        encoding="utf-8",
    )
    said = "\n".join(schematron_says(covered_rules, [path]))
    ours = words(found_for("dracor", path))
    assert {word for word, phrase in DRACOR_SAYS.items() if phrase in said} == ours & {*DRACOR_SAYS}
    assert ours - {*DRACOR_SAYS} == {
        "dracor-no-cast-list",
        "dracor-no-date",
        "dracor-no-author-id",
        "dracor-no-licence",
    }


def test_the_plays_of_dracor_lack_nothing_else(shared: Path) -> None:
    for path in (shared / "corpora" / "gerdracor").glob("*.xml"):
        assert not found_for("dracor", path)
    for path in (shared / "corpora" / "shakedracor").glob("*.xml"):
        assert words(found_for("dracor", path)) == {"dracor-character-id", "dracor-no-source"}


def test_dingler_is_not_in_the_base_format_of_its_archive(shared: Path) -> None:
    journal = found_for("dtabf", shared / "corpora" / "dingler" / "pj250a.xml")
    assert words(journal) == {"dtabf-no-language", "dtabf-no-extent", "dtabf-page-image"}
    assert [one.message for one in journal if one.severity is Severity.ERROR] == [
        "`32422827Z/00000001` is not #f and four digits (and 51 other pages)"
    ]


def test_no_text_of_other_archives_is_called_uncitable(shared: Path) -> None:
    """Titles and references are what DTS demands; all else is for an editor to see."""
    for path in sorted((shared / "corpora").glob("*/*.xml")):
        assert all(one.severity is not Severity.ERROR for one in found_for("dts", path)), path


def test_our_own_texts_can_be_cited(compiled_specimen: CompiledEdition, tmp_path: Path) -> None:
    for name, content in compiled_specimen.documents.items():
        path = tmp_path / f"{name}.xml"
        path.write_bytes(content)
        found = words(found_for("dts", path))
        assert not found & {"dts-no-citation-structure", "dts-unit-without-reference"}
        assert not found & {"dts-double-reference", "dts-no-title", "dts-no-identifier"}


# citation structures


def cited(structures: str, text: str) -> list[tuple[int, list[str | None]] | None]:
    """Of each level: the number of its units and their references."""
    tei = parse(
        f'<TEI xmlns="{TEI_NAMESPACE}"><refsDecl>{structures}</refsDecl>'
        f"<text><body>{text}</body></text></TEI>".encode()
    )
    found = levels(tei[0], tei)
    return [
        None if one.units is None else (len(one.units), [unit.reference for unit in one.units])
        for one in found
    ]


def structure(match: str, use: str = "@n", inner: str = "", delim: str = "") -> str:
    return f'<citeStructure match="{match}" use="{use}" delim="{delim}">{inner}</citeStructure>'


POEM = '<div type="a" n="1"><l n="1"/><l n="2" part="F"/></div><div n="2"><p><l n="1"/></p></div>'


@pytest.mark.parametrize(
    ("match", "references"),
    [
        ("//l", ["1", "2", "1"]),
        ("/TEI/text/body/div", ["1", "2"]),
        ("/tei:TEI//tei:div", ["1", "2"]),
        ("/TEI/text/body/*", ["1", "2"]),
        ("//*[@part]", ["2"]),
        ("//l[not(@part)]", ["1", "1"]),
        ("//l[@n='2']", ["2"]),
        ("//l[@n = '2' or @n = '1']", ["1", "2", "1"]),
        ("//l[@n = '2' and @part = 'F']", ["2"]),
        ("//l[@n='2'][@part='M']", []),
        ("//*[self::div or self::tei:p][@type]", ["1"]),
        ("//div//l", ["1", "2", "1"]),
        ("//body//div/l", ["1", "2"]),
        ("/body", []),
        ("/text", []),
        ("//TEI", [None]),
        ("//l[@n='1' or @n='2' and @part]", ["1", "2", "1"]),
    ],
)
def test_paths_that_are_followed(match: str, references: list[str]) -> None:
    assert cited(structure(match), POEM) == [(len(references), references)]


@pytest.mark.parametrize("match", ["", "l", "//l | //p", "//l[1]", "//l[.='x']", "//l["])
def test_paths_that_are_taken_on_trust(match: str) -> None:
    assert cited(structure(match), POEM) == [None]


def test_references_that_are_taken_on_trust() -> None:
    assert cited(structure("//div", use="head"), POEM) == [None]
    assert cited(structure("//div", inner=structure("/TEI/text")), POEM)[1] is None


def test_references_of_inner_levels() -> None:
    inner = structure(".//l", inner=structure("w", delim="!"), delim=".")
    assert cited(structure("//div", inner=inner), POEM) == [
        (2, ["1", "2"]),
        (3, ["1.1", "1.2", "2.1"]),
        (0, []),
    ]
    counted = structure("l", use="position()", delim=":")
    assert cited(structure("//div", inner=counted), POEM)[1] == (2, ["1:1", "1:2"])


def test_hostile_declarations_end() -> None:
    begun = time.process_time()
    nested = ""
    for _ in range(120):
        nested = structure(".//*", inner=nested, delim="." * 100)
    deep = "<div n='1'>" * 200 + "</div>" * 200
    assert None in cited(structure("//*", inner=nested), deep * 20)
    many = structure("//*") * 20_000
    assert len(cited(many, "<p n='1'/>" * 2_000)) == 20
    many = structure(".//*") * 1_000
    assert len(cited(structure("//p", inner=many), "<p n='1'/>" * 5_000)) == 20
    assert cited(structure("//p"), f"<p n='{'1' * 1_000_000}'/>") == [None]
    assert time.process_time() - begun < 30

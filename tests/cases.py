"""Cases of findings as prose: tests/findings/<word>.txt, one file a finding.

    === A pointer to nobody
    --- tei
    <TEI><text><body><p><ref target="#nobody">him</ref></p></body></text></TEI>
    --- finds
    1:21: error: `#nobody` leads to no element of this file

A case may have `--- with NAME` sections: files of the folder given with --with, or files beside
(`--- beside NAME`). A root without namespace gets TEI's. An empty `--- finds` says that nothing is
found. `pytest --regen` rewrites what is found; the difference is then reviewed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from edition.checking import conclude, look, mentions_in
from edition.checks import checks, conclusions, profile_checks
from edition.checks.tei_file import TeiFile
from edition.diagnostics import Diagnostic
from edition.readers.library import read_library
from edition.tei import TEI_NAMESPACE, parse

FINDINGS = Path(__file__).parent / "findings"
_ROOT = re.compile(r"<(?![?!])[^\s/>]+")


@dataclass(frozen=True)
class Case:
    """A title, sections by their heading (`tei`, `with NAME`, `finds` ...) in order."""

    title: str
    sections: dict[str, str]

    def written(self) -> str:
        parts = [
            f"--- {name}\n{text}\n" if text else f"--- {name}\n"
            for name, text in self.sections.items()
        ]
        return f"=== {self.title}\n{''.join(parts)}"


def read_cases(path: Path) -> list[Case]:
    parts = re.split(r"^=== (.*)$", path.read_text(encoding="utf-8"), flags=re.M)
    assert not parts[0].strip(), f"{path.name}: words before the first case"
    return [_case(title, body) for title, body in zip(parts[1::2], parts[2::2], strict=True)]


def _case(title: str, body: str) -> Case:
    parts = re.split(r"^--- (.*)$", body, flags=re.M)
    pairs = zip(parts[1::2], parts[2::2], strict=True)
    return Case(title, {name: text.strip("\n") for name, text in pairs})


def write_cases(path: Path, cases: list[Case]) -> None:
    path.write_text("\n".join(case.written() for case in cases), encoding="utf-8")


def tei(markup: str) -> bytes:
    """The markup, its root in TEI's namespace unless it names one."""
    root = _ROOT.search(markup)
    assert root, "no element"
    if "xmlns" in markup[root.end() : markup.index(">", root.end())]:
        return markup.encode()
    spaced = f' xmlns="{TEI_NAMESPACE}"'
    return (markup[: root.end()] + spaced + markup[root.end() :]).encode()


def found_in(word: str, case: Case, folder: Path) -> list[Diagnostic]:
    """What the check (or conclusion) of that word finds in a case."""
    (folder / "with").mkdir()
    for name, text in case.sections.items():
        sort, _, file = name.partition(" ")
        if sort in {"with", "beside"}:
            place = folder / ("with" if sort == "with" else "") / file
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(tei(text))
    (folder / "text.xml").write_bytes(tei(case.sections["tei"]))
    file = TeiFile(
        str(folder / "text.xml"),
        parse(tei(case.sections["tei"])),
        library=read_library([folder / "with"]),
    )
    wanted = [c for c in (*checks(), *profile_checks()) if c.finding.word == word]
    last = [c for c in conclusions() if c.finding.word == word]
    assert wanted or last, f"no check finds {word}"
    return [*look(file, wanted), *conclude(file.library, mentions_in(file), last)]


def lines(diagnostics: list[Diagnostic]) -> str:
    """One line a diagnostic: its line in the file (the name of another file before), the fact."""
    return "\n".join(
        f"{_where(one)}: {one.severity.value}: {one.message}"
        for one in sorted(diagnostics, key=lambda d: (d.place.path, d.place.line or 0))
    )


def _where(one: Diagnostic) -> str:
    name = Path(one.place.path).name
    return f"{'' if name == 'text.xml' else name + ':'}{one.place.line or ''}"

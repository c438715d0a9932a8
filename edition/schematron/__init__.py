"""Schematron: rules that a schema cannot say, read and run on documents."""

from edition.schematron.reading import rules_from
from edition.schematron.rules import Breach, NotRun, Rules, SchematronError, Verdict
from edition.schematron.running import Schematron

__all__ = [
    "Breach",
    "NotRun",
    "Rules",
    "Schematron",
    "SchematronError",
    "Verdict",
    "rules_from",
]

"""One document read and matched, from first byte to last."""

from __future__ import annotations

import pyexpat
from array import array
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, TypeAlias

from edition.relaxng.automaton import Automaton
from edition.relaxng.checking import Checked
from edition.relaxng.entities import EntityTooLargeError, EntityWatch
from edition.relaxng.feeding import Document, Feeder, StoppedError, TooLongError, new_parser
from edition.relaxng.identifiers import Identifiers
from edition.relaxng.limits import Limits
from edition.relaxng.matching import Matcher, Start
from edition.relaxng.places import recorder
from edition.relaxng.pool import TooComplexError

if TYPE_CHECKING:
    from edition.relaxng.reporting import Diagnosis, Reporter

# What pyexpat says of encodings that it cannot read.
_OF_ENCODINGS = ("unknown encoding", "multi-byte encodings")

Observer: TypeAlias = "Callable[[str, Mapping[str, str]], object]"


class Check:
    """A check of one document; see `Schema.check`."""

    def __init__(
        self,
        automaton: Automaton,
        diagnosis: Callable[[], Diagnosis],
        limits: Limits,
        identifiers: bool,
    ) -> None:
        self._automaton = automaton
        self._diagnosis = diagnosis
        self._limits = limits
        self._parser = new_parser()
        self._identifiers = Identifiers() if identifiers else None
        self._reports: Reporter | None = None
        self._matcher = Matcher(automaton, self._parser, limits, self._identifiers, self._reporter)

    def run(self, document: Document, positions: bool, observer: Observer | None) -> Checked:
        """Read the document and tell what was found."""
        checked = Checked()
        watch = EntityWatch(self._parser, self._limits.entity)
        start = self._matcher.listen()
        if positions:
            checked.positions = array("I")
            start = _observed(recorder(self._parser, checked.positions), start)
        if observer is not None:
            start = _observed(observer, start)
        self._parser.StartElementHandler = start
        checked.is_complete = self._feed(Feeder(self._parser, document))
        if checked.is_complete and self._identifiers and self._identifiers.dangling():
            self._reporter().dangling(self._identifiers.dangling())
        checked.facts = tuple(watch.facts)
        if self._reports is not None:
            checked.faults = self._reports.faults()
        return checked

    def _feed(self, feeder: Feeder) -> bool:
        """Whether the document was read to its end."""
        try:
            feeder.feed(self._limits.token)
        except EntityTooLargeError as error:
            self._reporter().entity_too_large(error.name)
        except StoppedError:
            pass
        except TooComplexError:
            self._reporter().too_complex()
        except TooLongError:
            self._reporter().tag_too_long()
        except pyexpat.ExpatError as error:
            self._reporter().not_well_formed(error, feeder)
        except (LookupError, ValueError) as error:
            if not str(error).startswith(_OF_ENCODINGS):
                raise
            self._reporter().bad_encoding(str(error))
        else:
            return True
        return False

    def _reporter(self) -> Reporter:
        if self._reports is None:
            from edition.relaxng.reporting import Reporter

            self._reports = Reporter(
                self._diagnosis(), self._parser, self._limits, self._matcher.trail
            )
        return self._reports


def _observed(observer: Observer, start: Start) -> Start:
    def observed(name: str, attributes: dict[str, str]) -> None:
        observer(name, attributes)
        start(name, attributes)

    return observed

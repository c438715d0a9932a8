"""What the pipeline is given for all witnesses, and what it makes of one."""

from __future__ import annotations

from dataclasses import dataclass

from edition.anchoring import AnchoredText, Known
from edition.layers import Layer
from edition.outline import Section
from edition.parallels import Parallel
from edition.registers import Registers
from edition.settings import EditionSettings, WitnessSettings
from edition.tei import Element


@dataclass(frozen=True, slots=True)
class Edition:
    """What is common to all witnesses of an edition."""

    settings: EditionSettings
    registers: Registers
    parallels: tuple[Parallel, ...] = ()

    @property
    def known(self) -> Known:
        names = frozenset(one.id for one in self.settings.responsibilities)
        return Known(self.registers.sorts(), names)


@dataclass(frozen=True, slots=True)
class CompiledText:
    """A witness compiled: its anchored annotations, its outline, and its `text` in TEI.

    `readings` are the lists from which the annotations were settled; none of them is compiled.
    """

    settings: WitnessSettings
    anchored: AnchoredText
    outline: Section
    text: Element
    readings: tuple[Layer, ...] = ()

    @property
    def siglum(self) -> str:
        return self.settings.siglum

"""Words that a line, page or column break parts by a hyphen."""

from __future__ import annotations

import re

from edition.checks.passages import text_before
from edition.tei import Element

_LETTER = "A-Za-zÀ-ÖØ-öø-ɏΑ-ωἀ-ῼЀ-ӿ"
_HYPHEN = re.compile(f"[{_LETTER}]+[-‐¬\xad](?=[ \t\r\n]*\\Z)")
_GOES_ON = re.compile("[ \t\r\n]*([a-zß-ÿα-ωа-я]+)")
_NEAR = 40


def parted_word(line_break: Element) -> str | None:
    """The word that a break parts by a hyphen, such as `revo-|lution`; none where it parts none.

    What follows begins with a small letter: else it may be a compound or a dash.
    """
    before = _HYPHEN.search(text_before(line_break)[-_NEAR:])
    after = _GOES_ON.match((line_break.tail or "")[:_NEAR])
    return f"{before[0]}|{after[1]}" if before and after else None

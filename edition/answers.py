"""What a page carries so that it can answer an address that was cited: see `static/versions.js`.

Of every recorded version stands there what happened to the passages of the page's text since; of
a passage that is as it was nothing stands, for the page has its digest.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from edition.reading.passages import Passage
from edition.versions import Rewording, TextChanges, Version

Since = Iterable[tuple[Version, Sequence[TextChanges]]]


def answers(
    since: Since,
    current: str,
    passages: Mapping[str, Passage],
    pages: Mapping[str, str],
    places: str,
) -> dict[str, Any]:
    """The answers of a page: what changed since each version, in the texts that it shows.

    `current` is the name of the present version, `passages` are those of these texts, `pages`
    has for each its page, as an address seen from this one, which itself is "". `places` is the
    address of the file that says where all of them stand, "" where they stand on this page.
    """
    return {
        "version": current,
        "versions": {
            version.name: {
                "date": version.date,
                "changes": {
                    name: change
                    for text in changed
                    for name, change in _changes(text, passages, pages)
                },
                "new": [n for text in changed for n in text.new if not pages[n]],
            }
            for version, changed in since
        },
        "places": places,
    }


def _changes(
    text: TextChanges, passages: Mapping[str, Passage], pages: Mapping[str, str]
) -> Iterable[tuple[str, dict[str, Any]]]:
    for one in text.reworded:
        if not pages[one.now]:
            yield one.passage, _reworded(one, passages[one.now])
    for one in text.moved:
        same = passages[one.now].digest == one.digest
        page = pages[one.now]
        yield one.passage, {"digest": one.digest, "now": one.now, "page": page, "same": same}
    for one in text.gone:
        yield one.passage, {"digest": one.digest, "now": ""}


def _reworded(one: Rewording, passage: Passage) -> dict[str, Any]:
    """Where the words are new; `length` tells a page that shows other text not to mark any."""
    length = len("".join(passage.text.split()))
    stretches = [list(stretch) for stretch in one.stretches]
    return {"digest": one.digest, "now": one.now, "length": length, "stretches": stretches}

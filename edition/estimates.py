"""How many things two independent searches have both missed (capture-recapture).

Two readers search the same text. Of what there is, `both` was found by both, `only_1` and
`only_2` by one of them. If what one finds does not depend on what the other finds, and each
thing is as easy to find as the others, the number that both missed can be estimated. Readers
miss the same hard things, so in practice the estimate is a lower bound. The manual (quality.md)
has the formulas, the literature and the reasons.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate
from math import exp, log

FEWEST_IN_COMMON = 7
MOST_TIMES = 10
_SIDE = 0.025
_NEGLIGIBLE = 30.0  # of a natural logarithm: a share of 1e-13


@dataclass(frozen=True, slots=True)
class Estimate:
    """A number of things, and the interval that holds it with a probability of 95 %."""

    number: float
    low: int
    high: int


def missed_by_both(both: int, only_1: int, only_2: int) -> Estimate | None:
    """How many both missed: Chapman's estimator, and the interval of the posterior.

    None where there is too little to estimate from: both found fewer than FEWEST_IN_COMMON, or
    the estimate is more than MOST_TIMES what was found at all.
    """
    number = only_1 * only_2 / (both + 1)
    if both < FEWEST_IN_COMMON or number > MOST_TIMES * (both + only_1 + only_2):
        return None
    low, high = _interval(_posterior(both, only_1, only_2, known=0))
    return Estimate(number, low, high)


def still_missed(both: int, only_1: int, only_2: int, since: int) -> Estimate | None:
    """How many are left of what both missed, where `since` of it have been found in another way.

    The mean and the interval of the posterior, given that both missed `since` at least. None
    where there is too little to estimate from, as before.
    """
    if missed_by_both(both, only_1, only_2) is None:
        return None
    shares = _posterior(both, only_1, only_2, known=since)
    low, high = _interval(shares)
    return Estimate(sum(number * share for number, share in enumerate(shares)), low, high)


def _posterior(both: int, only_1: int, only_2: int, *, known: int) -> list[float]:
    """The probabilities that both missed `known`, `known` + 1 ... things, and no fewer.

    With every total equally likely beforehand the number missed has a generalized Waring
    distribution; its terms are computed one from the other, as logarithms, for they may grow
    beyond any number of the machine before they fall.
    """
    terms = list(_terms(both, only_1, only_2, known))
    most = max(terms)
    weights = [exp(term - most) for term in terms]
    total = sum(weights)
    return [weight / total for weight in weights]


def _terms(both: int, only_1: int, only_2: int, known: int) -> Iterator[float]:
    found = both + only_1 + only_2
    term, most, missed = 0.0, 0.0, known
    while term > most - _NEGLIGIBLE:
        yield term
        term += log((only_1 + 1 + missed) * (only_2 + 1 + missed))
        missed += 1
        term -= log((found + missed) * missed)
        most = max(most, term)


def _interval(shares: list[float]) -> tuple[int, int]:
    """The numbers below and above which at most 2.5 % of the probability lie."""
    sums = list(accumulate(shares))
    low = next(number for number, share in enumerate(sums) if share >= _SIDE)
    high = next(number for number, share in enumerate(sums) if share >= 1 - _SIDE)
    return low, high

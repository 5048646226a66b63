"""What a view may say in words: the numbers of its indicators, areas, groups and periods, and of the country beside."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import reduce
from itertools import chain, product
from operator import or_

from tests.reread.database import Numbers, written

WHOLE = frozenset({"95", "5", "100", "0"})  # the level of intervals and tests, whole scales
COUNTRY = "SSS"
YEARS = re.compile(r"\d{4}")


@dataclass(frozen=True)
class Said:
    """Numbers as they may be written."""

    shares: frozenset[str] = frozenset()  # figures and limits of intervals: what "%" may stand behind
    others: frozenset[str] = frozenset()  # these, differences, years
    counts: frozenset[int] = frozenset()  # numbers of respondents

    def __or__(self, other: Said) -> Said:
        """Return what either says."""
        return Said(self.shares | other.shares, self.others | other.others, self.counts | other.counts)


@dataclass(frozen=True)
class Known:
    """What may be said of each indicator."""

    of_indicators: dict[str, Said]
    names: dict[str, set[str]]
    always: Said  # of the edition and the fieldwork, the level of intervals

    @classmethod
    def of(cls, keys: Collection[str], numbers: Numbers, language: str) -> Known:
        """Return what a view of these keys may say."""
        by_indicator: dict[str, set[str]] = {}
        for key in keys:
            by_indicator.setdefault(key.partition("/")[0], set()).add(key)
        return cls(
            {one: _said(held, numbers, language) for one, held in by_indicator.items()},
            {one: numbers.names[one, language] for one in by_indicator},
            _always(numbers, language),
        )

    def of_text(self, text: str) -> Said:
        """Return what a text may say: of the indicators that it names, if it names any."""
        small = text.casefold()
        named = [one for one, names in self.names.items() if any(name in small for name in names)] or [*self.names]
        return reduce(or_, (self.of_indicators[one] for one in named), self.always)


def _always(numbers: Numbers, language: str) -> Said:
    rates = frozenset(written(value, decimals, language) for value, decimals in numbers.rates) | WHOLE
    return Said(rates, rates | _years(numbers.editions), frozenset(numbers.fieldwork))


def _years(periods: Iterable[str]) -> frozenset[str]:
    return frozenset(chain.from_iterable(map(YEARS.findall, periods)))


def _said(keys: set[str], numbers: Numbers, language: str) -> Said:
    """Return what may be said of an indicator: its numbers, and differences between a figure and those beside it."""
    shares, differences, counts = set(), set(), set()
    periods, groups = ({key.split("/")[place] for key in keys} for place in (1, 3))
    for key in keys:
        indicator, period, area, group = key.split("/")
        beside = {f"{indicator}/{period}/{COUNTRY}/{group}"}
        beside |= {f"{indicator}/{other}/{area}/{group}" for other in periods}
        beside |= {f"{indicator}/{period}/{area}/{other}" for other in groups}
        own = numbers.values.get(key, set())
        shares |= own | numbers.limits.get(key, set())
        differences |= numbers.tested.get(key, set())
        for other in beside & keys:
            differences |= {one - two for one, two in product(own, numbers.values.get(other, ()))}
        counts |= numbers.counted.get(key, set())
    decimals = numbers.decimals[indicator]
    told = [frozenset(written(abs(value), decimals, language) for value in held) for held in (shares, differences)]
    return Said(told[0], told[0] | told[1] | _years(periods), frozenset(counts))

"""The sums that estimates are made of, as plain SQL: sum, count, min, max, CASE, JOIN and GROUP BY, nothing else.

Tables: `people` holds the respondents (h stratum, j PSU, f fpc, w weight, b weight before calibration, d0, d1, ... area
and groups, q0, q1, ... answers), `cells` the sums of each PSU in each combination of area and groups, `psus` in how
many combinations a PSU lies, `sums` the rows of aggregate.py. Sums of items are named by the item's number:
W sum of w, T of w y, S of w y^2, P of w^2, N answers, R asked without an answer, A PSUs with an answer.
Squares are taken around the means of the row, in a second reading: a two-pass form, so that no large numbers cancel.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from contract.codes import Kind
from etl.estimate.design import Item
from etl.estimate.variance.two_stage import IN_STRATUM

WHOLE = "'the whole sample'"
NOBODY = "CAST(NULL AS STRING)"


@dataclass(frozen=True, slots=True)
class Statements:
    """The statements for one set of items and one depth of design."""

    items: tuple[Item, ...]
    questions: tuple[str, ...]  # columns of answers: q0, q1, ...
    dims: int  # area and group dimensions: d0, d1, ...
    clustered: bool  # else every respondent is a PSU
    fpc: bool
    calibrated: bool
    stratified: bool = True
    second: bool = False  # the second stage: every PSU is a stratum (h1, j1 say which), its units are the PSUs
    origin: tuple[float, ...] = ()  # of each item, once it is known

    @property
    def keys(self) -> list[str]:
        """Name area and group dimensions."""
        return [f"d{at}" for at in range(self.dims)]

    def checks(self) -> str:
        """Count and bound everything that is checked before any sum."""
        design = ["h", *(["j"] if self.clustered else [])]
        numbers = ["w", *(["f"] if self.fpc else []), *(["b"] if self.calibrated else [])]
        parts = ["count(*) AS people"]
        parts += [f"count({name}) AS known_{name}" for name in (*design, *numbers)]
        for name in numbers:
            parts += [f"min({name}) AS min_{name}", f"max({name}) AS max_{name}"]
        parts += [f"count(q{at}) AS known_q{at}" for at in range(len(self.questions))]
        for at, item in enumerate(self.items):
            if item.kind != Kind.SURVEY_SHARE:
                parts.append(f"min(CASE WHEN {self._answered(item)} THEN {self._question(item)} END) AS origin_{at}")
        return f"SELECT {', '.join(parts)} FROM {self._people}"

    def unknown(self, codes: Sequence[Sequence[float]]) -> str:
        """Find answers that their scale does not have: of each question how many, and one of them."""
        parts: list[str] = []
        for at, known in enumerate(codes):
            strange = f"CASE WHEN q{at} NOT IN ({_numbers(known)}) THEN q{at} END"
            parts += [f"count({strange}) AS strange_q{at}", f"min({strange}) AS one_q{at}"]
        return f"SELECT {', '.join(parts)} FROM {self._people}"

    def strata(self) -> str:
        """Bound the fpc of every stratum; rows without one are counted."""
        bounds = "min(f) AS low, max(f) AS high, count(f) AS known, count(*) AS people"
        return f"SELECT h, {bounds} FROM {self._people} GROUP BY h"

    def cells(self) -> str:
        """Sum the respondents to PSUs in combinations of area and groups."""
        keys = ", ".join(["h", "j", *self.keys])
        sums = ", ".join(self._summed())
        return f"SELECT {keys}, {sums} FROM ({self._respondents()}) AS respondents GROUP BY {keys}"

    def psus(self) -> str:
        """Count the combinations in which each PSU lies."""
        return "SELECT h, j, count(*) AS combinations FROM cells GROUP BY h, j"

    def sums(self) -> str:
        """Sum the PSUs to rows: those that lie in one combination share one, any other has its own."""
        keys = ", ".join(["h", "apart", *self.keys])
        sums = ", ".join(self._summed())
        answering = ", ".join(f"sum(CASE WHEN N{at} > 0 THEN 1 ELSE 0 END) AS A{at}" for at in range(len(self.items)))
        return (
            f"SELECT {keys}, count(*) AS psus, {sums}, {answering} FROM ({self._members()}) AS members GROUP BY {keys}"
        )

    def means(self) -> str:
        """Return the means of the rows that several PSUs share."""
        parts = ["h", *self.keys, "m / psus AS U"]
        for at in range(len(self.items)):
            mean = f"CASE WHEN W{at} > 0 THEN T{at} / W{at} ELSE 0 END"
            parts += [f"{mean} AS M{at}", f"W{at} / psus AS U{at}"]
        return f"SELECT {', '.join(parts)} FROM sums WHERE apart IS NULL AND psus > 1"

    def within(self) -> str:
        """Sum squares and products of deviations over the PSUs that share a row (WithinMoments, WeightMoments)."""
        keys = ["h", *self.keys]
        own = ", ".join(f"members.{key}" for key in keys)
        same = " AND ".join(f"members.{key} IS NOT DISTINCT FROM means.{key}" for key in keys)
        deviations = ", ".join(self._deviations())
        joined = (
            f"SELECT {own}, {deviations} FROM ({self._members()}) AS members "
            f"JOIN means ON {same} WHERE members.apart IS NULL"
        )
        return f"SELECT {', '.join([*keys, *self._products()])} FROM ({joined}) AS parts GROUP BY {', '.join(keys)}"

    def _deviations(self) -> Iterator[str]:
        yield "members.m - means.U AS a"
        for at in range(len(self.items)):
            yield f"members.T{at} - means.M{at} * members.W{at} AS x{at}"
            yield f"members.W{at} - means.U{at} AS v{at}"

    def _products(self) -> Iterator[str]:
        if self.calibrated:
            yield "sum(a * a) AS AA"
        for at in range(len(self.items)):
            yield f"sum(x{at} * x{at}) AS XX{at}"
            yield f"sum(x{at} * v{at}) AS XV{at}"
            yield f"sum(v{at} * v{at}) AS VV{at}"
            if self.calibrated:
                yield f"sum(x{at} * a) AS XA{at}"
                yield f"sum(v{at} * a) AS VA{at}"

    @property
    def _sums(self) -> list[str]:
        every = chain.from_iterable((f"{name}{at}" for name in "WTSPNR") for at in range(len(self.items)))
        return ["m", *(["b"] if self.calibrated else []), *every]

    @property
    def _places(self) -> list[str]:
        return ["h1", "j1"] if self.second else []

    def _summed(self) -> Iterator[str]:
        yield from (f"sum({name}) AS {name}" for name in self._sums)
        yield from (f"min({name}) AS {name}" for name in self._places)

    @property
    def _people(self) -> str:
        """Return the respondents as this stage sees them."""
        if self.second:
            stratum = f"concat(h, '{IN_STRATUM}', j)" if self.stratified else "j"
            own = f"{'h' if self.stratified else WHOLE} AS h1, j AS j1, {stratum} AS h, uf AS f, w"
            unit = ["u AS j"] if self.clustered else []
            before = ["b"] if self.calibrated else []
            others = [*unit, *before, *self.keys, *(f"q{at}" for at in range(len(self.questions)))]
            return f"(SELECT {', '.join([own, *others])} FROM people) AS units"
        return "people" if self.stratified else f"(SELECT {WHOLE} AS h, people.* FROM people) AS people"

    def _members(self) -> str:
        """Return the PSUs, each in one combination; `apart` names those that lie in several."""
        if not self.clustered:
            return self._respondents()
        held = ", ".join(f"cells.{name}" for name in ("h", *self.keys, *self._sums, *self._places))
        apart = "CASE WHEN psus.combinations > 1 THEN cells.j END AS apart"
        return f"SELECT {held}, {apart} FROM cells JOIN psus ON cells.h = psus.h AND cells.j = psus.j"

    def _respondents(self) -> str:
        """Return of every respondent what is summed."""
        parts = ["h", "j" if self.clustered else f"{NOBODY} AS apart", *self.keys, *self._places, "w AS m"]
        parts += ["b"] if self.calibrated else []
        for at, item in enumerate(self.items):
            answered = self._answered(item)
            value = self._value(at, item)
            none_given = f"{self._question(item)} IN ({_numbers(item.no_answer)})" if item.no_answer else "FALSE"
            parts += [
                f"CASE WHEN {answered} THEN w ELSE 0E0 END AS W{at}",
                f"{value.format('w')} AS T{at}",
                f"{value.format('w * ' + self._less_origin(at, item))} AS S{at}",
                f"CASE WHEN {answered} THEN w * w ELSE 0E0 END AS P{at}",
                f"CASE WHEN {answered} THEN 1 ELSE 0 END AS N{at}",
                f"CASE WHEN {none_given} THEN 1 ELSE 0 END AS R{at}",
            ]
        return f"SELECT {', '.join(parts)} FROM {self._people}"

    def _question(self, item: Item) -> str:
        return f"q{self.questions.index(item.column)}"

    def _answered(self, item: Item) -> str:
        question = self._question(item)
        return f"{question} NOT IN ({_numbers(item.no_answer)})" if item.no_answer else f"{question} IS NOT NULL"

    def _less_origin(self, at: int, item: Item) -> str:
        share = item.kind == Kind.SURVEY_SHARE
        return "1E0" if share else f"({self._question(item)} - {_number(self.origin[at])})"

    def _value(self, at: int, item: Item) -> str:
        """Return w y of an item, with a place for w."""
        if item.kind != Kind.SURVEY_SHARE:
            return f"CASE WHEN {self._answered(item)} THEN {{}} * {self._less_origin(at, item)} ELSE 0E0 END"
        yes = [code for code in item.yes if code not in item.no_answer]
        return f"CASE WHEN {self._question(item)} IN ({_numbers(yes)}) THEN {{}} ELSE 0E0 END" if yes else "0E0"


def _numbers(values: Sequence[float]) -> str:
    return ", ".join(map(_number, values))


def _number(value: float) -> str:
    return f"{value:.17E}"  # a double to both engines, digit by digit

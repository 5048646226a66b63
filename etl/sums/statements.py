"""The sums that estimates are made of, as plain SQL: sum, count, min, max, CASE, JOIN and GROUP BY, nothing else.

Tables: `people` holds the respondents (stratum, psu, fpc, weight, `before` calibration, dim_0, dim_1, ... area and
groups, q0, q1, ... answers), `cells` the sums of each PSU in each combination of area and groups, `psus` in how many
combinations a PSU lies, `sums` the rows of aggregate.py. Sums of an item end in its number; `everybody` is the weight
of all, with and without an answer. Squares are taken around the means of the row, in a second reading: a two-pass form,
so that no large numbers cancel.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from contract.codes import Kind
from etl.estimate.design import Item
from etl.estimate.variance.two_stage import IN_STRATUM

WHOLE = "'the whole sample'"
SUMS = ("weight", "total", "square", "weight_square", "n", "nonresponse")  # of each item: DomainSums
NOBODY = "CAST(NULL AS STRING)"


@dataclass(frozen=True, slots=True)
class Statements:
    """The statements for one set of items and one depth of design."""

    items: tuple[Item, ...]
    questions: tuple[str, ...]  # columns of answers: q0, q1, ...
    dims: int  # area and group dimensions: dim_0, dim_1, ...
    clustered: bool  # else every respondent is a PSU
    fpc: bool
    calibrated: bool
    stratified: bool = True
    second: bool = (
        False  # the second stage: every PSU is a stratum (of_stratum, of_psu say which), its units are the PSUs
    )
    origin: tuple[float, ...] = ()  # of each item, once it is known

    @property
    def keys(self) -> list[str]:
        """Name area and group dimensions."""
        return [f"dim_{at}" for at in range(self.dims)]

    def checks(self) -> str:
        """Count and bound everything that is checked before any sum."""
        design = ["stratum", *(["psu"] if self.clustered else [])]
        numbers = ["weight", *(["fpc"] if self.fpc else []), *(["before"] if self.calibrated else [])]
        parts = ["count(*) AS people"]
        parts += [f"count({name}) AS known_{name}" for name in (*design, *numbers)]
        for name in numbers:
            parts += [f"min({name}) AS min_{name}", f"max({name}) AS max_{name}"]
        parts += [f"count(q{at}) AS known_q{at}" for at in range(len(self.questions))]
        for at, item in enumerate(self.items):
            if item.kind != Kind.SURVEY_SHARE:
                parts.append(f"min(CASE WHEN {self._answered(item)} THEN {self._question(item)} END) AS origin_{at}")
        return f"SELECT {', '.join(parts)} FROM {self._people}"

    def strata(self) -> str:
        """Bound the fpc of every stratum; rows without one are counted."""
        bounds = "min(fpc) AS low, max(fpc) AS high, count(fpc) AS known, count(*) AS people"
        return f"SELECT stratum, {bounds} FROM {self._people} GROUP BY stratum"

    def cells(self) -> str:
        """Sum the respondents to PSUs in combinations of area and groups."""
        keys = ", ".join(["stratum", "psu", *self.keys])
        sums = ", ".join(self._summed())
        return f"SELECT {keys}, {sums} FROM ({self._respondents()}) AS respondents GROUP BY {keys}"

    def psus(self) -> str:
        """Count the combinations in which each PSU lies."""
        return "SELECT stratum, psu, count(*) AS combinations FROM cells GROUP BY stratum, psu"

    def sums(self) -> str:
        """Sum the PSUs to rows: those that lie in one combination share one, any other has its own."""
        keys = ", ".join(["stratum", "apart", *self.keys])
        sums = ", ".join(self._summed())
        answering = ", ".join(
            f"sum(CASE WHEN n_{at} > 0 THEN 1 ELSE 0 END) AS answering_{at}" for at in range(len(self.items))
        )
        return (
            f"SELECT {keys}, count(*) AS psus, {sums}, {answering} FROM ({self._members()}) AS members GROUP BY {keys}"
        )

    def means(self) -> str:
        """Return the means of the rows that several PSUs share."""
        parts = ["stratum", *self.keys, "everybody / psus AS mean_weight"]
        for at in range(len(self.items)):
            mean = f"CASE WHEN weight_{at} > 0 THEN total_{at} / weight_{at} ELSE 0 END"
            parts += [f"{mean} AS mean_{at}", f"weight_{at} / psus AS mean_weight_{at}"]
        return f"SELECT {', '.join(parts)} FROM sums WHERE apart IS NULL AND psus > 1"

    def within(self) -> str:
        """Sum squares and products of deviations over the PSUs that share a row (WithinMoments, WeightMoments)."""
        keys = ["stratum", *self.keys]
        own = ", ".join(f"members.{key}" for key in keys)
        same = " AND ".join(f"members.{key} IS NOT DISTINCT FROM means.{key}" for key in keys)
        deviations = ", ".join(self._deviations())
        joined = (
            f"SELECT {own}, {deviations} FROM ({self._members()}) AS members "
            f"JOIN means ON {same} WHERE members.apart IS NULL"
        )
        return f"SELECT {', '.join([*keys, *self._products()])} FROM ({joined}) AS parts GROUP BY {', '.join(keys)}"

    def _deviations(self) -> Iterator[str]:
        yield "members.everybody - means.mean_weight AS all_off"
        for at in range(len(self.items)):
            yield f"members.total_{at} - means.mean_{at} * members.weight_{at} AS answer_off_{at}"
            yield f"members.weight_{at} - means.mean_weight_{at} AS weight_off_{at}"

    def _products(self) -> Iterator[str]:
        if self.calibrated:
            yield "sum(all_off * all_off) AS all_squared"
        for at in range(len(self.items)):
            yield f"sum(answer_off_{at} * answer_off_{at}) AS answers_squared_{at}"
            yield f"sum(answer_off_{at} * weight_off_{at}) AS products_{at}"
            yield f"sum(weight_off_{at} * weight_off_{at}) AS weights_squared_{at}"
            if self.calibrated:
                yield f"sum(answer_off_{at} * all_off) AS answers_with_all_{at}"
                yield f"sum(weight_off_{at} * all_off) AS weights_with_all_{at}"

    @property
    def _sums(self) -> list[str]:
        every = chain.from_iterable((f"{name}_{at}" for name in SUMS) for at in range(len(self.items)))
        return ["everybody", *(["before"] if self.calibrated else []), *every]

    @property
    def _places(self) -> list[str]:
        return ["of_stratum", "of_psu"] if self.second else []

    def _summed(self) -> Iterator[str]:
        yield from (f"sum({name}) AS {name}" for name in self._sums)
        yield from (f"min({name}) AS {name}" for name in self._places)

    @property
    def _people(self) -> str:
        """Return the respondents as this stage sees them."""
        if self.second:
            stratum = f"concat(stratum, '{IN_STRATUM}', psu)" if self.stratified else "psu"
            place = f"{'stratum' if self.stratified else WHOLE} AS of_stratum, psu AS of_psu"
            own = f"{place}, {stratum} AS stratum, unit_fpc AS fpc, weight"
            unit = ["unit AS psu"] if self.clustered else []
            before = ["before"] if self.calibrated else []
            others = [*unit, *before, *self.keys, *(f"q{at}" for at in range(len(self.questions)))]
            return f"(SELECT {', '.join([own, *others])} FROM people) AS units"
        return "people" if self.stratified else f"(SELECT {WHOLE} AS stratum, people.* FROM people) AS people"

    def _members(self) -> str:
        """Return the PSUs, each in one combination; `apart` names those that lie in several."""
        if not self.clustered:
            return self._respondents()
        held = ", ".join(f"cells.{name}" for name in ("stratum", *self.keys, *self._sums, *self._places))
        apart = "CASE WHEN psus.combinations > 1 THEN cells.psu END AS apart"
        return f"SELECT {held}, {apart} FROM cells JOIN psus ON cells.stratum = psus.stratum AND cells.psu = psus.psu"

    def _respondents(self) -> str:
        """Return of every respondent what is summed."""
        parts = [
            "stratum",
            "psu" if self.clustered else f"{NOBODY} AS apart",
            *self.keys,
            *self._places,
            "weight AS everybody",
        ]
        parts += ["before"] if self.calibrated else []
        for at, item in enumerate(self.items):
            answered = self._answered(item)
            value = self._value(at, item)
            none_given = f"{self._question(item)} IN ({_numbers(item.no_answer)})" if item.no_answer else "FALSE"
            parts += [
                f"CASE WHEN {answered} THEN weight ELSE 0E0 END AS weight_{at}",
                f"{value.format('weight')} AS total_{at}",
                f"{value.format('weight * ' + self._less_origin(at, item))} AS square_{at}",
                f"CASE WHEN {answered} THEN weight * weight ELSE 0E0 END AS weight_square_{at}",
                f"CASE WHEN {answered} THEN 1 ELSE 0 END AS n_{at}",
                f"CASE WHEN {none_given} THEN 1 ELSE 0 END AS nonresponse_{at}",
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
        """Return weight y of an item, with a place for weight."""
        if item.kind != Kind.SURVEY_SHARE:
            return f"CASE WHEN {self._answered(item)} THEN {{}} * {self._less_origin(at, item)} ELSE 0E0 END"
        yes = [code for code in item.yes if code not in item.no_answer]
        return f"CASE WHEN {self._question(item)} IN ({_numbers(yes)}) THEN {{}} ELSE 0E0 END" if yes else "0E0"


def _numbers(values: Sequence[float]) -> str:
    return ", ".join(map(_number, values))


def _number(value: float) -> str:
    return f"{value:.17E}"  # a double to both engines, digit by digit

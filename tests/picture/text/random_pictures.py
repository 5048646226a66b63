"""Random pictures: each number shown or hidden, with and without an interval, with every verdict that may be stored."""

from dataclasses import replace

from hypothesis import strategies as st

from contract.codes import Against, Direction, Kind, Language, Unit, Verdict
from picture.query.model import Break, Comparison
from tests.picture.factory import coded, groups_dataset, map_dataset, trend_dataset

VERDICTS = [one for one in Verdict if one is not Verdict.NO_CLEAR_TREND]
KINDS = [Kind.SURVEY_SHARE, Kind.PUBLISHED_SHARE, Kind.REGISTER_SHARE, Kind.REGISTER_COUNT]

# What is drawn of one number: hidden for a reason, or value, half its interval (0: none), and what is stored with it.
SHOWN = st.tuples(st.integers(15, 24), st.sampled_from([0, 0, 1, 4]), st.sampled_from([*VERDICTS, None, None]))
CELL = st.one_of(st.sampled_from("CUMO"), SHOWN, SHOWN, SHOWN)
BEFORE = st.sampled_from(["shown", "hidden", "absent"])
LANGUAGES = st.sampled_from(list(Language))


def cell(one, drawn, against, reference, *, sampled):
    """Make one row of what was drawn; a register has neither interval nor verdict."""
    if isinstance(drawn, str):
        stored = (compared(against, reference, Verdict.UNCERTAIN),) if sampled else ()
        return replace(one, value=None, ci_low=None, ci_high=None, n=None, **coded(drawn), comparisons=stored)
    value, half, verdict = drawn
    low, high = (value - half, value + half) if half and sampled else (None, None)
    stored = (compared(against, reference, verdict),) if verdict and sampled and half else ()
    return replace(one, value=float(value), ci_low=low, ci_high=high, **coded(), comparisons=stored)


def compared(against, reference, verdict):
    return Comparison(against, reference, verdict, None, None, None, None, approximate=False)


def of_kind(indicator, kind, direction=Direction.HIGHER):
    unit = Unit.REPORTS if kind == Kind.REGISTER_COUNT else Unit.PERCENT
    return replace(indicator, kind=kind, unit=unit, direction=direction)


def maps():
    several = st.lists(CELL, max_size=7) | st.lists(CELL, min_size=12, max_size=19)
    return of_one_indicator(map_dataset, several, Against.COUNTRY, "SSS")


def group_pictures():
    drawn = of_one_indicator(groups_dataset, st.lists(CELL, max_size=6), Against.GROUP, "all")
    return drawn.map(with_shown_reference)


def with_shown_reference(dataset):
    """Leave no verdict against a group that is not there, or hidden: the ETL stores it as uncertain."""
    if any(r.shown for r in dataset.reference):
        return dataset
    return replace(dataset, rows=tuple(map(uncertain, dataset.rows)))


def uncertain(row):
    return replace(row, comparisons=tuple(replace(one, verdict=Verdict.UNCERTAIN) for one in row.comparisons))


@st.composite
def of_one_indicator(draw, make, several, against, reference):
    language = draw(LANGUAGES)
    dataset = make(language)
    kind = draw(st.sampled_from(KINDS))
    drawn = draw(several)
    rows = tuple(
        cell(r, d, against, reference, sampled=kind.sampled) for r, d in zip(dataset.rows, drawn, strict=False)
    )
    before = country(draw(BEFORE), dataset.reference, sampled=kind.sampled)
    return replace(dataset, indicators=(of_kind(dataset.indicators[0], kind),), rows=rows, reference=before)


def country(how, reference, *, sampled):
    if how == "absent":
        return ()
    drawn = "C" if how == "hidden" else (20, 1, None)
    return tuple(cell(r, drawn, Against.COUNTRY, "SSS", sampled=sampled) for r in reference)


@st.composite
def overviews(draw, make, against, reference):
    language = draw(LANGUAGES)
    dataset = make(language)
    kinds = draw(st.lists(st.sampled_from(KINDS), min_size=6, max_size=6))
    directions = draw(st.lists(st.sampled_from(list(Direction)), min_size=6, max_size=6))
    indicators = tuple(
        of_kind(i, kind, direction) for i, kind, direction in zip(dataset.indicators, kinds, directions, strict=True)
    )
    kind_of = {i.id: i.kind for i in indicators}
    drawn = draw(st.lists(CELL, max_size=6))
    rows = tuple(
        cell(r, d, against, reference, sampled=kind_of[r.indicator].sampled)
        for r, d in zip(dataset.rows, drawn, strict=False)
    )
    before = [row for row in dataset.history if row.period == "2025" and row.indicator in {r.indicator for r in rows}]
    history = []
    for row in before:
        how = draw(BEFORE)
        if how != "absent":
            made = "C" if how == "hidden" else (draw(st.integers(15, 24)), 1, None)
            history.append(cell(row, made, against, reference, sampled=kind_of[row.indicator].sampled))
    reference_rows = tuple(
        one
        for row in dataset.reference
        for one in country(draw(BEFORE), (row,), sampled=kind_of[row.indicator].sampled)
    )
    rows = tuple(consistent(r, history) for r in rows) if against == Against.PREVIOUS else rows
    return replace(dataset, indicators=indicators, rows=rows, history=(*history, *rows), reference=reference_rows)


def consistent(row, history):
    """Leave out a verdict against an earlier number that is not there, or hidden: the ETL stores it as uncertain."""
    before = next((r for r in history if r.indicator == row.indicator), None)
    stored = row.against(Against.PREVIOUS)
    if stored is None or row.value is None:
        return row
    if before is None:
        return replace(row, comparisons=())
    return row if before.shown else replace(row, comparisons=(replace(stored, verdict=Verdict.UNCERTAIN),))


@st.composite
def trends(draw):
    language = draw(LANGUAGES)
    dataset = trend_dataset(language)
    kind = draw(st.sampled_from(KINDS))
    made = draw(st.lists(CELL, max_size=4))
    periods = [r for r in dataset.rows if r.period > "2021"]
    chosen = periods[len(periods) - len(made) :]
    rows = []
    for row, drawn in zip(chosen, made, strict=True):
        one = cell(row, drawn, Against.PREVIOUS, rows[-1].period if rows else "", sampled=kind.sampled)
        rows.append(consistent_line(one, rows))
    others_ = tuple(r for r in dataset.reference if r.period in {row.period for row in rows})
    reference = country(draw(BEFORE), others_, sampled=kind.sampled)
    breaks = draw(st.sampled_from([(), (Break(dataset.indicators[0].id, "2026", "Weather."),)]))
    return replace(
        dataset,
        indicators=(of_kind(dataset.indicators[0], kind),),
        rows=tuple(rows),
        reference=reference,
        breaks=breaks,
        view=replace(dataset.view, period="2026"),
    )


def consistent_line(row, earlier):
    stored = row.against(Against.PREVIOUS)
    if stored is None or (row.value is None and earlier):
        return row
    if not earlier:
        return replace(row, comparisons=())
    if earlier[-1].shown:
        return row
    return replace(row, comparisons=(replace(stored, verdict=Verdict.UNCERTAIN),))

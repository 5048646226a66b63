"""Real sentences for the cases in which a picture says less than usual, to be read aloud in three languages."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from contract.codes import Against, Kind, Language, Unit, Verdict
from picture.charts.legend import dot_signs, group_signs, overview_signs
from picture.query.model import Comparison, Dataset, Observation
from picture.text.findings.front import long_run, news_lead
from picture.text.findings.groups import groups_lead
from picture.text.findings.profile import profile_lead
from picture.text.reading.groups import groups_reading
from tests.picture.factory import (
    coded,
    front_dataset,
    groups_dataset,
    map_dataset,
    profile_dataset,
    trend_dataset,
)
from tests.picture.presented import alt_text, headline, source_line

Made = Callable[[Language], Dataset]
SIGNS = {"map": dot_signs, "groups": group_signs}


def sentences() -> str:
    """Write every case in three languages: the sentence of the page and of the slide, alternative text and source."""
    lines = ["# What the pictures say, case by case. Made by tests/golden/sentences.py; read it aloud.", ""]
    for name, make in CASES.items():
        lines += [f"## {name}", ""]
        for language in Language:
            lines += [f"{language}: {text}" for text in _told(make(language))]
            lines.append("")
    return "\n".join(lines)


def _told(dataset: Dataset) -> Iterator[str]:
    yield headline(dataset)
    if dataset.kind == "front":
        yield from (f"- {line}" for line in (news_lead(dataset).striptags(), long_run(dataset)) if line)
    if dataset.kind == "profile":
        yield from (f"- {text.striptags()}" for text in profile_lead(dataset))
    yield f"[alt] {alt_text(dataset)}"
    yield f"[source] {source_line(dataset)}"
    if dataset.kind == "groups":
        yield from (f"- {line}" for line in (groups_lead(dataset).striptags(), groups_reading(dataset)) if line)
    signs = SIGNS.get(dataset.kind, overview_signs)(dataset)
    if dataset.kind != "trend" and signs:
        yield f"[legend] {' · '.join(meaning for _, meaning in signs)}"


def _cell(
    row: Observation, value: float | None, half: float = 0.0, letters: str = "", **verdict: Verdict
) -> Observation:
    low, high = (value - half, value + half) if value is not None and half else (None, None)
    stored = tuple(
        Comparison(
            Against(against),
            {"country": "SSS", "group": "all", "trend": "2022"}.get(against, "2025"),
            found,
            *[None] * 4,
            approximate=False,
        )
        for against, found in verdict.items()
    )
    n = row.n if value is not None else None
    return replace(row, value=value, ci_low=low, ci_high=high, n=n, **coded(letters), comparisons=stored)


def _map(*cells: tuple, kind: Kind = Kind.SURVEY_SHARE, country: bool = True) -> Made:
    def make(language: Language) -> Dataset:
        dataset = map_dataset(language)
        unit = Unit.REPORTS if kind == Kind.REGISTER_COUNT else Unit.PERCENT
        rows = tuple(_cell(r, *c[:3], **dict(c[3:])) for r, c in zip(dataset.rows, cells, strict=False))
        indicator = replace(dataset.indicators[0], kind=kind, unit=unit)
        own = replace(dataset, indicators=(indicator,), rows=rows, shapes=(), classes=())
        return own if country else replace(own, reference=())

    return make


def _tested(value: float, verdict: Verdict, half: float = 3.0) -> tuple:
    return (value, half, "", ("country", verdict))


PLAIN = (20.0, 0.0, "")
SAME = _tested(20.0, Verdict.NO_DIFFERENCE)
HIDDEN = (None, 0.0, "C", ("country", Verdict.UNCERTAIN))
UNSURE = (None, 0.0, "U", ("country", Verdict.UNCERTAIN))
REGISTER = {"kind": Kind.REGISTER_SHARE}
PUBLISHED = {"kind": Kind.PUBLISHED_SHARE}


def _alike(values: tuple[float, ...], half: float = 0.0) -> tuple[tuple, ...]:
    return tuple((value, half, "") for value in values)


def _groups(*cells: tuple, kind: Kind = Kind.SURVEY_SHARE) -> Made:
    def make(language: Language) -> Dataset:
        dataset = groups_dataset(language)
        rows = tuple(_cell(r, *c[:3], **dict(c[3:])) for r, c in zip(dataset.rows, cells, strict=False))
        return replace(dataset, rows=rows, indicators=(replace(dataset.indicators[0], kind=kind),))

    return make


def _front(*found: Verdict | str | None, before: float | None = 20.0) -> Made:
    """One share after the other: its verdict; a letter hides it, nothing leaves it untested and without interval."""

    def make(language: Language) -> Dataset:
        return _overview(front_dataset(language), "previous", found, before)

    return make


def _profile(*found: Verdict | str | None) -> Made:
    def make(language: Language) -> Dataset:
        return _overview(profile_dataset(language), "country", found, 20.0)

    return make


def _overview(dataset: Dataset, against: str, found: tuple, before: float | None) -> Dataset:
    shares = [r for r in dataset.rows if r.indicator != "hate_crime"]
    rows = []
    for row, one in zip(shares, found, strict=False):
        if isinstance(one, Verdict):
            value = {Verdict.HIGHER: 24.0, Verdict.LOWER: 16.0}.get(one, 20.0)
            rows.append(_cell(row, value, 2.0, "", **{against: one}))
        elif one is None:
            rows.append(_cell(row, 20.0))
        else:
            rows.append(_cell(row, None, 0.0, one, **{against: Verdict.UNCERTAIN}))
    old = [_cell(replace(r, period="2025"), before, 2.0, "" if before else "C") for r in rows] if before != 0 else []
    reference = tuple(_cell(r, 20.0, 1.0) for r in dataset.reference if r.indicator != "hate_crime")
    return replace(dataset, rows=tuple(rows), history=(*old, *rows), reference=reference)


def _trend(*cells: tuple, kind: Kind = Kind.SURVEY_SHARE, first: int = 2025) -> Made:
    def make(language: Language) -> Dataset:
        dataset = trend_dataset(language)
        periods = [r for r in dataset.rows if r.period >= str(first)]
        rows = tuple(_cell(r, *c[:3], **dict(c[3:])) for r, c in zip(periods, cells, strict=True))
        return replace(dataset, rows=rows, breaks=(), indicators=(replace(dataset.indicators[0], kind=kind),))

    return make


def _change(verdict: Verdict) -> tuple:
    return (22.0, 2.0, "", ("previous", verdict))


UP, DOWN, NONE = Verdict.HIGHER, Verdict.LOWER, Verdict.NO_DIFFERENCE
CASES: dict[str, Made] = {
    "Map: survey, intervals overlap, some differ": _map(
        _tested(24.0, UP), _tested(16.0, DOWN), SAME, SAME, HIDDEN, UNSURE
    ),
    "Map: one differs, one other does not": _map(_tested(24.0, UP), SAME),
    "Map: only one compared, none differs": _map(SAME, HIDDEN),
    "Map: two compared, neither differs": _map(SAME, SAME),
    "Map: many compared, none differs; four left": _map(SAME, SAME, SAME, HIDDEN, HIDDEN, UNSURE, UNSURE),
    "Map: nothing can be compared": _map(
        (20.0, 3.0, "", ("country", Verdict.UNCERTAIN)), (24.0, 3.0, "", ("country", Verdict.UNCERTAIN)), HIDDEN
    ),
    "Map: published shares without intervals": _map(*_alike((20.0, 31.0, 20.0)), **PUBLISHED),
    "Map: published shares without intervals, all equal": _map(*_alike((20.0, 20.0)), **PUBLISHED),
    "Map: survey not tested, one certain end": _map(*_alike((10.0, 20.0, 21.0), 3.0)),
    "Map: survey not tested, both ends certain, one hidden": _map(*_alike((10.0, 20.0, 31.0), 3.0), (None, 0.0, "C")),
    "Map: register, ties at the lowest": _map(*_alike((20.0, 20.0, 20.0, 31.0)), **REGISTER),
    "Map: register, four tie at the highest, one hidden": _map(
        *_alike((20.0, 31.0, 31.0, 31.0, 31.0)), (None, 0.0, "C"), kind=Kind.REGISTER_COUNT
    ),
    "Map: register, all equal": _map(PLAIN, PLAIN, **REGISTER),
    "Map: one area": _map(PLAIN, **REGISTER),
    "Map: one area of two is shown": _map(PLAIN, (None, 0.0, "C"), **REGISTER),
    "Map: everything withheld": _map(HIDDEN, HIDDEN, UNSURE),
    "Map: only the country": _map(),
    "Map: nothing at all": _map(country=False),
    "Groups: some differ, one does not, one left": _groups(
        (16.0, 2.0, "", ("group", DOWN)),
        (20.0, 2.0, "", ("group", NONE)),
        (None, 0.0, "C", ("group", Verdict.UNCERTAIN)),
    ),
    "Groups: two compared, neither differs": _groups(*[(20.0, 2.0, "", ("group", NONE))] * 2),
    "Groups: nothing can be compared": _groups(*[(20.0, 9.0, "", ("group", Verdict.UNCERTAIN))] * 3),
    "Groups: published without intervals": _groups(*_alike((20.1, 20.4, 31.0)), kind=Kind.PUBLISHED_SHARE),
    "Front: both worse": _front(DOWN, DOWN),
    "Groups: published without intervals, printed alike": _groups(*_alike((20.1, 20.4)), kind=Kind.PUBLISHED_SHARE),
    "Groups: intervals for some": _groups((20.0, 2.0, ""), PLAIN, kind=Kind.PUBLISHED_SHARE),
    "Groups: everything withheld": _groups(*[(None, 0.0, "C", ("group", Verdict.UNCERTAIN))] * 2),
    "Groups: only everybody": _groups(),
    "Front: four better, one worse": _front(UP, UP, UP, UP, UP),
    "Front: two better, one worse, two alike": _front(UP, UP, UP, NONE, NONE),
    "Front: all better": _front(UP, UP, DOWN),
    "Front: both better": _front(UP, UP),
    "Front: one compared, worse; three others": _front(DOWN, "C", "U", None),
    "Front: one compared, alike": _front(NONE),
    "Front: two compared, neither has changed; one other": _front(NONE, NONE, "U"),
    "Front: none of five has changed": _front(*[NONE] * 5),
    "Front: nothing could be compared": _front("C", "U", "C"),
    "Front: no intervals": _front(None, None),
    "Front: first wave": _front(None, None, before=0),
    "Front: earlier figures hidden": _front(Verdict.UNCERTAIN, Verdict.UNCERTAIN, before=None),
    "Front: break": _front(Verdict.NOT_COMPARABLE, NONE),
    "Profile: two of five differ": _profile(UP, DOWN, NONE, NONE, NONE),
    "Profile: one of two differs": _profile(UP, NONE),
    "Profile: both differ": _profile(UP, DOWN),
    "Profile: the only one differs": _profile(UP, "C"),
    "Profile: none of three differs": _profile(NONE, NONE, NONE),
    "Profile: neither of two differs": _profile(NONE, NONE),
    "Profile: the only one does not": _profile(NONE, "C"),
    "Profile: everything withheld": _profile("U", "U", "C"),
    "Trend: changed": _trend(PLAIN, _change(UP)),
    "Trend: no change found": _trend(PLAIN, _change(NONE)),
    "Trend: no clear trend": _trend(
        (20.0, 2.0, ""), (20.0, 2.0, "", ("previous", NONE), ("trend", Verdict.NO_CLEAR_TREND))
    ),
    "Trend: earlier figure hidden": _trend((None, 0.0, "C"), _change(Verdict.UNCERTAIN)),
    "Trend: too uncertain": _trend((20.0, 2.0, ""), _change(Verdict.UNCERTAIN)),
    "Trend: first wave": _trend((20.0, 2.0, ""), first=2026),
    "Trend: published without intervals": _trend(PLAIN, PLAIN, kind=Kind.PUBLISHED_SHARE),
    "Trend: register": _trend(PLAIN, PLAIN, **REGISTER),
    "Trend: nothing shown": _trend((None, 0.0, "C"), (None, 0.0, "U")),
}

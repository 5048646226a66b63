"""Which cells keep the figure that was served: nobody who differs can be worked out from those that move."""

from collections import Counter
from functools import cache
from itertools import combinations

import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.sdc.revision.answers import same_content
from etl.sdc.revision.changed import changed_respondents, persons
from etl.sdc.revision.decide import DIFFERS, KEPT, EarlierVersion, WaveVersions, cells_to_keep
from etl.sdc.table_structure import Additivity
from tests.etl.small_country import DIMS, REGIONS, UNIONS

LEAST = 10
POOLED = {"2024-2026": ("2024", "2025", "2026")}
KEY = ["level", "code", "group_dim", "group_code"]
Person = tuple[str, str, str, float | None, float]


def frame(people: list[Person]) -> pl.LazyFrame:
    """Tidy respondents from (region, language, sex, answer, weight)."""
    schema = {"area": pl.String, "group:language": pl.String, "group:sex": pl.String}
    whole = pl.DataFrame(people, {**schema, "item:trust": pl.Float64, "weight": pl.Float64}, orient="row")
    return whole.sort(whole.columns, nulls_last=True).lazy()


def everybody(per_cell: int = 20) -> list[Person]:
    return [
        (region, language, sex, float(at % 2), 1.0 + at / 100)
        for region in REGIONS
        for language in DIMS["language"]
        for sex in DIMS["sex"]
        for at in range(per_cell)
    ]


def figures(period: str = "2026", hidden: tuple[str, ...] = ()) -> pl.DataFrame:
    rows = [
        {"indicator": "trust", "period": period, "level": level, "code": code, "geo_year": 2026, "group_dim": dim}
        | {"group_code": group, "source": "survey", "value": None if code in hidden else 50.0}
        for level, areas in UNIONS.items()
        for code in areas
        for dim, groups in {"all": ("all",), **DIMS}.items()
        for group in groups
    ]
    return pl.DataFrame(rows, schema_overrides={"value": pl.Float64})


def decided(now: list[Person], *before: list[Person], same_file: bool = False, served: pl.DataFrame | None = None):
    versions = tuple(EarlierVersion(frame(one), same_file) for one in before)
    wave = WaveVersions("survey", "2026", frame(now), versions)
    known = figures() if served is None else served
    return cells_to_keep(figures(), known, [wave], Additivity(UNIONS, {}), LEAST)


def moved(found: pl.DataFrame) -> set[tuple[str, ...]]:
    return set(found.filter(~pl.col(KEPT)).select(KEY).rows())


def replies(count: int, region: str = "05", language: str = "fi", sex: str = "male") -> list[Person]:
    return [(region, language, sex, 1.0, 1.0)] * count


OLD = everybody()


@pytest.mark.parametrize(
    "now",
    [
        OLD + replies(1),
        OLD[1:],
        OLD[:-9],
        [(*OLD[0][:3], 1.0 - OLD[0][3], OLD[0][4]), *OLD[1:]],
        [(*OLD[0][:3], None, OLD[0][4]), *OLD[1:]],
        [("09", *OLD[0][1:]), *OLD[1:]],
        [(*OLD[0][:4], 7.0), *OLD[1:]],
        OLD + replies(9),
        [*OLD[5:], *replies(4, "09", "sv", "female")],
        [(*one[:4], one[4] * 1.02) for one in OLD] + replies(1),
        OLD[::-1],
    ],
    ids=[
        *("one more", "one less", "nine less", "another answer", "no answer", "moved away", "another weight"),
        *("nine more", "some go, some come", "recalibrated after one reply", "nothing"),
    ],
)
def test_fewer_than_ten_move_no_cell_of_any_area_or_group(now: list[Person]) -> None:
    assert moved(decided(now, OLD)) == set()


def test_ten_that_come_or_go_move_the_cells_they_are_in_and_no_other() -> None:
    own = {("country", "SSS"), ("maakunta", "05"), ("elinvoimakeskus", "04"), ("ely", "04")}
    groups = {("all", "all"), ("language", "fi"), ("sex", "male")}
    expected = {(*area, *group) for area in own for group in groups}
    assert moved(decided(OLD + replies(10), OLD)) == expected
    assert moved(decided(OLD, OLD + replies(10))) == expected


def test_weights_count_where_nothing_else_differs() -> None:
    heavier = [(*one[:4], one[4] * (1.1 if one[0] == "05" else 1.0)) for one in OLD]
    cells = moved(decided(heavier, OLD))
    assert ("maakunta", "05", "language", "sv") in cells
    assert ("maakunta", "06", "all", "all") not in cells
    assert moved(decided([(*one[:4], one[4] * 1.1) for one in OLD], OLD)) == set(figures().select(KEY).rows())


def test_the_total_does_not_move_alone_where_the_rest_is_one_person() -> None:
    now = OLD + replies(12, sex="male") + replies(1, sex="female")
    cells = moved(decided(now, OLD))
    assert not {("country", "SSS", "all", "all"), ("country", "SSS", "sex", "male")} <= cells
    assert ("country", "SSS", "sex", "female") not in cells


def test_who_saw_every_version_is_not_told_of_one_person_by_the_last() -> None:
    assert moved(decided(OLD + replies(1), OLD + replies(12), OLD)) == set()
    assert moved(decided(OLD + replies(1), OLD + replies(12))) != set()


def test_what_was_hidden_stays_hidden_and_what_was_open_stays_open() -> None:
    now = OLD + replies(20)
    cells = moved(decided(now, OLD, served=figures(hidden=("05",))))
    assert ("maakunta", "05", "all", "all") not in cells
    assert ("country", "SSS", "all", "all") in cells


def test_the_same_file_used_in_the_same_way_decides_nothing() -> None:
    assert decided(OLD, OLD, same_file=True).is_empty()
    assert decided(OLD, OLD).height == figures().height  # another file with the same people: all is kept


def test_a_question_told_of_for_the_first_time_is_free() -> None:
    before = frame(OLD).rename({"item:trust": "item:other"})
    wave = WaveVersions("survey", "2026", frame(OLD), (EarlierVersion(before, same_file=True),))
    assert cells_to_keep(figures(), figures(), [wave], Additivity(UNIONS, {}), LEAST).is_empty()


def test_other_yes_codes_count_the_people_whose_answer_counts_differently() -> None:
    other = [(*one[:3], 1.0 if one[0] == "05" else one[3], one[4]) for one in OLD]
    cells = moved(decided(other, OLD, same_file=True))
    assert ("maakunta", "05", "all", "all") in cells
    assert ("maakunta", "06", "all", "all") not in cells


def test_a_pooled_period_keeps_what_one_of_its_waves_keeps() -> None:
    both = pl.concat([figures(), figures("2024-2026"), figures("2025")])
    wave = WaveVersions(
        "survey", "2026", frame(OLD + replies(12) + replies(1, "06")), (EarlierVersion(frame(OLD), False),)
    )
    found = cells_to_keep(both, both, [wave], Additivity(UNIONS, POOLED), LEAST)
    pooled = found.filter(pl.col("period") == "2024-2026")
    of_wave = found.filter(pl.col("period") == "2026")
    assert set(found["period"]) == {"2026", "2024-2026"}
    assert moved(pooled) == moved(of_wave) != set()
    assert pooled.filter(pl.col("code") == "06")[DIFFERS].any()


def test_a_pooled_cell_does_not_move_while_one_of_its_waves_is_held_back() -> None:
    """Twelve more in one wave, who move their cells, and one more in another: the pooled figure holds all thirteen."""
    both = pl.concat([figures(period) for period in ("2025", "2026", "2024-2026")])
    waves = [
        WaveVersions("survey", period, frame(OLD + replies(many)), (EarlierVersion(frame(OLD), False),))
        for period, many in (("2025", 1), ("2026", 12))
    ]
    found = cells_to_keep(both, both, waves, Additivity(UNIONS, POOLED), LEAST)
    of = {period: moved(found.filter(pl.col("period") == period)) for period in ("2025", "2026", "2024-2026")}
    assert of["2025"] == of["2024-2026"] == set()
    assert of["2026"] != set()


def test_ids_and_order_make_no_difference_and_a_changed_answer_is_one_person() -> None:
    assert same_content(frame(OLD), frame(OLD[::-1]))
    other = [(*OLD[0][:3], 1.0 - OLD[0][3], OLD[0][4]), *OLD[1:]]
    assert persons(changed_respondents(frame(OLD), frame(other), "trust", by_weight=False).net).tolist() == [1]


person = st.tuples(
    st.sampled_from(REGIONS),
    st.sampled_from(DIMS["language"]),
    st.sampled_from(DIMS["sex"]),
    st.sampled_from([0.0, 1.0, None]),
    st.just(1.0),
)
many = st.tuples(person, st.integers(1, 14)).map(lambda drawn: [drawn[0]] * drawn[1])


@given(st.lists(many, max_size=6), st.integers(0, 40))
def test_no_sum_and_no_difference_of_moved_cells_tells_of_one_to_nine_people(come: list[list[Person]], go: int) -> None:
    """Worked out person by person, apart from the code that decides."""
    now = OLD[go:] + [one for several in come for one in several]
    cells = sorted(moved(decided(now, OLD)))
    came, went = Counter(now) - Counter(OLD), Counter(OLD) - Counter(now)
    net = {cell: _answers(came, cell) - _answers(went, cell) for cell in {*cells, *_parts()}}
    for cell in cells:
        assert _told(net[cell]) >= LEAST
    for one, other in combinations(cells, 2):
        if _inside(one) >= _inside(other) or _inside(other) >= _inside(one):
            assert not 0 < _told(net[one] - net[other]) < LEAST
    for total, parts in _sums():
        if total in cells:
            rest = net[total] - sum((net[part] for part in parts if part in cells), np.zeros(2))
            assert not 0 < _told(rest) < LEAST


def _told(net: np.ndarray) -> float:
    return float(max(np.maximum(net, 0).sum(), np.maximum(-net, 0).sum()))


def _answers(people: Counter[Person], cell: tuple[str, ...]) -> np.ndarray:
    inside = _inside(cell)
    return np.array([sum(n for one, n in people.items() if one[3] == yes and one[:3] in inside) for yes in (0.0, 1.0)])


@cache
def _inside(cell: tuple[str, ...]) -> frozenset[tuple[str, str, str]]:
    level, code, dim, group = cell
    combos = (
        (region, language, sex)
        for region in UNIONS[level][code]
        for language in DIMS["language"]
        for sex in DIMS["sex"]
    )
    return frozenset(one for one in combos if dim == "all" or group in one[1:])


def _parts() -> list[tuple[str, ...]]:
    return [part for _, parts in _sums() for part in parts] + [total for total, _ in _sums()]


def _sums() -> list[tuple[tuple[str, ...], list[tuple[str, ...]]]]:
    groups = [("all", "all"), *((dim, group) for dim, several in DIMS.items() for group in several)]
    of_areas = [
        (("country", "SSS", *group), [(level, code, *group) for code in UNIONS[level]])
        for level in ("maakunta", "elinvoimakeskus", "ely")
        for group in groups
    ]
    of_groups = [
        ((level, code, "all", "all"), [(level, code, dim, group) for group in several])
        for level, areas in UNIONS.items()
        for code in areas
        for dim, several in DIMS.items()
    ]
    return of_areas + of_groups

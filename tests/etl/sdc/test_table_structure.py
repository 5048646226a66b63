"""What adds up to what."""

from etl.sdc.table_structure import Additivity, linked_tables
from tests.errors import raises
from tests.etl.small_country import UNIONS

EVERY_AREA = [(level, code) for level, codes in UNIONS.items() for code in codes]


def sums(rows, pooled=None):
    tables, _ = linked_tables(tuple(rows), Additivity(UNIONS, pooled or {}))
    return {tables.describe(relation).removeprefix("2026, ").replace(" 2026, ", " ") for relation in tables.relations}


def test_areas_add_up_over_every_division_that_leaves_nothing_out():
    assert sums(("2026", level, code, "all", "all") for level, code in EVERY_AREA) == {
        "country SSS = maakunta 05 + maakunta 06 + maakunta 07 + maakunta 08 + maakunta 09",
        "country SSS = elinvoimakeskus 03 + elinvoimakeskus 04",
        "country SSS = maakunta 06 + ely 04 + ely 06",  # ELY 05 is region 06: one cell, one name
        "elinvoimakeskus 03 = maakunta 07 + maakunta 08 + maakunta 09",
        "elinvoimakeskus 04 = maakunta 05 + maakunta 06",
        "ely 04 = maakunta 05 + maakunta 07",
        "ely 06 = maakunta 08 + maakunta 09",
    }


def test_two_names_for_the_same_regions_are_one_cell():
    rows = (("2026", "maakunta", "06", "all", "all"), ("2026", "ely", "05", "all", "all"))
    tables, of_row = linked_tables(rows, Additivity(UNIONS, {}))
    assert len(tables.cells) == 1
    assert of_row == [0, 0]


def test_the_groups_of_each_dimension_add_up_to_all():
    groups = (("all", "all"), ("sex", "female"), ("sex", "male"), ("language", "fi"), ("language", "sv"))
    assert sums(("2026", "maakunta", "05", *group) for group in groups) == {
        "maakunta 05 = maakunta 05, sex female + maakunta 05, sex male",
        "maakunta 05 = maakunta 05, language fi + maakunta 05, language sv",
    }


def test_waves_add_up_to_their_pooled_period():
    rows = [(period, "maakunta", "05", "all", "all") for period in ("2024", "2025", "2026", "2024-2026")]
    assert sums(rows, {"2024-2026": ("2024", "2025", "2026")}) == {
        "2024-2026, maakunta 05 = 2024, maakunta 05 + 2025, maakunta 05 + maakunta 05"
    }


def test_an_area_that_lacks_a_region_is_no_sum():
    rows = [("2026", level, code, "all", "all") for level, code in (("ely", "04"), ("maakunta", "05"))]
    assert sums(rows) == set()


def test_the_basis_leaves_out_what_the_regions_already_say():
    rows = tuple(
        ("2026", level, code, dim, group)
        for level, code in EVERY_AREA
        for dim, group in (("all", "all"), ("sex", "male"))
    )
    tables, _ = linked_tables(rows, Additivity(UNIONS, {}))
    kept = [tables.describe(tables.relations[at]) for at in tables.independent]
    assert "2026, country SSS = 2026, elinvoimakeskus 03 + 2026, elinvoimakeskus 04" not in kept
    assert len(kept) == 2 * 5 + 5  # five unions of regions in two groups, and the groups of five regions


def test_overlapping_areas_need_the_regions_between_them():
    rows = (("2026", "ely", "04", "all", "all"), ("2026", "elinvoimakeskus", "03", "all", "all"))
    with raises("areas_overlap_unresolved", one="05 07", other="07 08 09"):
        linked_tables(rows, Additivity(UNIONS, {}))

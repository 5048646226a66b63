"""Disclosure control: what is hidden beside what must be, and that an intruder finds nothing in what is left."""

from dataclasses import replace
from itertools import product

import numpy as np
import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from etl.sdc.protect import protect
from tests.errors import raises
from tests.etl.small_country import CONTEXT, DIMS, REGIONS, UNIONS, estimates, people, pooled, with_policy
from tests.etl.statuses import SAID

EVERYBODY = {(region, language, sex): 60 for region in REGIONS for language in DIMS["language"] for sex in DIMS["sex"]}


def only(**few):
    """Everybody, but in the named regions few of a language: r05=("sv", 3)."""
    counts = dict(EVERYBODY)
    for region, (language, n) in few.items():
        counts |= {(region[1:], language, sex): n for sex in DIMS["sex"]}
    return people(counts)


def hidden(table):
    """List the hidden cells in words."""
    rows = table.filter(pl.col("value").is_null()).sort("level", "code", "group_dim", "group_code")
    return [
        f"{r['level']} {r['code']} {r['group_code']} {r['status']}"
        for r in rows.with_columns(SAID).iter_rows(named=True)
    ]


def test_where_everybody_is_many_nothing_is_hidden():
    assert hidden(protect(estimates(only()), CONTEXT)) == []


def test_a_hidden_cell_gets_the_smallest_sibling_for_company_in_every_sum():
    table = protect(estimates(only(r05=("sv", 7))), CONTEXT)
    assert "maakunta 05 sv C" in hidden(table)
    for column in ("value", "n", "ci_low", "ci_high"):
        assert table.filter(pl.col("conf_status") == "C")[column].null_count() == len(hidden(table))
    assert lonely_sums(table) == []


def test_cells_hidden_for_uncertainty_are_company_enough():
    some = estimates(only(r05=("sv", 7))).with_columns(
        df=pl.when((pl.col("code") == "05") & (pl.col("level") == "maakunta")).then(0).otherwise(pl.col("df"))
    )
    table = protect(some, CONTEXT)
    statuses = dict(
        table.filter(pl.col("level") == "maakunta", pl.col("code") == "05").select("group_code", SAID).rows()
    )
    assert statuses == {"all": "U", "fi": "U", "sv": "C", "foreign": "U", "female": "U", "male": "U"}


def test_no_total_of_a_region_or_of_the_country_is_hidden_where_a_group_will_do():
    table = protect(estimates(only(r05=("sv", 3), r09=("foreign", 5))), CONTEXT)
    assert table.filter(pl.col("group_dim") == "all", pl.col("value").is_null()).height == 0


def test_a_total_stays_open_even_where_hiding_it_would_hide_fewer_respondents():
    """One Swedish-speaking man among many: hiding 'all' would serve both dimensions at once."""
    few = {("05", "fi", "male"): 4, ("05", "sv", "male"): 1, ("05", "sv", "female"): 4, ("05", "fi", "female"): 200}
    counts = {key: 0 if key[1] == "foreign" else n for key, n in (EVERYBODY | few).items()}
    rows = estimates(people(counts), levels=("maakunta",)).filter(pl.col("group_code") != "foreign")
    assert hidden(protect(rows, CONTEXT)) == [f"maakunta 05 {group} C" for group in ("fi", "sv", "female", "male")]


def test_company_that_weighs_too_little_is_not_enough_and_the_attack_says_so():
    """The share of two hidden cells together is the share of the heavier one."""
    weights = (
        pl.when(pl.col("language") == "sv").then(20.0).when(pl.col("language") == "foreign").then(0.2).otherwise(1.0)
    )
    counts = (
        EVERYBODY | {("05", "sv", sex): 14 for sex in DIMS["sex"]} | {("05", "foreign", sex): 16 for sex in DIMS["sex"]}
    )
    rows = estimates(people(counts).with_columns(weight=weights), levels=("maakunta",), dims=("all", "language"))
    assert hidden(protect(rows, CONTEXT)) == [f"maakunta 05 {group} C" for group in ("fi", "foreign", "sv")]


def test_an_area_is_hidden_or_open_whatever_level_it_is_told_under():
    """Region 06 and ELY 05 are the same people."""
    table = protect(estimates(only(r06=("sv", 7))), CONTEXT)
    same = table.filter(
        pl.struct("level", "code").is_in([{"level": "maakunta", "code": "06"}, {"level": "ely", "code": "05"}])
    )
    told = same.select("level", "group_code", "value", "n", SAID).sort("group_code")
    assert (
        told.filter(pl.col("level") == "ely")
        .drop("level")
        .equals(told.filter(pl.col("level") == "maakunta").drop("level"))
    )


def test_a_cell_in_which_nobody_answered_looks_like_any_hidden_cell():
    table = protect(estimates(only(r05=("sv", 0))), CONTEXT)
    assert "maakunta 05 sv C" in hidden(table)


def test_the_smaller_sibling_is_hidden_rather_than_the_larger():
    counts = {key: 60 if key[1] == "fi" else 40 for key in EVERYBODY} | {("05", "sv", sex): 5 for sex in DIMS["sex"]}
    table = protect(estimates(people(counts), levels=("maakunta", "country")), CONTEXT)
    assert "maakunta 05 foreign C" in hidden(table)
    assert "maakunta 05 fi C" not in hidden(table)


def test_a_wave_hidden_alone_inside_a_pooled_period_gets_company():
    context = pooled(_2025_2026=("2025", "2026"))
    waves = {"2025": only(), "2026": only(r05=("sv", 7))}
    margins = {"levels": ("maakunta",), "dims": ("language",)}
    tables = [estimates(rows, period=period, **margins) for period, rows in waves.items()]
    both = estimates(pl.concat(waves.values()), period="2025-2026", **margins)
    table = protect(pl.concat([*tables, both]), context)
    sv = table.filter(pl.col("code") == "05", pl.col("group_code") == "sv")
    assert dict(sv.select("period", SAID).rows()) in (
        {"2025": "C", "2026": "C", "2025-2026": ""},
        {"2025": "", "2026": "C", "2025-2026": "C"},
    )


def test_overlapping_areas_without_the_regions_between_them_are_refused():
    rows = estimates(only()).filter(pl.col("level") != "maakunta")
    with raises("areas_overlap_unresolved"):
        protect(rows, CONTEXT)


def test_a_division_that_cuts_through_regions_is_refused():
    rows = estimates(only()).with_columns(level=pl.lit("kunta"), code=pl.lit("091"))
    with raises("survey_area_not_regions", area="kunta 091"):
        protect(rows, CONTEXT)


def test_published_figures_and_registers_pass_beside_the_survey():
    register = (
        estimates(only())
        .head(1)
        .with_columns(
            indicator=pl.lit("population"), kind=pl.lit("register_count"), value=pl.lit(3.0), n=pl.lit(None, pl.Int64)
        )
    )
    table = protect(pl.concat([estimates(only()), register]), CONTEXT)
    assert table.filter(pl.col("indicator") == "population")["value"].to_list() == [3.0]


def test_without_sums_of_weights_every_respondent_weighs_the_same():
    rows = estimates(only(r05=("sv", 7)).with_columns(weight=pl.lit(1.0)))
    assert protect(rows.drop("weight"), CONTEXT).equals(protect(rows, CONTEXT))


def test_the_same_estimates_give_the_same_table_in_every_build():
    rows = estimates(only(r05=("sv", 7), r09=("foreign", 9)))
    assert protect(rows, CONTEXT).equals(protect(rows, CONTEXT))


def test_a_hidden_cell_that_nothing_can_protect_stops_the_build():
    """Everything but the cell was open in an earlier edition."""
    rows = estimates(only(r05=("sv", 7)), levels=("maakunta",), dims=("all", "language"))
    opened = rows.filter(pl.col("n") >= 30).with_columns(edition=pl.lit("2025"), value=pl.lit(50.0))
    history = opened.select(CONTEXT.history.columns).cast(dict(CONTEXT.history.schema))
    with raises("no_cell_left_to_hide"):
        protect(rows, replace(CONTEXT, history=history))


counts = st.tuples(*[st.sampled_from([0, 1, 4, 12, 14, 20, 35, 60, 110])] * len(EVERYBODY))


@given(counts, st.integers(0, 100))
@settings(max_examples=25, derandomize=True)
def test_no_hidden_value_stands_alone_or_comes_out_of_random_tables(sizes, seed):
    anyone = people(dict(zip(EVERYBODY, sizes, strict=True)), seed)
    if not anyone.height:
        return
    rows = estimates(anyone)
    table = protect(rows, CONTEXT)
    closed = table.filter(pl.col("conf_status") == "C")
    assert closed.select("value", "ci_low", "ci_high", "n").null_count().row(0) == (closed.height,) * 4
    assert table.filter(pl.col("value").is_not_null(), pl.col("n") < 30).height == 0
    assert lonely_sums(table) == []
    assert recovered(table, rows) == []


def lonely_sums(table):
    """Find sums with exactly one hidden member, straight from the definition of the areas and groups."""
    closed = {(r["level"], r["code"], r["group_code"]): r["value"] is None for r in table.iter_rows(named=True)}
    sums = list(sums_of(closed))
    return [members for members in sums if sum(closed[member] for member in members) == 1]


def sums_of(cells):
    for (level, code), dim in product({cell[:2] for cell in cells}, DIMS):
        groups = [(level, code, group) for group in DIMS[dim] if (level, code, group) in cells]
        if groups:
            yield [(level, code, "all"), *groups]
    for level, code, group in cells:
        if level != "maakunta" and len(UNIONS[level][code]) > 1:
            yield [(level, code, group), *(("maakunta", region, group) for region in UNIONS[level][code])]


def recovered(table, rows):
    """Bound the respondents of every cell under 30 with a program written here, from the table alone."""
    cells = [(r["level"], r["code"], r["group_code"]) for r in table.iter_rows(named=True)]
    place = {cell: at for at, cell in enumerate(cells)}
    sums = np.zeros((0, len(cells)))
    for whole, *parts in sums_of(place):
        row = np.zeros(len(cells))
        row[place[whole]], row[[place[part] for part in parts]] = 1.0, -1.0
        sums = np.vstack([sums, row])
    bounds = [
        (0.0, None) if r["n"] is None else (max(30.0, r["n"] - 5.0), r["n"] + 4.0) for r in table.iter_rows(named=True)
    ]
    n = {(r["level"], r["code"], r["group_code"]): r["n"] for r in rows.iter_rows(named=True)}
    found = []
    for cell in (cell for cell in cells if n.get(cell, 0) < 30):
        goal = np.zeros(len(cells))
        goal[place[cell]] = 1.0
        low, high = (linprog(sign * goal, A_eq=sums, b_eq=np.zeros(len(sums)), bounds=bounds) for sign in (1, -1))
        if high.status != 3 and high.x[place[cell]] - low.x[place[cell]] <= 6:
            found.append(cell)
    return found


def test_a_stricter_policy_hides_more():
    rows = estimates(only(r05=("sv", 7)))
    assert len(hidden(protect(rows, with_policy(min_respondents=130)))) > len(hidden(protect(rows, CONTEXT)))

"""Published counts: what is small or hidden by the publisher cannot be worked out from anything that stands open.

The intruder of these tests is written apart from the product: every row of a table is a sum of regions and groups, and
scipy's linear programs bound the hidden ones.
"""

from dataclasses import replace
from datetime import date

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from contract.codes import CELL_KEY, Kind
from etl.config.disclosure import CountRule, HiddenBy, Zero
from etl.config.policy import read_policy
from etl.config.toml import Text
from etl.harmonise.area_totals import with_sums
from etl.read.observations import SCHEMA
from etl.sdc.counts.protect_counts import CountRules, count_rules, protect_counts
from geo.classification import read_classification
from geo.nesting import levels_of_regions
from tests.errors import raises
from tests.etl.read.helpers import RULE as RULE_ON_CARD
from tests.etl.read.helpers import card, catalogue

PLACES = read_classification()
REGIONS = sorted(area.code for area in PLACES.areas("maakunta", date(2026, 1, 1)))
UNIONS = {level: areas for level, (_, areas) in levels_of_regions(PLACES, 2026).items()}
GROUPS = ("fi", "sv", "foreign")
SAME = Text(fi="sääntö", sv="regel", en="rule")
RULE = CountRule(min_count=5, hidden_by=HiddenBy.US, zero=Zero.SHOWN, stated=SAME)
RULES = CountRules({"register": RULE}, 30, {"people": Kind.REGISTER_COUNT, "trust": Kind.PUBLISHED_SHARE})


def row(code, value, group="all", level="maakunta", **other):
    dim = "all" if group == "all" else "language"
    conf = "C" if value is None else "F"
    return {
        "indicator": "people",
        "period": "2025",
        "level": level,
        "code": code,
        "geo_year": 2026,
        "group_dim": dim,
        "group_code": group,
        "value": value,
        "obs_status": "A",
        "conf_status": conf,
        "source": "register",
    } | other


def frame(rows):
    found = pl.DataFrame(rows, infer_schema_length=None)
    nothing = (pl.lit(None, kind).alias(name) for name, kind in SCHEMA.items() if name not in found.columns)
    return found.with_columns(*nothing).select(list(SCHEMA)).cast(SCHEMA)


def protected(rows, rules=RULES, *, sums=True):
    read = frame(rows)
    every = with_sums(read, catalogue(), PLACES) if sums else read
    return protect_counts(every, read, rules, PLACES)


def value(table, code, group="all", level="maakunta"):
    found = table.filter(pl.col("code") == code, pl.col("group_code") == group, pl.col("level") == level)
    return found["value"].item(), found["conf_status"].item()


def hidden(table):
    return {tuple(one) for one in table.filter(pl.col("conf_status") == "C").select("level", "code").iter_rows()}


def of_regions(**counts):
    """Counts of everybody in all regions: 100 times a growing number where nothing else is said."""
    return {code: counts.get(f"_{code}", 1000.0 + 10 * at) for at, code in enumerate(REGIONS)}


# --- an intruder of its own ---


def exposed(rows, table, least=1, smallest=5):
    """List the sensitive cells that follow from the open rows, with their bounds."""
    truth = {(code, group): count for code, group, count in rows}
    position = {key: at for at, key in enumerate(truth)}
    of_row = []
    for level, code, group in table.select("level", "code", "group_code").iter_rows():
        sums = np.zeros(len(position))
        for region in UNIONS[level][code]:
            for one in GROUPS if group == "all" else (group,):
                sums[position[region, one]] = 1.0
        of_row.append(sums)
    sums = np.array(of_row)
    open_ = table["value"].is_not_null().to_numpy()
    figures = table["value"].to_numpy()
    closed = sums[~open_]
    never_zero = {"A_ub": -closed, "b_ub": np.full(len(closed), -least)} if len(closed) else {}
    for at in np.flatnonzero(~open_):
        count = sum(truth[key] * sums[at][position[key]] for key in truth)
        if not least <= count < smallest:
            continue
        ends = [
            linprog(sign * sums[at], A_eq=sums[open_], b_eq=figures[open_], **never_zero, bounds=(0, None))
            for sign in (1, -1)
        ]
        low = ends[0].fun
        high = -ends[1].fun if ends[1].status == 0 else np.inf
        if not ((low <= least + 1e-6 and high >= smallest - 1e-6) or high - low >= 2 * smallest - 1e-6):
            yield table.row(int(at))[2:4], low, high


@settings(max_examples=15)
@given(st.lists(st.sampled_from([0, 0, 1, 2, 3, 6, 9, 30, 200]), min_size=57, max_size=57))
def test_no_small_count_can_be_worked_out_from_what_stands_open(counts):
    keys = [(code, group) for code in REGIONS for group in GROUPS]
    truth = [(*key, count) for key, count in zip(keys, counts, strict=True)]
    rows = [row(code, float(count), group) for code, group, count in truth]
    rows += [row(code, float(sum(count for one, _, count in truth if one == code))) for code in REGIONS]
    table = protected(rows)
    assert table.filter(pl.col("value").is_between(1, 4)).is_empty()
    assert list(exposed(truth, table)) == []


def test_the_intruder_of_these_tests_finds_what_hiding_small_counts_alone_leaves():
    truth = [(code, group, 2 if (code, group) == ("05", "sv") else 50) for code in REGIONS for group in GROUPS]
    rows = [row(code, float(count), group) for code, group, count in truth]
    rows += [row(code, 102.0 if code == "05" else 150.0) for code in REGIONS]
    small = pl.when(pl.col("value") >= 5).then("value").alias("value")
    table = with_sums(frame(rows), catalogue(), PLACES).with_columns(small)
    ((cell, low, high),) = exposed(truth, table)
    assert (cell, low, high) == (("maakunta", "05"), pytest.approx(2), pytest.approx(2))
    assert list(exposed(truth, protected(rows))) == []


# --- the leaks that a reviewer found ---


def test_a_single_report_of_a_motive_in_a_region_is_hidden_with_company_in_every_sum():
    counts = {(code, group): 40.0 for code in REGIONS for group in GROUPS} | {("05", "sv"): 1.0}
    rows = [row(code, count, group) for (code, group), count in counts.items()]
    rows += [row(code, sum(counts[code, group] for group in GROUPS)) for code in REGIONS]
    table = protected(rows)
    assert value(table, "05", "sv") == (None, "C")
    language = table.filter(pl.col("group_code") == "sv", pl.col("conf_status") == "C")
    assert language.filter(pl.col("level") == "maakunta").height > 1
    of_region = table.filter(pl.col("code") == "05", pl.col("level") == "maakunta", pl.col("conf_status") == "C")
    assert of_region.height > 1


def test_a_region_that_the_publisher_hid_does_not_follow_from_the_countrys_total():
    regions = of_regions() | {"16": None}
    total = sum(count or 0 for count in regions.values()) + 2
    rows = [row(code, count) for code, count in regions.items()] + [row("SSS", total, level="country")]
    table = protected(rows)
    assert value(table, "16") == (None, "C")
    regional = {code for level, code in hidden(table) if level == "maakunta"}
    assert len(regional) > 1
    assert value(table, "SSS", level="country") == (total, "F")


def test_a_region_that_the_publisher_left_out_is_no_secret_but_hides_nobody_either():
    """Country less others is the region that is not told; a second hidden one is then not alone."""
    regions = of_regions() | {"16": None}
    rows = [row(code, count) for code, count in regions.items() if code != "15"] + [
        row("SSS", 30000.0, level="country")
    ]
    assert {code for level, code in hidden(protected(rows)) if level == "maakunta"} == {"16"}


def test_our_own_sums_do_not_give_away_what_the_publisher_hid():
    """The publisher tells of suuralue 4, in which only one region is hidden; our sums of the others stand open."""
    regions = of_regions() | {"16": None}
    inside = [code for code in UNIONS["suuralue"]["4"] if code != "16"]
    total = sum(regions[code] for code in inside) + 3.0
    rows = [row(code, count) for code, count in regions.items()] + [row("4", total, level="suuralue")]
    table = protected(rows)
    regional = {code for level, code in hidden(table) if level == "maakunta"}
    assert "16" in regional
    assert ("suuralue", "4") in hidden(table) or regional & set(inside)


def test_nothing_changes_where_nothing_is_small_or_hidden():
    rows = [row(code, count) for code, count in of_regions().items()]
    read = frame(rows)
    every = with_sums(read, catalogue(), PLACES)
    assert protect_counts(every, read, RULES, PLACES).equals(every)


def test_nobody_is_shown_or_hidden_as_the_card_says():
    rows = [row(code, count) for code, count in of_regions(_05=0.0).items()]
    assert value(protected(rows), "05") == (0.0, "F")
    zero = replace(
        RULES, by_source={"register": CountRule(min_count=5, hidden_by=HiddenBy.US, zero=Zero.HIDDEN, stated=SAME)}
    )
    assert value(protected(rows, zero), "05") == (None, "C")


def test_a_card_on_which_every_count_may_be_shown_hides_none():
    every = replace(
        RULES, by_source={"register": CountRule(min_count=1, hidden_by=HiddenBy.US, zero=Zero.SHOWN, stated=SAME)}
    )
    rows = [row(code, count) for code, count in of_regions(_05=1.0).items()]
    assert hidden(protected(rows, every)) == set()


# --- municipalities, divisions, respondents ---


def municipal(year, **small):
    codes = [area.code for area in PLACES.areas("kunta", date(year, 1, 1))]
    return [row(code, small.get(f"_{code}", 500.0), level="kunta", geo_year=year) for code in codes]


def test_of_several_cards_of_a_source_the_strictest_rule_holds(tmp_path):
    strict = RULE_ON_CARD.replace("min_count = 1", "min_count = 5")
    hidden_too = RULE_ON_CARD.replace('"shown"', '"hidden"').replace("min_count = 1", "min_count = 3")
    rules = [RULE_ON_CARD, strict, hidden_too]
    cards = [
        card(tmp_path, f"{year}".encode(), "x.csv", "aggregates", period=f"{year}", rule=rule)
        for year, rule in enumerate(rules, 2024)
    ]
    for order in (cards, cards[::-1]):
        (rule,) = count_rules(order, catalogue(), read_policy()).by_source.values()
        assert (rule.min_count, rule.zero) == (5, Zero.HIDDEN)


def test_a_small_municipality_does_not_follow_from_its_region():
    rows = municipal(2026, _091=2.0)
    ground = PLACES.ground(PLACES.area("maakunta", "01", date(2026, 1, 1)), date(2026, 1, 1))
    rows.append(row("01", 500.0 * (len(ground) - 1) + 2, level="maakunta"))
    closed = hidden(protected(rows))
    assert ("kunta", "091") in closed
    assert len(closed) > 1
    assert {code for level, code in closed if level == "kunta"} - ground == set()


def test_a_hidden_municipality_is_hidden_on_the_newest_division_too():
    old = municipal(2020, _020=2.0)
    new = municipal(2026, _020=2.0)
    table = protected([*old, *new])
    assert table.filter(pl.col("code") == "020")["value"].to_list() == [None, None]


def test_a_part_of_a_municipality_that_merged_does_not_follow_from_the_newer_one():
    """099 joined 214 in 2021: the two of 2020 add up to the one of 2026."""
    kept = [row(code, 500.0, level="kunta", geo_year=year) for code in ("020", "005") for year in (2020, 2026)]
    joined = {("099", 2020): 3.0, ("214", 2020): 500.0, ("214", 2026): 503.0}
    merged = [row(code, count, level="kunta", geo_year=year) for (code, year), count in joined.items()]
    closed = protected([*kept, *merged]).filter(pl.col("conf_status") == "C").select("code", "geo_year").rows()
    assert ("099", 2020) in closed
    assert {("214", 2020), ("214", 2026)} & set(closed)


def test_few_respondents_of_a_published_share_do_not_follow_from_the_others():
    shares = [
        row("SSS", 50.0, level="country", indicator="trust", n=1000),
        row("SSS", 60.0, "fi", level="country", indicator="trust", n=700),
        row("SSS", 40.0, "sv", level="country", indicator="trust", n=280),
        row("SSS", 10.0, "foreign", level="country", indicator="trust", n=20),
    ]
    table = protected(shares, sums=False)
    assert value(table, "SSS", "foreign", "country") == (None, "C")
    assert table["value"].null_count() == 2


def test_groups_that_leave_persons_out_hide_a_single_one():
    """Every region has persons whose language is not known: nobody can take the known ones from all."""
    rows = []
    for code in REGIONS:
        rows += [row(code, 500.0), row(code, 400.0, "fi"), row(code, 2.0 if code == "05" else 60.0, "sv")]
    closed = protected(rows).filter(pl.col("conf_status") == "C", pl.col("code") == "05", pl.col("level") == "maakunta")
    assert closed["group_code"].to_list() == ["sv"]


def test_an_estimate_made_of_a_hidden_count_of_an_older_division_is_hidden():
    rows = [row(code, 400.0, level="ely", geo_year=2025) for code in UNIONS["ely"]]
    small = next(code for code, inside in UNIONS["ely"].items() if "05" in inside)
    read = frame([one | {"value": 3.0} if one["code"] == small else one for one in rows])
    made = frame([row("04", 41.0, level="elinvoimakeskus", obs_status="E")])
    table = protect_counts(pl.concat([read, made]).sort(CELL_KEY), read, RULES, PLACES)
    assert value(table, "04", level="elinvoimakeskus") == (None, "C")


def test_counts_that_cannot_be_protected_stop_the_build_with_the_sum():
    """Nobody speaks Finnish, and 0 is always shown: nothing is left that could keep the three company."""
    rows = [
        row("SSS", 3.0, "sv", level="country"),
        row("SSS", 0.0, "fi", level="country"),
        row("SSS", 0.0, level="country"),
    ]
    with raises("count_cannot_be_hidden", cell="country SSS, language sv"):
        protected(rows, sums=False)


def test_a_hidden_count_without_any_sum_needs_no_company():
    table = protected([row("05", None), row("06", 4.0), row("07", 90.0)], sums=False)
    assert hidden(table) == {("maakunta", "05"), ("maakunta", "06")}

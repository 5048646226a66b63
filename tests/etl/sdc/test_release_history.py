"""The release history: what was open stays known, and the intruder is taken to know it."""

from dataclasses import replace

import polars as pl

from etl.sdc.protect import protect
from etl.sdc.release_history import HISTORY_SCHEMA, extend_history
from tests.errors import raises
from tests.etl.sdc.test_protect import only
from tests.etl.small_country import CONTEXT, estimates
from tests.etl.statuses import SAID

EMPTY = HISTORY_SCHEMA.to_frame()


def after(table, edition="2025"):
    return replace(CONTEXT, history=extend_history(EMPTY, table, edition))


def statuses(table, code="05"):
    rows = table.filter(pl.col("level") == "maakunta", pl.col("code") == code)
    return dict(rows.select("group_code", SAID).rows())


def test_an_edition_adds_what_it_opens_and_nothing_twice():
    table = protect(estimates(only(r05=("sv", 7))), CONTEXT)
    first = extend_history(EMPTY, table, "2025")
    assert first.height == table["value"].count()
    assert first.schema == HISTORY_SCHEMA
    assert extend_history(first, table, "2026").equals(first)


def test_what_was_open_before_is_not_hidden_now_to_protect_another():
    """Alone, the 2026 build would hide the smaller of fi and foreign; in 2025 foreign was open."""
    rows = estimates(only(r05=("sv", 7)))
    first = protect(rows, CONTEXT)
    complements = next(group for group in ("fi", "foreign") if statuses(first)[group] == "C")
    other = {"fi": "foreign", "foreign": "fi"}[complements]
    opened = first.with_columns(value=pl.lit(50.0), n=pl.lit(120)).filter(
        pl.col("level") == "maakunta", pl.col("code") == "05", pl.col("group_code") == complements
    )
    later = protect(rows, after(opened))
    assert statuses(later)[complements] == ""
    assert statuses(later)[other] == "C"


def test_what_must_be_hidden_now_and_was_open_before_is_refused_with_its_edition():
    context = after(protect(estimates(only()), CONTEXT))
    with raises("cell_published_before", cell="2026, maakunta 05, language sv", edition="2025"):
        protect(estimates(only(r05=("sv", 7))), context)


def test_an_area_told_in_an_earlier_edition_only_still_helps_the_attacker():
    """The ELY centre of Häme (05 07) is dropped in 2026; what 2025 told of it, less region 07, is region 05."""
    rows = estimates(only(r05=("sv", 7)))
    now = rows.filter(pl.col("level") != "ely")
    told = estimates(only(r05=("sv", 7))).filter(pl.col("level") == "ely", pl.col("code") == "04")
    before = told.filter(pl.col("group_code") == "sv").with_columns(pl.col("value") * 100, n=pl.lit(130))
    assert statuses(protect(now, CONTEXT), "07")["sv"] == ""
    assert statuses(protect(now, after(before)), "07")["sv"] == "C"

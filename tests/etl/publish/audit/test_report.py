"""The report for the person who signs: what is hidden and why, how near, and what a next release would reveal."""

from dataclasses import replace
from pathlib import Path

import polars as pl
import pytest

from contract.codes import ESTIMATE_KEY
from etl.publish.audit.report import audit_report, one_line
from etl.publish.editions import Released
from etl.publish.served.record import NOTHING, Contents
from etl.sdc.protect import protect
from etl.sdc.release_history import extend_history
from etl.sdc.revision.pattern import items_given_away, nearest
from tests.errors import raises
from tests.etl.small_country import CONTEXT, DIMS, REGIONS, estimates, people

COMPARED = dict.fromkeys((*ESTIMATE_KEY, "kind", "reference"), pl.String) | dict.fromkeys(
    ("difference", "ci_low", "ci_high"), pl.Float64
)
COUNTS = {(region, language, sex): 60 for region in REGIONS for language in DIMS["language"] for sex in DIMS["sex"]}
FEW = {("05", "sv", "male"): 8, ("05", "sv", "female"): 8}


@pytest.fixture(scope="module")
def own() -> pl.DataFrame:
    return estimates(people(COUNTS | FEW))


@pytest.fixture(scope="module")
def served(own: pl.DataFrame) -> pl.DataFrame:
    return protect(own, CONTEXT)


def released(*histories: tuple[str, pl.DataFrame]) -> Released:
    history = CONTEXT.history
    editions = []
    for edition, figures in histories:
        history = extend_history(history, figures, edition)
        editions.append(_Named(edition))
    return Released(Path("editions"), tuple(editions), history)  # type: ignore[arg-type]


def as_served(figures: pl.DataFrame) -> Contents:
    return replace(NOTHING, figures=figures, comparisons=pl.DataFrame(schema=COMPARED))


class _Named:
    def __init__(self, edition: str) -> None:
        self.edition = edition


def test_what_is_hidden_is_counted_by_its_reason_and_no_true_figure_is_told(own, served) -> None:
    lines = list(audit_report(own, as_served(served), CONTEXT, released(), []))
    text = "\n".join(lines)
    hidden = served["value"].null_count()
    assert f"{hidden:,} hidden" in text
    assert "| fewer respondents than the rule asks for |" in text
    assert "| in company with a cell of few |" in text
    assert "Within ±3 respondents or ±3 points of a cell with few respondents: 0." in text
    assert "as they are printed give away: 0 of 1 indicators." in text
    assert "Nothing was released yet." in text
    assert "16" not in {cell.strip() for line in lines for cell in line.split("|")}  # the cell's respondents


def test_a_pattern_that_gives_a_cell_away_is_found(own, served) -> None:
    assert items_given_away(own, served, CONTEXT) == []
    few = (pl.col("group_code") == "sv") & pl.col("code").is_in(["05"]) & (pl.col("level") == "maakunta")
    shown = served.join(
        own.select("level", "code", "group_dim", "group_code", true="value"),
        on=["level", "code", "group_dim", "group_code"],
    )
    opened = shown.with_columns(value=pl.when(few).then(None).otherwise(pl.col("true") * 100)).drop("true")
    alone = opened.with_columns(conf_status=pl.when(few).then(pl.lit("C")).otherwise(pl.lit("F")))
    assert items_given_away(own, alone, CONTEXT) == ["trust"]
    text = "\n".join(audit_report(own, as_served(alone), CONTEXT, released(), []))
    assert "as they are printed give away: 1 of 1 indicators." in text
    found = nearest(own, alone, CONTEXT, 1.0)
    assert found[0].indicator == "trust"
    assert "sv" in found[0].cells
    widths = [one.width for one in nearest(own, served, CONTEXT, 30.0)]  # the narrowest are told first
    assert widths == sorted(widths)
    assert widths[0] < widths[-1]


def test_a_next_release_tells_what_opens_closes_and_moves(own, served) -> None:
    is_open = served.filter(pl.col("value").is_not_null())
    first = is_open.with_row_index().with_columns(
        pl.when(pl.col("index") == 0).then(pl.col("value") + 1).otherwise("value").alias("value")
    )
    before = released(("2026", first.drop("index").head(-3)))
    text = "\n".join(audit_report(own, as_served(served), CONTEXT, before, []))
    assert (
        "What is served beside edition 2026: 3 cells open, 0 cells close, 1 move.".replace(" cells close", " close")
        in text
    )
    both = released(("2026", is_open.head(5)), ("2027", is_open.head(9)))
    text = "\n".join(audit_report(own, as_served(served), CONTEXT, both, ["2026", "2027"]))
    assert "Edition 2027 beside edition 2026: 4 cells open, 0 close, 0 move." in text
    with raises("edition_unknown", found="2030"):
        list(audit_report(own, as_served(served), CONTEXT, both, ["2030"]))


def test_a_build_says_its_audit_in_one_line(served) -> None:
    assert one_line(served, served.clear()).startswith("Audit: ")

"""What may be served beside what was: a revision moves figures only where its pattern of hiding still protects."""

from dataclasses import replace
from pathlib import Path

import polars as pl

from etl.publish.served.keep_record import Answered, keep_record
from etl.publish.served.record import Record, read_record
from etl.publish.served.settle import Past, Settled, protect_beside_served
from tests.etl.publish.served.test_record import serving
from tests.etl.read.helpers import DESIGN, card
from tests.etl.small_country import CONTEXT, DIMS, REGIONS, estimates, people

EQUAL = {(region, language, sex): 60 for region in REGIONS for language in DIMS["language"] for sex in DIMS["sex"]}
COUNTS = EQUAL | {("05", "sv", "male"): 8, ("05", "sv", "female"): 8}


def settled(data: Path, record: Record, answers: pl.DataFrame) -> tuple[Settled, Answered]:
    """Protect the figures of these people beside what was served."""
    groups = [pl.col(dim).alias(f"group:{dim}") for dim in DIMS]
    tidy = answers.select(
        pl.col("region").alias("area"), *groups, pl.col("yes").cast(float).alias("item:trust"), "weight"
    )
    file = card(data, f"{answers.height}".encode(), "x.csv", "respondents", DESIGN)
    wave = Answered(file, tidy.sort(tidy.columns))
    past = Past(record=record, ledger=CONTEXT.history, inputs="these", published=False)
    own = estimates(answers).with_columns(source=pl.lit("survey"))
    return protect_beside_served(own, CONTEXT, past, [wave]), wave


def served(data: Path) -> Record:
    """Serve the protected figures of everybody."""
    nothing = read_record(data / "served")
    found, wave = settled(data, nothing, people(COUNTS))
    keep_record(nothing, replace(serving(data, "one"), waves=[wave], figures=found.figures))
    return read_record(data / "served")


def test_where_the_company_of_before_has_become_too_few_no_figure_of_the_item_moves(tmp_path: Path) -> None:
    """16 people who speak Swedish are hidden in company; of the 120 in it some go, or nearly all."""
    record = served(tmp_path)
    hidden = record.contents.figures.filter(
        pl.col("value").is_null(), level="maakunta", code="05", group_dim="language"
    )
    (company,) = set(hidden["group_code"]) - {"sv"}
    kept = {}
    for left in (40, 2):
        now, _ = settled(tmp_path, record, people(COUNTS | {("05", company, sex): left for sex in DIMS["sex"]}))
        kept[left] = now.kept.height
    assert kept[40] < kept[2] == record.contents.figures.height

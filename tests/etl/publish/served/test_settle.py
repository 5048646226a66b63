"""What may be served beside what was: a revision moves figures only where its pattern of hiding still protects."""

from dataclasses import replace
from pathlib import Path

import polars as pl

from contract.codes import ESTIMATE_KEY
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
    wave = Answered.of(file, tidy.sort(tidy.columns))
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


def test_what_was_released_is_all_that_is_served_where_no_record_of_drafts_is_left(tmp_path: Path) -> None:
    """A draft before the release hid a cell; it is not known here, and by the rules of today the cell would open."""
    uncertain = ("maakunta", "06", "language", "foreign")
    hidden_then = ("maakunta", "05", "sex", "male")
    cell = pl.concat_str("level", "code", "group_dim", "group_code", separator=" ")
    own = estimates(people(EQUAL)).with_columns(
        source=pl.lit("survey"), df=pl.when(cell == " ".join(uncertain)).then(0).otherwise("df")
    )
    draft = Past(record=read_record(tmp_path / "served"), ledger=CONTEXT.history, inputs="these", published=False)
    every = protect_beside_served(own, CONTEXT, draft, []).figures
    assert every.filter(pl.col("value").is_null()).select(cell).to_series().to_list() == [" ".join(uncertain)]
    opened = every.filter(pl.col("value").is_not_null(), cell != " ".join(hidden_then))
    ledger = opened.with_columns(edition=pl.lit("2026")).select(
        pl.col(name).cast(kind) for name, kind in CONTEXT.history.schema.items()
    )
    here = protect_beside_served(own, CONTEXT, replace(draft, ledger=ledger, published=True), [])
    assert here.figures.height == every.height
    assert here.compared.equals(here.figures)
    closed = here.figures.filter(pl.col("value").is_null()).sort("code")
    assert closed.select("level", "code", "group_dim", "group_code").rows() == [hidden_then, uncertain]
    assert closed["conf_status"].to_list() == ["C", "F"]


def test_what_is_built_of_the_same_inputs_is_what_was_served_and_not_computed_anew(tmp_path: Path) -> None:
    """Another version of a library may compute otherwise: the figures that were served stand."""
    record = served(tmp_path)
    before = record.contents.figures.sort(ESTIMATE_KEY)
    own = estimates(people(COUNTS)).with_columns(pl.col("value") / 2, source=pl.lit("survey"))
    again = Past(record=record, ledger=CONTEXT.history, inputs="inputs of one", published=False)
    same = protect_beside_served(own, CONTEXT, again, [])
    assert same.figures.sort(ESTIMATE_KEY).select(before.columns).equals(before)
    assert same.kept.height == before.height
    other = protect_beside_served(own, CONTEXT, replace(again, inputs="others"), [])
    assert not other.figures.sort(ESTIMATE_KEY)["value"].equals(before["value"])

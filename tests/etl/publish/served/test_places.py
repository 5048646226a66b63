"""Local collections beside what was served of them: late replies, other collections of the place, the country."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import polars as pl
import pytest

from etl.config.card import SourceCard
from etl.config.policy import read_policy
from etl.local.collections import estimate_local
from etl.publish.served.keep_record import Answered, Serving, answered_waves, keep_record
from etl.publish.served.places import LocalPublished, kept_tables, of_source, protect_local, refuse_shared_respondents
from etl.publish.served.record import Record, read_record
from etl.publish.served.settle import Past
from etl.read.sources import Wave
from etl.sdc.context import sdc_context
from etl.sdc.primary import ESTIMATE
from etl.sdc.release_audit import disclosures
from etl.sdc.release_history import HISTORY_SCHEMA, LOCAL_HISTORY_SCHEMA, extend_local_history
from tests.errors import raises
from tests.etl.local.places import answers, place_wave
from tests.etl.read.helpers import DESIGN, card, catalogue, csv, respondents

REGIONS = {"local_espoo": "01", "local_other": "01"}
PEOPLE = [("fi", 120, 60), ("sv", 60, 10), ("foreign", 40, 30)]
ROWS = answers([("sv", 30, 5), ("fi", 30, 15)])
NUMBERS = ("value", "ci_low", "ci_high", "n", "obs_status", "conf_status")


def published(data: Path, waves: list[Wave]) -> tuple[tuple[LocalPublished, ...], list[Answered]]:
    """Protect collections beside what the record of a data folder holds."""
    surveys = estimate_local(waves, catalogue())
    answered = list(answered_waves(waves, [wave for one in surveys for wave in one.waves]))
    past = Past(
        record=read_record(data / "served"),
        ledger=HISTORY_SCHEMA.to_frame(),
        inputs=f"{[one.card.sha256 for one in waves]}",
        published=False,
    )
    return protect_local(surveys, read_policy(), catalogue(), past, answered), answered


def serve(data: Path, waves: list[Wave], build: str) -> Record:
    """Put what is published of collections into the record."""
    record = read_record(data / "served")
    found, answered = published(data, waves)
    empty = pl.DataFrame(schema=dict.fromkeys(ESTIMATE, pl.String))
    keep_record(
        record,
        Serving(
            build=build,
            edition="2026",
            inputs=f"{[one.card.sha256 for one in waves]}",
            policy=read_policy(),
            waves=answered,
            told={(one.card.id, one.card.period): one.respondents.height for one in waves},
            figures=empty,
            comparisons=empty,
            of_waves=kept_tables(record, found, "2026"),
        ),
    )
    return read_record(data / "served")


def figures(found: tuple[LocalPublished, ...]) -> pl.DataFrame:
    (one,) = found
    return one.settled.figures.sort("indicator", "period", "group_dim", "group_code")


def late(rows: pl.DataFrame, people: int) -> pl.DataFrame:
    """Add replies of foreign-language speakers who say no."""
    more = pl.DataFrame({"id": range(900, 900 + people), "language": "foreign", "q1": 2, "q2": 1})
    return pl.concat([rows, more.select(pl.col(name).cast(kind) for name, kind in rows.schema.items())])


@pytest.mark.parametrize("sampling", ["probability", "self_selected"])
def test_a_few_late_replies_move_no_figure_of_a_collection_that_was_served(tmp_path: Path, sampling: str) -> None:
    rows = answers(PEOPLE)
    serve(tmp_path, [place_wave(tmp_path, rows, sampling)], "one")
    before = figures(published(tmp_path, [place_wave(tmp_path, rows, sampling)])[0])
    few = figures(published(tmp_path, [place_wave(tmp_path, late(rows, 3), sampling)])[0])
    assert few.select(NUMBERS).equals(before.select(NUMBERS))
    many = figures(published(tmp_path, [place_wave(tmp_path, late(rows, 40), sampling)])[0])
    assert not many.select(NUMBERS).equals(before.select(NUMBERS))


def test_without_the_record_a_late_reply_would_show(tmp_path: Path) -> None:
    """The planted hole: the same two files, served without a record between them."""
    rows = answers(PEOPLE)
    before = figures(published(tmp_path, [place_wave(tmp_path, rows)])[0])
    after = figures(published(tmp_path, [place_wave(tmp_path, late(rows, 3))])[0])
    assert not after.select(NUMBERS).equals(before.select(NUMBERS))


def test_the_record_keeps_collections_of_one_place_apart_and_those_that_are_gone(tmp_path: Path) -> None:
    first = place_wave(tmp_path, answers(PEOPLE))
    other = place_wave(tmp_path, answers([("fi", 50, 5), ("sv", 70, 60)]), id="local_other")
    serve(tmp_path, [first, other], "one")
    record = serve(tmp_path, [first], "two")
    for source, value in (("local_espoo", 45.0), ("local_other", 54.0)):
        contents = of_source(record, source).contents
        kept = contents.figures.filter(indicator="trust", group_code="all")
        assert kept["value"].to_list() == [value]
        assert set(contents.history["period"]) == {"2026"}


def ledger_of(figures: pl.DataFrame) -> pl.DataFrame:
    """Return the ledger of an edition that showed these figures."""
    told = figures.with_columns(source=pl.lit("local_espoo"))
    return extend_local_history(LOCAL_HISTORY_SCHEMA.to_frame(), told, "2026")


def elsewhere(data: Path, wave: Wave, ledger: pl.DataFrame, *, published: bool) -> pl.DataFrame:
    """Protect a collection in a folder without the record, beside the ledger of an edition."""
    surveys = estimate_local([wave], catalogue())
    answered = answered_waves([wave], surveys[0].waves)
    past = Past(
        record=read_record(data / "nothing"),
        ledger=HISTORY_SCHEMA.to_frame(),
        inputs="elsewhere",
        published=published,
        local_ledger=ledger,
        local_published=published,
    )
    return figures(protect_local(surveys, read_policy(), catalogue(), past, answered))


def test_a_build_elsewhere_shows_of_a_released_edition_what_its_ledger_knows_and_no_more(tmp_path: Path) -> None:
    wave = place_wave(tmp_path, answers(PEOPLE))
    shown = elsewhere(tmp_path, wave, LOCAL_HISTORY_SCHEMA.to_frame(), published=False)
    assert shown.filter(indicator="trust")["value"].null_count() == 0
    known = ledger_of(shown.filter(pl.col("group_code") != "sv"))
    again = elsewhere(tmp_path, wave, known, published=True)
    assert set(again.filter(pl.col("value").is_null(), indicator="trust")["group_code"]) == {"sv"}


def test_a_group_that_an_edition_showed_may_not_become_too_small_to_show(tmp_path: Path) -> None:
    shown = elsewhere(tmp_path, place_wave(tmp_path, answers(PEOPLE)), LOCAL_HISTORY_SCHEMA.to_frame(), published=False)
    fewer = place_wave(tmp_path, answers([("fi", 120, 60), ("sv", 60, 10), ("foreign", 20, 9)]))
    with raises("cell_published_before", indicator="trust", edition="2026"):
        elsewhere(tmp_path, fewer, ledger_of(shown), published=False)


def test_the_first_collection_joins_a_record_that_knows_none(tmp_path: Path) -> None:
    serve(tmp_path, [], "before")
    record = serve(tmp_path, [place_wave(tmp_path, ROWS)], "first")
    assert record.contents.of_waves["local_figures"]["source"].unique().to_list() == ["local_espoo"]


def test_the_same_inputs_are_served_again(tmp_path: Path) -> None:
    wave = place_wave(tmp_path, answers(PEOPLE))
    record = serve(tmp_path, [wave], "one")
    again = figures(published(tmp_path, [wave])[0])
    kept = of_source(record, "local_espoo").contents.figures.sort("indicator", "period", "group_dim", "group_code")
    assert again.select(NUMBERS).equals(kept.select(NUMBERS))


def test_two_collections_of_a_place_may_not_share_their_respondents(tmp_path: Path) -> None:
    """Fifty people, and the same with three more under another name: their difference would tell of three."""
    waves = [place_wave(tmp_path, ROWS), place_wave(tmp_path, late(ROWS, 3), id="local_other")]
    with raises("local_respondents_shared", wave="local_espoo 2026"):
        refuse_shared_respondents(told_apart(answered_of(waves)), REGIONS)


def test_a_collection_of_a_region_may_not_hold_the_respondents_of_one_of_its_municipalities(tmp_path: Path) -> None:
    """Fifty people of Espoo, and the same with three of Kauniainen as those of Uusimaa: the rest would be three."""
    whole = place_wave(tmp_path, late(ROWS, 3), id="local_uusimaa", area="MK01")
    parts = place_wave(tmp_path, ROWS)
    for waves in ([whole, parts], [parts, whole]):
        told = told_apart(answered_of(waves))
        with raises("local_respondents_shared"):
            refuse_shared_respondents(told, {"local_espoo": "01", "local_uusimaa": "01"})
        refuse_shared_respondents(told, {"local_espoo": "06", "local_uusimaa": "01"})


def test_a_wave_may_not_hold_the_respondents_of_the_one_before(tmp_path: Path) -> None:
    waves = [place_wave(tmp_path, ROWS, period="2025"), place_wave(tmp_path, late(ROWS, 3))]
    with raises("local_respondents_shared", wave="local_espoo 2025"):
        refuse_shared_respondents(told_apart(answered_of(waves)), REGIONS)


def test_a_place_may_not_publish_the_respondents_of_the_survey_of_the_country(tmp_path: Path) -> None:
    """Rows of a region's survey, filed as a collection of a municipality in it; another region is no matter."""
    (local,) = told_apart(answered_of([place_wave(tmp_path, ROWS)]))
    national = replace(
        local, card=national_card(tmp_path), respondents=local.respondents.with_columns(area=pl.lit("01"))
    )
    with raises("local_respondents_shared", wave="survey 2026"):
        refuse_shared_respondents([national, local], REGIONS)
    refuse_shared_respondents([national, local], {"local_espoo": "06"})


def test_other_people_of_the_same_place_are_no_matter(tmp_path: Path) -> None:
    one, other = answered_of([place_wave(tmp_path, ROWS), place_wave(tmp_path, ROWS, id="local_other")])
    refuse_shared_respondents([*told_apart([one]), *told_apart([other], since=1000)], REGIONS)


def test_the_audit_of_what_is_published_finds_nothing_and_finds_a_planted_hole(tmp_path: Path) -> None:
    """Nothing follows from a collection as it is served; with the company of a small group opened, its share does."""
    wave = place_wave(tmp_path, answers([("fi", 40, 20), ("foreign", 29, 3)]))
    (found,), _ = published(tmp_path, [wave])
    context = sdc_context(read_policy(), catalogue(), found.waves, HISTORY_SCHEMA.to_frame())
    own = found.survey.table
    assert disclosures(own, found.settled.figures, None, context) == []
    opened = own.filter(group_code="fi").with_columns(pl.col("value", "ci_low", "ci_high") * 100)
    holed = found.settled.figures.update(
        opened.select("indicator", "group_code", "value", "n"), on=["indicator", "group_code"]
    ).with_columns(conf_status=pl.when(pl.col("value").is_null()).then(pl.lit("C")).otherwise(pl.lit("F")))
    assert "foreign" in " ".join(disclosures(own, holed, None, context))


def answered_of(waves: list[Wave]) -> list[Answered]:
    surveys = estimate_local(waves, catalogue())
    return list(answered_waves(waves, [wave for one in surveys for wave in one.waves]))


def told_apart(waves: list[Answered], since: int = 0) -> list[Answered]:
    """Add a question whose answer is another for everybody, as many questions together nearly are."""
    number = (pl.int_range(pl.len()) + since).cast(float).alias("item:more")
    return [Answered.of(wave.card, wave.respondents.with_columns(number).collect()) for wave in waves]


def national_card(data: Path) -> SourceCard:
    return card(data, csv(respondents()), "x.csv", "respondents", DESIGN)

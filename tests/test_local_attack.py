"""An intruder with everything that is told of places' own surveys, beside the survey of the country.

They read the interface, the package for programs, the pack and the page of a place, put every number together that any
of these tells of a cell, know the sums of weights, and subtract. No channel may open what another hides.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from html import unescape
from io import BytesIO, StringIO
from pathlib import Path
from zipfile import ZipFile

import duckdb
import polars as pl
import pytest
from openpyxl import load_workbook

from contract.codes import ESTIMATE_KEY, Language
from contract.pointer import served_database
from etl.local.collections import LocalSurvey, estimate_local, regions_of
from etl.pipeline import Inputs, answered_of, estimated, read_inputs
from etl.publish.audit.places import rests_of_few
from etl.publish.served.places import of_source, refuse_shared_respondents
from etl.sdc.context import sdc_context
from etl.sdc.release_audit import disclosures
from etl.sdc.release_history import HISTORY_SCHEMA
from etl.sdc.revision.pattern import items_given_away
from picture.packs import make_pack
from picture.query.choices import read_choices
from picture.query.database import open_database
from picture.query.selection import check
from picture.text.words import word
from tests.pages.opened import html, looked_at
from tests.pages.server.api.client import PREFIX, client

PLACES = ("KU049", "KU710")
NUMBERS = ("value", "ci_low", "ci_high", "n")
pytestmark = pytest.mark.slow

Cell = tuple[str, ...]  # source, and the key of an estimate
Numbers = tuple[float | None, ...]


@dataclass(frozen=True)
class Attacked:
    """What the intruder reads, and what the audit knows beside."""

    inputs: Inputs
    surveys: tuple[LocalSurvey, ...]
    stored: Mapping[Cell, Numbers]
    national: pl.DataFrame


@pytest.fixture(scope="module", autouse=True)
def _served(published: Path) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("LAGESBILD_DATA", str(published))
        yield


@pytest.fixture(scope="module")
def attacked(published: Path, tmp_path_factory: pytest.TempPathFactory) -> Attacked:
    inputs = read_inputs(published, tmp_path_factory.mktemp("scratch"))
    key = ", ".join(ESTIMATE_KEY)
    with duckdb.connect(str(served_database(published)), read_only=True) as con:
        rows = con.execute(f"SELECT source, {key}, {', '.join(NUMBERS)} FROM local_estimate").fetchall()
        national = con.sql("SELECT * FROM estimate WHERE level = 'maakunta' AND n IS NOT NULL").pl()
    stored = {row[: -len(NUMBERS)]: row[-len(NUMBERS) :] for row in rows}
    return Attacked(inputs, estimate_local(inputs.readings.local, inputs.catalogue), stored, national)


@pytest.fixture(scope="module")
def packs(published: Path) -> dict[str, dict[str, bytes]]:
    """The files of the pack of every place."""
    with open_database(served_database(published)).cursor() as con:
        choices = read_choices(con, Language.EN)
        made = {}
        for area in PLACES:
            selected, _ = check({"area": area, "lang": "en"}, {}, choices)
            with ZipFile(BytesIO(make_pack(con, choices, selected, "https://here")[1])) as held:
                made[area] = {name: held.read(name) for name in held.namelist()}
    return made


def of_programs(rows: Iterable[Mapping[str, str]]) -> dict[Cell, Numbers]:
    """Read a table for programs."""
    found = {}
    for row in rows:
        dim, _, group = row["group"].partition(".")
        cell = (row["source"], row["indicator"], row["period"], row["level"], row["area"][2:], dim, group)
        found[cell] = tuple(float(row[name]) if row[name] else None for name in NUMBERS)
    return found


def of_people(rows: Iterable[Mapping[str, object]], heads: Mapping[str, str]) -> dict[Cell, Numbers]:
    """Read a table for people; heads: name of a column -> its head there."""
    keys = ("source_code", "indicator_code", "period", "level", "area_code", "dimension_code", "group_code")
    found = {}
    for row in rows:
        told = {name: row.get(heads[name]) for name in (*keys, *NUMBERS)}
        numbers = (None if told[name] in {None, ""} else float(str(told[name])) for name in NUMBERS)
        found[tuple(str(told[name]) for name in keys)] = tuple(numbers)
    return found


def lines(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(content.decode("utf-8-sig"))))


def sheet(content: bytes) -> list[dict[str, object]]:
    book = load_workbook(BytesIO(content))[word("export_sheet_local", "en")]
    (table,) = book.tables.values()
    head, *rows = ([cell.value for cell in row] for row in book[table.ref])
    return [dict(zip(head, row, strict=True)) for row in rows]


HEADS = {
    **{name: word(f"column_{name}", "en") for name in ("period", "value", "n")},
    "ci_low": word("export_low", "en"),
    "ci_high": word("export_high", "en"),
    "level": word("export_level", "en"),
    **{
        f"{name}_code": word("export_code", "en", name=word(key, "en"))
        for name, key in {
            "source": "source",
            "indicator": "column_indicator",
            "area": "column_area",
            "dimension": "choose_dimension",
            "group": "column_group",
        }.items()
    },
}


@pytest.fixture(scope="module")
def channels(packs: dict[str, dict[str, bytes]]) -> dict[str, dict[Cell, Numbers]]:
    """What each channel tells of every cell of which it tells."""
    found: dict[str, dict[Cell, Numbers]] = {"api": of_programs(lines(client().get(f"{PREFIX}/local.csv").content))}
    for area, files in packs.items():
        found[f"package {area}"] = of_programs(lines(files["programs/local_values.csv"]))
        (people,) = (content for name, content in files.items() if name.endswith("_local.csv"))
        same = {name: name for name in HEADS}
        found[f"table {area}"] = of_people(lines(people), same)
        (book,) = (content for name, content in files.items() if name.endswith(".xlsx"))
        found[f"workbook {area}"] = of_people(sheet(book), HEADS)
    return found


def together(channels: Iterable[Mapping[Cell, Numbers]]) -> pl.DataFrame:
    """Put everything together that any channel tells of a cell."""
    known: dict[Cell, list[float | None]] = {}
    for one in channels:
        for cell, numbers in one.items():
            before = known.setdefault(cell, [None] * len(NUMBERS))
            known[cell] = [now if was is None else was for was, now in zip(before, numbers, strict=True)]
    kinds = dict.fromkeys(("source", *ESTIMATE_KEY), pl.String) | dict.fromkeys(NUMBERS, pl.Float64)
    return pl.DataFrame([(*cell, *numbers) for cell, numbers in known.items()], kinds, orient="row")


def given_away(known: pl.DataFrame, attacked: Attacked) -> list[str]:
    """List what follows from all that is known: from printed numbers, and were the open ones known exactly."""
    found = []
    for survey in attacked.surveys:
        served = of_source(attacked.inputs.record, survey.source).contents.figures
        told = known.filter(source=survey.source).drop("source")
        figures = served.drop(*NUMBERS).join(told, on=ESTIMATE_KEY, maintain_order="left")
        is_open = pl.col("value").is_not_null()
        figures = figures.with_columns(conf_status=pl.when(is_open).then(pl.lit("F")).otherwise("conf_status"))
        context = sdc_context(
            attacked.inputs.policy, attacked.inputs.catalogue, survey.waves, HISTORY_SCHEMA.to_frame()
        )
        found += disclosures(survey.table, figures, None, context)
        found += items_given_away(survey.table, figures, context)
    return found


def test_every_channel_tells_what_is_stored_and_none_opens_what_another_hides(attacked, channels) -> None:
    assert len(channels) == 1 + 3 * len(PLACES)
    for name, told in channels.items():
        assert told, name
        for cell, numbers in told.items():
            assert numbers == attacked.stored[cell], (name, cell)
    assert set(channels["api"]) == set(attacked.stored)
    assert any(numbers[0] is None for numbers in attacked.stored.values())


@pytest.mark.parametrize("area", PLACES)
def test_the_page_prints_nothing_but_the_open_figures(attacked, area) -> None:
    local = re.search(
        r'<section class="lb-local">.*?</section>', html(looked_at("region", area=area, lang="en")), re.DOTALL
    )
    read = unescape(re.sub(r"<[^>]+>", " ", local[0]))
    of_place = [numbers for cell, numbers in attacked.stored.items() if cell[4] == area[2:]]
    shares = {f"{value:.0f}" for value, *_ in of_place if value is not None}
    assert set(re.findall(r"(?<![–\d])(\d+)%", read.partition("Source:")[0])) <= shares
    people = {f"{n:.0f}" for *_, n in of_place if n is not None}
    assert set(re.findall(r"n ≈ (\d+)", read)) <= people


def test_from_everything_together_no_group_of_few_comes_out(attacked, channels) -> None:
    assert given_away(together(channels.values()), attacked) == []


def test_beside_the_survey_of_the_country_nothing_comes_out_either(attacked, channels) -> None:
    """Nobody answered both; and even were they the same people, the rest of the region is many."""
    answered = answered_of(attacked.inputs, estimated(attacked.inputs), attacked.surveys)
    regions = regions_of(attacked.inputs.readings.local, attacked.inputs.classification)
    refuse_shared_respondents(answered, regions)
    known = together(channels.values())
    for survey in attacked.surveys:
        figures = known.filter(source=survey.source)
        assert rests_of_few(figures, attacked.national, regions[survey.source], attacked.inputs.policy).is_empty()


def test_one_channel_that_opens_the_company_of_a_small_group_would_be_found(attacked, channels) -> None:
    """The planted defect: a workbook that shows one hidden figure, as somebody might who thought it harmless."""
    survey = next(one for one in attacked.surveys if one.source == "local_espoo")
    hidden = [cell for cell, numbers in attacked.stored.items() if cell[0] == survey.source and numbers[0] is None]
    own = survey.table.filter(group_dim="language")
    leak = {}
    for cell in (one for one in hidden if one[5] == "language"):
        key = dict(zip(ESTIMATE_KEY, cell[1:], strict=True))
        (row,) = own.filter(**key).to_dicts()
        if row["n"] >= attacked.inputs.policy.min_respondents.value:  # hidden in company only
            leak[cell] = (round(row["value"] * 100), None, None, float(row["n"] // 10 * 10))
    assert leak
    assert given_away(together([leak, *channels.values()]), attacked)

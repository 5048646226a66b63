"""One good file of every format and kind, with its card."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import polars as pl
import pyreadstat

from etl.config.card import SourceCard
from etl.config.findings import Finding
from etl.read.sources import read_all
from geo.classification import Classification, read_classification
from tests.etl.read.formats.cubes import test_px, test_sdmx_csv, test_sdmx_json
from tests.etl.read.formats.tables.makers import ods, xls
from tests.etl.read.helpers import AGGREGATES, DESIGN, FIELDWORK, catalogue, csv, parquet, published, respondents, xlsx
from tests.etl.read.test_cube_mapping import CUBE, cube

AREAS = ("01", "02", "04", "05", "06", "07", "08", "21")


@dataclass(frozen=True, slots=True)
class Sample:
    """A good file: its content, and the part of its card that says how to read it."""

    kind: str
    content: Callable[[], bytes]
    rest: str

    def read(self, card: SourceCard) -> tuple[pl.DataFrame, Sequence[Finding]]:
        """Read the file of a card as the build does: what it takes of it, and what it tells about it."""
        found = read_all([card], catalogue() if card.kind == "respondents" else published(), _areas())
        return found.waves[0].respondents if found.waves else found.observations, found.findings


@cache
def _areas() -> Classification:
    return read_classification()


def answers() -> pl.DataFrame:
    one = respondents()
    several = [one.with_columns(pl.col("id", "psu") + str(copy)) for copy in range(4)]
    return pl.concat(several)


def figures() -> pl.DataFrame:
    people = [479_341.0 + 1_000 * place for place in range(len(AREAS))]
    none = [None] * len(AREAS)
    same = {"year": ["2025"] * len(AREAS), "area": AREAS}
    count = {"indicator": ["people"] * len(AREAS), **same, "value": people, "low": none, "high": none, "n": none}
    share = {
        "indicator": ["trust"] * len(AREAS),
        **same,
        "value": [57.25, 56.5, 55.75, 60.25, 61.5, 58.25, 59.75, 62.5],
    }
    share |= {"low": [55.0] * len(AREAS), "high": [65.0] * len(AREAS), "n": [900] * len(AREAS)}
    both = pl.concat([pl.DataFrame(count, strict=False), pl.DataFrame(share, strict=False)], how="vertical_relaxed")
    return both.with_columns(flag=pl.Series(["", "p", "b", ""] * (both.height // 4)))


def rows(frame: pl.DataFrame) -> list[list[str | float | None]]:
    return [list(frame.columns), *(list(row) for row in frame.iter_rows())]


def spss(suffix: str) -> bytes:
    with TemporaryDirectory() as folder:
        path = Path(folder) / f"made.{suffix}"
        labels = {"q1": {1.0: "text", 2.0: "text"}}
        pyreadstat.write_sav(answers(), path, variable_value_labels=labels, missing_ranges={"q1": [8]})
        return path.read_bytes()


def declared(rest: str, frame: pl.DataFrame, also: str = "") -> str:
    """A card that says how many rows its file has: what is lost between two lines leaves no other trace."""
    return f"{rest}\n[table]\nrows = {frame.height}\n{also}"


SURVEY = f"{DESIGN}{FIELDWORK.replace('sampled = 10', 'sampled = 20').replace('responded = 3', 'responded = 12')}"


def of_limesurvey() -> pl.DataFrame:
    """The same answers as a survey tool exports them: its own columns, answer codes with a letter, an option."""
    coded = (("A" + pl.col(name).cast(pl.String)).alias(name) for name in ("q1", "q2"))
    own = {"lastpage": "3", "submitdate": "2026-02-02 10:00:00", "ipaddr": "192.0.2.7"}
    return answers().with_columns(*coded, *(pl.lit(value).alias(name) for name, value in own.items()))


def tool_card(frame: pl.DataFrame) -> str:
    """The card of an export: unfinished responses are left out, A1 is 1."""
    table = 'tool = "limesurvey"\nunfinished = "left_out"\n'
    codes = "\n".join(f"[answer_codes.{name}]\nA1 = 1\nA2 = 2\nA8 = 8" for name in ("q1", "q2"))
    return f"{declared(SURVEY, frame, table)}{codes}\n"


TAB = 'separator = "\\t"\n'
SAMPLES: Mapping[str, Sample] = {
    "answers.csv": Sample("respondents", lambda: csv(answers()), declared(SURVEY, answers())),
    "answers.parquet": Sample("respondents", lambda: parquet(answers()), SURVEY),
    "answers.sav": Sample("respondents", lambda: spss("sav"), SURVEY),
    "answers.zsav": Sample("respondents", lambda: spss("zsav"), SURVEY),
    "answers.xlsx": Sample("respondents", lambda: xlsx(answers()), declared(SURVEY, answers())),
    "answers.xls": Sample("respondents", lambda: xls({"1": rows(answers())}), declared(SURVEY, answers())),
    "export.csv": Sample("respondents", lambda: csv(of_limesurvey()), tool_card(of_limesurvey())),
    "export.xlsx": Sample("respondents", lambda: xlsx(of_limesurvey()), tool_card(of_limesurvey())),
    "figures.csv": Sample("aggregates", lambda: csv(figures()), declared(AGGREGATES, figures())),
    "figures.tsv": Sample("aggregates", lambda: csv(figures(), "\t"), declared(AGGREGATES, figures(), TAB)),
    "figures.xlsx": Sample("aggregates", lambda: xlsx(figures()), declared(AGGREGATES, figures())),
    "figures.xls": Sample("aggregates", lambda: xls({"1": rows(figures())}), declared(AGGREGATES, figures())),
    "figures.ods": Sample("aggregates", lambda: ods({"1": rows(figures())}), declared(AGGREGATES, figures())),
    "figures.parquet": Sample("aggregates", lambda: parquet(figures()), AGGREGATES),
    "cube.json": Sample("cube", lambda: json.dumps(cube(), indent=1).encode(), CUBE),
    "cube.px": Sample("cube", test_px.PX.encode, test_px.CARD),
    "sdmx.csv": Sample("cube", test_sdmx_csv.EUROSTAT.encode, f"{test_sdmx_csv.CUBE}\n[table]\nrows = 5\n"),
    "sdmx.json": Sample("cube", lambda: json.dumps(test_sdmx_json.FIRST).encode(), test_sdmx_json.CUBE),
}

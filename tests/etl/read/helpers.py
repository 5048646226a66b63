"""Small source folders for tests: a file, its card, and a catalogue of two questions."""

from __future__ import annotations

import hashlib
import io
from dataclasses import replace
from pathlib import Path

import polars as pl
import xlsxwriter

from contract.codes import Kind
from etl.config.card import SourceCard, read_card
from etl.config.catalogue.catalogue import Answers, Catalogue, Group, GroupDimension, Indicator, Scale
from etl.config.toml import Text

SAME = Text(fi="teksti", sv="text", en="text")
LIMIT = 1  # megabytes

CARD = """
id = "{id}"
period = "{period}"
kind = "{kind}"
file = "{file}"
sha256 = "{sha256}"
accessed = 2026-11-24
licence = "CC BY 4.0"
synthetic = true
{top}
[title]
fi = "Aineisto"
sv = "Material"
en = "Data"
[producer]
fi = "Tuottaja"
sv = "Producent"
en = "Producer"
[method]
fi = "Menetelmä"
sv = "Metod"
en = "Method"
{rule}
{rest}
"""

RULE = """
[disclosure]
min_count = 1
hidden_by = "us"
zero = "shown"
stated = { fi = "Kaikki julkaistaan", sv = "Allt publiceras", en = "All is published" }
"""

DESIGN = """
[design]
respondent = "id"
weight = "weight"
stratum = "stratum"
psu = "psu"
area = "region"
level = "maakunta"
geo_year = 2026
[groups]
language = "language"
"""

FIELDWORK = """
[fieldwork]
sampled = 10
responded = 3
modes = ["web", "paper"]
first_day = 2026-02-02
last_day = 2026-04-30
languages = ["fi", "sv"]
"""

CUBE = """
[cube]
indicator = "people"
area = "area"
period = "year"
level = "maakunta"
geo_year = 2026
"""

AGGREGATES = """
[table.columns]
indicator = "indicator"
period = "year"
area = "area"
value = "value"
ci_low = "low"
ci_high = "high"
n = "n"
flag = "flag"
[table.constant]
level = "maakunta"
geo_year = "2026"
group_dim = "all"
group_code = "all"
"""


def put(folder: Path, content: bytes, file: str, kind: str, rest: str = "", **also: str) -> Path:
    """Put a file and its card into sources/<id>/<period>/; return the card's path."""
    if kind == "respondents" and "[fieldwork]" not in rest:
        rest += FIELDWORK
    on_card = {
        "id": "survey",
        "period": "2026",
        "top": "",
        "rule": RULE,
        "sha256": hashlib.sha256(content).hexdigest(),
    } | also
    place = folder / "sources" / on_card["id"] / on_card["period"]
    place.mkdir(parents=True, exist_ok=True)
    (place / file).write_bytes(content)
    (place / "card.toml").write_text(CARD.format(kind=kind, file=file, rest=rest, **on_card), encoding="utf-8")
    return place / "card.toml"


def card(folder: Path, content: bytes, file: str, kind: str, rest: str = "", **also: str) -> SourceCard:
    return read_card(put(folder, content, file, kind, rest, **also), LIMIT)


def indicator(name: str, position: int, column: str | None, kind: str = "survey_share") -> Indicator:
    texts = dict.fromkeys(("name", "short", "clause", "counts", "population", "why", "limits"), SAME)
    answers = None if column is None else Answers(column=column, scale="yesno", yes=(1,))
    unit = "persons" if kind == "register_count" else "percent"
    same = {"domain": "attitudes", "unit": unit, "decimals": 0, "direction": "higher", "headline": True}
    return Indicator(id=name, position=position, kind=Kind(kind), source="survey", answers=answers, **same, **texts)


def catalogue() -> Catalogue:
    """Two survey questions (1 yes, 2 no, 8 cannot say), a count, and two group dimensions."""
    dims = {"all": ("all",), "language": ("fi", "sv", "foreign")}
    groups = tuple(
        GroupDimension(dim=dim, name=SAME, groups=tuple(Group(code=code, name=SAME) for code in codes))
        for dim, codes in dims.items()
    )
    indicators = (
        indicator("trust", 10, "q1"),
        indicator("friend", 11, "q2"),
        indicator("people", 90, None, "register_count"),
    )
    return Catalogue(indicators, {"yesno": Scale({1: SAME, 2: SAME, 8: SAME}, (8,))}, groups)


def published() -> Catalogue:
    """The same, where trust is no question of ours but a share that others have published."""
    _, *others = catalogue().indicators
    return replace(catalogue(), indicators=(indicator("trust", 10, None, "published_share"), *others))


def respondents(**changed: list[object]) -> pl.DataFrame:
    """Three respondents as a producer would deliver them; columns may be replaced."""
    columns: dict[str, list[object]] = {
        "id": ["a", "b", "c"],
        "weight": [1.5, 2.0, 0.5],
        "stratum": ["s1", "s1", "s2"],
        "psu": ["p1", "p2", "p3"],
        "region": ["01", "02", "21"],
        "language": ["fi", "sv", "foreign"],
        "q1": [1, 2, 8],
        "q2": [2, 1, None],
    }
    return pl.DataFrame(columns | changed, strict=False)


def csv(frame: pl.DataFrame, separator: str = ",") -> bytes:
    return frame.write_csv(separator=separator).encode()


def parquet(frame: pl.DataFrame) -> bytes:
    written = io.BytesIO()
    frame.write_parquet(written)
    return written.getvalue()


def xlsx(frame: pl.DataFrame, percent: str = "") -> bytes:
    """An XLSX file of a table; the cells of the column `percent` are formatted as per cent."""
    made = io.BytesIO()
    with xlsxwriter.Workbook(made) as book:
        sheet, look = book.add_worksheet(), book.add_format({"num_format": 9})
        sheet.write_row(0, 0, frame.columns)
        for line, row in enumerate(frame.iter_rows(named=True), start=1):
            for place, (name, value) in enumerate(row.items()):
                sheet.write(line, place, value, look if name == percent else None)
    return made.getvalue()

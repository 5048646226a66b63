"""How a source file is laid out: columns of a table, dimensions of a cube, and what stands for a missing value."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal

import msgspec

from etl.config.toml import FromToml

# Our group dimension = column in the file; under "codes": dimension = {code in the file = our code}.
Groups = dict[str, str | dict[str, dict[str, str]]]
Year = Annotated[int, msgspec.Meta(ge=1900, le=2100)]

# A publisher's own sign = codes of SDMX (contract/status.py): CL_OBS_STATUS, and "C" for confidential.
OwnSigns = dict[str, Annotated[str, msgspec.Meta(pattern=r"^(A|(?=.)B?D?E?M?O?P?U?C?)\Z")]]


class Choice(FromToml, frozen=True):
    """One option of a question that has several answers, read as a question of its own: chosen or not."""

    column: str  # of the option, or of all options that were chosen, one behind the other
    chosen: int  # answer codes of the catalogue
    not_chosen: int
    empty: Literal["not_chosen", "not_asked"]  # what it means that nobody chose any option of the question
    option: str | None = None  # the text that stands for this option
    separator: Annotated[str, msgspec.Meta(min_length=1, max_length=1)] | None = None  # between options in one cell
    others: tuple[str, ...] = ()  # columns of the other options: who chose one of them was asked


class Table(FromToml, frozen=True):
    """How a file of rows and columns is laid out: CSV, XLSX, XLS, ODS."""

    encoding: str = "utf-8"
    separator: Annotated[str, msgspec.Meta(min_length=1, max_length=1)] = ","
    decimal: Literal[".", ","] | None = None  # not given: a point, or a comma where the point separates thousands
    thousands: Literal[".", ",", "none"] | None = None  # "none": what stands behind the mark are decimals, always
    values: Literal["fraction", "percent"] | None = None  # what per cent indicators are where all lie between 0 and 1
    sheet: str | None = None
    header_row: Annotated[int, msgspec.Meta(ge=1)] = 1
    skip_rows: tuple[Annotated[int, msgspec.Meta(ge=1)], ...] = ()  # under the header, and no data
    rows: Annotated[int, msgspec.Meta(ge=1)] | None = None  # of data: settles that a file is not cut short
    stub: tuple[str, ...] = ()  # names of the first columns of a table whose other columns are categories (PxWeb)
    heading: tuple[str, ...] = ()  # names of its heading rows, from `header_row` on: it is read in its long form
    columns: dict[str, str] = msgspec.field(default_factory=dict)
    constant: dict[str, str] = msgspec.field(default_factory=dict)
    select: dict[str, str] = msgspec.field(default_factory=dict)  # only rows where this column of the file says this
    areas: dict[str, str] = msgspec.field(default_factory=dict)  # text in the file = our code; the others stand as ours
    whole: tuple[str, ...] = ()  # group dimensions that hold all answers of a question: their shares add to 100
    status: OwnSigns = msgspec.field(default_factory=dict)  # what the publisher's signs in column `flag` mean
    flags_in_cells: bool = False  # letters stand behind the value in its cell (Eurostat: 12.3 p)
    tool: Literal["limesurvey", "webropol", "qualtrics", "surveymonkey", "microsoft_forms"] | None = None  # its export
    unfinished: Literal["left_out", "kept"] | None = None  # what happens to rows that were never sent (a tool's export)
    mixed: bool = False  # areas of other levels stand in the same column, and are left out

    @property
    def mark(self) -> str:
        """The decimal mark."""
        return self.decimal or ("," if self.thousands == "." else ".")


class Cube(FromToml, frozen=True):
    """How a cube is laid out: which dimension is what."""

    period: str
    geo_year: Year
    indicator: str | None = None  # of all cells
    contents: str | None = None  # dimension whose categories are indicators
    indicators: dict[str, str] = msgspec.field(default_factory=dict)  # category of `contents` = indicator
    area: str | None = None  # none: the whole country
    level: str | None = None  # of the areas
    select: dict[str, str] = msgspec.field(default_factory=dict)
    areas: dict[str, str] = msgspec.field(default_factory=dict)
    groups: Groups = msgspec.field(default_factory=dict)
    status: OwnSigns = msgspec.field(default_factory=dict)  # what signs of the publisher mean that ours do not know


def group_columns(groups: Groups) -> dict[str, str]:
    """Return group dimension = column (or cube dimension) of a card's groups."""
    return {dim: column for dim, column in groups.items() if isinstance(column, str)}


def group_codes(groups: Groups, dim: str) -> Mapping[str, str]:
    """Return code in the file = our code for one dimension; empty when they do not differ."""
    codes = groups.get("codes")
    return codes.get(dim, {}) if isinstance(codes, dict) else {}

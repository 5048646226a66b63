"""The forms of files that we read, or may come to read; what is never read is told by an error of its own."""

from __future__ import annotations

from enum import StrEnum


class Form(StrEnum):
    """What a file is by its content."""

    DELIMITED = "delimited text"  # CSV, TSV
    XLSX = "xlsx"  # also with macros
    XLSB = "xlsb"
    XLS = "xls"
    SPREADSHEET_ML = "SpreadsheetML 2003"  # XML that is called .xls as often as .xml
    ODS = "ods"
    PARQUET = "parquet"
    SPSS = "spss"
    PX = "px"
    JSON_STAT = "json-stat"
    SDMX_JSON = "sdmx-json"
    SDMX_ML = "sdmx-ml"

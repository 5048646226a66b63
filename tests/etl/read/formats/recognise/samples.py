"""Small files of every form, whatever they are called: the start of each is what its program writes."""

from __future__ import annotations

import bz2
import gzip
import io
import json
import lzma
import sqlite3
import zipfile
from collections.abc import Mapping

import polars as pl

from etl.read.formats.recognise.form import Form
from tests.etl.read.formats.cubes.test_px import PX
from tests.etl.read.helpers import csv, parquet, respondents, xlsx
from tests.etl.read.test_cube_mapping import cube

OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
SECTOR = 512
BOF = b"\x09\x08\x10\0\0\x06\x05\0" + bytes(12)
FILEPASS = b"\x2f\0\x36\0" + bytes(54)
SHEET = b"\x85\0\x08\0" + bytes(8)
SAS = bytes(12) + bytes.fromhex("c2ea8160b31411cfbd92080009c7318c181f1011") + bytes(200)
SPREADSHEET_ML = """<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>
<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet/></Workbook>"""
SDMX_ML = """<?xml version="1.0"?><message:GenericData
xmlns:message="http://www.sdmx.org/resources/sdmxml/schemas/v2_1/message"/>"""
PXWEB = {"columns": [{"code": "alue"}], "data": [{"key": ["01"], "values": ["1"]}]}
QUERY = {"query": [{"code": "alue"}], "response": {"format": "json-stat2"}}


def packed(**members: str) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as parts:
        for name, text in members.items():
            parts.writestr(name.replace("__", "/").replace("_dot_", "."), text)
    return made.getvalue()


def ole2(*streams: str, inside: bytes = b"") -> bytes:
    """A compound file as far as it is looked at: a header, a stream, and the directory with the names of streams."""
    entries = b"".join(name.encode("utf-16-le").ljust(128, b"\0") for name in ("Root Entry", *streams))
    return OLE2.ljust(SECTOR, b"\0") + inside.ljust(SECTOR, b"\0") + entries


def arrow() -> bytes:
    made = io.BytesIO()
    pl.DataFrame({"a": [1]}).write_ipc(made)
    return made.getvalue()


def sqlite() -> bytes:
    with sqlite3.connect(":memory:") as made:
        made.execute("create table t (a)")
        return made.serialize()


def dumped(document: object) -> bytes:
    return json.dumps(document).encode()


FORMS: Mapping[str, tuple[bytes, Form]] = {
    "csv": (csv(respondents()), Form.DELIMITED),
    "tsv": (csv(respondents(), "\t"), Form.DELIMITED),
    "csv with a byte order mark": (b"\xef\xbb\xbf" + csv(respondents()), Form.DELIMITED),
    "csv in utf-16": (csv(respondents()).decode().encode("utf-16"), Form.DELIMITED),
    "csv in windows-1252": ("alue;arvo\nPäijät-Häme;1\n".encode("cp1252"), Form.DELIMITED),
    "csv of one column": (b"id\n1\n2\n", Form.DELIMITED),
    "csv that begins with a sign": (b"< 5,a\n1,2\n", Form.DELIMITED),
    "xlsx": (xlsx(respondents()), Form.XLSX),
    "xlsb": (packed(xl__workbook_dot_bin="x"), Form.XLSB),
    "xls": (ole2("Workbook", inside=BOF + SHEET), Form.XLS),
    "xls of Excel 95": (ole2("Book", inside=BOF + SHEET), Form.XLS),
    "ods": (packed(mimetype="application/vnd.oasis.opendocument.spreadsheet", content_dot_xml="x"), Form.ODS),
    "spreadsheetml": (SPREADSHEET_ML.encode(), Form.SPREADSHEET_ML),
    "parquet": (parquet(respondents()), Form.PARQUET),
    "sav": (b"$FL2@(#) SPSS DATA FILE", Form.SPSS),
    "zsav": (b"$FL3@(#) SPSS DATA FILE", Form.SPSS),
    "px": (PX.encode("iso-8859-1"), Form.PX),
    "px with a byte order mark": (PX.encode("utf-8-sig"), Form.PX),
    "json-stat": (dumped(cube()), Form.JSON_STAT),
    "json-stat of version 1": (dumped({"dataset": cube()}), Form.JSON_STAT),
    "sdmx-json": (dumped({"data": {"dataSets": [], "structure": {}}}), Form.SDMX_JSON),
    "sdmx-ml": (SDMX_ML.encode(), Form.SDMX_ML),
}
REFUSED: Mapping[str, tuple[bytes, str]] = {
    "nothing": (b"", "file_empty"),
    "only a byte order mark": (b"\xef\xbb\xbf", "file_blank"),
    "only blanks": (b" \r\n\t\n", "file_blank"),
    "only zeros": (bytes(2000), "file_blank"),
    "utf-16 without its mark": (csv(respondents()).decode().encode("utf-16-le"), "text_utf16_unmarked"),
    "pdf": (b"%PDF-1.7\n%\xe2\xe3", "file_of_pdf"),
    "png": (b"\x89PNG\r\n\x1a\n" + bytes(20), "file_of_image"),
    "jpeg": (b"\xff\xd8\xff\xe0" + bytes(20), "file_of_image"),
    "webp": (b"RIFF\1\2\3\4WEBPVP8 ", "file_of_image"),
    "heic": (b"\0\0\0\x18ftypheic" + bytes(20), "file_of_image"),
    "docx": (packed(word__document_dot_xml="x"), "file_of_document"),
    "odt": (packed(mimetype="application/vnd.oasis.opendocument.text"), "file_of_document"),
    "doc": (ole2("WordDocument"), "file_of_document"),
    "rtf": (b"{\\rtf1\\ansi", "file_of_document"),
    "numbers": (packed(Index__Document_dot_iwa="x"), "file_of_numbers"),
    "zip with a csv": (packed(population_dot_csv="a,b\n1,2\n"), "file_packed"),
    "gz": (gzip.compress(b"a,b\n1,2\n"), "file_packed"),
    "bz2": (bz2.compress(b"a,b\n1,2\n"), "file_packed"),
    "xz": (lzma.compress(b"a,b\n1,2\n"), "file_packed"),
    "7z": (b"7z\xbc\xaf\x27\x1c\0\4", "file_packed"),
    "rar": (b"Rar!\x1a\x07\x01\0", "file_packed"),
    "workbook with a password": (ole2("EncryptionInfo", "EncryptedPackage"), "workbook_locked"),
    "xls with a password": (ole2("Workbook", inside=BOF + FILEPASS + SHEET), "workbook_locked"),
    "xlsx cut short": (xlsx(respondents())[:-200], "zip_cut"),
    "gz cut at its start": (b"\x1f\x8b\x08\0\0", "file_packed"),
    "gz damaged": (b"\x1f\x8b\xff\xff" + bytes(20), "zip_cut"),
    "rds": (gzip.compress(b"X\n\0\0\0\3\0\4\3\0"), "file_of_r"),
    "rdata": (gzip.compress(b"RDX3\nX\n\0\0\0\3"), "file_of_r"),
    "dta": (b"<stata_dta><header><release>118", "file_of_stata"),
    "dta of Stata 12": (b"\x73\2\1\0\5\0" + bytes(100), "file_of_stata"),
    "sas7bdat": (SAS, "file_of_sas"),
    "xpt": (b"HEADER RECORD*******LIBRARY HEADER RECORD!!!!!!!", "file_of_sas"),
    "tar": (b"a.csv" + bytes(252) + b"ustar\x0000" + bytes(300), "file_packed"),
    "por": (b"X" * 200 + b"ASCII SPSS PORT FILE", "file_of_spss_portable"),
    "sav with a password": (b"\x1c\0\0\0\0\0\0\0ENCRYPTEDSAV" + bytes(40), "file_encrypted"),
    "parquet with a password": (b"PARE" + bytes(40), "file_encrypted"),
    "sqlite": (sqlite(), "file_of_database"),
    "duckdb": (bytes(8) + b"DUCK" + bytes(40), "file_of_database"),
    "access": (b"\0\1\0\0Standard ACE DB\0", "file_of_database"),
    "arrow": (arrow(), "file_of_columns"),
    "feather": (b"FEA1" + bytes(40), "file_of_columns"),
    "hdf5": (b"\x89HDF\r\n\x1a\n", "file_of_columns"),
    "pointer of git lfs": (b"version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 9\n", "file_only_points"),
    "shortcut of the web": (b"[InternetShortcut]\nURL=https://stat.fi\n", "file_only_points"),
    "hidden file of macos": (b"\0\5\x16\7\0\2\0\0Mac OS X", "file_of_mac"),
    "html": (b"\n<!DOCTYPE html><html><body>502 Bad Gateway</body></html>", "web_page_not_data"),
    "html with a byte order mark": (b"\xef\xbb\xbf<HTML><p>Access denied", "web_page_not_data"),
    "page saved as one file": (b"MIME-Version: 1.0\nContent-Type: multipart/related", "web_page_not_data"),
    "table of a web system": (b"<html><body><table><tr><td>1</td></tr></table>", "web_page_with_table"),
    "xml": (b'<?xml version="1.0"?><ExceptionReport/>', "file_of_xml"),
    "line of text": (b"Access denied\n", "text_no_table"),
    "json of PxWeb": (dumped(PXWEB), "json_of_pxweb"),
    "query of PxWeb": (dumped(QUERY), "json_about_table"),
    "table of PxWeb": (dumped({"title": "Population", "variables": []}), "json_about_table"),
    "json lines": (b'{"a": 1}\n{"a": 2}\n', "json_lines"),
    "geojson": (dumped({"type": "FeatureCollection", "features": []}), "json_of_map"),
    "error of a service": (dumped({"error": {"code": 400, "message": "Bad request"}}), "json_of_error"),
    "message of a service": (dumped({"status": 404, "message": "Not found"}), "json_of_error"),
    "errors of a service": (dumped({"errors": [{"detail": "Too many cells"}]}), "json_of_error"),
    "empty object": (b"{}", "json_empty"),
    "empty list": (b" [ ] ", "json_empty"),
    "records": (dumped([{"alue": "01", "arvo": 1}]), "json_records"),
    "records in an object": (dumped({"results": [{"alue": "01"}]}), "json_records"),
    "json cut short": (dumped(cube())[:-30], "json_cut"),
    "json of very deep lists": (b"[" * 100_000, "json_broken"),
    "json with a comma too many": (b'{"id": ["a"],\n "size": [1,],}', "json_broken"),
    "json in latin-1": ('{"label": "Päijät"}'.encode("latin-1"), "not_utf8"),
    "another object": (dumped({"a": {"b": 1}}), "jsonstat_unreadable"),
}
UNKNOWN: Mapping[str, bytes] = {"pickle": b"\x80\4\x95\0\0\0\0\0", "noise": bytes(range(256)) * 8}

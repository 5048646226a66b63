"""Every number, interval, n and year of a report is that of the database: read again from the DOCX and the PDF."""

import re
from decimal import ROUND_HALF_UP, Decimal
from io import BytesIO
from itertools import chain
from urllib.parse import parse_qs, urlsplit

import docx
import pytest
from docx.oxml.ns import qn
from pypdf import PdfReader

from picture.export.report.document.pdf import pdf_file
from picture.export.report.document.word_file import word_file
from picture.query.choices import read_choices
from picture.query.selection import check
from tests.picture.export.report.asking import connected, report

REPORTS = [("MK01", "sv"), ("MK21", "fi"), ("MK18", "en"), ("SSS", "fi")]
LEVELS = {"MK": "maakunta", "SS": "country"}
LATEST = """SELECT value, ci_low, ci_high, n, period, i.decimals, i.kind, i.unit
    FROM estimate e JOIN indicator i ON i.id = e.indicator
    WHERE indicator = ? AND level = ? AND code = ? AND group_dim = 'all'
        AND (period NOT LIKE '%-%' OR i.kind NOT LIKE 'survey%')
    ORDER BY left(right(period, 4), 4) DESC, geo_year DESC"""


def printed(value, decimals, language):
    """Write a number as the language does, without the code of the product."""
    whole = f"{Decimal(repr(value)).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP):,}"
    if language == "en":
        return whole
    return whole.replace(",", "\u202f").replace(".", ",")


def expected(con, indicator, area, language):
    """Return how the latest number of an indicator must stand: value, interval, n, year."""
    level = LEVELS[area[:2]]
    row = con.execute(LATEST, [indicator, level, area.removeprefix("MK")]).fetchone()
    value, low, high, n, period, decimals, kind, unit = row
    sign = ("%" if language == "en" else "\u00a0%") if unit == "percent" else ""
    told = ["[" if value is None else printed(value, decimals, language) + sign]
    told.append("–" if low is None else f"{printed(low, decimals, language)}–{printed(high, decimals, language)}")
    about = "≈\u00a0" if kind.startswith("survey") else ""
    told.append(f"{about}{printed(float(n), 0, language)}" if n else "–")
    month = re.fullmatch(r"(\d{4})M0?(\d+)", period)
    return [*told, f"{month[2]}/{month[1]}" if month else period.replace("-", "–")]


def squeezed(text):
    return re.sub(r"\s+", "", text)


def table_rows(file):
    """Yield the rows of a Word file whose name leads to an indicator: its link, then the texts of its cells."""
    word = docx.Document(BytesIO(file))
    for table in word.tables:
        width = len(table.columns)
        cells = table._cells
        for start in range(0, len(cells), width):
            row = cells[start : start + width]
            for link in row[0]._element.findall(f".//{qn('w:hyperlink')}")[:1]:
                yield word.part.rels[link.get(qn("r:id"))].target_ref, [cell.text for cell in row]


@pytest.mark.parametrize(("area", "language"), REPORTS)
def test_value_interval_n_and_year_of_every_row_are_those_of_the_database(published, area, language):
    con = connected(published)
    document = report(published, area, language)
    pages = " ".join(page.extract_text() for page in PdfReader(BytesIO(pdf_file(document))).pages)
    pages = squeezed(pages)
    seen = 0
    for link, cells in table_rows(word_file(document)):
        asked = {key: values[0] for key, values in parse_qs(urlsplit(link).query).items()}
        if len(cells) < 7 or "indicator" not in asked:  # the first page and the context: fewer columns
            continue
        value, interval, n, year = expected(con, asked["indicator"], area, language)
        assert cells[1].startswith(value), asked
        assert cells[2:5] == [interval, n, year], asked
        assert squeezed("".join(cells[1:5])) in pages, asked
        seen += 1
    assert seen > 15


@pytest.mark.parametrize(("area", "language"), REPORTS)
def test_each_link_of_a_report_opens_the_view_of_its_area(published, area, language):
    con = connected(published)
    choices = read_choices(con, language)
    links = [link for link, _ in table_rows(word_file(report(published, area, language)))]
    for address in map(urlsplit, links):
        asked = {key: values[0] for key, values in parse_qs(address.query).items()}
        if "area" in asked:
            assert check(asked, {}, choices)[1] == ()
            assert (asked["area"], asked["lang"]) == (area, language)


def test_both_files_say_the_same_words(published):
    document = report(published, "MK18", "sv")
    read = docx.Document(BytesIO(word_file(document)))
    pages = re.sub(r"\s+", " ", " ".join(page.extract_text() for page in PdfReader(BytesIO(pdf_file(document))).pages))
    told = [paragraph.text for paragraph in read.paragraphs if paragraph.style.name.startswith("Heading")]
    assert len(told) > 15
    assert [one for one in told if re.sub(r"\s+", " ", one) not in pages] == []


def test_a_wrong_number_would_be_seen(published):
    con = connected(published)
    told = expected(con, "trust_other_background", "MK01", "sv")
    rows = [cells for link, cells in table_rows(word_file(report(published, "MK01", "sv"))) if "trust_other" in link]
    assert told[0] in chain.from_iterable(rows)
    assert expected(con, "trust_other_background", "MK18", "sv") != told

"""What a reader takes away is what the reader sees."""

import re
from io import BytesIO
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from openpyxl import load_workbook
from pptx import Presentation

from picture.text.words import number

pytestmark = pytest.mark.browser


def table(reader):
    """The page's table: name of a row -> value as it stands there; hidden ones left out."""
    rows = reader.tab.locator(":is(.lb-data, .lb-figures) tbody tr").all()
    cells = [[text.strip() for text in row.locator("th, td").all_inner_texts()] for row in rows]
    return {bare(cell[0]): cell[1] for cell in cells if len(cell) > 1 and cell[1].endswith("%")}


def bare(name):
    """A name without dimension, marks and role: "Age: Aged 30–44 ? [u]", "Sex: Women (reference group)"."""
    plain = name.rpartition(": ")[2].replace("(", "").replace("\n", " ").partition(" reference group")[0]
    return re.split(r" (?:[\[?≠▲▼−+]|0 )", plain)[0].strip()


def percent(value):
    return f"{number(value, 0, 'en')}%"


def taken(reader, label) -> tuple[str, Path]:
    """Click a tool under the picture; return the name and the file."""
    with reader.tab.expect_download() as waiting:
        link = reader.tab.get_by_role("link", name=label, exact=True)
        if not link.is_visible():
            reader.tab.locator(".lb-more:not(.lb-share) summary").click()
        link.click()
    return waiting.value.suggested_filename, waiting.value.path()


def keep(reader):
    reader.tab.get_by_role("button", name="+ My slides", exact=True).click()
    reader.tab.get_by_role("button", name="✓ In My slides", exact=True).wait_for()


def test_the_slide_holds_the_numbers_of_the_pages_table(reader):
    reader.open("groups", lang="en", area="MK02")
    name, file = taken(reader, "Slide (PPTX)")
    shapes = [shape for slide in Presentation(file).slides for shape in slide.shapes if shape.has_chart]
    book = load_workbook(BytesIO(shapes[0].chart.part.chart_workbook.xlsx_part.blob))
    inside = [row for row in book.active.iter_rows(min_row=2, values_only=True) if row[1] is not None]
    seen = table(reader)
    assert len(seen) > 5
    assert {bare(row[0]): percent(row[1]) for row in inside}.items() <= seen.items()
    assert len(seen) == len(inside) + 1  # everybody stands in the table alone: the slide has one reference a block
    assert name.endswith("_en_SYNTHETIC.pptx")


def test_the_workbook_of_a_map_holds_the_numbers_of_the_pages_table(reader):
    reader.open("map", lang="en")
    name, file = taken(reader, "Workbook (XLSX)")
    lines = [
        line
        for line in load_workbook(BytesIO(file.read_bytes())).worksheets[1].iter_rows(values_only=True)
        if any(line)
    ]
    head = next(line for line in lines if "Value" in line)
    cells = [dict(zip(head, line, strict=True)) for line in lines[lines.index(head) + 1 :]]
    now = [cell for cell in cells if cell["Period"] == "2026" and cell["Value"] is not None]
    inside = {cell["Area"]: percent(cell["Value"]) for cell in now}
    seen = table(reader)
    assert len(seen) > 15
    assert inside == seen
    assert name.endswith("_en_SYNTHETIC.xlsx")


@pytest.mark.parametrize(
    ("label", "begins"),
    [("Image (PNG)", b"\x89PNG\r\n\x1a\n"), ("Image (SVG)", b"<svg"), ("Data (CSV, Parquet)", b"PK\x03\x04")],
)
def test_every_other_file_is_what_it_says(reader, label, begins):
    reader.open("trends", lang="en", area="MK02")
    name, file = taken(reader, label)
    assert file.read_bytes().startswith(begins)
    assert "_SYNTHETIC." in name


def test_the_basket_leaves_as_a_deck_with_a_slide_for_each_picture(reader):
    reader.open("map", lang="en", area="MK02")
    keep(reader)
    reader.menu("Trends")
    reader.tab.wait_for_url(lambda url: "/trends?" in url)
    keep(reader.until())
    reader.menu("My slides (2)")
    reader.tab.wait_for_url(lambda url: "/slides?" in url)
    reader.until()
    titles = reader.tab.locator(".lb-kept-title").all_inner_texts()
    _, file = taken(reader, "Slides (PPTX)")
    told = [
        "\n".join(s.text_frame.text for s in slide.shapes if s.has_text_frame) for slide in Presentation(file).slides
    ]
    assert len(titles) == 2
    for title in titles:
        assert any(title in text for text in told)


def test_the_basket_survives_a_refresh_and_opens_for_others_at_its_address(reader, chromium):
    reader.open("map", lang="en", area="MK02")
    keep(reader)
    reader.open("groups", lang="en", area="MK02")  # a new visit: only the browser remembers
    reader.menu("My slides (1)")
    reader.tab.wait_for_url(lambda url: "/slides?" in url and "basket=" in url)
    reader.until()
    reader.tab.get_by_role("textbox", name="Own title").fill("What I say on Monday")
    reader.tab.keyboard.press("Enter")
    reader.tab.get_by_role("link", name="What I say on Monday").wait_for()
    reader.tab.reload()
    reader.until()
    assert reader.tab.locator(".lb-kept-title").all_inner_texts() == ["What I say on Monday"]
    reader.wait("[...document.querySelectorAll('.lb-kept-picture')].every(one => one.complete && one.naturalWidth)")
    other = chromium.new_context(locale="sv-FI")
    page = other.new_page()
    page.goto(reader.tab.url)
    page.get_by_role("link", name="What I say on Monday").wait_for()
    other.close()
    reader.tab.get_by_role("button", name="Remove", exact=True).click()
    reader.tab.get_by_role("button", name="Undo").click()
    reader.tab.get_by_role("link", name="What I say on Monday").wait_for()
    reader.tab.get_by_role("button", name="Remove all").click()
    reader.tab.get_by_role("button", name="Undo").wait_for()
    reader.wait("localStorage.getItem('lb.slides') === null")  # it is written down every two seconds


def test_keeping_a_picture_makes_the_page_once(reader):
    asked = []
    reader.tab.on("websocket", lambda socket: socket.on("framesent", lambda sent: asked.append(sent)))  # noqa: PLW0108 - Playwright takes no built-in
    reader.open("map", lang="en", area="MK02")
    keep(reader)
    reader.wait("localStorage.getItem('lb.slides')")
    reader.tab.wait_for_timeout(500)
    before = len(asked)
    reader.tab.wait_for_timeout(4500)  # twice as long as the script looks at what is kept
    assert len(asked) == before


def test_the_menu_of_files_opens_by_key_and_closes_by_escape_and_a_click_elsewhere(reader):
    reader.open("map", lang="en")
    summary = reader.tab.locator(".lb-more:not(.lb-share) summary")
    summary.focus()
    reader.tab.keyboard.press("Enter")
    reader.tab.get_by_role("link", name="Workbook (XLSX)").wait_for()
    reader.tab.keyboard.press("Escape")
    assert not reader.tab.get_by_role("link", name="Workbook (XLSX)").is_visible()
    assert summary.evaluate("one => one === document.activeElement")
    summary.click()
    reader.tab.locator("h1").click()
    assert reader.tab.locator(".lb-more[open]").count() == 0


def test_an_image_can_be_copied_and_the_button_says_so(reader, desk):
    desk.grant_permissions(["clipboard-read", "clipboard-write"])
    reader.open("map", lang="sv", area="MK02")
    reader.tab.locator(".lb-more:not(.lb-share) summary").first.click()
    reader.tab.get_by_role("button", name="Kopiera bilden", exact=True).click()
    reader.tab.get_by_role("button", name="Bilden kopierad").wait_for()
    held = reader.tab.evaluate("navigator.clipboard.read().then((found) => found[0].types)")
    assert held == ["image/png"]


def test_the_address_can_be_copied(reader, desk):
    desk.grant_permissions(["clipboard-read", "clipboard-write"])
    reader.open("map", lang="en", area="MK02")
    reader.tab.get_by_role("button", name="Copy link", exact=True).click()
    reader.tab.get_by_role("button", name="Link copied").wait_for()
    copied = urlsplit(reader.tab.evaluate("navigator.clipboard.readText()"))
    assert (copied.path, parse_qs(copied.query)["area"]) == ("/map", ["MK02"])

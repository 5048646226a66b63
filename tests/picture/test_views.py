"""A kind of view is one row: what is added to `views.py` has its address, image, slide, table and captions at once."""

import ast
from functools import partial
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from lxml import etree
from pptx import Presentation

from contract.codes import Against
from picture.basket.item import Item, decode
from picture.charts.group_plot import group_plot
from picture.charts.legend import no_signs
from picture.export.data_files import data_zip
from picture.export.embed.drawings import group_drawings
from picture.export.embed.page import embed_page
from picture.export.image.draw import svg
from picture.export.image.kinds import figure_image
from picture.export.item import ExportRules
from picture.export.pptx.deck import make_deck, picture_deck
from picture.export.pptx.slide import add_slide
from picture.query.choices import read_choices
from picture.query.model import Dataset
from picture.query.selection import check, view_of
from picture.text.captions import CaptionRules
from picture.views import VIEW_KIND_ROWS, VIEW_KINDS, ViewKind, ask_view, linked_item, under_title, view_item
from tests.picture.factory import STAMP, every_dataset, groups_dataset
from tests.picture.small import small_database

ROOT = Path(__file__).parents[2]


def ask_tiny(con, view, choices, choice):
    """One number of one area, read from the database."""
    ((value,),) = con.execute("SELECT max(value) FROM estimate WHERE indicator = 'trust'").fetchall()
    row = groups_dataset("en").rows[0]
    return Dataset(
        kind="tiny",
        view=view,
        stamp=STAMP,
        compared_with=Against.GROUP,
        indicators=groups_dataset("en").indicators,
        rows=(row,),
        credit=f"{choice['area']} {value}",
    )


def tiny_slide(deck, dataset, captions):
    add_slide(deck, "Chart", dataset, captions, ["a slide of its own"])


TINY = ViewKind(
    name="tiny",
    page="tiny-page",
    view=view_of,
    query=ask_tiny,
    captions=CaptionRules(
        headline=lambda dataset: f"A tiny headline of {dataset.credit}",
        subtitle=lambda _: "tiny subtitle",
        alt_text=lambda _: "tiny alt text",
        respondents=lambda _: ["n = 1"],
        marked=lambda dataset: [*dataset.rows],
    ),
    export=ExportRules(
        file_stem=lambda view: f"tiny_{view.area}",
        image=partial(figure_image, group_plot, no_signs),
        drawings=group_drawings,
        slides=tiny_slide,
    ),
)


@pytest.fixture(scope="module")
def item():
    con = small_database()
    choices = read_choices(con, "en")
    choice, _ = check({"area": "MK01"}, {}, choices)
    return linked_item(TINY, ask_view(con, TINY, choice, choices), "https://example.org")


def test_a_new_kind_has_its_own_slide(item):
    opened = Presentation(BytesIO(make_deck([item]))).slides[1]
    assert opened.shapes.title.text_frame.text == "A tiny headline of MK01 62.0"
    assert "a slide of its own" in " ".join(s.text_frame.text for s in opened.shapes if s.has_text_frame)
    assert "tiny alt text" in opened.notes_slide.notes_text_frame.text


def test_a_new_kind_has_its_own_image(item):
    drawing = etree.fromstring(svg(item))
    assert drawing.find("{*}desc").text == "tiny alt text"
    assert {"tiny subtitle", "Finnish"} <= set(drawing.itertext())


def test_a_new_kind_has_its_own_page_for_other_sites(item):
    page = embed_page(item, "https://example.org").decode()
    assert 'aria-label="tiny alt text"' in page
    assert "A tiny headline of MK01 62.0</h1>" in page


def test_a_new_kind_has_its_own_table(item):
    with ZipFile(BytesIO(data_zip([item]))) as archive:
        assert archive.namelist()[0] == "lagesbild_tiny_01_2026_en.csv"


def test_a_new_kind_has_its_own_address(item):
    assert item.captions.link.startswith("https://example.org/tiny-page?indicator=")
    assert "n = 1" in item.captions.source_line


def test_a_new_kind_can_be_kept_in_the_basket():
    choice = dict.fromkeys(("indicator", "level", "area", "period", "group", "beside", "division"), "x")
    item = Item("tiny", choice)
    assert decode(item.encode(), {**VIEW_KINDS, "tiny": TINY}) == item


def test_the_readers_own_title_stands_on_its_slides_and_image(item):
    mine = under_title(item, "My own words")
    deck = Presentation(BytesIO(picture_deck(mine)))
    assert [slide.shapes.title.text_frame.text for slide in deck.slides] == ["My own words"]
    assert "My own words" in set(etree.fromstring(svg(mine)).itertext())
    assert under_title(item, "") is item


@pytest.mark.parametrize("dataset", every_dataset(), ids=lambda dataset: dataset.kind)
def test_the_file_of_one_picture_holds_its_own_slides_and_none_that_explain(dataset):
    item = view_item(VIEW_KINDS[dataset.kind], dataset)
    alone = Presentation(BytesIO(picture_deck(item))).slides
    deck = Presentation(BytesIO(make_deck([item]))).slides
    assert 0 < len(alone) <= len(deck) - 2
    names = [slide.slide_layout.name for slide in alone]
    assert "Title" not in names


def test_the_readers_own_title_stands_on_every_slide_of_a_profile():
    (profile,) = (dataset for dataset in every_dataset() if dataset.kind == "profile")
    mine = under_title(view_item(VIEW_KINDS["profile"], profile), "My own words")
    titles = {slide.shapes.title.text_frame.text for slide in Presentation(BytesIO(picture_deck(mine))).slides}
    assert titles == {"My own words"}


def test_no_two_kinds_share_a_name_or_a_page():
    assert len({kind.name for kind in VIEW_KIND_ROWS}) == len(VIEW_KIND_ROWS)
    assert len({kind.page for kind in VIEW_KIND_ROWS}) == len(VIEW_KIND_ROWS)
    assert {dataset.kind for dataset in every_dataset()} == set(VIEW_KINDS)


def test_nothing_below_asks_of_which_kind_a_dataset_is():
    """A branch on the kind of view belongs into its row; an indicator's kind is something else."""
    told = ROOT / "picture" / "export" / "pptx" / "chart" / "stamp.py"  # writes it, and asks nothing
    asked = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for path in sorted(set((ROOT / "picture").rglob("*.py")) - {told})
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute) and node.attr == "kind" and ast.unparse(node.value) in {"dataset", "part"}
    ]
    assert asked == []

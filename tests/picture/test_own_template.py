"""Kept pictures become a deck on the template that a reader sends; what is none is refused in his language."""

from io import BytesIO
from itertools import chain

import pytest
from pptx import Presentation

from contract.codes import Language
from picture.basket.item import Item
from picture.own_template import template_command
from tests.picture.export.pptx.own.foreign import as_template, foreign
from tests.picture.export.reread import charts

ITEMS = [
    Item("map", {"indicator": "safe_evening", "area": "MK02"}, title="Our own title").encode(),
    Item("trend", {"indicator": "trust_people", "area": "MK01"}).encode(),
]


def asked(published, tmp_path, content, language="en"):
    """Run the command; return its exit code and where the deck should be."""
    template = tmp_path / "template.potx"
    template.write_bytes(content)
    out = tmp_path / "made"
    items = chain.from_iterable(("--item", item) for item in ITEMS)
    data = ["--lang", language, "--data", str(published), "--url", "https://example.org"]
    return template_command([str(template), *items, "--out", str(out), *data]), out


def test_each_kept_picture_stands_on_the_look_of_the_office(published, tmp_path, capsys):
    code, out = asked(published, tmp_path, as_template(foreign()))
    assert code == 0
    assert capsys.readouterr().out.startswith("Cover: made with the look of its layout")
    deck = Presentation(BytesIO(out.read_bytes()))
    titles = [slide.shapes.title.text_frame.text for slide in deck.slides]
    assert "Our own title" in titles
    assert all("Logo" in [shape.name for shape in slide.slide_layout.shapes] for slide in deck.slides)
    assert len(charts(deck)) >= 2


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("content", [b"", b"PK no archive", foreign(title=False), as_template(foreign(), macros=b"x")])
def test_what_is_no_template_is_refused_in_the_language_of_its_reader(published, tmp_path, capsys, content, language):
    code, out = asked(published, tmp_path, content, language)
    assert code == 2
    assert not out.exists()
    told = capsys.readouterr().out
    assert told.strip()
    assert str(tmp_path) not in told

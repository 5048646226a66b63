"""Decks that cannot be refreshed, or only in part: told in words, never a crash, never half a slide."""

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from pptx import Presentation
from pptx.oxml.ns import qn

from contract.codes import Language
from contract.errors import UserError
from picture.export.pptx.about.record import read_tags, tags_part, tags_xml
from picture.export.workbook.xlsx import workbook
from picture.refresh.__main__ import refresh_command
from tests.picture.recheck.kept import OTHER, publish, taken
from tests.picture.refresh.decks import deck_of, opened, refreshed, saved, slide_told


@pytest.fixture
def folder(tmp_path):
    publish(tmp_path)
    return tmp_path


def foreign():
    deck = Presentation()
    deck.slides.add_slide(deck.slide_layouts[0])
    return saved(deck)


def with_macros(content):
    made = BytesIO(content)
    with ZipFile(made, "a") as archive:
        archive.writestr("ppt/vbaProject.bin", b"x")
    return made.getvalue()


def bomb():
    made = BytesIO()
    with ZipFile(made, "w", ZIP_DEFLATED) as archive:
        archive.writestr("ppt/presentation.xml", b"0" * 500_000_000)
    return made.getvalue()


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (lambda _: b"no zip", "kept_file_broken"),
        (lambda _: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"0" * 99, "kept_file_locked"),
        (lambda _: foreign(), "kept_file_foreign"),
        (lambda folder: workbook(taken(folder, kinds=("map",))), "refresh_no_deck"),
        (lambda folder: with_macros(deck_of(folder, kinds=("map",))), "kept_file_macros"),
        (lambda _: bomb(), "kept_file_large"),
        (lambda folder: deck_of(folder, kinds=("map",))[:-2000], "kept_file_broken"),
    ],
    ids=["broken", "password", "foreign", "workbook", "macros", "bomb", "cut"],
)
def test_a_file_that_cannot_be_refreshed_is_refused(folder, content, code):
    with pytest.raises(UserError) as refused:
        refreshed(content(folder), folder)
    assert refused.value.code == code


def retagged(content, **changes):
    """A deck in whose second slide tags say something else; None: not at all."""
    deck = opened(content)
    slide = deck.slides[1]
    tags = read_tags(slide) | {f"LAGESBILD_{name}": text for name, text in changes.items()}
    tags_part(slide)._blob = tags_xml([(name, text) for name, text in tags.items() if text is not None])
    return saved(deck)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"KIND": "globe"}, "this kind of picture no longer exists"),
        ({"ADDRESS": "http://p.example/map?indicator=gone&lang=sv"}, "no longer published"),
        ({"ADDRESS": "http://p.example/map?area=MK88&lang=sv&period=2026"}, "no longer published"),
        ({"ADDRESS": "http://p.example/map?period=1999&indicator=trust"}, "no longer published"),
        ({"ADDRESS": "%%%"}, "no longer published"),
        ({"PART": "7"}, "its view has fewer slides now"),
        ({"PART": "first"}, "its view has fewer slides now"),
        ({"KIND": "front"}, "another form now"),
    ],
)
def test_a_slide_that_has_no_likeness_now_stays_and_says_why(folder, changes, said):
    kept = retagged(deck_of(folder, kinds=("map",)), **changes)
    publish(folder, "two", OTHER)
    new = refreshed(kept, folder)
    assert slide_told(opened(new.content).slides[1]) == slide_told(opened(kept).slides[1])
    assert any(said in line for line in new.lines), new.lines


def test_a_damaged_slide_stays_wholly(folder):
    deck = opened(deck_of(folder, kinds=("map",)))
    chart = next(shape for shape in deck.slides[1].shapes if shape.has_chart)
    for label in chart.chart.part._element.iter(qn("c:dLbl")):
        label.remove(label.find(qn("c:idx")))
    kept = saved(deck)
    publish(folder, "two", OTHER)
    new = refreshed(kept, folder)
    assert slide_told(opened(new.content).slides[1]) == slide_told(opened(kept).slides[1])
    assert "The slide was left as it was: something on it could not be read." in new.lines


def test_slides_keep_their_language_whatever_the_list_is_written_in(folder):
    kept = deck_of(folder, language=Language.FI, kinds=("map",))
    publish(folder, "two", OTHER)
    new = refreshed(kept, folder, Language.SV)
    assert "Trust fi" in opened(new.content).slides[1].shapes[1].text_frame.text
    assert new.lines[0].startswith("Bilder uppdaterade: 3.")


def test_the_command_writes_the_new_deck_and_prints_the_list(folder, capsys):
    old, new = folder / "old.pptx", folder / "new.pptx"
    old.write_bytes(deck_of(folder, kinds=("map",)))
    assert refresh_command([str(old), "--out", str(new), "--data", str(folder), "--lang", "fi"]) == 0
    assert capsys.readouterr().out.startswith("Dioja päivitetty: 3.")
    assert len(opened(new.read_bytes()).slides) == 3


def test_the_command_says_what_is_wrong_with_a_file(folder, capsys):
    assert refresh_command([str(folder / "none.pptx"), "--out", str(folder / "x"), "--data", str(folder)]) == 2
    assert "does not exist" in capsys.readouterr().out
    assert not (folder / "x").exists()

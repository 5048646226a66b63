"""Wherever a number stands it is the database's: files of every kind of view are read again, and so are documents."""

from contract.pointer import served_database
from tests.reread.__main__ import VIEWS
from tests.reread.database import Figure
from tests.reread.files import Asked
from tests.reread.sweep import KEYED, Found, Reader
from tests.reread.words import unknown


def test_every_number_in_every_form_of_every_kind_of_view_is_that_of_the_database(published):
    reader, found = Reader.of(served_database(published)), Found()
    for kind, views in VIEWS.items():
        reader.view(Asked(kind, "fi", f"area=MK18&{views[0]}"), found)
    assert found.wrong == []
    assert set(found.figures) == set(KEYED)
    assert min(found.figures.values()) > 40
    assert found.words["pptx"] > 150


def test_every_number_of_a_report_and_a_brief_is_one_of_the_database(published):
    reader, found = Reader.of(served_database(published)), Found()
    for kind in ("report", "brief"):
        reader.document(Asked(kind, "sv", "area=MK21"), found)
    assert found.wrong == []
    assert found.files == 4


def test_a_number_that_has_moved_is_found_with_both_figures(published):
    reader = Reader.of(served_database(published))
    key, held = next((key, held) for key, held in reader.figures.items() if len(held) == 1 and key.startswith("safe_"))
    (figure,) = held
    wrong = Figure(key, (figure.value or 0) + 1, figure.low, figure.high, figure.n)
    (told,) = reader.differing("xlsx", [figure, wrong])
    assert repr(wrong) in told
    assert repr(figure) in told


def test_a_number_in_words_that_nothing_explains_is_found(published):
    reader = Reader.of(served_database(published))
    key = "safe_evening/2026/MK01/all.all"
    (figure,) = reader.figures[key]
    (one,) = unknown(
        [f"{figure.value:.0f}% of {figure.n:,} felt safe in 2026, 999.9% in dreams"], [key], reader.numbers, "en"
    )
    assert one.number == "999.9"

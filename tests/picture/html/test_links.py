"""An address carries the whole view, and leads to a place on the methods page."""

from contract.codes import Language
from picture.html.links import methods_address
from picture.html.methods.anchors import Question, mark_place
from picture.text.marks import Mark
from tests.picture.factory import map_dataset

VIEW = map_dataset(Language.SV).view


def test_a_mark_leads_to_its_meaning_with_the_whole_view():
    target = methods_address(mark_place(Mark.LOW_RELIABILITY), VIEW)
    assert target.startswith("methods?")
    assert target.endswith("#mark-u")
    assert "lang=sv" in target
    assert f"indicator={VIEW.indicator}" in target


def test_a_question_has_a_place_of_its_own():
    assert methods_address(Question.HATCHED, VIEW).endswith("#why-hatched")

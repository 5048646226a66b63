"""Letters, notices and guides say the same in every language, and leave blanks for what only people know."""

import re
from itertools import chain

import pytest

from contract.codes import Language
from picture.export.kit.paper import TEXT_ROLES
from picture.text.kit.documents import KitText, kit_pieces, kit_title, passages

KINDS = {"heading", "list", "numbered", "ticks", "box", "plan", "decisions", *TEXT_ROLES}


@pytest.mark.parametrize("which", KitText)
def test_every_language_has_the_same_parts_with_as_many_paragraphs_and_blanks(which):
    told = {language: passages(which, language, "Espoo", 30) for language in Language}
    shapes = {tuple((part.kind, len(part.texts)) for part in parts) for parts in told.values()}
    assert len(shapes) == 1
    assert {kind for kind, _ in next(iter(shapes))} <= KINDS
    blanks = {
        tuple(sum(piece.blank for piece in kit_pieces(text)) for part in parts for text in part.texts)
        for parts in told.values()
    }
    assert len(blanks) == 1


@pytest.mark.parametrize("which", KitText)
@pytest.mark.parametrize("language", Language)
def test_no_mark_of_ours_is_left_in_what_people_read(which, language):
    texts = chain.from_iterable(part.texts for part in passages(which, language, "Esbo", 30))
    read = " ".join(piece.text for piece in chain.from_iterable(map(kit_pieces, texts)))
    assert not re.search(r"\*\*|\{|\}", read)
    assert kit_title(which, language)


def test_bold_words_and_blanks_are_told_apart_also_inside_each_other():
    pieces = kit_pieces("**Answer by [day]** on the web: [address].")
    assert [(one.text, one.bold, one.blank) for one in pieces] == [
        ("Answer by ", True, False),
        ("[day]", True, True),
        (" on the web: ", False, False),
        ("[address]", False, True),
        (".", False, False),
    ]


def test_a_letter_names_who_asks_and_with_how_many_answers_a_result_is_shown():
    told = " ".join(text for part in passages(KitText.LETTER, Language.SV, "Esbo", 30) for text in part.texts)
    assert "Esbo" in told
    assert "minst 30" in told

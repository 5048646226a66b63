"""Names may hold letters that no file of XML may: they are left out, and nothing else is changed."""

from dataclasses import dataclass
from enum import StrEnum

import pytest
from markupsafe import Markup

from contract.printable import printable_texts


class Code(StrEnum):
    """A code of ours, which stays one."""

    ONE = "one"


@dataclass(frozen=True, slots=True)
class Named:
    """A value with a text, and others in it."""

    name: str
    parts: tuple[object, ...] = ()


@pytest.mark.parametrize("letter", ["\x00", "\x0b", "\x1f", "\ud800", "\ufdd0", "\ufffe"])
def test_a_text_at_any_depth_loses_what_no_xml_may_hold(letter: str) -> None:
    inner = Named(f"a{letter}b")
    cleaned = printable_texts(Named("Åland", (inner, (inner, 5), Markup("<b>{}</b>").format(letter), Code.ONE)))
    assert cleaned == Named("Åland", (Named("ab"), (Named("ab"), 5), Markup("<b></b>"), Code.ONE))
    assert isinstance(cleaned.parts[2], Markup)
    assert cleaned.parts[3] is Code.ONE


def test_a_value_that_is_clean_stays_itself() -> None:
    value = Named("Åland", (Named("a\tb\n"), Markup("<b>"), 5))
    assert printable_texts(value) is value


def test_fields_without_texts_of_others_are_not_looked_into() -> None:
    value = Named("a\x00", (Named("b\x00"),))
    assert printable_texts(value, frozenset({"parts"})) == Named("a", (Named("b\x00"),))

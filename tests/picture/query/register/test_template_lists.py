"""What may be chosen in the workbook of a contribution."""

from contract.codes import Language
from picture.query.register.template_lists import read_template_lists
from tests.picture.small import small_database


def lists(language):
    return read_template_lists(small_database(), language)


def test_areas_in_force_stand_with_their_key_the_country_first():
    areas = lists(Language.SV).areas
    assert areas[0].startswith("SSS ")
    assert any(area.startswith("MK01 ") for area in areas)
    assert not any(area.startswith("ELY") for area in areas)


def test_indicators_without_a_figure_and_everybody_are_not_offered():
    found = lists(Language.EN)
    assert not any(one.startswith("silent ") for one in found.indicators)
    assert not any(one.startswith("all:") for one in found.groups)

"""A field for one key of the view."""

from urllib.parse import parse_qsl

import pytest

from contract.codes import Language
from contract.pointer import served_database
from picture.html.choosing.choice_field import choice_field, indicator_sections
from picture.query.choices import read_choices
from picture.query.database import connect
from tests.picture.html.choosing.test_area_field import options

VIEW = {"lang": "fi", "indicator": "trust", "period": "2026", "group": "sex.female", "area": "MK02"}


def test_choosing_changes_one_key_and_nothing_else():
    html = str(choice_field("period", "Ajankohta", {"": {"2026": "2026", "2022-2023": "2022–2023"}}, "2026", VIEW))
    seen = [(dict(parse_qsl(address[1:])), chosen) for address, _, chosen, _ in options(html)]
    assert seen == [(VIEW, True), ({**VIEW, "period": "2022-2023"}, False)]
    assert 'value="2026"' in html


def test_what_is_chosen_and_not_offered_leaves_the_field_empty():
    assert 'value=""' in choice_field("period", "Ajankohta", {"": {"2026": "2026"}}, "1999", VIEW)


@pytest.mark.parametrize("language", Language)
def test_indicators_stand_by_domain_and_those_of_the_country_alone_last(published, language):
    choices = read_choices(connect(served_database(published)).cursor(), language)
    *domains, alone = indicator_sections(choices).values()
    assert sorted(key for section in (*domains, alone) for key in section) == sorted(i.id for i in choices.indicators)
    assert "trust_police" in alone
    assert all(choices.levels.get(key) for section in domains for key in section)
    assert not any(choices.levels.get(key) for key in alone)

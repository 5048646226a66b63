"""The view in the address: what exists is taken, what does not falls back to the default and is told."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contract.cell_key import area_key
from contract.codes import Language
from picture.query.choices import read_choices
from picture.query.selection import (
    OWN_KEYS,
    address,
    check,
    defaults,
    nearest_period,
    options,
    second_area,
    selected_areas,
    view_of,
)
from tests.picture.small import small_database

OFFER = read_choices(small_database(), "sv")
ALLOWED = {key: values for key, values in options(OFFER).items() if values}  # no version: this is none of the past
DEFAULTS = {
    "lang": "sv",
    "indicator": "trust",
    "level": "maakunta",
    "area": "SSS",
    "period": "2026",
    "group": "all.all",
    "division": "newest",
    "areas": "none",
    "second": "none",
    **{key: values[0] for key, values in OWN_KEYS.items()},
}


def test_who_asks_for_nothing_sees_this_years_first_headline_for_the_whole_country():
    assert defaults(OFFER) == DEFAULTS
    assert check({}, {}, OFFER) == (DEFAULTS, ())


@pytest.mark.parametrize("key", DEFAULTS)
@pytest.mark.parametrize("text", ["'; DROP TABLE estimate; --", "<script>", "", "SSS' OR '1'='1", "../..", "MK98", "٢"])
def test_a_value_that_does_not_exist_falls_back_to_the_default_and_is_told(key, text):
    assert check({key: text}, {}, OFFER) == (DEFAULTS, (key,))


def test_a_key_that_nobody_knows_is_left_alone():
    assert check({"utm_source": "mail", "embed": "true"}, {}, OFFER) == (DEFAULTS, ())


def test_the_address_comes_before_what_was_chosen_earlier_and_that_before_the_default():
    choice, wrong = check({"area": "MK01"}, {"area": "MK02", "indicator": "people"}, OFFER)
    assert (choice["area"], choice["indicator"], choice["period"], wrong) == ("MK01", "people", "2026", ())


def test_what_was_chosen_earlier_and_no_longer_exists_is_forgotten_silently():
    assert check({}, {"area": "MK20", "nonsense": "1"}, OFFER) == (DEFAULTS, ())


@given(st.dictionaries(st.sampled_from([*DEFAULTS, "other"]), st.text(max_size=12)))
def test_whatever_stands_in_the_address_the_choice_is_one_that_exists(asked):
    choice, wrong = check(asked, {}, OFFER)
    assert all(choice[key] in ALLOWED[key] for key in DEFAULTS)
    assert set(choice) == set(DEFAULTS)
    assert set(wrong) == {key for key in DEFAULTS if key in asked and asked[key] not in ALLOWED[key]}


@given(st.fixed_dictionaries({key: st.sampled_from(list(values)) for key, values in ALLOWED.items()}))
def test_every_combination_of_existing_values_is_a_view_that_the_indicator_can_give(choice):
    view = view_of(choice, OFFER)
    groups = {(g.dim, g.code) for g in OFFER.groups[view.indicator]}
    assert view.period in OFFER.periods[view.indicator]
    assert (view.group_dim, view.group_code) in groups
    assert view.level in OFFER.levels[view.indicator] or not OFFER.levels[view.indicator]
    assert OFFER.area(view.area_level, view.area)


@given(st.fixed_dictionaries({key: st.sampled_from(list(values)) for key, values in ALLOWED.items()}))
def test_the_address_of_a_view_opens_the_same_view(choice):
    view = view_of(choice, OFFER)
    assert view_of(check(address(view), {}, OFFER)[0], OFFER) == view


def test_a_group_that_the_indicator_lacks_becomes_everybody():
    assert view_of(DEFAULTS | {"indicator": "reports", "group": "sex.1"}, OFFER).group_dim == "all"


def test_where_there_is_no_everybody_the_first_group_is_shown():
    assert view_of(DEFAULTS | {"indicator": "lonely"}, OFFER).group_code in {"home", "away"}


@pytest.mark.parametrize(
    ("asked", "offered", "shown"),
    [
        ("2025", ("2024", "2025", "2026"), "2025"),
        ("2025", ("2021", "2024", "2026"), "2024"),  # the latest that ends no later
        ("2019", ("2024", "2026"), "2026"),  # nothing so old: the latest of all
        ("2026", ("2024", "2026", "2024-2026"), "2026"),
        ("2024-2026", ("2024", "2026", "2024-2026"), "2024-2026"),
        ("2027", ("2024", "2026", "2024-2026"), "2026"),  # the pooled one only when it is asked for
        ("2026", ("2018-2019",), "2018-2019"),
    ],
)
def test_a_period_without_numbers_becomes_the_nearest_earlier_one(asked, offered, shown):
    assert nearest_period(asked, offered) == shown


@pytest.mark.parametrize(
    ("level", "code", "key"),
    [("country", "SSS", "SSS"), ("maakunta", "02", "MK02"), ("elinvoimakeskus", "03", "EVK03"), ("ely", "01", "ELY01")],
)
def test_an_area_in_the_address_says_its_own_level(level, code, key):
    assert area_key(level, code) == key


def test_areas_of_one_division_keep_their_official_order():
    assert [a.code for a in selected_areas(OFFER, "maakunta")] == ["01", "02", "21"]


@pytest.mark.parametrize("language", Language)
def test_the_language_of_the_address_is_the_language_of_the_view(language):
    assert view_of(check({"lang": language}, {}, OFFER)[0], OFFER).language == language


def test_a_second_area_is_a_region_and_never_the_chosen_area_itself():
    def second(**asked):
        selected, _ = check(asked, {}, OFFER)
        return second_area(selected, view_of(selected, OFFER), OFFER)

    assert second(area="MK01") is None
    assert second(area="MK01", second="MK01") is None
    assert second(area="MK01", second="MK02").code == "02"


# --- a version of an edition ---

OLD = replace(OFFER, told_by="a later build")


def test_a_view_of_an_old_version_always_names_it():
    selected, wrong = check({}, {}, OLD)
    view = view_of(selected, OLD)
    assert (wrong, selected["edition"], view.edition, address(view)["edition"]) == ((), *["2026-1"] * 3)
    assert "edition" not in check({}, {}, OFFER)[0]


def test_another_version_than_the_one_that_answers_is_wrong():
    assert check({"edition": "2026-2"}, {}, OLD)[1] == ("edition",)
    assert check({"edition": "2026-1"}, {}, OFFER)[1] == ("edition",)


def test_the_version_is_not_taken_from_what_the_reader_chose_before():
    selected, wrong = check({}, {"edition": "2026-1", "area": "MK01"}, OFFER)
    assert ("edition" in selected, wrong, selected["area"]) == (False, (), "MK01")

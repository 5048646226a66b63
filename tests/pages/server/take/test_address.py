"""What an address asks for is checked before anything is made, and equal requests are equal."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.datastructures import QueryParams

from pages.server.take.address import FORMS, MOST_KEPT, NoFileError, Wanted, language_of
from picture.text.words import word
from picture.views import VIEW_KINDS
from tests.pages.server.take.taken import wanted

VIEW = "indicator=trust_other_background&area=MK18&period=2025&lang=sv"
ITEM = "map~safe_evening~maakunta~MK02~2024~all.all~none~newest"


@pytest.mark.parametrize(
    ("name", "query"),
    [
        ("map.exe", VIEW),
        ("map", VIEW),
        (".pptx", VIEW),
        ("map.", VIEW),
        ("MAP.PPTX", VIEW),
        ("pack.pptx", VIEW),
        ("kit.pdf", "lang=sv"),
        ("kit.zip", "lang=sv&languages=x"),
        ("everything.xlsx", VIEW),
        ("basket.png", VIEW),
        ("map.png", VIEW + "&shape=slide"),
        ("../app.zip", VIEW),
        ("map\x00.pptx", VIEW),
        ("basket.pptx", "lang=sv&item=map~x"),
        ("basket.pptx", "lang=sv&item=nothing~a~b~c~d~e~f~g"),
        ("basket.pptx", "lang=sv&item=" + "~" * 5000),
    ],
)
def test_an_address_without_a_file_says_so_in_the_readers_language(published, name, query):
    with pytest.raises(NoFileError) as error:
        wanted(published, name, query)
    assert str(error.value) == word("take_not_there", "sv")


@pytest.mark.parametrize(
    "wrong",
    ["area=MK99", "indicator=x", "period=1900", "group=a.b", "level='", "beside=maybe", "areas=MK99", "division=1900"],
)
@pytest.mark.parametrize("name", ["map.pptx", "pack.zip"])
def test_another_picture_is_never_given_in_the_place_of_one_that_does_not_exist(published, name, wrong):
    with pytest.raises(NoFileError, match="inte finns"):
        wanted(published, name, f"lang=sv&{wrong}")


def test_a_kit_of_a_place_that_does_not_exist_is_refused(published):
    with pytest.raises(NoFileError, match="inte finns"):
        wanted(published, "kit.zip", "lang=sv&place=KU999")


def test_a_kit_is_the_same_whatever_is_looked_at(published):
    one = wanted(published, "kit.zip", "lang=sv&place=KU049")
    assert one == wanted(published, "kit.zip", f"{VIEW}&place=KU049")
    assert one != wanted(published, "kit.zip", "lang=sv&place=KU091")
    assert "place=KU049" in one.address()


def test_an_item_with_a_value_that_does_not_exist_is_refused(published):
    with pytest.raises(NoFileError, match="inte finns"):
        wanted(published, "basket.pptx", f"lang=sv&item={ITEM}&item={ITEM.replace('MK02', 'MK99')}")


@pytest.mark.parametrize("count", [0, MOST_KEPT + 1])
def test_a_deck_has_a_limit(published, count):
    with pytest.raises(NoFileError, match=str(MOST_KEPT)):
        wanted(published, "basket.pptx", "&".join([f"item={ITEM}"] * count))


@given(name=st.text(max_size=60), query=st.text(max_size=300))
def test_whatever_stands_in_an_address_is_a_file_or_told_in_words(published, name, query):
    for asked in (name, *(f"{what}.{forms[0]}" for what, forms in FORMS.items())):
        for given_query in (query, f"area={query}", f"lang=sv&item={query}", f"build={query}"):
            with suppress(NoFileError):
                assert wanted(published, asked, given_query).what in FORMS


def test_order_defaults_and_unknown_keys_make_no_other_file(published):
    plain = wanted(published, "map.pptx", "area=MK02&lang=sv")
    for same in (
        "lang=sv&area=MK02",
        "area=MK02&lang=sv&beside=none&utm=x&division=newest",
    ):
        assert wanted(published, "map.pptx", same) == plain


@pytest.mark.parametrize("query", ["area=MK01&area=MK02", "area=MK02&area=MK02", "lang=fi&lang=sv"])
def test_an_address_that_gives_one_thing_twice_names_no_file(published, query):
    with pytest.raises(NoFileError):
        wanted(published, "map.pptx", query)


def test_an_image_has_the_shape_that_its_address_names_and_other_files_have_none(published):
    square = wanted(published, "map.png", "area=MK02&lang=sv&shape=square")
    plain = wanted(published, "map.png", "area=MK02&lang=sv")
    assert (square.shape, plain.shape) == ("square", "wide")
    assert square.digest("x") != plain.digest("x")
    assert "shape=square" in square.address()
    assert "shape" not in plain.address()
    again, _, query = square.address().partition("?")
    assert wanted(published, again, query) == square == Wanted.from_json(square.to_json())
    deck = wanted(published, "map.pptx", "area=MK02&lang=sv")
    assert wanted(published, "map.pptx", "area=MK02&lang=sv&shape=square") == deck
    image = wanted(published, "map.pptx", "area=MK02&lang=sv&shape=slide")
    assert (image.shape, "shape=slide" in image.address()) == ("slide", True)


def test_a_shape_that_does_not_exist_is_no_file(published):
    with pytest.raises(NoFileError):
        wanted(published, "map.svg", "lang=sv&shape=round")


@pytest.mark.parametrize("other", ["area=MK04&lang=sv", "area=MK02&lang=fi", "area=MK02&lang=sv&period=2025"])
def test_another_view_or_language_is_another_file(published, other):
    plain = wanted(published, "map.pptx", "area=MK02&lang=sv")
    assert wanted(published, "map.pptx", other).digest("x") != plain.digest("x")


def test_another_version_of_the_programs_makes_another_file(published):
    asked = wanted(published, "map.pptx", VIEW)
    assert asked.digest("one") != asked.digest("two")


@pytest.mark.parametrize("name", [*(f"{kind}.svg" for kind in VIEW_KINDS), "pack.zip", "basket.pptx", "everything.zip"])
def test_what_is_wanted_travels_to_a_process_and_back_and_its_address_leads_to_itself(published, name):
    asked = wanted(published, name, f"{VIEW}&item={ITEM}&item={ITEM.replace('map', 'trend')}")
    assert Wanted.from_json(asked.to_json()) == asked
    again, _, query = asked.address().partition("?")
    assert (again, QueryParams(query)["build"]) == (name, asked.build)
    assert wanted(published, again, query) == asked


@pytest.mark.parametrize(("query", "language"), [("lang=sv", "sv"), ("", "fi"), ("lang=xx", "fi"), ("lang=", "fi")])
def test_a_language_that_is_not_ours_becomes_finnish(query, language):
    assert language_of(QueryParams(query)) == language

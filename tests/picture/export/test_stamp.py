"""File names, warnings and the years of an axis."""

from dataclasses import replace

import pytest

from picture.export.stamp import warnings
from tests.picture import factory
from tests.picture.presented import file_name


@pytest.mark.parametrize(
    ("dataset", "name"),
    [
        (factory.map_dataset("sv"), "lagesbild_trust_other_background_maakunta_2026_sv_SYNTHETIC.pptx"),
        (factory.trend_dataset("fi"), "lagesbild_trust_other_background_trend_maakunta_02_2026_fi_SYNTHETIC.pptx"),
        (factory.groups_dataset("en"), "lagesbild_trust_other_background_groups_country_SSS_2026_en_SYNTHETIC.pptx"),
        (factory.profile_dataset("sv"), "lagesbild_profile_maakunta_02_2026_sv_SYNTHETIC.pptx"),
        (factory.front_dataset("sv"), "lagesbild_front_country_SSS_2026_sv_SYNTHETIC.pptx"),
    ],
    ids=lambda value: getattr(value, "kind", ""),
)
def test_a_file_is_named_after_its_view(dataset, name):
    assert file_name(dataset, "pptx") == name


def test_a_file_of_real_numbers_is_not_called_synthetic():
    dataset = factory.map_dataset("sv")
    real = replace(dataset, sources=tuple(replace(s, synthetic=False) for s in dataset.sources))
    assert file_name(real, "csv") == "lagesbild_trust_other_background_maakunta_2026_sv.csv"


def test_a_group_is_in_the_name_and_no_sign_that_a_file_system_refuses():
    dataset = factory.map_dataset("sv")
    odd = replace(dataset, view=replace(dataset.view, group_dim="sex", group_code="2", period="2014/15"))
    assert file_name(odd, "csv") == "lagesbild_trust_other_background_maakunta_sex_2_2014-15_sv_SYNTHETIC.csv"


def test_a_draft_is_a_warning_and_a_published_edition_is_none():
    dataset = factory.map_dataset("en")
    draft, published = (
        replace(dataset, stamp=replace(dataset.stamp, status=status)) for status in ("draft", "published")
    )
    assert warnings(draft) == ("SYNTHETIC DEMONSTRATION DATA", "DRAFT")
    assert warnings(published) == ("SYNTHETIC DEMONSTRATION DATA",)


def test_an_old_version_names_the_version_that_replaced_it():
    dataset = factory.profile_dataset("sv")
    stamp = replace(dataset.stamp, status="published", newer_version=3)
    assert warnings(replace(dataset, stamp=stamp))[1:] == ("ERSATT AV VERSION 3",)
    withdrawn = replace(dataset, stamp=replace(stamp, status="withdrawn"))
    assert warnings(withdrawn)[1:] == ("TILLBAKADRAGEN", "ERSATT AV VERSION 3")

"""Figures that are not public yet say until when, on pages and on everything that leaves."""

from dataclasses import replace
from datetime import datetime

import pytest

from picture.export.stamp import warnings
from picture.html.frame.banners import banners
from picture.text.editions.embargo import embargo_mark
from tests.picture import factory

DUE = datetime.fromisoformat("2026-12-08T08:05:00+02:00")
STAMP = replace(factory.map_dataset("fi").stamp, status="published", embargoed=True, due=DUE)


@pytest.mark.parametrize(
    ("language", "mark", "banner"),
    [
        ("fi", "EI JULKINEN ENNEN 8.12.2026 KLO 8.05", "julkistetaan 8.12.2026 klo 8.05 Suomen aikaa"),
        ("sv", "INTE OFFENTLIG FÖRE 8.12.2026 KL. 8.05", "publiceras 8.12.2026 kl. 8.05 finländsk tid"),
        ("en", "EMBARGO UNTIL 8 December 2026, 8:05", "published on 8 December 2026 at 8:05, Finnish time"),
    ],
)
def test_the_hour_is_named(language, mark, banner):
    assert embargo_mark(STAMP, language) == mark
    assert banner in banners(STAMP, language)
    assert mark in warnings(replace(factory.map_dataset(language), stamp=STAMP))


def test_without_an_hour_it_is_said_all_the_same():
    assert embargo_mark(replace(STAMP, due=None), "en") == "UNDER EMBARGO"

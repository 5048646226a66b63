"""Every kind of source has its short word in every language."""

from dataclasses import replace

import pytest

from contract.codes import Kind, Language, RecordedBy
from picture.text.kinds import kind_word
from tests.picture.factory import map_dataset

ONE = map_dataset(Language.EN).indicators[0]


@pytest.mark.parametrize(
    ("kind", "recorded_by", "words"),
    [
        (Kind.SURVEY_SHARE, None, ("kysely", "enkät", "survey")),
        (Kind.SURVEY_MEAN, None, ("kysely", "enkät", "survey")),
        (Kind.PUBLISHED_SHARE, None, ("julkaistu kysely", "publicerad enkät", "published survey")),
        (Kind.REGISTER_COUNT, None, ("rekisteri", "register", "register")),
        (Kind.REGISTER_SHARE, None, ("rekisteri", "register", "register")),
        (Kind.REGISTER_COUNT, RecordedBy.POLICE, ("poliisin tilasto", "polisens statistik", "police statistics")),
        (
            Kind.REGISTER_COUNT,
            RecordedBy.AUTHORITY,
            ("viranomaisen tilasto", "myndighetsstatistik", "administrative statistics"),
        ),
    ],
)
def test_the_kind_of_source_is_one_short_word(kind, recorded_by, words):
    one = replace(ONE, kind=kind, recorded_by=recorded_by)
    assert tuple(kind_word(one, language) for language in Language) == words

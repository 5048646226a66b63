"""Two versions are compared in their order; what was not released is never compared in silence."""

from datetime import date

import pytest

from picture.query.corrections import EditionVersion
from picture.query.editions.pair import chosen_pair

VERSIONS = tuple(
    EditionVersion(edition, version, "1.0.0", date(2026, 12, 1), "a hash", None)
    for edition, version in (("2025", 1), ("2026", 1), ("2026", 2))
)


@pytest.mark.parametrize(
    ("first", "second", "name", "wrong"),
    [
        ("", "", "2026-1/2026-2", False),
        ("2025-1", "", "2025-1/2026-2", False),
        ("2026-2", "2025-1", "2025-1/2026-2", False),
        ("2026-9", "2026-2", "2026-1/2026-2", True),
        ("<b>", "../../x", "2026-1/2026-2", True),
    ],
)
def test_the_asked_versions_are_compared_else_the_last_two(first, second, name, wrong):
    pair = chosen_pair(VERSIONS, first, second)
    assert (pair.name, pair.wrong) == (name, wrong)


def test_one_version_alone_is_compared_with_nothing():
    assert chosen_pair(VERSIONS[:1], "", "") is None

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.fetch.services.batching import batches, cells

MOST = 120_000


def selection(**sizes: int) -> dict[str, tuple[str, ...]]:
    return {name: tuple(str(number) for number in range(size)) for name, size in sizes.items()}


@given(st.lists(st.integers(1, 12), min_size=1, max_size=4), st.integers(1, 200))
def test_every_cell_is_asked_for_once_and_no_call_asks_for_too_many(sizes, most):
    whole = selection(**{f"v{place}": size for place, size in enumerate(sizes)})
    parts = list(batches(whole, most))
    assert all(cells(part) <= most for part in parts)
    asked = [cell for part in parts for cell in itertools.product(*part.values())]
    assert len(asked) == len(set(asked)) == cells(whole)


@pytest.mark.parametrize(
    ("sizes", "calls"),
    [
        ({"area": 330, "content": 1, "year": 36}, 1),  # population of 308 municipalities, 1990-2025: one call
        ({"area": 568, "content": 43, "year": 36}, 8),  # the whole of 11ra; by years it would be 9
        ({"area": 309, "language": 169, "sex": 1, "year": 36}, 17),  # 11rm without the sexes; by years 18
        ({"area": 120_000}, 1),
        ({"area": 120_001}, 2),
    ],
)
def test_a_table_needs_hardly_more_calls_than_the_limit_forces(sizes, calls):
    assert len(list(batches(selection(**sizes), MOST))) == calls
    forced = -(-cells(selection(**sizes)) // MOST)
    assert calls <= forced * 1.1 + 1

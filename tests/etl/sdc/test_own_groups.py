"""Own groups of areas (picture/query/trend) give nothing away: they are made of published figures alone.

An intruder who also reads the pooled figures of any groups of areas has the same bounds on every hidden cell as before:
such a figure is a weighted sum of open cells, which he knows already.
"""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
from scipy.sparse import csr_array, vstack

from etl.sdc.attack.from_published import Knowledge, known_shares
from etl.sdc.linear_program import Solver, sparse_rows
from etl.sdc.release_audit import read_published
from etl.sdc.shared_tables import SCALE
from picture.query.trend.pooling import PooledPart, pooled
from tests.etl.small_country import CONTEXT, REGIONS, public

PEOPLE = {"05": 400, "06": 300, "07": 220, "08": 120, "09": 90}
HIDDEN = {"08", "09"}
SHARES = {code: 40.0 + place for place, code in enumerate(PEOPLE)}
OPEN = {code: (people, SHARES[code]) for code, people in PEOPLE.items() if code not in HIDDEN}
ALL = ("all", "all")
SV = ("language", "sv")


@pytest.fixture(scope="module")
def table():
    """The regions with two hidden ones, their sums, and a group of people in every one of them."""
    cells = [("maakunta", code, *ALL, people, share, "", people) for code, (people, share) in OPEN.items()]
    cells += [("maakunta", code, *ALL, None, None, "C", PEOPLE[code]) for code in sorted(HIDDEN)]
    sums = [("country", "SSS", REGIONS), ("ely", "06", ("08", "09")), ("elinvoimakeskus", "04", ("05", "06"))]
    for level, code, inside in [*sums, ("elinvoimakeskus", "03", ("07", "08", "09"))]:
        people = sum(PEOPLE[one] for one in inside)
        share = round(sum(PEOPLE[one] * SHARES[one] for one in inside) / people, 1)
        cells.append((level, code, *ALL, people, share, "", people))
    cells += [("maakunta", code, *SV, 60, 50.0, "", 60) for code in ("05", "06")]
    cells += [("maakunta", code, *SV, None, None, "C", 20) for code in ("07", "08", "09")]
    return read_published(public(*cells), CONTEXT)


def bounds(audited, rows, least, most):
    """Return the lowest and the highest yes of every hidden cell, as published figures and sums leave them possible."""
    shares = known_shares(audited.tables, audited.published)
    sums = audited.tables.independent_rows
    slack = shares.slack[audited.tables.independent]
    solver = Solver(
        csr_array(vstack([sums, rows])) if rows.shape[0] else sums,
        np.concatenate([np.zeros(len(slack)), least]),
        np.concatenate([slack, most]),
    )
    solver.set_bounds(shares.low, shares.high)
    ends = []
    for cell in np.flatnonzero(~audited.published.open).tolist():
        cost = np.zeros(len(shares.low))
        cost[cell] = 1.0
        ends.append([solver.minimise(way * cost) @ cost for way in (1.0, -1.0)])
    return np.array(ends)


def groups(audited, shares: Knowledge):
    """Return every group of open regions as a weighted sum of their cells, and what its published figure leaves."""
    place = {
        key[2]: cell
        for key, cell in audited.published.place.items()
        if key[1] == "maakunta" and key[-1] == "all" and audited.published.open[cell]
    }
    sets = [some for size in (2, 3) for some in combinations(sorted(place), size)]
    rows = sparse_rows([dict.fromkeys((place[code] for code in some), 1.0) for some in sets], len(shares.low))
    return sets, rows, rows @ shares.low, rows @ shares.high


def test_bounds_on_every_hidden_cell_stay_when_any_own_groups_are_known(table):
    shares = known_shares(table.tables, table.published)
    sets, rows, least, most = groups(table, shares)
    assert len(sets) == 4
    alone = bounds(table, csr_array((0, len(shares.low))), np.zeros(0), np.zeros(0))
    assert (alone[:, 1] - alone[:, 0] > 0).all()  # something is hidden
    assert bounds(table, rows, least, most) == pytest.approx(alone, abs=1e-6)


def test_what_a_pooled_figure_leaves_possible_is_what_its_published_parts_leave():
    """The printed figure of a group holds no more than the sum of the printed figures, within their rounding."""
    for some in combinations(OPEN, 2):
        parts = [PooledPart(OPEN[code][0], OPEN[code][1], None, None) for code in some]
        people = sum(OPEN[code][0] for code in some)
        exact = sum(OPEN[code][0] * OPEN[code][1] for code in some) / people
        assert abs(pooled(parts, 1, share=True).value - exact) <= 0.05  # nothing but its own rounding is added


def test_a_figure_of_a_group_with_a_hidden_region_would_narrow_them_and_is_not_made(table):
    """Planted: were it computed from the estimates and not from what is published, this is what it would tell."""
    shares = known_shares(table.tables, table.published)
    sets, *_ = groups(table, shares)
    assert all(not HIDDEN & {*some} for some in sets)
    place = {key[2]: cell for key, cell in table.published.place.items() if key[1] == "maakunta" and key[-1] == "all"}
    row = sparse_rows([{place["05"]: 1.0, place["08"]: 1.0}], len(shares.low))
    unit = table.published.weight.max() / SCALE
    yes = np.array([(PEOPLE["05"] * SHARES["05"] + PEOPLE["08"] * SHARES["08"]) / 100 / unit])
    alone = bounds(table, csr_array((0, len(shares.low))), np.zeros(0), np.zeros(0))
    assert bounds(table, row, yes - 0.3 / unit, yes + 0.3 / unit) != pytest.approx(alone, abs=1e-6)

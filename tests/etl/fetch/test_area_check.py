"""Boundaries and the classification service."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from contract.errors import UserError
from etl.fetch.area_check import differences
from etl.fetch.boundaries import fetch_boundaries
from etl.fetch.services.client import ServiceClient
from etl.fetch.services.declarations import Service
from geo.boundaries import read_card
from geo.classification import read_classification
from tests.errors import raises
from tests.etl.fetch.conftest import QUICK
from tests.standins.areas import Classifications, Wfs

AREAS = read_classification()


@contextmanager
def client(url: str) -> Iterator[ServiceClient]:
    with ServiceClient(Service(url=url, **QUICK)) as open_:
        yield open_


def told(stand_in: Classifications) -> list[str]:
    with stand_in, client(stand_in.base) as open_:
        return list(differences(2026, open_, AREAS))


@pytest.mark.parametrize("broken", [True, False])
def test_a_service_that_agrees_with_our_tables_brings_no_news(broken):
    assert told(Classifications(broken=broken)) == []


def test_a_municipality_in_another_region_and_another_name_are_told():
    assert told(Classifications(moved={"020": "05"}, called={"091": "Helsinki-Helsingfors"})) == [
        "kunta 091 is called Helsinki here, Helsinki-Helsingfors there (fi)",
        "kunta 091 is called Helsingfors here, Helsinki-Helsingfors there (sv)",
        "kunta 020 lies in maakunta 06 here, in 05 there",
    ]


def test_a_new_municipality_is_told():
    assert told(Classifications(moved={"999": "05"})) == ["kunta 999 is only theirs (maakunta)"]


def test_308_polygons_are_laid_where_the_maps_look_for_them(tmp_path):
    with Wfs() as wfs, client(wfs.base) as open_:
        folder = fetch_boundaries("kunta", 2026, open_, tmp_path, AREAS)
    card = read_card(folder)
    assert (folder.name, card.level, card.holds_from, card.licence) == ("kunta4500k_2026", "kunta", 2026, "CC BY 4.0")


def test_boundaries_with_a_hole_are_refused_and_the_old_ones_stay(tmp_path):
    with Wfs() as wfs, client(wfs.base) as open_:
        folder = fetch_boundaries("kunta", 2026, open_, tmp_path, AREAS)
        before = read_card(folder)
        wfs.without = frozenset({"091"})
        with raises("fetched_boundaries_unfit", number=1, official=308, areas=["091"]):
            fetch_boundaries("kunta", 2026, open_, tmp_path, AREAS)
    assert read_card(folder) == before


def test_an_unknown_layer_answers_xml_and_is_refused(tmp_path):
    with Wfs() as wfs, client(wfs.base) as open_, pytest.raises(UserError, match="ExceptionReport"):
        fetch_boundaries("kunta", 2025, open_, tmp_path, AREAS)


@pytest.mark.parametrize("fault", ["503", "cut", "slow", "html"])
def test_passing_faults_are_survived(tmp_path, fault: str):
    with Wfs() as wfs, client(wfs.base) as open_:
        wfs.faults.extend([fault, fault])
        assert read_card(fetch_boundaries("maakunta", 2026, open_, tmp_path, AREAS)).level == "maakunta"

from __future__ import annotations

import httpx
import polars as pl
import pytest

from contract.errors import UserError
from etl.read.aggregates import read_aggregates
from tests.etl.fetch.conftest import Fetching
from tests.etl.statuses import SAID
from tests.standins.country import population
from tests.standins.sotkanet import Sotkanet

NAME = "sotkanet_population"


def read(fetching: Fetching, url: str) -> pl.DataFrame:
    return read_aggregates(fetching.fetch(NAME, url).prepared.card, fetching.context.catalogue, fetching.context.areas)


def test_internal_ids_become_codes_and_lost_zeros_come_back(fetching: Fetching, thl: Sotkanet):
    found = read(fetching, thl.base).filter(pl.col("period") == "2022").sort("level", "code")
    assert found["level"].value_counts().sort("level").rows() == [("country", 1), ("kunta", 308), ("maakunta", 19)]
    kunta = dict(found.filter(pl.col("level") == "kunta").select("code", "value").rows())
    assert kunta["005"] == population("KU005", "2022")


def test_twenty_six_years_take_three_calls_with_every_year_named(fetching: Fetching, thl: Sotkanet):
    fetching.fetch(NAME, thl.base)
    assert [len(one.query["years"]) for one in thl.requests if thl.is_data(one)] == [10, 10, 6]


def test_a_row_that_is_absent_is_missing_and_not_zero(fetching: Fetching):
    with Sotkanet(absent=frozenset({("KUNTA", "20", 2022)})) as thl:
        found = read(fetching, thl.base).filter((pl.col("period") == "2022") & (pl.col("code") == "020"))
    assert found.select("level", "value", SAID).rows() == [("kunta", None, "O")]


def test_figures_of_another_producer_wait_for_a_word_on_their_licence(fetching: Fetching):
    with (
        Sotkanet(producer="Aluehallintovirasto") as thl,
        pytest.raises(UserError, match=r"not Tilastokeskus.*Aluehallinto"),
    ):
        fetching.fetch(NAME, thl.base)


def test_sotkanet_is_asked_with_a_user_agent_because_it_refuses_without(fetching: Fetching, thl: Sotkanet):
    assert httpx.get(f"{thl.base}/regions", headers={"User-Agent": ""}).status_code == 403
    fetching.fetch(NAME, thl.base)
    assert all(one.agent.startswith("Lagesbild") for one in thl.requests[1:])


def test_the_card_says_who_made_the_figures_and_where_they_were_read(fetching: Fetching, thl: Sotkanet):
    card = fetching.fetch(NAME, thl.base).prepared.card
    assert (card.id, card.quoted_by, card.producer.en) == ("statfin_population", "THL, Sotkanet", "Statistics Finland")


@pytest.mark.parametrize("fault", ["429", "503", "slow", "cut", "html"])
def test_passing_faults_are_survived(fetching: Fetching, thl: Sotkanet, fault: str):
    thl.faults.extend([fault, fault])
    assert read(fetching, thl.base)["period"].n_unique() == 26

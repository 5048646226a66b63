"""What is declared fits the catalogue, the services and the areas; and what is misspelt is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from contract.codes import Domain
from contract.errors import UserError
from etl.config.catalogue.catalogue import read_catalogue
from etl.fetch.services.declarations import read_declarations, read_services, select_declarations

DECLARED = read_declarations()
CATALOGUE = read_catalogue()
QUERIES = [(one, query) for one in DECLARED for query in (*one.pxweb, *one.sotkanet)]


@pytest.mark.parametrize("one", DECLARED, ids=lambda one: one.id)
def test_a_declaration_names_a_service_and_speaks_three_languages(one):
    assert one.service in read_services()
    for text in (one.title, one.producer, one.method):
        assert text.fi.strip()
        assert text.sv.strip()
        assert text.en.strip()


@pytest.mark.parametrize(("one", "query"), QUERIES, ids=lambda x: getattr(x, "id", getattr(x, "indicator", "")))
def test_a_query_fills_an_indicator_whose_source_it_is(one, query):
    assert CATALOGUE.indicator(query.indicator).source == one.folder


@pytest.mark.parametrize(("one", "query"), QUERIES, ids=lambda x: getattr(x, "id", getattr(x, "indicator", "")))
def test_groups_are_those_of_the_catalogue(one, query):
    group = getattr(query, "group", None)
    codes = group.codes.values() if group else ()
    assert all(code == "all" or CATALOGUE.has_group(group.dim, code) for code in codes)


def test_an_indicator_that_waits_for_its_fetch_has_a_declaration():
    waiting = {one.id for one in CATALOGUE.indicators if one.fetched}
    assert waiting == {query.indicator for _, query in QUERIES if CATALOGUE.indicator(query.indicator).fetched}
    assert waiting.isdisjoint(one.id for one in CATALOGUE.present(()).indicators)


def test_every_figure_that_the_others_are_read_against_has_a_declaration_that_makes_it_current():
    """Context that nobody could renew would stand as old in every later edition."""
    context = {one.id for one in CATALOGUE.indicators if one.domain == Domain.CONTEXT}
    usual = {query.indicator for one, query in QUERIES if not one.on_request}
    assert context == usual


def test_the_usual_ones_are_those_not_kept_for_a_request():
    assert {one.id for one in select_declarations(DECLARED, ())} == {one.id for one in DECLARED if not one.on_request}
    assert [one.id for one in select_declarations(DECLARED, ("sotkanet_population",))] == ["sotkanet_population"]


@pytest.mark.parametrize(
    ("change", "wrong"),
    [
        (("adds_up", "add_up"), "unknown field `add_up`"),
        (('service = "statfin"', ""), "the file lacks: service"),
        (("[[pxweb]]", "[[other]]"), "unknown field `other`"),
    ],
)
def test_a_misspelt_declaration_is_refused_with_file_and_key(tmp_path: Path, change: tuple[str, str], wrong: str):
    text = (Path(__file__).parents[4] / "etl/fetch/services/sources/statfin_population.toml").read_text(
        encoding="utf-8"
    )
    (tmp_path / "x.toml").write_text(text.replace(*change), encoding="utf-8")
    with pytest.raises(UserError, match=wrong):
        read_declarations(tmp_path)

"""One pattern of hiding for all items of a wave, company of thirty, and an intruder who knows all that is open."""

from dataclasses import replace

import duckdb
import numpy as np
import polars as pl
import pytest

from contract.pointer import served_database
from etl.sdc.attack.from_truth import ItemAttack
from etl.sdc.protect import marked_cells, protect
from etl.sdc.secondary import Hiding, lacking_company
from etl.sdc.shared_tables import shared_tables
from tests.etl.sdc.test_protect import EVERYBODY, hidden
from tests.etl.small_country import CONTEXT, DIMS, estimates, people

KEY = ("period", "level", "code", "group_dim", "group_code")
PART = {"fi": 20, "sv": 4, "foreign": 35}
LANGUAGES = {"levels": ("maakunta",), "dims": ("all", "language")}


def small(**sizes):
    """Region 05 has so many of a language, half of them women; everybody else is many."""
    return EVERYBODY | {("05", language, sex): n for language, n in sizes.items() for sex in DIMS["sex"]}


def items(*counts, asked=None, **margins):
    """Make items of one survey, by the people who answered each of them."""
    tables = [
        estimates(people(one), **margins).with_columns(indicator=pl.lit(f"q{at}")) for at, one in enumerate(counts)
    ]
    return (
        pl.concat(tables) if asked is None else pl.concat([tables[0], tables[1].with_columns(item_nonresponse=asked)])
    )


def prepared(rows):
    marked = marked_cells(rows, CONTEXT)
    return shared_tables(marked.partition_by("indicator", maintain_order=True), CONTEXT)


def patterns(table):
    closed = table.filter(pl.col("value").is_null())
    return [set(part.select(KEY).iter_rows()) for part in closed.partition_by("indicator")]


def test_what_is_hidden_for_one_item_is_hidden_for_all_items_of_the_wave():
    """Alone the first item would hide nothing of region 05, and the second another language beside Swedish."""
    one, other = patterns(protect(items(small(sv=16, foreign=40), small(sv=14, foreign=39)), CONTEXT))
    assert one == other
    assert ("2026", "maakunta", "05", "language", "sv") in one


def test_a_cell_too_uncertain_for_one_item_only_is_no_company_for_the_others():
    rows = items(small(sv=7), small(sv=7), **LANGUAGES)
    foreign = (pl.col("code") == "05") & (pl.col("group_code") == "foreign") & (pl.col("indicator") == "q0")
    table = protect(rows.with_columns(df=pl.when(foreign).then(0).otherwise("df")), CONTEXT)
    second = hidden(table.filter(indicator="q1"))
    assert "maakunta 05 sv C" in second
    assert len(second) > 1


def test_a_question_to_a_part_of_the_sample_hides_nothing_of_the_others():
    few = {key: n // 8 for key, n in small(sv=16).items()}
    alone = hidden(protect(items(small(sv=16)), CONTEXT))
    table = protect(items(small(sv=16), few), CONTEXT)
    assert hidden(table.filter(indicator="q0")) == alone
    assert len(hidden(table.filter(indicator="q1"))) > len(alone)


def test_a_question_to_a_part_of_the_sample_hides_what_the_others_hide():
    """By itself it would hide its Finnish speakers beside the Swedish ones: there they are fewer than the foreign."""
    part = {key: n // 2 for key, n in EVERYBODY.items()}
    part |= {("05", language, sex): n for language, n in PART.items() for sex in DIMS["sex"]}
    alone, together = (
        protect(items(*counts, levels=("country", "maakunta"), dims=("all", "language")), CONTEXT)
        for counts in ([part], [small(sv=7, foreign=40), part])
    )
    assert hidden(alone.filter(code="05")) == ["maakunta 05 fi C", "maakunta 05 sv C"]
    for item in ("q0", "q1"):
        assert hidden(together.filter(indicator=item, code="05")) == ["maakunta 05 foreign C", "maakunta 05 sv C"]


def test_an_item_with_many_who_did_not_answer_was_asked_of_all():
    """Half of the second item did not answer: its small cells would follow from the first item's."""
    half = {key: n // 2 for key, n in small(sv=16).items()}
    one, other = patterns(protect(items(small(sv=16), half, asked=0.5), CONTEXT))
    assert one == other


def test_two_small_groups_that_are_fewer_than_thirty_together_get_a_third():
    """Kainuu: with Swedish and foreign speakers hidden only, those who do not speak Finnish are known, 28 of them."""
    counts = small(sv=6, foreign=8)
    shared = prepared(items(counts, **LANGUAGES))
    assert lacking_company(Hiding(shared, shared.few, 30.0)).sum() == 1
    assert hidden(protect(items(counts, **LANGUAGES), CONTEXT)) == [
        f"maakunta 05 {g} C" for g in ("fi", "foreign", "sv")
    ]
    enough = protect(items(small(sv=6, foreign=10), **LANGUAGES), CONTEXT)
    assert hidden(enough) == ["maakunta 05 foreign C", "maakunta 05 sv C"]


def test_the_small_cells_of_a_sum_are_attacked_together():
    """Nothing forbids the pair here but the attack itself: what the two hold together is pinned."""
    shared = prepared(items(small(sv=6, foreign=8), **LANGUAGES))
    attack = ItemAttack.on(shared.items[0], shared, CONTEXT.policy)
    names = [
        {shared.tables.names[cell] for cell in one.members}
        for one in attack.disclosed(shared, shared.few, CONTEXT.policy)
        if one.quantity == "respondents"
    ]
    assert names == [{"2026, maakunta 05, language foreign", "2026, maakunta 05, language sv"}]


@pytest.mark.parametrize("given_away", ["sv", "foreign"])
def test_a_share_that_follows_from_the_exact_shares_of_open_cells_is_found(given_away):
    """Whole per cents would hide it: the weight beside the heavy cell can move its share by 2 points at most."""
    weight = pl.when(pl.col("language") == given_away).then(40.0).otherwise(0.5)
    counts = small(sv=14, foreign=14)
    rows = estimates(people(counts).with_columns(weight=weight), **LANGUAGES)
    shared = prepared(rows)
    found = ItemAttack.on(shared.items[0], shared, CONTEXT.policy).disclosed(shared, shared.few, CONTEXT.policy)
    shares = {shared.tables.names[one.members[0]] for one in found if one.quantity == "share" and len(one.members) == 1}
    assert shares == {f"2026, maakunta 05, language {given_away}"}


def test_what_an_item_showed_before_stays_open_for_it_and_is_hidden_for_the_others():
    rows = items(small(sv=20), small(sv=14), **LANGUAGES)
    opened = rows.filter(indicator="q0", level="maakunta", code="05", group_code="sv")
    history = opened.with_columns(edition=pl.lit("2025")).select(CONTEXT.history.columns)
    table = protect(rows, replace(CONTEXT, history=history.cast(dict(CONTEXT.history.schema))))
    assert "maakunta 05 sv C" not in hidden(table.filter(indicator="q0"))
    assert "maakunta 05 sv C" in hidden(table.filter(indicator="q1"))


def test_the_smallest_number_of_respondents_is_that_over_the_items():
    shared = prepared(items(small(sv=20), small(sv=14), **LANGUAGES))
    at = shared.tables.names.index("2026, maakunta 05, language sv")
    assert (shared.fewest[at], shared.few[at]) == (28, True)
    assert np.flatnonzero(shared.few).tolist() == [at]


def test_no_item_of_the_shipped_survey_shows_what_another_hides(published):
    """Cells that are confidential in one item and not in another of the same survey and period."""
    with duckdb.connect(str(served_database(published)), read_only=True) as con:
        differing = con.sql(
            """SELECT source, period, level, code, group_dim, group_code
            FROM estimate SEMI JOIN source ON source.id = source AND source.kind = 'respondents'
            GROUP BY ALL HAVING count(DISTINCT conf_status) > 1"""
        )
        assert differing.fetchall() == []

"""The audit: every hole of the rules, planted, and the cell that an intruder would work out, named."""

import polars as pl
import pytest

from contract.errors import UserError
from etl.sdc.attack.from_published import disclosed_by_publication
from etl.sdc.release_audit import read_published, refuse_disclosure
from tests.errors import raises
from tests.etl.small_country import CONTEXT, pooled, public, with_policy

ALL = ("maakunta", "05", "all", "all")
FI = ("maakunta", "05", "language", "fi")
SV = ("maakunta", "05", "language", "sv")
FOREIGN = ("maakunta", "05", "language", "foreign")


def bounds(table, **strict):
    """Return the bounds of the first hidden cell, by a rule so strict that the audit refuses and tells them."""
    with pytest.raises(UserError) as refused:
        refuse_disclosure(table, with_policy(**strict))
    assert refused.value.parameters["cell"] == "2026, maakunta 05, language sv"
    return refused.value.parameters["low"], refused.value.parameters["high"]


def test_a_single_hidden_sibling_is_given_away_by_the_share_of_all():
    table = public((*ALL, 400, 52.0, "", 400), (*FI, 380, 53.0, "", 380), (*SV, None, None, "C", 20))
    sums = "2026, maakunta 05 = 2026, maakunta 05, language fi + 2026, maakunta 05, language sv"
    with raises("share_disclosed", indicator="trust", cell="2026, maakunta 05, language sv", sums=sums) as told:
        refuse_disclosure(table, CONTEXT)
    assert str(told.value).startswith(
        "The hidden cell 2026, maakunta 05, language sv of trust can be worked out: between "
    )


def test_two_hidden_siblings_keep_each_other():
    table = public(
        (*ALL, 400, 52.0, "", 400),
        (*FI, 360, 53.0, "", 360),
        (*SV, None, None, "C", 20),
        (*FOREIGN, None, None, "C", 20),
    )
    refuse_disclosure(table, CONTEXT)
    assert bounds(table, attack_respondents=1000) == pytest.approx((0, 49))  # 404 less 355
    assert bounds(table, attack_points=50) == pytest.approx((0, 87.9))


def test_exact_margins_give_the_respondents_of_a_hidden_cell_away():
    table = public((*ALL, 404, 52.0, "", 1), (*FI, 392, 53.0, "", 1), (*SV, None, None, "C", 0))
    refuse_disclosure(table, CONTEXT)  # rounded to 10 they tell nothing
    with raises("respondents_disclosed", low=pytest.approx(12), high=pytest.approx(12)):
        refuse_disclosure(table, with_policy(n_rounding=1))


def test_a_share_at_full_precision_gives_the_hidden_sibling_away():
    cells = ((*ALL, 400, 52.0, "", 400), (*FI, 400, 52.3, "", 396), (*SV, None, None, "C", 4))
    refuse_disclosure(public(*cells), CONTEXT)
    with pytest.raises(UserError, match=r"between 22\.3 and 22\.3 per cent"):
        refuse_disclosure(public(*cells, decimals=6), CONTEXT)


def test_overlapping_divisions_give_the_region_between_them_away():
    """Päijät-Häme (07) is what elinvoimakeskus 03 has and ELY 06 has not."""
    group = ("language", "sv")
    table = public(
        ("elinvoimakeskus", "03", *group, 120, 41.0, "", 120),
        ("ely", "06", *group, 100, 43.0, "", 100),
        *(("maakunta", code, *group, None, None, "C", weight) for code, weight in (("07", 20), ("08", 60), ("09", 40))),
    )
    with pytest.raises(UserError, match="maakunta 07") as refused:
        refuse_disclosure(table, CONTEXT)
    assert "ely 06, language sv = " in str(refused.value)
    assert "elinvoimakeskus 03, language sv = " in str(refused.value)


def test_a_pooled_period_less_its_other_waves_gives_a_wave_away():
    waves = {"2024": (100, 50.0, ""), "2025": (100, 52.0, ""), "2026": (None, None, "C")}
    table = public(
        (*SV, 220, 50.5, "", 225, "2024-2026"),
        *((*SV, *figures, 100 if figures[0] else 25, wave) for wave, figures in waves.items()),
    )
    refuse_disclosure(table, CONTEXT)  # as long as nobody knows what was pooled
    with pytest.raises(UserError, match="2024-2026, maakunta 05, language sv = 2024"):
        refuse_disclosure(table, pooled(_2024_2026=("2024", "2025", "2026")))


def test_published_shares_with_public_population_totals_give_a_heavy_hidden_region_away():
    """Few respondents may stand for many people: the country's share is then mostly theirs."""
    few_but_heavy = (("maakunta", "05", "all", "all", None, None, "C", 4000.0),)
    others = [("maakunta", code, "all", "all", 200, 60.0, "", 500.0) for code in ("06", "07", "08")]
    hidden = (("maakunta", "09", "all", "all", None, None, "C", 40.0),)
    table = public(("country", "SSS", "all", "all", 640, 52.0, "", 5540.0), *few_but_heavy, *others, *hidden)
    with pytest.raises(UserError, match=r"maakunta 05 of trust .* per cent"):
        refuse_disclosure(table, CONTEXT)


def test_the_known_threshold_gives_a_cell_away():
    """All are 30 to 34; a sibling hidden for uncertainty has at least 30: at most 4 are left."""
    table = public((*ALL, 30, 50.0, "", 34), (*FI, None, None, "U", 31), (*SV, None, None, "C", 3))
    with raises("respondents_disclosed", low=0.0, high=4.0):
        refuse_disclosure(table, CONTEXT)


def test_what_is_published_as_30_is_known_to_be_30_to_34():
    table = public((*ALL, 30, 50.0, "", 34), (*FI, 30, 50.0, "", 31), (*SV, None, None, "C", 3))
    with raises("respondents_disclosed", low=0.0, high=4.0):
        refuse_disclosure(table, CONTEXT)


def test_nobody_saying_yes_gives_a_hidden_share_away_exactly():
    table = public((*ALL, 400, 0.0, "", 400), (*SV, None, None, "C", 200), (*FOREIGN, None, None, "C", 200))
    with pytest.raises(UserError, match=r"between 0\.0 and 0\.1 per cent"):
        refuse_disclosure(table, CONTEXT)


def test_respondents_without_a_group_hide_a_single_sibling():
    cells = ((*ALL, 400, 52.0, "", 400), (*FI, 360, 53.0, "", 360))
    table = public(*cells, (*SV, None, None, "C", 20))
    refuse_disclosure(table, CONTEXT)
    assert bounds(table, attack_respondents=1000) == pytest.approx((0, 49))
    with raises("share_disclosed", cell="2026, maakunta 05, language sv"):  # the others are all of that group
        refuse_disclosure(public(*cells, (*SV, None, None, "C", 40)), CONTEXT)


def test_figures_that_contradict_each_other_are_refused():
    table = public((*ALL, 400, 10.0, "", 400), (*FI, 380, 90.0, "", 380), (*SV, None, None, "C", 20))
    with raises("figures_contradict"):
        refuse_disclosure(table, CONTEXT)


def test_hiding_under_ten_with_exact_margins_leaves_half_of_the_hidden_cells_recoverable():
    """Twenty hidden cells: ten alone in their region, and five regions in which two hide each other."""
    regions = [f"{number:02}" for number in range(1, 16)]
    small = {code: {"sv": 4 + number % 5, "foreign": 40 + number} for number, code in enumerate(regions[:10])}
    small |= {code: {"sv": 8, "foreign": 9} for code in regions[10:]}

    def recoverable(step, hidden_under):
        cells = []
        for code, groups in small.items():
            sizes = {"fi": 300, **groups}
            area = ("maakunta", code)
            cells.append((*area, "all", "all", _rounded(sum(sizes.values()), step), 50.0, "", sum(sizes.values())))
            for group, n in sizes.items():
                shown = n >= hidden_under
                figures = (_rounded(n, step), 50.0, "") if shown else (None, None, "C")
                cells.append((*area, "language", group, *figures, n))
        context = with_policy(_country(regions), n_rounding=step, min_respondents=hidden_under, attack_respondents=0)
        audited = read_published(public(*cells), context)
        disclosed = disclosed_by_publication(audited.tables, audited.published, context.policy)
        return audited.published.few.sum(), sum(one.quantity == "respondents" for one in disclosed)

    assert recoverable(step=1, hidden_under=10) == (20, 10)
    assert recoverable(step=10, hidden_under=30) == (20, 0)


def _rounded(n, step):
    return (n + step // 2) // step * step


def _country(regions):
    from dataclasses import replace  # noqa: PLC0415

    from etl.sdc.table_structure import Additivity  # noqa: PLC0415

    unions = {"country": {"SSS": tuple(regions)}, "maakunta": {code: (code,) for code in regions}}
    return replace(CONTEXT, additivity=Additivity(unions, {}))


def test_differences_of_open_cells_give_a_hidden_region_away_that_whole_per_cents_hide():
    """Every open region is 8.5 to 9 points above the country, as 60, 52 and 9 tell together (review, leak B)."""
    regions = ("06", "07", "08", "09")
    table = public(
        ("country", "SSS", "all", "all", 830, 52.0, "", 2600.0),
        ("maakunta", "05", "all", "all", None, None, "C", 600.0),
        *(("maakunta", code, "all", "all", 200, 60.0, "", 500.0) for code in regions),
        decimals=0,
    )
    told = {"indicator": "trust", "period": "2026", "level": "maakunta", "group_dim": "all", "group_code": "all"}
    told |= {"kind": "country", "reference": "SSS", "difference": 9.0, "ci_low": 1.0, "ci_high": 16.0}
    comparisons = pl.DataFrame([told | {"code": code} for code in regions])
    refuse_disclosure(table, CONTEXT)
    with raises("share_disclosed", cell="2026, maakunta 05"):
        refuse_disclosure(table, CONTEXT, comparisons)


def test_waves_that_no_pooled_period_joins_are_attacked_together_through_their_differences():
    told = {"indicator": "trust", "period": "2026", "level": "maakunta", "code": "05", "group_dim": "language"}
    told |= {"group_code": "fi", "kind": "previous", "reference": "2025", "difference": 1.0}
    comparisons = pl.DataFrame([told | {"ci_low": -3.0, "ci_high": 5.0}])
    cells = [(*FI, 200, 50.0, "", 200, "2025"), (*FI, 200, 53.0, "", 200, "2026"), (*SV, None, None, "C", 20, "2026")]
    with raises("figures_contradict"):
        refuse_disclosure(public(*cells, (*ALL, 220, 52.0, "", 220, "2026"), decimals=0), CONTEXT, comparisons)


def test_two_hidden_groups_that_everybody_can_subtract_to_fewer_than_thirty_are_found_together():
    """All are 396 to 404, Finnish speakers 376 to 384 at most: the two others hold 28 or fewer (review, leak C)."""
    cells = ((*ALL, 400, 52.0, "", 400), (*FI, 380, 53.0, "", 372))
    table = public(*cells, (*SV, None, None, "C", 12), (*FOREIGN, None, None, "C", 16))
    with raises("respondents_disclosed", cell="2026, maakunta 05, language sv + 2026, maakunta 05, language foreign"):
        refuse_disclosure(table, with_policy(n_rounding=4))

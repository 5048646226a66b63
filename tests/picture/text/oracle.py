"""Holds every sentence of a text, and each claim in it, to the numbers of a picture."""

import re

from contract.codes import Against
from picture.text.words import interval, moments, number, period, word
from tests.picture.text.facts import TESTED, WHY_HIDDEN, why_hidden
from tests.picture.text.sentences_read import names, read


def range_(facts, places):
    values = [facts.printed(r) for r in facts.shown]
    decimals = facts.dataset.indicators[0].decimals
    assert min(values) < max(values)
    assert places == {"low": number(min(values), decimals, facts.language), "high": facts.amount(max(values))}


def same(facts, places):
    assert len(facts.shown) > 1
    assert {facts.amount(r.value) for r in facts.shown} == {places["value"]}


def end(facts, places, pick):
    """Hold "lowest" and "highest" to what is printed: all that tie, or one whose interval meets no other's."""
    at = pick(facts.printed(r) for r in facts.shown)
    there = [r for r in facts.shown if facts.printed(r) == at]
    key = "groups_count" if facts.dataset.kind == "groups" else "map_count"
    counted = word(key, facts.language, count="(.+)").split("(.+)")[1]
    if places["names"].endswith(counted) and len(there) > 3:
        assert facts.count(places["names"].removesuffix(counted)) == len(there)
    else:
        assert names(places["names"], facts.language) == {facts.name(r) for r in there}
    if facts.dataset.indicators[0].sampled:
        (one,) = there
        rest = [r for r in facts.shown if r is not one]
        assert all(one.ci_high < r.ci_low or r.ci_high < one.ci_low for r in rest)


def none(facts, places, least, most):
    assert not {"higher", "lower"} & set(facts.states)
    assert least <= facts.states.count("same") <= most
    assert "total" not in places or facts.count(places["total"]) == facts.tested


def left(facts, places, told):
    assert told == sum(s not in TESTED for s in facts.states) < len(facts.states)
    assert facts.count(places["total"]) == len(facts.rows)
    facts.check_reasons(places["reasons"])


def left_all(facts, places):
    assert not facts.tested
    facts.check_reasons(places["reasons"])


def not_compared(facts, reason):
    assert not facts.tested
    shown = {s for r, s in zip(facts.rows, facts.states, strict=True) if r.value is not None}
    assert ("no_intervals" in shown) == (reason != "untested")
    assert reason != "no_intervals" or not any(r.ci_low is not None for r in facts.shown)
    assert shown != {"register"}


def without(facts, places, told):
    assert told == len(facts.rows) - len(facts.shown)
    assert facts.count(places["total"]) == len(facts.rows)
    facts.check_reasons(places["reasons"], set(WHY_HIDDEN.values()))


def counts(facts, places):
    assert (int(places["shown"]), int(places["hidden"])) == (len(facts.shown), len(facts.rows) - len(facts.shown))


def counts_all(facts, places):
    assert int(places["count"]) == len(facts.shown) == len(facts.rows)


def with_intervals(facts, told):
    assert told == sum(r.ci_low is not None for r in facts.shown) > 0


def row_told(facts, places):
    """Hold what is told of one area and period to its row; number and reason read alike, so the whole text is held."""
    (row,) = [
        r
        for r in {*facts.rows, *facts.dataset.reference}
        if (r.area.name, period(r.period)) == (places["area"], places["period"])
        and (r.group.is_everybody or not facts.rows)
    ]
    told = places.get("reason") or places["value"]
    told = f"{told} ({places['interval']})" if "interval" in places else told
    if row.value is None:
        assert told == word(f"hidden_{why_hidden(row)}", facts.language)
    elif row.ci_low is None:
        assert told == facts.amount(row.value)
    else:
        ends = interval(row.ci_low, row.ci_high, facts.dataset.indicators[0], facts.language)
        assert told == f"{facts.amount(row.value)} ({ends})"


def differ(facts, places, told):
    assert told == sum(s in {"higher", "lower"} for s in facts.states) > 0
    assert "total" not in places or facts.count(places["total"]) == facts.tested


def all_differ(facts, places, least, most):
    assert {s for s in facts.states if s in TESTED} <= {"higher", "lower"}
    assert least <= facts.tested <= most
    assert "total" not in places or facts.count(places["total"]) == facts.tested


def registers(facts):
    assert set(facts.states) == {"register"}


def alone(facts, places):
    (one,) = facts.shown
    assert (places["name"], places["value"]) == (facts.name(one), facts.amount(one.value))


def break_told(facts, places):
    told = {(moments(one.period, facts.language)["before"], one.reason) for one in facts.dataset.breaks}
    assert (places["before"], places.get("reason", "")) in told


def periods_told(facts, places):
    assert names(places["periods"], facts.language) == {period(r.period) for r in facts.shown}


def country_beside(facts, told):
    country = {(r.indicator, r.period) for r in facts.dataset.reference if r.value is not None}
    assert told == sum((r.indicator, r.period) in country for r in facts.shown) > 0


def told_state(facts, places, wanted):
    row = facts.rows[-1]
    assert facts.states[-1] in wanted
    if "reason" in places and facts.states[-1] != "break":
        facts.check_reasons(places["reason"], {facts.states[-1]})
    assert row.value is not None


def lines_told(facts):
    """The row of each line of a trend in the period that its sentence tells."""
    mine = [r for r in facts.rows if facts.dataset.view.chose_line(r)]
    told = next((r for r in mine if r.period == facts.dataset.view.period), mine[-1])
    return [r for r in (*facts.rows, *facts.dataset.reference) if r.period == told.period]


def line_moved(facts, places, way):
    """Hold that a line went this way by a stored verdict, from the moment and between the numbers that are told."""
    every = [*facts.rows, *facts.dataset.reference]
    for now in lines_told(facts):
        for stored in (now.against(Against.PREVIOUS), now.against(Against.TREND)):
            if stored is None or stored.verdict != way or places["since"] not in {None, stored.reference}:
                continue
            before = [r for r in every if (r.area, r.group, r.period) == (now.area, now.group, stored.reference)]
            if before and before[0].value is not None and now.value is not None:
                ends = (facts.amount(before[0].value), facts.amount(now.value))
                if "then" not in places or ends == (places["then"], places["now"]):
                    return
    raise AssertionError("no stored verdict")


def trend_moved(facts, places, *ways):
    """Hold what a headline or a lead tells of the lines of a trend."""
    told = " ".join(places.get(key) or "" for key in ("since", "what", "years", "when"))  # only spaces between them
    year = re.search(r"\d{4}", told)[0]
    for way in ways:
        line_moved(facts, {**places, "since": year}, way)


def trend_still(facts, places):
    row = next(r for r in lines_told(facts) if facts.dataset.view.chose_line(r))
    assert row.value is not None
    found = {c.verdict for c in row.comparisons if c.against in {Against.PREVIOUS, Against.TREND}}
    assert found & {"no_difference", "no_clear_trend"}
    assert not found & {"higher", "lower"}


def trend_untested(facts, places):
    row = next(r for r in lines_told(facts) if facts.dataset.view.chose_line(r))
    if (
        row.value is None
    ):  # a lead that says why its number is hidden reads alike: "Lapland 2026: too uncertain to show."
        told = " ".join(places[key] for key in ("where", "value", "when"))
        assert word(f"hidden_{why_hidden(row)}", facts.language).endswith(told.removeprefix("in "))
        return
    assert facts.amount(row.value) in " ".join(places[key] for key in ("where", "value", "when"))  # only spaces between
    assert not [c for c in row.comparisons if c.against == Against.PREVIOUS and c.verdict == "no_difference"]


def trend_without(facts, places):
    row = next(r for r in lines_told(facts) if facts.dataset.view.chose_line(r))
    assert row.value is None


def others_moved(facts, places):
    """Hold what a headline tells of others than the chosen line, of which no change was found."""
    row = next(r for r in lines_told(facts) if facts.dataset.view.chose_line(r))
    assert not {c.verdict for c in row.comparisons if c.against != Against.COUNTRY} & {"higher", "lower"}
    told = places["told"]
    hold(f"{told[:1].upper()}{told[1:].removesuffix('.')}.", facts)


def others_still(facts, places):
    others = [r for r in lines_told(facts) if not facts.dataset.view.chose_line(r)]
    assert [r for r in others if r.against(Against.PREVIOUS).verdict == "no_difference"]


def none_hidden(facts):
    assert len(facts.shown) == len(facts.rows)


def some_intervals(facts):
    assert {r.ci_low is None for r in facts.shown} == {True, False}


def some_hidden(facts):
    assert len(facts.shown) < len(facts.rows)


def ends_of_all(facts):
    """Where there cannot be a number, none is hidden."""
    assert not [s for r, s in zip(facts.rows, facts.states, strict=True) if r.value is None and s != "not_applicable"]


def ends_of_shown(facts):
    assert [s for r, s in zip(facts.rows, facts.states, strict=True) if r.value is None and s != "not_applicable"]


def all_hidden(facts):
    assert facts.rows
    assert not facts.shown


def no_rows(facts):
    assert not facts.rows


def nothing_shown(facts):
    assert not facts.shown
    assert not [r for r in facts.dataset.reference if r.value is not None]


def line(facts, places):
    rows = [r for r in (*facts.rows, *facts.dataset.reference) if r.area.name == places["area"] and r.value is not None]
    rows.sort(key=lambda r: r.period)
    assert (places["first"], places["last"]) == (rows[0].period, rows[-1].period)
    assert (places["first_value"], places["last_value"]) == (facts.amount(rows[0].value), facts.amount(rows[-1].value))


MANY = 99
CLAIMS = {
    **{f"{of}_range": range_ for of in ("map", "groups")},
    "map_by_area": range_,
    **{f"{of}_same": lambda f, p: (same(f, p), none_hidden(f)) for of in ("map", "groups")},
    **{f"{of}_same_shown": lambda f, p: (same(f, p), some_hidden(f)) for of in ("map", "groups")},
    **{f"{of}_one": alone for of in ("map", "groups")},
    "ends_lowest": lambda f, p: (end(f, p, min), ends_of_all(f)),
    "ends_highest": lambda f, p: (end(f, p, max), ends_of_all(f)),
    "ends_lowest_shown": lambda f, p: (end(f, p, min), ends_of_shown(f)),
    "ends_highest_shown": lambda f, p: (end(f, p, max), ends_of_shown(f)),
    **{f"{of}_counts": counts for of in ("map", "groups", "profile")},
    **{f"{of}_counts_all": counts_all for of in ("map", "groups", "profile")},
    "alt_intervals": lambda f, _: with_intervals(f, len(f.shown)),
    "alt_some": lambda f, p: with_intervals(f, int(p["count"])),
    "alt_country": lambda f, _: country_beside(f, len(f.shown)),
    "alt_country_some": lambda f, p: country_beside(f, int(p["count"])),
    "alt_periods": periods_told,
    **{f"{of}_none": lambda f, p: none(f, p, 3, MANY) for of in ("map", "groups", "profile")},
    **{f"{of}_none_one": lambda f, p: none(f, p, 1, 1) for of in ("map", "groups", "profile")},
    **{f"{of}_none_two": lambda f, p: none(f, p, 2, 2) for of in ("map", "groups", "profile")},
    **{f"{of}_left": lambda f, p: left(f, p, f.count(p["count"])) for of in ("map", "groups")},
    **{f"{of}_left_one": lambda f, p: left(f, p, 1) for of in ("map", "groups")},
    **{f"{of}_left_all": left_all for of in ("map", "groups")},
    "profile_untested": left_all,
    **{f"front_untested_{of}": left_all for of in ("time", "country")},
    **{f"front_none_{of}_one": lambda f, p: none(f, p, 1, 1) for of in ("time", "country")},
    **{f"front_none_{of}_two": lambda f, p: none(f, p, 2, 2) for of in ("time", "country")},
    **{f"front_none_{of}_many": lambda f, p: none(f, p, 3, MANY) for of in ("time", "country")},
    **{f"{of}_withheld": lambda f, p: (left_all(f, p), all_hidden(f)) for of in ("map", "groups")},
    **{f"{of}_no_intervals": lambda f, _: not_compared(f, "no_intervals") for of in ("map", "groups")},
    **{f"{of}_untested": lambda f, _: not_compared(f, "untested") for of in ("map", "groups")},
    "map_without": lambda f, p: without(f, p, f.count(p["count"])),
    "map_without_one": lambda f, p: without(f, p, 1),
    "map_no_figures": lambda f, _: no_rows(f),
    "groups_empty": lambda f, _: no_rows(f),
    "groups_latest": lambda f, _: no_rows(f),
    "not_on_level": lambda f, _: no_rows(f),
    "front_empty": lambda f, _: no_rows(f),
    "empty_alt": lambda f, _: nothing_shown(f),
    "say_number": row_told,
    "say_number_plain": row_told,
    "profile_differ": lambda f, p: differ(f, p, f.count(p["count"])),
    "profile_differ_all": lambda f, p: all_differ(f, p, 3, MANY),
    "profile_differ_both": lambda f, p: all_differ(f, p, 2, 2),
    "profile_differ_only": lambda f, p: all_differ(f, p, 1, 1),
    "profile_register": lambda f, _: registers(f),
    "front_register": lambda f, _: registers(f),
    **{
        f"{of}_some_intervals": lambda f, _: (some_intervals(f), not_compared(f, "some_intervals"))
        for of in ("map", "groups")
    },
    **{f"trend_{form}_up": lambda f, p: trend_moved(f, p, "higher") for form in ("people", "figure", "lead")},
    **{f"trend_{form}_down": lambda f, p: trend_moved(f, p, "lower") for form in ("people", "figure", "lead")},
    **{f"trend_{form}_both": lambda f, p: trend_moved(f, p, "higher", "lower") for form in ("people", "figure")},
    "trend_no_change": trend_still,
    "trend_chosen_still": lambda f, p: (trend_still(f, p), others_moved(f, p)),
    "trend_chosen_untested": others_moved,
    "trend_chosen_hidden": lambda f, p: (trend_without(f, p), others_moved(f, p)),
    "trend_figure": trend_untested,
    "trend_hidden": trend_without,
    "trend_not_known": lambda f, _: no_rows(f),
    "trend_lead_none": others_still,
    "trend_some_intervals": lambda f, p: (told_state(f, p, {"no_intervals"}), some_intervals(f)),
    "previous_higher": lambda f, p: told_state(f, p, {"higher"}),
    "previous_lower": lambda f, p: told_state(f, p, {"lower"}),
    "previous_no_difference": lambda f, p: told_state(f, p, {"same"}),
    "previous_uncertain": lambda f, p: told_state(f, p, {"unreliable", "other_hidden"}),
    "previous_not_comparable": lambda f, p: told_state(f, p, {"break"}),
    **{f"trend_{why}": lambda f, p, why=why: told_state(f, p, {why}) for why in ("no_intervals", "first", "untested")},
    "trend_break": lambda f, p: told_state(f, p, {"break"}),
    "trend_other_hidden": lambda f, p: told_state(f, p, {"other_hidden"}),
    "say_hidden": row_told,
    "alt_line": line,
    "break_at": break_told,
}


def hold(text, facts):
    """Read a text and hold every sentence of it to the facts; return the keys of its sentences."""
    told = read(text, facts.language)
    assert told, "no sentence"
    for key, places in told:
        try:
            CLAIMS[key](facts, places)
        except AssertionError as error:
            raise AssertionError(f"{key}: {text}") from error
    keys = {key for key, _ in told}
    ties = len({facts.printed(r) for r in facts.shown}) == 1
    if keys & {"map_range", "groups_range"} and not facts.dataset.indicators[0].sampled and not ties:
        assert {key.removesuffix("_shown") for key in keys} >= {"ends_lowest", "ends_highest"}
    return keys


def body(alt):
    """Take the drawing's name and the picture's own off an alternative text."""
    return alt.partition(": ")[2].partition(". ")[2] if ": " in alt else alt


def assert_intervals(keys, facts, *, drawn):
    """Hold that intervals are spoken of where, and only where, some are drawn."""
    some = drawn and any(r.ci_low is not None for r in facts.shown)
    assert bool(keys & {"alt_intervals", "alt_some"}) == some

"""An oracle reads every sentence of random pictures, in three languages, and holds each claim to the numbers shown."""

import re
from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contract.codes import Against, Direction, Domain, Kind, Language, Unit, Verdict
from picture.charts.legend import dot_signs, overview_signs
from picture.query.model import Break, Comparison
from picture.query.rounding import rounded
from picture.text.alt_text import groups_alt_text, map_alt_text, overview_alt_text, trend_alt_text
from picture.text.captions import captions_of_part, part_of
from picture.text.sentences import changes
from picture.text.words import amount, interval, number, period, word
from tests.picture.factory import coded, front_dataset, groups_dataset, map_dataset, profile_dataset, trend_dataset
from tests.picture.presented import captions_of, headline, source_line
from tests.picture.text.reading import count, names, read, reasons

VERDICTS = [one for one in Verdict if one is not Verdict.NO_CLEAR_TREND]
KINDS = [Kind.SURVEY_SHARE, Kind.PUBLISHED_SHARE, Kind.REGISTER_SHARE, Kind.REGISTER_COUNT]
WHY_HIDDEN = {"C": "confidential", "U": "unreliable", "M": "not_applicable", "O": "missing"}
FOUND = {Verdict.HIGHER: "higher", Verdict.LOWER: "lower", Verdict.NO_DIFFERENCE: "same"}
TESTED = {"higher", "lower", "same"}

# What is drawn of one number: hidden for a reason, or value, half its interval (0: none), and what is stored with it.
SHOWN = st.tuples(st.integers(15, 24), st.sampled_from([0, 0, 1, 4]), st.sampled_from([*VERDICTS, None, None]))
CELL = st.one_of(st.sampled_from("CUMO"), SHOWN, SHOWN, SHOWN)
BEFORE = st.sampled_from(["shown", "hidden", "absent"])
LANGUAGES = st.sampled_from(list(Language))


def cell(one, drawn, against, reference, *, sampled):
    """Make one row of what was drawn; a register has neither interval nor verdict."""
    if isinstance(drawn, str):
        stored = (compared(against, reference, Verdict.UNCERTAIN),) if sampled else ()
        return replace(one, value=None, ci_low=None, ci_high=None, n=None, **coded(drawn), comparisons=stored)
    value, half, verdict = drawn
    low, high = (value - half, value + half) if half and sampled else (None, None)
    stored = (compared(against, reference, verdict),) if verdict and sampled and half else ()
    return replace(one, value=float(value), ci_low=low, ci_high=high, **coded(), comparisons=stored)


def compared(against, reference, verdict):
    return Comparison(against, reference, verdict, None, None, None, None, approximate=False)


def of_kind(indicator, kind, direction=Direction.HIGHER):
    unit = Unit.REPORTS if kind == Kind.REGISTER_COUNT else Unit.PERCENT
    return replace(indicator, kind=kind, unit=unit, direction=direction)


def state(row, against, others, *, sampled, broken=False):  # noqa: PLR0911 - one return for each thing that may be said
    """Say what may be said of a row, worked out from the numbers alone; `others`: those it could be compared with."""
    if row.value is None:
        letters = "C" if row.conf_status.value == "C" else min(one.value for one in row.obs_status)
        return WHY_HIDDEN[letters]
    stored = row.against(against)
    if stored and stored.verdict in FOUND:
        return FOUND[stored.verdict]
    if stored and stored.verdict == Verdict.NOT_COMPARABLE:
        return "break"
    if others and all(r.value is None for r in others):
        return "other_hidden"
    if stored:
        return "unreliable"
    if against == Against.PREVIOUS and not others:
        return "first"
    if against == Against.PREVIOUS and broken:
        return "break"
    if not sampled:
        return "register"
    return "no_intervals" if any(r.value is not None and r.ci_low is None for r in (row, *others)) else "untested"


class Facts:
    """The numbers of a picture, each with what may be said of it."""

    def __init__(self, dataset, against, rows=None):
        self.dataset = dataset
        self.language = dataset.view.language
        self.rows = list(dataset.rows if rows is None else rows)
        self.shown = [r for r in self.rows if r.value is not None]
        self.states = [
            state(
                r,
                against,
                self.others(r, against),
                sampled=dataset.indicator(r.indicator).sampled,
                broken=self.broken(r),
            )
            for r in self.rows
        ]
        self.tested = sum(s in TESTED for s in self.states)

    def others(self, row, against):
        data = self.dataset
        if against == Against.PREVIOUS:
            pool = [r for r in (*data.history, *data.rows) if (r.indicator, r.area) == (row.indicator, row.area)]
            return [r for r in pool if r.period < row.period]
        if against == Against.COUNTRY:
            return [r for r in data.reference if r.indicator == row.indicator]
        return [r for r in data.reference if row.against(against)]

    def broken(self, row):
        earlier = [r.period for r in self.others(row, Against.PREVIOUS) if r.value is not None]
        return any(earlier and max(earlier) < b.period <= row.period for b in self.dataset.breaks)

    def amount(self, value):
        return amount(value, self.dataset.indicators[0], self.language)

    def printed(self, row):
        return rounded(row.value, self.dataset.indicator(row.indicator).decimals)

    def name(self, row):
        return row.group.name if self.dataset.kind == "groups" else row.area.name

    def count(self, text):
        return count(text, self.language)

    def check_reasons(self, text, wanted=None):
        """Hold the reasons told to those of the rows of which nothing can be said."""
        told = reasons(text, self.language)
        why = [(self.name(r), s) for r, s in zip(self.rows, self.states, strict=True) if s not in TESTED]
        why = why if wanted is None else [one for one in why if one[1] in wanted]
        counted = Counter(s for _, s in why)
        for reason, what in told.items():
            if what is None:
                assert set(counted) == {reason}
            elif isinstance(what, int):
                assert counted[reason] == what
            else:
                assert {one.lower() for one in what} == {name.lower() for name, s in why if s == reason}
        assert set(told) == set(counted)


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


def listed(facts, places, found):
    told = names(next(iter(places.values())), facts.language)
    expected = {facts.name(r) for r, s in zip(facts.rows, facts.states, strict=True) if s == found}
    assert {t.lower() for t in told} == {e.lower() for e in expected}


def rest(facts, least, most):
    assert {"higher", "lower"} & set(facts.states)
    assert least <= facts.states.count("same") <= most


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


def with_intervals(facts, told):
    assert told == sum(r.ci_low is not None for r in facts.shown) > 0


def number_told(facts, places):
    """Hold a number to a row of that area and period."""
    (row,) = [
        r
        for r in {*facts.rows, *facts.dataset.reference}
        if (r.area.name, period(r.period)) == (places["area"], places["period"])
        and (r.group.is_everybody or not facts.rows)
    ]
    if row.value is None:
        letters = "C" if row.conf_status.value == "C" else min(one.value for one in row.obs_status)
        told = f"{places['value']} ({places['interval']})" if "interval" in places else places["value"]
        assert told == word(f"hidden_{WHY_HIDDEN[letters]}", facts.language)
        return
    assert places["value"] == facts.amount(row.value)
    if "interval" in places:
        assert places["interval"] == interval(row.ci_low, row.ci_high, facts.dataset.indicators[0], facts.language)
    else:
        assert row.ci_low is None


def tally(facts, places):
    """Hold the count of a front page, part by part, to the verdicts and to which way is better."""
    found = Counter(judged(facts))
    assert facts.count(places["total"]) == facts.tested > 1
    parts = places["parts"]
    assert len(found) > 1
    for key in ("better", "worse", "changed", "same"):
        form = f"front_{key}_one" if found[key] == 1 else f"front_{key}"
        assert (part_of_tally(form, found[key], facts) in parts) == bool(found[key]), (key, parts, found)


def part_of_tally(form, many, facts):
    language = facts.language
    words = [word(f"numerals{case}", language).split()[many] for case in ("", "_in")]
    return word(form, language, count=words[0], within=words[1])


def judged(facts):
    for row, found in zip(facts.rows, facts.states, strict=True):
        direction = facts.dataset.indicator(row.indicator).direction
        if found == "same":
            yield "same"
        elif found in TESTED:
            yield "changed" if direction == "neither" else "better" if found == direction else "worse"


def only(facts, key, least, most):
    assert least <= facts.tested <= most
    assert set(judged(facts)) == {key}


def others(facts, places, told):
    assert 0 < facts.tested < len(facts.rows)
    assert told == len(facts.rows) - facts.tested
    facts.check_reasons(places["reasons"])


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


def moved(facts, places, direction):
    (row,) = [r for r in facts.rows if facts.dataset.indicator(r.indicator).name == places["indicator"]]
    assert facts.states[facts.rows.index(row)] == direction
    indicator = facts.dataset.indicator(row.indicator)
    (before,) = [r for r in facts.dataset.history if (r.indicator, r.period) == (row.indicator, places["reference"])]
    assert places["after"] == amount(row.value, indicator, facts.language)
    alike = facts.printed(before) == facts.printed(row)
    assert alike == ("before" not in places)
    if not alike:
        assert places["before"] == amount(before.value, indicator, facts.language)


def country_beside(facts, told):
    country = {(r.indicator, r.period) for r in facts.dataset.reference if r.value is not None}
    assert told == sum((r.indicator, r.period) in country for r in facts.shown) > 0


def told_state(facts, places, wanted):
    row = facts.rows[-1]
    assert facts.states[-1] in wanted
    if "reason" in places and facts.states[-1] != "break":
        facts.check_reasons(places["reason"], {facts.states[-1]})
    assert row.value is not None


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
    **{f"{of}_same": lambda f, p: (same(f, p), none_hidden(f)) for of in ("map", "groups")},
    **{f"{of}_same_shown": lambda f, p: (same(f, p), some_hidden(f)) for of in ("map", "groups")},
    **{f"{of}_one": alone for of in ("map", "groups")},
    "ends_lowest": lambda f, p: (end(f, p, min), ends_of_all(f)),
    "ends_highest": lambda f, p: (end(f, p, max), ends_of_all(f)),
    "ends_lowest_shown": lambda f, p: (end(f, p, min), ends_of_shown(f)),
    "ends_highest_shown": lambda f, p: (end(f, p, max), ends_of_shown(f)),
    **{f"{of}_counts": counts for of in ("map", "groups", "profile")},
    "alt_intervals": lambda f, _: with_intervals(f, len(f.shown)),
    "alt_some": lambda f, p: with_intervals(f, int(p["count"])),
    "alt_country": lambda f, _: country_beside(f, len(f.shown)),
    "alt_country_some": lambda f, p: country_beside(f, int(p["count"])),
    "alt_periods": lambda _, __: None,
    **{f"{of}_higher": lambda f, p: listed(f, p, "higher") for of in ("map", "group")},
    **{f"{of}_lower": lambda f, p: listed(f, p, "lower") for of in ("map", "group")},
    **{f"{of}_rest": lambda f, _: rest(f, 2, MANY) for of in ("map", "groups")},
    **{f"{of}_rest_one": lambda f, _: rest(f, 1, 1) for of in ("map", "groups")},
    **{f"{of}_none": lambda f, p: none(f, p, 3, MANY) for of in ("map", "groups", "profile", "front")},
    **{f"{of}_none_one": lambda f, p: none(f, p, 1, 1) for of in ("map", "groups", "profile", "front")},
    **{f"{of}_none_two": lambda f, p: none(f, p, 2, 2) for of in ("map", "groups", "profile", "front")},
    **{f"{of}_left": lambda f, p: left(f, p, f.count(p["count"])) for of in ("map", "groups")},
    **{f"{of}_left_one": lambda f, p: left(f, p, 1) for of in ("map", "groups")},
    **{f"{of}_left_all": left_all for of in ("map", "groups")},
    **{f"{of}_untested": left_all for of in ("profile", "front")},
    **{f"{of}_withheld": lambda f, p: (left_all(f, p), all_hidden(f)) for of in ("map", "groups")},
    **{f"{of}_no_intervals": lambda f, _: not_compared(f, "no_intervals") for of in ("map", "groups")},
    **{f"{of}_untested": lambda f, _: not_compared(f, "untested") for of in ("map", "groups")},
    "map_without": lambda f, p: without(f, p, f.count(p["count"])),
    "map_without_one": lambda f, p: without(f, p, 1),
    "map_no_figures": lambda f, _: no_rows(f),
    "groups_empty": lambda f, _: no_rows(f),
    "not_on_level": lambda f, _: no_rows(f),
    "front_empty": lambda f, _: no_rows(f),
    "empty_alt": lambda f, _: nothing_shown(f),
    "say_number": number_told,
    "say_number_plain": number_told,
    "profile_differ": lambda f, p: differ(f, p, f.count(p["count"])),
    "profile_differ_all": lambda f, p: all_differ(f, p, 3, MANY),
    "profile_differ_both": lambda f, p: all_differ(f, p, 2, 2),
    "profile_differ_only": lambda f, p: all_differ(f, p, 1, 1),
    "profile_register": lambda f, _: registers(f),
    "front_register": lambda f, _: registers(f),
    "front_tally": tally,
    **{f"front_only_{key}": lambda f, _, key=key: only(f, key, 1, 1) for key in ("better", "worse", "changed")},
    **{f"front_both_{key}": lambda f, _, key=key: only(f, key, 2, 2) for key in ("better", "worse", "changed")},
    **{f"front_all_{key}": lambda f, _, key=key: only(f, key, 3, MANY) for key in ("better", "worse", "changed")},
    **{
        f"{of}_some_intervals": lambda f, _: (some_intervals(f), not_compared(f, "some_intervals"))
        for of in ("map", "groups")
    },
    "trend_some_intervals": lambda f, p: (told_state(f, p, {"no_intervals"}), some_intervals(f)),
    "front_others": lambda f, p: others(f, p, f.count(p["count"])),
    "front_others_one": lambda f, p: others(f, p, 1),
    "changed_up": lambda f, p: moved(f, p, "higher"),
    "changed_up_slightly": lambda f, p: moved(f, p, "higher"),
    "changed_down": lambda f, p: moved(f, p, "lower"),
    "changed_down_slightly": lambda f, p: moved(f, p, "lower"),
    "changed_break": lambda _, __: None,
    "previous_higher": lambda f, p: told_state(f, p, {"higher"}),
    "previous_lower": lambda f, p: told_state(f, p, {"lower"}),
    "previous_no_difference": lambda f, p: told_state(f, p, {"same"}),
    "previous_uncertain": lambda f, p: told_state(f, p, {"unreliable", "other_hidden"}),
    "previous_not_comparable": lambda f, p: told_state(f, p, {"break"}),
    **{f"trend_{why}": lambda f, p, why=why: told_state(f, p, {why}) for why in ("no_intervals", "first", "untested")},
    "trend_break": lambda f, p: told_state(f, p, {"break"}),
    "trend_other_hidden": lambda f, p: told_state(f, p, {"other_hidden"}),
    "say_hidden": lambda _, __: None,
    "alt_line": line,
    "break_at": lambda _, __: None,
}


def hold(text, facts):
    """Read a text and hold every sentence of it to the facts; return the keys of its sentences."""
    told = read(text, facts.language)
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


@st.composite
def maps(draw):
    language = draw(LANGUAGES)
    dataset = map_dataset(language)
    kind = draw(st.sampled_from(KINDS))
    drawn = draw(st.lists(CELL, max_size=7) | st.lists(CELL, min_size=12, max_size=19))
    rows = tuple(
        cell(r, d, Against.COUNTRY, "SSS", sampled=kind.sampled) for r, d in zip(dataset.rows, drawn, strict=False)
    )
    reference = country(draw(BEFORE), dataset.reference, sampled=kind.sampled)
    return replace(dataset, indicators=(of_kind(dataset.indicators[0], kind),), rows=rows, reference=reference)


def country(how, reference, *, sampled):
    if how == "absent":
        return ()
    drawn = "C" if how == "hidden" else (20, 1, None)
    return tuple(cell(r, drawn, Against.COUNTRY, "SSS", sampled=sampled) for r in reference)


@given(dataset=maps())
def test_every_sentence_of_a_map_is_true(dataset):
    facts = Facts(dataset, Against.COUNTRY)
    keys = hold(headline(dataset), facts)
    assert bool({"map_none", "map_none_one", "map_none_two", "map_rest", "map_rest_one"} & keys) == (
        "same" in facts.states
    )
    if facts.shown and not facts.tested:
        assert keys & {"map_left_all", "map_range", "map_same", "map_same_shown", "map_one"}
    for form in ("map", "tiles", "dots", "bars"):
        alt = map_alt_text(dataset, form)
        assert_intervals(hold(body(alt), facts), facts, drawn=form in {"dots", "bars"})


@st.composite
def group_pictures(draw):
    language = draw(LANGUAGES)
    dataset = groups_dataset(language)
    kind = draw(st.sampled_from(KINDS))
    drawn = draw(st.lists(CELL, max_size=6))
    rows = tuple(
        cell(r, d, Against.GROUP, "all", sampled=kind.sampled) for r, d in zip(dataset.rows, drawn, strict=False)
    )
    reference = country(draw(BEFORE), dataset.reference, sampled=kind.sampled)
    return replace(dataset, indicators=(of_kind(dataset.indicators[0], kind),), rows=rows, reference=reference)


@given(dataset=group_pictures())
def test_every_sentence_of_groups_is_true(dataset):
    stored = [r for r in dataset.rows if r.against(Against.GROUP)]
    facts = Facts(dataset, Against.GROUP)
    compared_only = Facts(dataset, Against.GROUP, stored)
    keys = hold(headline(dataset), compared_only if any(r.shown for r in stored) else facts)
    assert bool({"groups_none", "groups_none_one", "groups_none_two", "groups_rest", "groups_rest_one"} & keys) == (
        "same" in facts.states
    )
    for part in (dataset, part_of(dataset, dataset.rows[:2], dataset.reference)):
        of_part = Facts(part, Against.GROUP)
        for form in ("dots", "bars"):
            assert_intervals(hold(body(groups_alt_text(part, form)), of_part), of_part, drawn=True)


@st.composite
def overviews(draw, make, against, reference):
    language = draw(LANGUAGES)
    dataset = make(language)
    kinds = draw(st.lists(st.sampled_from(KINDS), min_size=6, max_size=6))
    directions = draw(st.lists(st.sampled_from(list(Direction)), min_size=6, max_size=6))
    indicators = tuple(
        of_kind(i, kind, direction) for i, kind, direction in zip(dataset.indicators, kinds, directions, strict=True)
    )
    kind_of = {i.id: i.kind for i in indicators}
    drawn = draw(st.lists(CELL, max_size=6))
    rows = tuple(
        cell(r, d, against, reference, sampled=kind_of[r.indicator].sampled)
        for r, d in zip(dataset.rows, drawn, strict=False)
    )
    before = [row for row in dataset.history if row.period == "2025" and row.indicator in {r.indicator for r in rows}]
    history = []
    for row in before:
        how = draw(BEFORE)
        if how != "absent":
            made = "C" if how == "hidden" else (draw(st.integers(15, 24)), 1, None)
            history.append(cell(row, made, against, reference, sampled=kind_of[row.indicator].sampled))
    reference_rows = tuple(
        one
        for row in dataset.reference
        for one in country(draw(BEFORE), (row,), sampled=kind_of[row.indicator].sampled)
    )
    rows = tuple(consistent(r, history) for r in rows) if against == Against.PREVIOUS else rows
    return replace(dataset, indicators=indicators, rows=rows, history=(*history, *rows), reference=reference_rows)


def consistent(row, history):
    """Leave out a verdict against an earlier number that is not there, or hidden: the ETL stores it as uncertain."""
    before = next((r for r in history if r.indicator == row.indicator), None)
    stored = row.against(Against.PREVIOUS)
    if stored is None or row.value is None:
        return row
    if before is None:
        return replace(row, comparisons=())
    return row if before.shown else replace(row, comparisons=(replace(stored, verdict=Verdict.UNCERTAIN),))


@given(dataset=overviews(front_dataset, Against.PREVIOUS, "2025"))
def test_every_sentence_of_a_front_page_is_true(dataset):
    facts = Facts(dataset, Against.PREVIOUS)
    keys = hold(headline(dataset), facts)
    assert bool(keys & {"front_others", "front_others_one"}) == (0 < facts.tested < len(facts.rows))
    told = set()
    for text in changes(dataset):
        told |= hold(text, facts)
    moved_keys = told & {"changed_up", "changed_down", "changed_up_slightly", "changed_down_slightly"}
    assert bool(moved_keys) == bool({"higher", "lower"} & set(facts.states))
    nothing_changed = "same" in facts.states and not {"higher", "lower"} & set(facts.states)
    assert bool(keys & {"front_none", "front_none_one", "front_none_two"}) == nothing_changed
    assert not told & {"front_none", "front_none_one", "front_none_two"}
    assert_intervals(hold(body(overview_alt_text(dataset)), facts), facts, drawn=True)


@given(dataset=overviews(profile_dataset, Against.COUNTRY, "SSS"))
def test_every_sentence_of_a_profile_and_of_its_slides_is_true(dataset):
    facts = Facts(dataset, Against.COUNTRY)
    hold(headline(dataset), facts)
    assert_intervals(hold(body(overview_alt_text(dataset)), facts), facts, drawn=True)
    part = part_of(dataset, dataset.rows[:3], dataset.reference[:3])
    if part.rows:
        of_part = Facts(part, Against.COUNTRY)
        hold(captions_of_part(captions_of(dataset), part).title, of_part)
        for form in ("bars", "table"):
            hold(body(overview_alt_text(part, form)), of_part)


@st.composite
def trends(draw):
    language = draw(LANGUAGES)
    dataset = trend_dataset(language)
    kind = draw(st.sampled_from(KINDS))
    made = draw(st.lists(CELL, max_size=4))
    periods = [r for r in dataset.rows if r.period > "2021"]
    chosen = periods[len(periods) - len(made) :]
    rows = []
    for row, drawn in zip(chosen, made, strict=True):
        one = cell(row, drawn, Against.PREVIOUS, rows[-1].period if rows else "", sampled=kind.sampled)
        rows.append(consistent_line(one, rows))
    others_ = tuple(r for r in dataset.reference if r.period in {row.period for row in rows})
    reference = country(draw(BEFORE), others_, sampled=kind.sampled)
    breaks = draw(st.sampled_from([(), (Break(dataset.indicators[0].id, "2026", "Weather."),)]))
    return replace(
        dataset,
        indicators=(of_kind(dataset.indicators[0], kind),),
        rows=tuple(rows),
        reference=reference,
        breaks=breaks,
        view=replace(dataset.view, period="2026"),
    )


def consistent_line(row, earlier):
    stored = row.against(Against.PREVIOUS)
    if stored is None or (row.value is None and earlier):
        return row
    if not earlier:
        return replace(row, comparisons=())
    if earlier[-1].shown:
        return row
    return replace(row, comparisons=(replace(stored, verdict=Verdict.UNCERTAIN),))


@given(dataset=trends())
def test_every_sentence_of_a_trend_is_true(dataset):
    facts = Facts(dataset, Against.PREVIOUS)
    last = facts.rows[-1:]
    if last and last[0].against(Against.PREVIOUS):  # its reference is the period before, and no other
        facts.states[-1] = state(last[0], Against.PREVIOUS, facts.rows[-2:-1], sampled=True)
    hold(headline(dataset), facts)
    hold(without_hidden_line(body(trend_alt_text(dataset)), facts), facts)


def without_hidden_line(alt, facts):
    """Take off the sentence that says why a line is not drawn, once it is known to be true."""
    if not facts.rows or facts.shown or not any(r.shown for r in facts.dataset.reference):
        return alt
    hidden, _, more = alt.partition(". ")
    assert not [s for s in set(facts.states) if word(f"hidden_{s}", facts.language) not in hidden]
    return more


@given(dataset=st.one_of(maps(), group_pictures()))
def test_a_legend_of_dots_explains_what_is_drawn_and_nothing_else(dataset):
    facts = Facts(dataset, dataset.compared_with)
    signs = {sign for sign, _ in dot_signs(dataset)}
    shown = [s for r, s in zip(facts.rows, facts.states, strict=True) if r.value is not None]
    assert ("certain" in signs) == bool({"higher", "lower"} & set(shown))
    assert ("open" in signs) == ("same" in shown)
    assert ("interval" in signs) == any(r.ci_low is not None for r in facts.shown)


@given(dataset=overviews(profile_dataset, Against.COUNTRY, "SSS"))
def test_a_legend_of_a_profile_explains_what_is_drawn_and_nothing_else(dataset):
    signs = {sign for sign, _ in overview_signs(dataset)}
    drawn = [r for r in dataset.rows if r.shown and dataset.indicator(r.indicator).unit == Unit.PERCENT]
    country_of = {r.indicator for r in dataset.reference if r.shown}
    assert ("country" in signs) == any(r.indicator in country_of for r in drawn)
    assert ("interval" in signs) == any(r.ci_low is not None for r in drawn)


def test_the_context_has_no_dots_and_therefore_neither_signs_nor_a_place_in_their_description():
    dataset = profile_dataset("en")
    context = replace(dataset.indicators[0], domain=Domain.CONTEXT, kind=Kind.REGISTER_SHARE)
    bare = replace(dataset.rows[0], ci_low=None, ci_high=None, comparisons=())
    with_context = replace(dataset, rows=(bare, *dataset.rows[1:]), indicators=(context, *dataset.indicators[1:]))
    assert "grey" not in {sign for sign, _ in overview_signs(with_context)}
    assert "Indicators with a figure: 4; without: 1." in overview_alt_text(with_context)
    assert "Indicators with a figure: 5; without: 1." in overview_alt_text(with_context, "table")


@given(dataset=st.one_of(maps(), group_pictures(), trends(), overviews(profile_dataset, Against.COUNTRY, "SSS")))
def test_n_is_that_of_what_is_shown_and_the_countrys_stands_under_its_name(dataset):
    rows = tuple(replace(r, n=10 * i if r.shown else None) for i, r in enumerate(dataset.rows, 40))
    dataset = replace(dataset, rows=rows, reference=tuple(replace(r, n=9990) for r in dataset.reference if r.shown))
    told = source_line(dataset)
    shown = [r.n for r in rows if r.shown]
    least, most = min(shown, default=0), max(shown, default=0)
    own = [int(n) for n in re.findall(r"\d+", re.search(r"[≈=] (\d+(?:–\d+)?)", told)[1])] if shown else []
    assert own == sorted({least, most} - {0})
    country_name = dataset.reference[0].area.name if dataset.reference else ""
    if "9\u202f990" in told or "9,990" in told:
        assert re.search(rf"{country_name}: n [≈=] 9.990", told)
        assert dataset.kind == "map" or (dataset.kind == "groups" and not shown)


def test_shares_without_intervals_are_neither_ranked_nor_said_to_have_some():
    """The shape of N. Ireland's good relations indicators: published shares of both sexes, the same to a decimal."""
    dataset = group_picture_of((20.1, 20.1), Kind.PUBLISHED_SHARE)
    assert headline(dataset) == (
        "The figure is 20% in every group. "
        "Differences between the groups are not tested: the publisher gave no confidence intervals."
    )
    assert groups_alt_text(dataset) == (
        "Dot chart: Trust in people of another background, Whole country, 2026. Groups with a figure: 2; without: 0. "
        "The figure is 20% in every group."
    )


def group_picture_of(values, kind):
    dataset = groups_dataset("en")
    rows = [
        replace(r, value=v, ci_low=None, ci_high=None, comparisons=(), **coded())
        for r, v in zip(dataset.rows, values, strict=False)
    ]
    return replace(dataset, rows=tuple(rows), reference=(), indicators=(of_kind(dataset.indicators[0], kind),))


@pytest.mark.parametrize("language", Language)
def test_what_is_not_a_sentence_of_ours_is_not_read(language):
    with pytest.raises(AssertionError):
        read("Kainuu 1.", language)

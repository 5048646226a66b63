"""Verdicts -> sentences. They speak of a change or a difference only where a stored verdict allows it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from picture.answer import Against, Answer, Break, Indicator, Language, Row, Verdict
from picture.words import amount, interval, listing, number, period, word

PLACES = {"birth"}  # dimensions whose groups are named after countries and regions
NATIONAL = ("Finnish", "Swedish")  # English writes them with a capital
SCHEMATIC = "Natural Earth"  # boundaries good enough to show where a region is, not to measure it
ADDRESS = re.compile(r"\s*\([^)]*\)")


def number_sentence(row: Row, indicator: Indicator, language: Language) -> str:
    """Say one number with its interval, or why it is not shown. The area stands before a colon, uninflected."""
    place = {"area": row.area.name, "period": period(row.period)}
    if row.value is None:
        return word("say_hidden", language, **place, reason=hidden_because(row, language))
    value = amount(row.value, indicator, language)
    if row.ci_low is None or row.ci_high is None:
        return word("say_number_plain", language, **place, value=value)
    return word(
        "say_number", language, **place, value=value, interval=interval(row.ci_low, row.ci_high, indicator, language)
    )


def hidden_because(row: Row, language: Language) -> str:
    """Say why a row has no number; the strongest reason speaks."""
    keys = {"c": "hidden_confidential", "u": "hidden_unreliable", "z": "hidden_not_applicable"}
    return word(next((key for flag, key in keys.items() if flag in row.flags), "hidden_missing"), language)


def comparison_sentence(row: Row, against: Against, breaks: Iterable[Break], language: Language) -> str:
    """Say what a stored comparison allows to say; an empty text where nothing was compared."""
    found = row.against(against)
    if found is None:
        return ""
    reason = _reason(row, breaks)
    return word(
        f"{against}_{found.verdict}", language, reference=period(found.reference), reason=reason, group=row.group.name
    ).strip()


def _reason(row: Row, breaks: Iterable[Break]) -> str:
    """Find why earlier periods cannot be compared: the newest break up to the row's period."""
    own = [b for b in breaks if b.indicator == row.indicator and b.period <= row.period]
    return max(own, key=lambda b: b.period).reason if own else ""


def headline(answer: Answer) -> str:
    """Say in one or two sentences what the whole picture shows; the title of its slide."""
    match answer.kind:
        case "map":
            return _map(answer)
        case "trend":
            return _trend(answer)
        case "groups":
            return _groups(answer)
        case "profile":
            return _profile(answer)
        case "front":
            return _front(answer)


def _map(answer: Answer) -> str:
    language, indicator = answer.view.language, answer.indicators[0]
    shown = [r for r in answer.rows if r.value is not None]
    if not shown:
        return word("map_empty", language)
    found = {r.area.code: r.against(Against.COUNTRY) for r in answer.rows}
    if not any(found.values()):
        low, high = _extremes(shown)
        return word("map_register", language, **_ends(low, high, indicator, language))
    names = {
        verdict: [r.area.name for r in answer.rows if (c := found[r.area.code]) and c.verdict == verdict]
        for verdict in Verdict
    }
    told = [
        word(f"map_{verdict}", language, areas=listing(names[verdict], language))
        for verdict in (Verdict.HIGHER, Verdict.LOWER)
        if names[verdict]
    ]
    if names[Verdict.NO_DIFFERENCE]:
        told.append(word("map_rest" if told else "map_none", language))
    if untested := sum(not _decided(r, Against.COUNTRY) for r in answer.rows):
        told.append(word("map_untested", language, count=untested, total=len(answer.rows)))
    return " ".join(told)


def _trend(answer: Answer) -> str:
    language = answer.view.language
    mine = [r for r in answer.rows if answer.view.chose(r.area)]
    last = next((r for r in mine if r.period == answer.view.period), mine[-1] if mine else None)
    if last is None:
        return word("not_on_level", language)
    told = [number_sentence(last, answer.indicators[0], language) + "."]
    if last.value is not None:
        told += [comparison_sentence(last, against, answer.breaks, language) for against in worth_telling(last)]
    return " ".join(t for t in told if t)


def worth_telling(row: Row) -> list[Against]:
    """Choose what to say of a change: the trend only where it says more than the change since the period before."""
    previous, trend = row.against(Against.PREVIOUS), row.against(Against.TREND)
    if previous and trend and trend.verdict != Verdict.NOT_COMPARABLE and trend.reference != previous.reference:
        return [Against.PREVIOUS, Against.TREND]
    return [Against.PREVIOUS if previous else Against.TREND]


def _groups(answer: Answer) -> str:
    language = answer.view.language
    tested = [r for r in answer.rows if r.against(Against.GROUP)]
    if not answer.rows:
        return word("groups_empty", language)
    if not tested:
        return word("groups_untested", language)
    if not any(_decided(r, Against.GROUP) for r in tested):
        return word("groups_uncertain", language)
    told = [
        word(f"group_{verdict}", language, groups=", ".join(names))
        for verdict in (Verdict.HIGHER, Verdict.LOWER)
        if (names := [_named(r) for r in tested if _verdict(r, Against.GROUP) == verdict])
    ]
    return " ".join(told) if told else word("groups_none", language)


def _named(row: Row) -> str:
    """Write a group inside a sentence: with a small letter, unless it begins with a name."""
    name = row.group.name
    proper = row.group.dim in PLACES or name.startswith(NATIONAL)
    return name if proper else name[:1].lower() + name[1:]


def _profile(answer: Answer) -> str:
    language = answer.view.language
    compared = [v for r in answer.rows if (v := _verdict(r, Against.COUNTRY)) is not None]
    if not compared:
        return word("profile_country", language)
    certain = [v for v in compared if v not in {Verdict.UNCERTAIN, Verdict.NOT_COMPARABLE}]
    differ = sum(v in {Verdict.HIGHER, Verdict.LOWER} for v in certain)
    key = "profile_differs" if differ else "profile_none" if certain else "profile_uncertain"
    area = next(r.area.name for r in answer.rows)
    return word(key, language, area=area, count=differ, total=len(certain))


def _front(answer: Answer) -> str:
    language = answer.view.language
    counts = Counter(_judged(r, _of(answer, r)) for r in answer.rows)
    shown = {key: counts[key] for key in ("better", "worse", "same")}
    apart = counts["not_comparable"]
    told = [word("front_counts", language, **shown)]
    told += [word("front_not_comparable", language, count=apart)] if apart else []
    return f"{', '.join(told)} ({word('front_total', language, total=sum(shown.values()) + apart)})."


def _judged(row: Row, indicator: Indicator) -> str:
    found = row.against(Against.PREVIOUS)
    if found is None:
        return "untested"
    if found.verdict == Verdict.NOT_COMPARABLE:
        return "not_comparable"
    if not _differs(row, Against.PREVIOUS) or indicator.direction == "neither":
        return "same" if found.verdict == Verdict.NO_DIFFERENCE else "untested"
    return "better" if found.verdict.value == indicator.direction else "worse"


def changes(answer: Answer) -> list[str]:
    """Say what has changed since the period before, and what cannot be compared, one sentence each."""
    language = answer.view.language
    told = [line for row in answer.rows if (line := _change(row, answer, language))]
    return told or [word("changed_nothing", language)]


def _change(row: Row, answer: Answer, language: Language) -> str:
    found, indicator = row.against(Against.PREVIOUS), _of(answer, row)
    if found is None:
        return ""
    if found.verdict == Verdict.NOT_COMPARABLE:
        reason = _reason(row, answer.breaks)
        return word(
            "changed_break", language, indicator=indicator.name, reference=period(found.reference), reason=reason
        )
    before = next((r for r in answer.history if (r.indicator, r.period) == (row.indicator, found.reference)), None)
    if not _differs(row, Against.PREVIOUS) or before is None or before.value is None or row.value is None:
        return ""
    return word(
        "changed_up" if found.verdict == Verdict.HIGHER else "changed_down",
        language,
        indicator=indicator.name,
        before=amount(before.value, indicator, language),
        after=amount(row.value, indicator, language),
        reference=period(found.reference),
        period=period(row.period),
    )


def detectable_sentence(answer: Answer) -> str:
    """Say the smallest change that the chosen area's sample could show; an empty text where none was stored."""
    language, indicator = answer.view.language, answer.indicators[0]
    mine = [r for r in answer.rows if answer.view.chose(r.area) and r.against(Against.PREVIOUS)]
    found = mine[-1].against(Against.PREVIOUS) if mine else None
    if found is None or found.detectable is None or indicator.unit != "percent":
        return ""
    return word("mark_detectable", language, value=number(found.detectable, 1, language))


def moved_line(answer: Answer) -> str:
    """Say which areas have changed since the division of their numbers, and which share of their people moved."""
    language = answer.view.language
    areas = [
        f"{m.area.name} {number(100 * m.share, 1, language)}\u00a0%" if m.share is not None else m.area.name
        for m in answer.moved
    ]
    return word("areas_moved", language, year=answer.moved[0].geo_year, areas=", ".join(areas)) if areas else ""


def boundaries_line(answer: Answer) -> str:
    """Say how the map is classed, which division it draws and whose boundaries those are."""
    language, level = answer.view.language, word(f"level_{answer.view.level}", answer.view.language)
    return word(
        "method_lines",
        language,
        division=word("division_year", language, level=level, year=answer.geo_year),
        boundaries=word("boundaries_schematic" if answer.credit == SCHEMATIC else "boundaries", language),
        credit=answer.credit,
    )


def source_line(answer: Answer) -> str:
    """Name the sources with n, who quoted a figure, the edition, and whether anything is synthetic."""
    language = answer.view.language
    told = []
    for source in answer.sources:
        name = f"{source.producer}, {source.title}"
        mark = f" ({word('synthetic_short', language)})" if source.synthetic else ""
        told.append(name + mark)
    rows = (*answer.rows, *answer.reference)
    quoted = sorted({ADDRESS.sub("", r.quoted_by) for r in rows if r.quoted_by})  # addresses stand in the tables
    told += [word("quoted_by", language, name=listing(quoted, language))] if quoted else []
    counted = [r for r in (*answer.reference, *answer.rows) if r.n]
    if counted:
        biggest = max(counted, key=lambda r: r.n or 0)
        rounded = _of(answer, biggest).kind.startswith("survey")  # our own surveys publish n rounded to 10
        key = "respondents_about" if rounded else "answers_exactly"
        told.append(word(key, language, n=number(biggest.n or 0, 0, language)))
    return f"{word('source', language)}: {'; '.join(told)}. {stamp_line(answer)}."


def stamp_line(answer: Answer) -> str:
    """Name edition, version and build."""
    stamp = answer.stamp
    return word("stamp_line", answer.view.language, edition=stamp.edition, version=stamp.version, build=stamp.build)


def question_line(answer: Answer) -> str:
    """Give the wording, what is counted and who was asked, when the picture shows one indicator."""
    if len(answer.indicators) != 1:
        return ""
    indicator, language = answer.indicators[0], answer.view.language
    asked = [word("quoted", language, text=indicator.question)] if indicator.question else []
    counted = f"{indicator.counts[:1].upper()}{indicator.counts[1:]}".rstrip(".") + "."
    return " ".join(
        [*asked, counted, word("population_asked", language, population=indicator.population).rstrip(".") + "."]
    )


def marks(answer: Answer) -> tuple[tuple[str, str], ...]:
    """List the marks that occur in the picture with their meaning."""
    present = sorted({flag for r in (*answer.rows, *answer.reference) for flag in r.flags})
    return tuple((f"[{flag}]", word(f"flag_{flag}", answer.view.language)) for flag in present)


def alt_text(answer: Answer) -> str:
    """Describe the picture from its data for those who do not see it."""
    language = answer.view.language
    shown = [r for r in answer.rows if r.value is not None]
    if not shown:
        return word("empty_alt", language)
    first, low_high = answer.indicators[0], _extremes(shown)
    area = next((r.area.name for r in shown if answer.view.chose(r.area)), shown[0].area.name)
    match answer.kind:
        case "map":
            counts = {
                "shown": len(shown),
                "hidden": len(answer.rows) - len(shown),
                "period": period(answer.view.period),
            }
            return word("map_alt", language, indicator=first.name, **counts, **_ends(*low_high, first, language))
        case "trend":
            return _trend_alt(answer, [r for r in shown if r.area.name == area], area)
        case "groups":
            where = {"area": area, "period": period(answer.view.period), "count": len(shown)}
            low, high = low_high
            ends = _ends(low, high, first, language) | {"low": low.group.name, "high": high.group.name}
            return word("groups_alt", language, indicator=first.name, **where, **ends)
        case "profile" | "front":
            return word("profile_alt", language, area=area, count=len(shown))


def _trend_alt(answer: Answer, shown: list[Row], area: str) -> str:
    language, indicator = answer.view.language, answer.indicators[0]
    breaks = " ".join(word("break_at", language, period=b.period, reason=b.reason) for b in answer.breaks)
    return word(
        "trend_alt_text",
        language,
        indicator=indicator.name,
        area=area,
        first=period(shown[0].period),
        last=period(shown[-1].period),
        first_value=amount(shown[0].value or 0.0, indicator, language),
        last_value=amount(shown[-1].value or 0.0, indicator, language),
        breaks=breaks,
    ).strip()


def _extremes(rows: list[Row]) -> tuple[Row, Row]:
    ordered = sorted(rows, key=lambda r: r.value or 0.0)
    return ordered[0], ordered[-1]


def _ends(low: Row, high: Row, indicator: Indicator, language: Language) -> dict[str, str]:
    return {
        "low": low.area.name,
        "high": high.area.name,
        "low_value": amount(low.value or 0.0, indicator, language),
        "high_value": amount(high.value or 0.0, indicator, language),
    }


def _decided(row: Row, against: Against) -> bool:
    """Tell whether a comparison allows to say anything: a difference, or that none is significant."""
    found = row.against(against)
    return found is not None and found.verdict not in {Verdict.UNCERTAIN, Verdict.NOT_COMPARABLE}


def _verdict(row: Row, against: Against) -> Verdict | None:
    found = row.against(against)
    return found.verdict if found else None


def _differs(row: Row, against: Against) -> bool:
    return _verdict(row, against) in {Verdict.HIGHER, Verdict.LOWER}


def _of(answer: Answer, row: Row) -> Indicator:
    return {i.id: i for i in answer.indicators}[row.indicator]

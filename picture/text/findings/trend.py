"""The finding of a trend: where the share has risen or fallen, told from stored verdicts, and its numbers."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from contract.codes import Against, Kind, Unit
from picture.query.model import Dataset, Line, Observation
from picture.query.rounding import rounded
from picture.query.trend.lines import Role, lines_of, told_row
from picture.text.findings.changes import LineChange, changes_of
from picture.text.names import group_name_of
from picture.text.outcomes import OVER_TIME, Outcome, number_sentence, outcome_in
from picture.text.places import in_areas
from picture.text.sentences import break_reason, comparison_sentence
from picture.text.words import amount, capital, listing, moments, number, period, phrase, word

BOTH = (Against.PREVIOUS, Against.TREND)


def trend_headline(dataset: Dataset) -> str:
    """Write where a test has found a change since the last wave, else since the first, else that it has found none."""
    told = told_row(dataset)
    if told is None:
        return _group_first(_small(_nothing_here(dataset)), dataset)
    found = [one for one in (_changed(dataset, against) for against in BOTH) if one]
    own = [one for one in found if one[0].line.role == Role.CHOSEN]
    if own:
        return _group_first(_rose_or_fell(own[0], dataset), dataset)
    if found:
        return _group_first(_others_changed(told, found[0], dataset), dataset)
    return _group_first(_small(_no_change(told, dataset)), dataset)


def _small(text: str) -> str:
    return text[:1].lower() + text[1:]


def _changed(dataset: Dataset, against: Against) -> list[LineChange]:
    """List the lines of which a test has found a change, the chosen one first."""
    return [one for one in changes_of(dataset, against) if one.told]


def _others_changed(told: Observation, found: Sequence[LineChange], dataset: Dataset) -> str:
    """Write first what is known of the chosen line, which shows no change, then which others have changed."""
    first = [changes_of(dataset, against)[0] for against in BOTH]
    tested = any(one.outcome.tested and one.stored for one in first)
    key = "hidden" if told.value is None else "still" if tested else "untested"
    language = dataset.view.language
    where = in_areas([told.area], language)
    return word(f"trend_chosen_{key}", language, where=where, told=_rose_or_fell(found, dataset))


def _nothing_here(dataset: Dataset) -> str:
    language = dataset.view.language
    chosen = [one for one in lines_of(dataset) if one.role == Role.CHOSEN]
    where = in_areas([one.line.area for one in chosen], language)
    name = dataset.indicators[0].name
    return word("trend_not_known", language, indicator=name, where=where) if where else word("not_on_level", language)


def _no_change(told: Observation, dataset: Dataset) -> str:
    """Write that no test of the chosen line has found a change; without a test, its number, or that it is hidden."""
    language = dataset.view.language
    indicator = dataset.indicators[0]
    where = in_areas([told.area], language)
    places = {
        "indicator": indicator.name,
        "where": where,
        "period": period(told.period),
        **moments(told.period, language),
    }
    if told.value is None:
        return word("trend_hidden", language, **{**places, "period": _not_shown_in(told, dataset)})
    first = [changes_of(dataset, against)[0] for against in BOTH]
    tested = [one for one in first if one.outcome.tested and one.stored]
    if tested and tested[0].stored:
        since = moments(tested[0].stored.reference, language)
        return word("trend_no_change", language, indicator=indicator.name, where=where, **since)
    return word("trend_figure", language, value=amount(told.value, indicator, language), **places)


def _not_shown_in(told: Observation, dataset: Dataset) -> str:
    """Return the periods of a line of which no number is shown, else that of its hidden number."""
    mine = [row for row in dataset.rows if dataset.view.chose_line(row)]
    ends = [told.period] if any(row.shown for row in mine) else [mine[0].period, mine[-1].period]
    return "–".join(map(period, dict.fromkeys(ends)))


def _rose_or_fell(found: Sequence[LineChange], dataset: Dataset) -> str:
    """Write, as inside a sentence, where it rose and where it fell since one moment: that of the first line told."""
    language = dataset.view.language
    indicator = dataset.indicators[0]
    since = found[0].stored.reference if found[0].stored else ""
    same = [one for one in found if one.stored and one.stored.reference == since]
    people = indicator.clause is not None and indicator.unit == Unit.PERCENT
    form = "people" if people else "figure"
    clause = indicator.clause or indicator.name
    places = {"clause": clause, **moments(since, language)}
    up = where_of([one.line.line for one in same if one.outcome == Outcome.HIGHER], dataset)
    down = where_of([one.line.line for one in same if one.outcome == Outcome.LOWER], dataset)
    if up and down:
        return word(f"trend_{form}_both", language, up=up, down=down, **places)
    return word(f"trend_{form}_{'up' if up else 'down'}", language, where=up or down, **places)


def where_of(lines: Sequence[Line], dataset: Dataset) -> str:
    """Write in which areas: "in the whole country and in Lapland"; a group of its own stands behind its area."""
    language = dataset.view.language
    own = [one.area for one in lines if is_view_group(one, dataset)]
    others = [one for one in lines if not is_view_group(one, dataset)]
    told = [in_areas(own, language)] if own else []
    told += [f"{in_areas([one.area], language)} ({group_name_of(one.group)})" for one in others]
    return listing(told, language)


def is_view_group(line: Line, dataset: Dataset) -> bool:
    """Return whether a line is of the group that the whole picture shows."""
    return (line.group.dim, line.group.code) == (dataset.view.group_dim, dataset.view.group_code)


def _group_first(told: str, dataset: Dataset) -> str:
    """Begin a sentence: with the group where it is not of everybody, else with a capital letter."""
    lines = lines_of(dataset)
    group = lines[0].line.group if lines and lines[0].role == Role.CHOSEN else None
    if group is None or group.is_everybody:
        return capital(told)
    return word("trend_of_group", dataset.view.language, group=group.name, told=told)


def trend_lead(dataset: Dataset) -> Markup:
    """Write the numbers behind the headline, what is not told of the chosen line, and which others show no change."""
    told = told_row(dataset)
    if told is None:
        return Markup(" ").join(Markup("{}.").format(_number(r, dataset)) for r in dataset.reference[-1:] if r.shown)
    every = {against: changes_of(dataset, against) for against in BOTH}
    rose = _once([one for one in (*every[Against.PREVIOUS], *every[Against.TREND]) if one.told])
    mine = [one for one in rose if one.line.role == Role.CHOSEN]
    parts = [] if mine else [Markup("{}.").format(_number(told, dataset))]
    parts += [_numbers(one, dataset) for one in mine]
    parts += _of_the_chosen(told, dataset, headline_told=not rose)
    parts += [_numbers(one, dataset) for one in rose if one not in mine]
    still = [one.line.line for one in every[Against.PREVIOUS] if _shows_none(one, every[Against.TREND])]
    if still:
        where = capital(where_of(still, dataset))
        parts.append(Markup("{}").format(word("trend_lead_none", dataset.view.language, where=where)))
    return Markup(" ").join(part for part in parts if part)


def _number(row: Observation, dataset: Dataset) -> str:
    return number_sentence(row, dataset.indicators[0], dataset.view.language)


def _once(rose: Sequence[LineChange]) -> list[LineChange]:
    """Keep the first change of each stretch of a line: after two waves the trend is the change since the first."""
    kept = {(one.line.line, one.before.period if one.before else ""): one for one in reversed(rose)}
    return [one for one in rose if one in kept.values()]


def _shows_none(one: LineChange, trends: Sequence[LineChange]) -> bool:
    """Return whether tests of another than the chosen line have found nothing, since the last wave and the first."""
    if one.line.role == Role.CHOSEN:
        return False
    trend = [other.outcome for other in trends if other.line == one.line]
    return one.outcome == Outcome.NO_DIFFERENCE and not any(other.differs for other in trend)


def _numbers(one: LineChange, dataset: Dataset) -> Markup:
    """Write from where to where a line went; of a fitted line by how much it rose."""
    language = dataset.view.language
    indicator = dataset.indicators[0]
    if one.before is None or one.stored is None or one.row.value is None:
        return Markup()
    share = "share" if indicator.unit == Unit.PERCENT else "mean" if indicator.kind == Kind.SURVEY_MEAN else "value"
    places = {
        "where": capital(where_of([one.line.line], dataset)),
        "what": word(f"trend_{share}", language),
        "then": amount(one.before.value or 0.0, indicator, language),
        "now": amount(one.row.value, indicator, language),
        "years": word(
            "trend_lead_years",
            language,
            since=moments(one.before.period, language)["since"],
            to=moments(one.row.period, language)["to"],
        ),
        "since": moments(one.before.period, language)["since"],
    }
    way = "up" if one.outcome == Outcome.HIGHER else "down"
    if one.fitted:
        places |= {"size": difference_amount(one, dataset), "count": number(one.waves, 0, language)}
    return phrase(f"trend_lead_{'fitted_' if one.fitted else ''}{way}", language, **places)


def difference_amount(one: LineChange, dataset: Dataset) -> str:
    """Write the size of a stored difference: "2 percentage points"."""
    indicator = dataset.indicators[0]
    language = dataset.view.language
    size = abs(rounded((one.stored.difference if one.stored else None) or 0.0, indicator.decimals))
    text = number(size, indicator.decimals, language)
    if indicator.unit != Unit.PERCENT:
        return text
    return f"{text}\u00a0{word('percentage_point' if text == '1' else 'percentage_points', language)}"


def _of_the_chosen(told: Observation, dataset: Dataset, *, headline_told: bool) -> list[Markup]:
    """Write of the chosen line what a test has not found, and why nothing was tested.

    headline_told: the headline says already of the first test that it has found nothing.
    """
    if told.value is None:
        return []
    chosen = [changes_of(dataset, against)[0] for against in BOTH]
    silent = [against for against, one in zip(BOTH, chosen, strict=True) if one.stored and not one.told]
    if len(silent) == len(BOTH) and chosen[0].before == chosen[1].before and chosen[0].stored:
        silent = silent[:1]  # both are the same two waves
    if headline_told and silent and chosen[BOTH.index(silent[0])].outcome.tested:
        silent = silent[1:]
    texts = [comparison_sentence(told, against, dataset) for against in silent]
    return [Markup("{}").format(text) for text in (*texts, _untested_change(told, dataset)) if text]


def _untested_change(last: Observation, dataset: Dataset) -> str:
    """Write why no change is told, where none was compared; of a register, without sampling error, nothing."""
    if any(last.against(against) for against in OVER_TIME):
        return ""
    found = outcome_in(last, Against.PREVIOUS, dataset)
    if found == Outcome.REGISTER:
        return ""
    series = [r for r in dataset.rows if dataset.view.chose_line(r)]
    if found == Outcome.BREAK:
        return word("trend_break", dataset.view.language, reason=break_reason(last, dataset.breaks))
    some = found == Outcome.NO_INTERVALS and any(r.ci_low is not None for r in series)
    return word("trend_some_intervals" if some else f"trend_{found}", dataset.view.language)

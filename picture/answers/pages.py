"""What each page shows of a view: all of it that costs something and is the same for every reader.

A page draws an answer and asks nothing itself; so the same answers can be made before anybody asks.
"""

from __future__ import annotations

from dataclasses import replace

from markupsafe import Markup

from contract.codes import COUNTRY, Language, Level
from contract.period import Period
from picture.answers.question import PageQuestion
from picture.answers.shown import Picture, PictureAnswer, Takeable, TextAnswer, TrendAnswer
from picture.basket.item import shown
from picture.charts.legend import overview_signs
from picture.charts.line_chart import line_chart
from picture.html.data_table import data_table
from picture.html.editions.page import editions_first, editions_rest
from picture.html.front.page import front_evidence, front_top
from picture.html.groups.chart import groups_chart
from picture.html.groups.key import groups_key
from picture.html.groups.nothing import groups_nothing
from picture.html.groups.table import groups_table
from picture.html.how_to_read import how_to_read
from picture.html.indicator_table import other_figures, profile_tables, sign_legend
from picture.html.local.municipality import municipality_page, of_region
from picture.html.maps.country_only import country_only
from picture.html.maps.evidence import map_evidence, own_keys
from picture.html.maps.table import map_table
from picture.html.maps.top import map_top
from picture.html.matrix.table import matrix_key, matrix_table
from picture.html.methods.fieldwork import fieldwork_html
from picture.html.methods.followed import followed_evidence
from picture.html.methods.page import (
    areas_html,
    changes_html,
    cite_html,
    coverage_html,
    downloads_html,
    marks_html,
    reading_html,
    rules_html,
    still_downloads_html,
)
from picture.html.methods.quality import quality_html, questions_html
from picture.html.methods.sources import AboutSources, indicators_html, sources_html
from picture.html.page.foot import page_foot
from picture.html.page.head import page_head
from picture.html.page.stack import quiet_line, stack, unfolding, with_aside
from picture.html.plans.strip import plan_beside
from picture.html.profile.cards import area_cards
from picture.html.profile.choosing import region_chooser
from picture.html.profile.nothing import nothing_page
from picture.html.profile.table import spine_table, without_spine
from picture.html.profile.top import profile_top
from picture.html.register.card import register_card
from picture.html.tables.evidence_table import evidence_table
from picture.html.tables.model_table import model_table
from picture.html.trend.changes_table import changes_table
from picture.html.trend.chips import line_chips
from picture.html.trend.under import own_groups, printed_trend, under_trend
from picture.query.choices import survey_periods
from picture.query.choosing.area_list import area_sections
from picture.query.local.place import PlaceKnown, ask_place
from picture.query.methods.follow_up import ask_coverage
from picture.query.methods.quality import ask_quality
from picture.query.methods.tables import (
    ask_changes,
    ask_evidence,
    ask_files,
    ask_notes,
    ask_quoted,
    ask_representation,
    ask_revisions,
    ask_rules,
    ask_wordings,
)
from picture.query.model import Dataset
from picture.query.numbers import ask_map, ask_profile, ask_tiles, ask_trend
from picture.query.plans.ask import ask_newest_plan
from picture.query.register.here import ask_here
from picture.query.selection import better_pooled, second_area
from picture.query.tables.area_context import AreaContext
from picture.text.captions import captions_of
from picture.text.findings.front import Finding
from picture.text.findings.groups import groups_lead
from picture.text.findings.matrix import matrix_lead
from picture.text.findings.nothing import shows_nothing
from picture.text.findings.trend import trend_lead
from picture.text.marks import CorrectionMark
from picture.text.reading.front import front_reading
from picture.text.reading.profile import profile_reading
from picture.text.source_lines import boundaries_line
from picture.text.words import period, word
from picture.views import VIEW_KINDS, ask_view

_NOTHING = Markup("")


def front_answer(question: PageQuestion) -> PictureAnswer:
    """Make what the front page shows."""
    picture = _asked("front", question)
    dataset = picture.dataset
    captions = picture.captions
    foot = page_foot(captions, question.language)
    if question.view.area_level != Level.COUNTRY and shows_nothing(dataset):
        whole = ask_profile(question.con, question.view, question.choices)  # who lives there is no headline
        return PictureAnswer(picture, nothing_page(whole, _context(question), profile_tables(whole)), foot)
    top = front_top(dataset, captions.title, lambda finding: _regions(finding, question))
    evidence = front_evidence(dataset, front_reading(dataset), question.choices.follow_up)
    return PictureAnswer(picture, stack(top, evidence), foot)


def _regions(finding: Finding, question: PageQuestion) -> Dataset:
    """Ask for the regions of the indicator that the front page's news is about."""
    view = replace(question.view, indicator=finding.indicator.id, level=Level.MAAKUNTA, period=finding.row.period)
    return ask_map(question.con, view, question.choices)


def map_answer(question: PageQuestion) -> PictureAnswer:
    """Make what the map shows; of an indicator that is known for the whole country only, that."""
    picture = _asked("map", question)
    dataset = picture.dataset
    captions = picture.captions
    view = question.view
    language = question.language
    top = map_top(dataset, captions.title)
    foot = page_foot(captions, language, dataset.indicators[0])
    if not dataset.rows:
        country = replace(view, area=COUNTRY, area_level=Level.COUNTRY)
        trend = ask_trend(question.con, country, question.choices)
        return PictureAnswer(picture, stack(top, country_only(trend)), foot)
    pooled = better_pooled(dataset, question.choices)
    evidence = map_evidence(
        dataset,
        question.selected,
        lambda: ask_tiles(question.con, view.level),
        municipalities=Level.KUNTA in question.choices.levels[view.indicator],
    )
    return PictureAnswer(
        picture,
        above=stack(top, quiet_line(word("try_pooled", language, period=period(pooled)) if pooled else ""), evidence),
        below=stack(
            map_table(dataset, own_keys(question.selected)),
            how_to_read(captions.reading, language),
            quiet_line(boundaries_line(dataset) if dataset.shapes else ""),
            foot,
        ),
        figures=word("figures_behind", language),
    )


def trend_answer(question: PageQuestion) -> TrendAnswer:
    """Make what a trend shows."""
    picture = _asked("trend", question)
    dataset = picture.dataset
    captions = picture.captions
    shown = any(r.shown for r in (*dataset.rows, *dataset.reference))
    head = page_head(captions.title, trend_lead(dataset))
    return TrendAnswer(
        picture,
        above=stack(line_chips(dataset, question.choices, question.selected), head),
        figure=line_chart(dataset) if shown else None,
        printed=printed_trend(dataset) if shown else _NOTHING,
        under=under_trend(dataset) + own_groups(dataset) + how_to_read(captions.reading, question.language),
        tested=changes_table(dataset),
        table=data_table(dataset) + own_groups(dataset),
        below=page_foot(captions, question.language, dataset.indicators[0]),
    )


def profile_answer(question: PageQuestion) -> PictureAnswer:
    """Make what the profile of a region shows."""
    picture = _asked("profile", question)
    dataset = picture.dataset
    if question.view.area_level == Level.COUNTRY:
        return _without_region(picture, question)
    context = _context(question)
    table = spine_table(dataset, dataset.regions, second_area(question.selected, question.view, question.choices))
    how = how_to_read(profile_reading(dataset), question.language) if table else _NOTHING
    rows = table + how + other_figures(without_spine(dataset))
    modelled = _modelled(dataset, question.language)
    foot = page_foot(picture.captions, question.language)
    plan = plan_beside(ask_newest_plan(question.con, question.view, question.choices), question.view)
    place = ask_place(question.con, question.choices, question.view)
    if place.area.level == Level.KUNTA:
        top = municipality_page(place, context.belongs, dataset, question.choices)
        takeable = _of_municipality(place, dataset)
        return PictureAnswer(picture, stack(top, plan, _done_here(question), rows), foot, takeable=takeable)
    local = of_region(place, question.choices, question.view)
    if shows_nothing(dataset):
        above = stack(nothing_page(dataset, context, rows), plan, modelled, local, _done_here(question))
        return PictureAnswer(picture, above, foot)
    evidence = stack(profile_top(dataset, picture.captions.title), plan, rows, modelled, local)
    return PictureAnswer(picture, with_aside(evidence, area_cards(dataset, context) + _done_here(question)), foot)


def _of_municipality(place: PlaceKnown, dataset: Dataset) -> Takeable:
    """Return what of a municipality's page can be taken: no slide and no image of figures that there are not."""
    if any(row.shown for row in dataset.rows):
        return Takeable.EVERYTHING
    return Takeable.TABLES if place.collections or place.findings else Takeable.DOCUMENTS


def _done_here(question: PageQuestion) -> Markup:
    """Write what the register knows of the area, as it was when the picture was built."""
    choices = question.choices
    return register_card(ask_here(question.con, question.view, choices, choices.stamp.built_at.date()), question.view)


def _modelled(dataset: Dataset, language: Language) -> Markup:
    return unfolding(word("small_area_title", language), model_table(dataset)) if dataset.modelled else _NOTHING


def _context(question: PageQuestion) -> AreaContext:
    """Return where the chosen area stands among the others."""
    return question.choices.reference.contexts.of(question.view.area_level, question.view.area)


def _without_region(picture: Picture, question: PageQuestion) -> PictureAnswer:
    """Make what stands there until a region is chosen: the regions, and the country's numbers folded below."""
    choices = question.choices
    dataset = picture.dataset
    shapes = choices.reference.outlines.of(question.con, Level.MAAKUNTA).shapes
    sections = area_sections(choices, choices.areas, question.view)
    tables = sign_legend(overview_signs(dataset)) + profile_tables(dataset)
    folded = Markup('<details class="lb-details"><summary>{}</summary>{}</details>')
    rows = folded.format(word("profile_of_country", question.language), tables)
    lead = "profile_choose_still" if question.still else "profile_choose_lead"
    top = region_chooser(sections, shapes, question.view, lead)
    return PictureAnswer(picture, stack(top, rows), page_foot(picture.captions, question.language))


def matrix_answer(question: PageQuestion) -> PictureAnswer:
    """Make what the matrix shows."""
    picture = _asked("matrix", question)
    dataset = picture.dataset
    captions = picture.captions
    key = matrix_key(dataset) if dataset.rows else _NOTHING
    table = matrix_table(dataset, question.selected["domain"])
    how = how_to_read(captions.reading, question.language)
    head = page_head(captions.title, matrix_lead(dataset))
    return PictureAnswer(picture, stack(head, key + table + how), page_foot(captions, question.language))


def groups_answer(question: PageQuestion) -> PictureAnswer:
    """Make what groups side by side show."""
    picture = _asked("groups", question)
    dataset = picture.dataset
    captions = picture.captions
    head = page_head(captions.title, groups_lead(dataset), captions.subtitle)
    foot = page_foot(captions, question.language, dataset.indicators[0])
    if not any(r.shown for r in dataset.rows):  # an empty axis would only seem to say something
        return PictureAnswer(
            picture, stack(head, groups_nothing(dataset, question.choices)), foot, takeable=Takeable.NOTHING
        )
    chart = groups_chart(dataset) + groups_key(dataset)
    return PictureAnswer(
        picture,
        above=stack(head, chart, how_to_read(captions.reading, question.language)),
        below=stack(groups_table(dataset), foot),
        figures=word("groups_figures", question.language),
    )


def methods_answer(question: PageQuestion) -> TextAnswer:
    """Make what the methods page shows of a build."""
    con = question.con
    choices = question.choices
    language = question.language
    quality = ask_quality(con, choices)
    newest = [p for p in survey_periods(choices) if str(Period.parse(p).last) == choices.stamp.edition]
    evidence = {one: evidence_table(ask_evidence(con, one, Level.MAAKUNTA), choices, language) for one in newest}
    parts = (
        questions_html(quality, choices),
        reading_html(language),
        marks_html(language, CorrectionMark if choices.editions.cells else ()),
        quality_html(quality, choices),
        fieldwork_html(choices.sources, ask_representation(con, language), language),
        coverage_html(evidence, language),
        followed_evidence(choices.follow_up, ask_coverage(con, language), language),
        rules_html(ask_rules(con, language), language),
        areas_html(language),
        indicators_html(choices, ask_wordings(con, language), language),
        sources_html(choices, AboutSources(ask_files(con), ask_notes(con, language), ask_quoted(con)), language),
        changes_html(ask_changes(con), ask_revisions(con, language), choices, language),
    )
    files = still_downloads_html(language) if question.still else downloads_html(language, question.view.edition)
    return TextAnswer(cite_html(choices, language, question.site) + files, Markup("").join(parts))


def editions_answer(question: PageQuestion) -> TextAnswer:
    """Make what the page of editions shows beside the differences between two versions."""
    choices = question.choices
    return TextAnswer(editions_first(choices), editions_rest(choices, question.site))


def _asked(kind: str, question: PageQuestion) -> Picture:
    rules = VIEW_KINDS[kind]
    dataset = ask_view(question.con, rules, question.selected, question.choices)
    return Picture(dataset, captions_of(dataset, rules.captions), shown(dataset))

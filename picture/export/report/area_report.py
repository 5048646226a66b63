"""The report and the meeting brief of an area, or of the country, as documents."""

from __future__ import annotations

from contract.codes import Level
from picture.export.report.asked import ReportAnswers
from picture.export.report.brief import brief_page
from picture.export.report.document.content import Document, DocumentBlock, TextBlock, text_runs
from picture.export.report.first_page import first_page
from picture.export.report.indicators import context_table, indicator_tables, marks_block
from picture.export.report.methods import methods_pages
from picture.export.report.pictures import groups_page, map_page
from picture.export.report.place.section import local_section, municipality_top
from picture.export.report.plans.section import plan_section
from picture.export.report.unknown import country_beside, not_shown, unknown_top, what_is_known, what_to_do
from picture.export.stamp import stamp, warnings
from picture.query.model import Dataset
from picture.text.captions import part_of
from picture.text.editions.corrected import correction_lines
from picture.text.findings.nothing import shows_nothing
from picture.text.names import area_name, shortened
from picture.text.words import word

TOP_LETTERS = 40  # of a name at the top of every page


def report_document(answers: ReportAnswers) -> Document:
    """Return the report: one page that stands alone, then everything behind it."""
    local = local_section(answers.place, answers.choices)
    if local and answers.place.area.level == Level.KUNTA:
        blocks = [*municipality_top(answers.place, answers.choices), *local, *what_is_known(answers)]
    elif shows_nothing(answers.profile):
        blocks = [*unknown_top(answers), *what_is_known(answers), *what_to_do(answers)]
        blocks += [*country_beside(answers), *not_shown(answers), *marks_block(answers.profile), *local]
    else:
        blocks = [*first_page(answers), *indicator_tables(answers), *map_page(answers), *context_table(answers)]
        blocks += [*groups_page(answers), *local]
    plan = plan_section(answers.plan, answers.profile.view.language)
    told = [*_corrections(answers.profile), *blocks, *plan, *methods_pages(answers)]
    return area_document(told, "report_kind", answers)


def brief_document(answers: ReportAnswers) -> Document:
    """Return the meeting brief, one page."""
    news = answers.news
    rows, reference = (
        [row for row in held if news.indicator(row.indicator).sampled] for held in (news.rows, news.reference)
    )
    told = part_of(news, rows, reference)  # a brief names no other figures
    return area_document([*_corrections(told), *brief_page(answers)], "brief_kind", answers)


def _corrections(dataset: Dataset) -> list[DocumentBlock]:
    return [TextBlock(text_runs(line), "quiet") for line in correction_lines(dataset)]


def area_document(blocks: list[DocumentBlock], kind: str, answers: ReportAnswers) -> Document:
    """Return blocks as a document of the area. kind: key of the words that say what it is."""
    dataset = answers.profile
    language = dataset.view.language
    named = word(kind, language)
    edition = word("edition", language, edition=dataset.stamp.edition)
    return Document(
        title=f"{area_name(dataset)}: {named}",
        subject=f"{word('title', language)} {dataset.stamp.edition}",
        publication=word("title_short", language),
        kind=f"{named} · {shortened(area_name(dataset), TOP_LETTERS)} · {edition[:1].lower()}{edition[1:]}",
        marks=warnings(dataset),
        foot=stamp(dataset),
        language=language,
        made=dataset.stamp.built_at,
        build=dataset.stamp.build,
        blocks=tuple(blocks),
    )

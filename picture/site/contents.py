"""What each page of the site shows: the answers of the dashboard's pages, and ways to the pages beside it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from markupsafe import Markup

from contract.cell_key import area_key
from contract.codes import Domain, Language, Level
from picture.answers.pages import (
    editions_answer,
    front_answer,
    groups_answer,
    map_answer,
    matrix_answer,
    methods_answer,
    profile_answer,
    trend_answer,
)
from picture.answers.question import PageQuestion
from picture.answers.shown import PictureAnswer, TextAnswer
from picture.html.frame.place import place_address
from picture.html.frame.view_links import put_view
from picture.html.methods.anchors import Place
from picture.html.methods.parts import contents_html
from picture.html.page.corrections import corrections_note
from picture.html.page.foot import page_foot
from picture.html.page.head import page_head
from picture.html.page.stack import stack, unfolding
from picture.html.trend.under import trend_pictures
from picture.query.choices import Choices
from picture.query.choosing.area_list import area_sections
from picture.query.database import OpenDatabase
from picture.query.selection import matrix_levels
from picture.site.document import PageContent
from picture.site.files import FILE_FORMS, file_path
from picture.site.listing import downloads_page, index_page
from picture.site.plan import DOWNLOADS_PAGE, INDEX_PAGE, TREND_PLACE, SitePage, has_trend
from picture.text.words import word

_PICTURES = {
    "front": front_answer,
    "map": map_answer,
    "region": profile_answer,
    "matrix": matrix_answer,
    "groups": groups_answer,
}
_SECTION = Markup('<section class="lb-site-part" id="{}"><h2>{}</h2>{}</section>')
_TITLE = Markup('<h2 class="lb-figures-title">{}</h2>')
_CHOOSING = Markup('<details class="lb-site-choose"><summary>{}</summary><nav aria-label="{}">{}</nav></details>')
_UNDER_TITLE = Markup("<section><h3>{}</h3><ul>{}</ul></section>")
_ITEM = Markup('<li><a href="{}"{}>{}</a></li>')
_HERE = Markup(' aria-current="page"')
_LEVELS = Markup('<nav class="lb-panels-nav lb-site-levels" aria-label="{}">{}</nav>')
_LEVEL = Markup('<a href="{}"{}>{}</a>')
_FILE = Markup('<a class="lb-file" href="/{}" download>{}</a>')
_FILES = Markup('<div class="lb-files">{}</div>')


@dataclass(frozen=True, slots=True)
class Asking:
    """The database that answers in one language, and where its readers find the living pages."""

    opened: OpenDatabase
    by_language: Mapping[Language, Choices]
    language: Language
    address: str  # of the dashboard or else of the site; "": not known

    @property
    def choices(self) -> Choices:
        """What the build offers in this language."""
        return self.by_language[self.language]

    def question(self, page: str, of: SitePage) -> PageQuestion:
        """Ask a page of the dashboard for what a page of the site shows."""
        asked = SitePage(page, of.path, of.asked)
        selected = asked.selected(self.choices)
        return PageQuestion(
            self.opened.cursor, self.choices, asked.view(self.choices), selected, site=self.address, still=True
        )


def content_of(page: SitePage, asking: Asking) -> PageContent:
    """Make what stands on a page inside its frame."""
    language = asking.language
    if page.page == INDEX_PAGE:
        lead = word("site_index_lead", language)
        return PageContent(word("menu_index", language), lead, index_page(asking.by_language, language))
    if page.page == DOWNLOADS_PAGE:
        lead = word("site_downloads_lead", language)
        return PageContent(word("menu_downloads", language), lead, downloads_page(asking.choices))
    if page.page in _PICTURES:
        return _picture(page, asking)
    return _text(page, asking)


def _picture(page: SitePage, asking: Asking) -> PageContent:
    question = asking.question(page.page, page)
    answer = _PICTURES[page.page](question)
    dataset = answer.picture.dataset
    parts = [
        _ways(page, question),
        corrections_note(dataset) + answer.above,
        _figures(page, answer, question),
        put_view(answer.below, question.selected, "lang"),
        _trend(page, asking) if has_trend(page) else Markup(),
    ]
    name = _name(page, question)
    return PageContent(name, answer.picture.captions.title, stack(*parts))


def _figures(page: SitePage, answer: PictureAnswer, question: PageQuestion) -> Markup:
    """Write the title of the figures that follow, and the files of the indicator."""
    title = _TITLE.format(answer.figures) if answer.figures else Markup()
    if page.page not in {"map", "groups"}:
        return title
    language = question.language
    links = (
        _FILE.format(file_path(question.view.indicator, form), word(key, language)) for form, key in FILE_FORMS.items()
    )
    return title + _FILES.format(Markup("").join(links))


def _trend(page: SitePage, asking: Asking) -> Markup:
    """Write how the whole country has changed: picture, what was tested, and every figure."""
    question = asking.question("trends", page)
    answer = trend_answer(question)
    language = question.language
    if answer.figure is None:
        return Markup()
    title = Markup('<p class="lb-lead">{}</p>').format(answer.picture.captions.title)
    of_areas = question.choices.levels.get(question.view.indicator)  # else the page shows the picture already
    drawn = trend_pictures(answer.picture.dataset) if of_areas else Markup()
    table = unfolding(word("tab_table", language), answer.table)
    foot = page_foot(answer.picture.captions, language)
    html = _SECTION.format(
        TREND_PLACE,
        word("menu_trends", language),
        stack(corrections_note(answer.picture.dataset), title, drawn, answer.under, answer.tested, table, foot),
    )
    return put_view(html, question.selected, "lang")


def _name(page: SitePage, question: PageQuestion) -> str:
    """Name a page after what it is about."""
    view = question.view
    division = word(f"level_{view.level}", view.language)
    menu = word(f"menu_{page.page}", view.language)
    if page.page == "matrix":
        return f"{menu}, {division}"
    if page.page == "region" and view.area_level != Level.COUNTRY:
        return question.choices.area(view.area_level, view.area).name
    if page.page not in {"map", "groups"}:
        return menu
    about = menu if page.page == "groups" else "" if has_trend(page) else division
    return ", ".join(filter(None, (question.choices.indicator(view.indicator).name, about)))


def _text(page: SitePage, asking: Asking) -> PageContent:
    question = asking.question(page.page, page)
    language = question.language
    if page.page == "methods":
        answer: TextAnswer = methods_answer(question)
        lead = word("lead_methods", language)
        text = Markup('<div class="lb-site-methods"><div>{}</div><div>{}</div></div>').format(
            contents_html(language, {Place.CHECK}), stack(answer.first, answer.rest)
        )
        html = page_head(word("menu_methods", language), lead) + text
    else:
        answer = editions_answer(question)
        lead = word("menu_editions", language)
        html = Markup('<div class="lb-editions">{}{}</div>').format(answer.first, answer.rest)
    return PageContent(word(f"menu_{page.page}", language), lead, put_view(html, question.selected, "lang"))


def _ways(page: SitePage, question: PageQuestion) -> Markup:
    """Write the ways to the pages of the same kind."""
    choices = question.choices
    language = question.language
    if page.page == "region":
        return _choosing("site_other_area", _areas(page, choices), language)
    if page.page not in {"map", "groups"}:
        return _levels(page, matrix_levels(choices), choices) if page.page == "matrix" else Markup()
    listed = _choosing("site_other_indicator", _indicators(page, choices), language)
    levels = choices.levels.get(question.view.indicator, ()) if page.page == "map" else ()
    return listed + _levels(page, tuple(one for one in levels if one != Level.KUNTA), choices)


def _choosing(key: str, sections: Iterable[tuple[str, list[Markup]]], language: Language) -> Markup:
    title = word(key, language)
    written = (_UNDER_TITLE.format(name, Markup("").join(items)) for name, items in sections if items)
    return _CHOOSING.format(title, title, Markup("").join(written))


def _item(page: SitePage, key: str, value: str, name: str, choices: Choices) -> Markup:
    address = place_address(page.page, {key: value, "lang": choices.language})
    return _ITEM.format(address, _HERE if dict(page.asked).get(key) == value else "", name)


def _indicators(page: SitePage, choices: Choices) -> Iterable[tuple[str, list[Markup]]]:
    offered = [one for one in choices.indicators if page.page == "map" or len(choices.groups[one.id]) > 1]
    for domain in Domain:
        items = [_item(page, "indicator", one.id, one.name, choices) for one in offered if one.domain == domain]
        yield word(f"domain_{domain}", choices.language), items


def _areas(page: SitePage, choices: Choices) -> Iterable[tuple[str, list[Markup]]]:
    for section in area_sections(choices, choices.areas, page.view(choices)):
        key = "areas_ended" if section.ended is not None else f"level_{section.level}"
        named = word(key, choices.language)
        yield named, [_item(page, "area", area_key(one.level, one.code), one.name, choices) for one in section.areas]


def _levels(page: SitePage, levels: tuple[str, ...], choices: Choices) -> Markup:
    """Write the divisions of areas in which the same is shown."""
    if len(levels) <= 1:
        return Markup()
    shown = page.view(choices).level
    asked = {key: value for key, value in page.asked if key != "level"} | {"lang": choices.language}
    links = (
        _LEVEL.format(
            place_address(page.page, asked | {"level": one}),
            Markup(' aria-current="true"') if one == shown else "",
            word(f"level_{one}", choices.language),
        )
        for one in levels
    )
    return _LEVELS.format(word("site_divisions", choices.language), Markup("").join(links))

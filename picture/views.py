"""Each kind of view in one row: its page, its question, its words, its picture and its files.

A new kind is one more row of VIEW_KIND_ROWS and the functions that it names; see CONTRIBUTING.md. Nothing below imports
this file: what must differ between kinds is handed down.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from types import MappingProxyType
from urllib.parse import urlencode

import duckdb

from contract.codes import Against, Level
from picture.charts.group_plot import group_plot
from picture.charts.legend import group_signs, no_signs
from picture.charts.line_chart import line_chart_of_sheet
from picture.export.embed.drawings import (
    group_drawings,
    map_drawings,
    matrix_drawings,
    overview_drawings,
    trend_drawings,
)
from picture.export.image.kinds import figure_image, map_image, overview_image
from picture.export.image.matrix import matrix_image
from picture.export.item import ExportItem, ExportRules
from picture.export.pptx.kinds.groups import groups_slides
from picture.export.pptx.kinds.map import map_slide
from picture.export.pptx.kinds.matrix import matrix_slides
from picture.export.pptx.kinds.profile import more_profile_slides, profile_slides
from picture.export.pptx.kinds.tables import more_overview_slides, overview_slide, table_slides
from picture.export.pptx.kinds.trend import trend_slide
from picture.export.stamp import groups_stem, map_stem, overview_stem, trend_stem
from picture.html.trend.notes import line_notes
from picture.query.choices import Choices
from picture.query.local.place import PlaceKnown, ask_place, naming_own_sources
from picture.query.matrix import ask_matrix
from picture.query.model import Dataset, Event, View
from picture.query.numbers import ask_front, ask_groups, ask_map, ask_profile
from picture.query.selection import (
    COMPARE,
    OF_THE_AREA,
    PAGE_KEYS,
    address,
    lines_beside,
    matrix_of,
    overview_of,
    second_area,
    view_of,
)
from picture.query.trend.beside import NONE
from picture.query.trend.events import area_events, national_events
from picture.query.trend.own_rows import ask_with_own_groups
from picture.text.alt_text import groups_alt_text, map_alt_text, matrix_alt_text, overview_alt_text, trend_alt_text
from picture.text.captions import (
    CaptionRules,
    captions_of,
    everything_headline,
    groups_subtitle,
    map_subtitle,
    matrix_subtitle,
    overview_subtitle,
    trend_subtitle,
)
from picture.text.findings.front import front_headline
from picture.text.findings.groups import groups_headline
from picture.text.findings.map import map_headline
from picture.text.findings.matrix import matrix_headline
from picture.text.findings.profile import profile_headline
from picture.text.findings.trend import trend_headline
from picture.text.reading.groups import groups_reading
from picture.text.reading.map import map_reading
from picture.text.reading.matrix import matrix_reading
from picture.text.reading.trend import trend_reading
from picture.text.source_lines import (
    marked_beside,
    marked_in_rows,
    marked_on_line,
    n_and_own_groups,
    n_of_area,
    n_of_areas,
    n_of_groups,
)

FRONT = "front"  # the page without a path

COMPARED = dict(zip(COMPARE, (Against.PREVIOUS, Against.TREND, Against.COUNTRY), strict=True))

Selected = Mapping[str, str]  # what a reader selected, checked, as the address carries it
Query = Callable[[duckdb.DuckDBPyConnection, View, Choices, Selected], Dataset]


@dataclass(frozen=True, slots=True)
class ViewKind:
    """Everything in which a kind of view differs from the others; what it is compared with, its query says."""

    name: str  # in the addresses of files and in the basket
    page: str  # the address of its page
    view: Callable[[Selected, Choices], View]  # which view a selection is on this page
    query: Query
    captions: CaptionRules
    export: ExportRules
    of_place: bool = False  # its page also shows what the area asked and heard itself


def _of_view(ask: Callable[[duckdb.DuckDBPyConnection, View, Choices], Dataset]) -> Query:
    """Make a query of a question to which the view alone matters."""
    return lambda con, view, choices, _: ask(con, view, choices)


def _front(con: duckdb.DuckDBPyConnection, view: View, choices: Choices, selected: Selected) -> Dataset:
    """Ask for the front page, compared with what was chosen; the country is not compared with itself."""
    against = COMPARED[selected["compare"]]
    of_country = view.area_level == Level.COUNTRY and against == Against.COUNTRY
    return ask_front(con, view, choices, Against.PREVIOUS if of_country else against)


def _map(con: duckdb.DuckDBPyConnection, view: View, choices: Choices, selected: Selected) -> Dataset:
    """Ask for a map, with its classes and in the order that were chosen."""
    return ask_map(con, view, choices, classes=selected["classes"], order=selected["sort"])


def _trend(con: duckdb.DuckDBPyConnection, view: View, choices: Choices, selected: Selected) -> Dataset:
    """Ask for a trend with the lines and events that were chosen beside it."""
    return ask_with_own_groups(
        con, view, choices, lines_beside(selected, view, choices), _events(con, view, choices, selected)
    )


def _events(con: duckdb.DuckDBPyConnection, view: View, choices: Choices, selected: Selected) -> tuple[Event, ...]:
    """Ask for the events that were chosen: those of the whole country, of the area too, or none."""
    if selected["events"] == NONE:
        return ()
    return area_events(con, view, choices) if selected["events"] == OF_THE_AREA else national_events(con, view)


def _profile(con: duckdb.DuckDBPyConnection, view: View, choices: Choices, selected: Selected) -> Dataset:
    """Ask for a profile with all regions and the one that was chosen beside; the country's page offers none."""
    if view.area_level == Level.COUNTRY:
        return ask_profile(con, view, choices)
    dataset = ask_profile(con, view, choices, second_area(selected, view, choices))
    dataset = naming_own_sources(dataset, ask_place(con, choices, view))
    return replace(dataset, regions=ask_matrix(con, replace(view, level=Level.MAAKUNTA), choices).rows)


def _matrix(con: duckdb.DuckDBPyConnection, view: View, choices: Choices, selected: Selected) -> Dataset:
    """Ask for the matrix with its areas in the chosen order."""
    return ask_matrix(con, view, choices, selected["order"])


OVERVIEW_CAPTIONS = partial(
    CaptionRules,
    alt_text=overview_alt_text,
    respondents=n_of_area,
    marked=marked_in_rows,
    of_one_indicator=False,
)
OVERVIEW_EXPORT = partial(ExportRules, image=overview_image, drawings=overview_drawings, prints_reference=True)

VIEW_KIND_ROWS = (
    ViewKind(
        name="front",
        page=FRONT,
        view=overview_of,
        query=_front,
        captions=OVERVIEW_CAPTIONS(headline=front_headline, subtitle=partial(overview_subtitle, "menu_front")),
        export=OVERVIEW_EXPORT(
            file_stem=partial(overview_stem, "front"), slides=overview_slide, more_slides=more_overview_slides
        ),
    ),
    ViewKind(
        name="map",
        page="map",
        view=view_of,
        query=_map,
        captions=CaptionRules(map_headline, map_subtitle, map_alt_text, n_of_areas, marked_beside, reading=map_reading),
        export=ExportRules(file_stem=map_stem, image=map_image, drawings=map_drawings, slides=map_slide),
    ),
    ViewKind(
        name="trend",
        page="trends",
        view=view_of,
        query=_trend,
        captions=CaptionRules(
            trend_headline, trend_subtitle, trend_alt_text, n_and_own_groups, marked_on_line, reading=trend_reading
        ),
        export=ExportRules(
            file_stem=trend_stem,
            image=partial(figure_image, line_chart_of_sheet, no_signs),
            drawings=trend_drawings,
            slides=trend_slide,
            notes=line_notes,
        ),
    ),
    ViewKind(
        name="profile",
        page="region",
        view=overview_of,
        query=_profile,
        captions=OVERVIEW_CAPTIONS(
            headline=profile_headline,
            subtitle=partial(overview_subtitle, "menu_region"),
            title_by_part=True,
        ),
        export=OVERVIEW_EXPORT(
            file_stem=partial(overview_stem, "profile"), slides=profile_slides, more_slides=more_profile_slides
        ),
        of_place=True,
    ),
    ViewKind(
        name="matrix",
        page="matrix",
        view=matrix_of,
        query=_matrix,
        captions=CaptionRules(
            headline=matrix_headline,
            subtitle=matrix_subtitle,
            alt_text=matrix_alt_text,
            respondents=n_of_areas,
            marked=marked_beside,
            of_one_indicator=False,
            title_by_part=True,
            reading=matrix_reading,
        ),
        export=ExportRules(
            file_stem=partial(overview_stem, "matrix"),
            image=matrix_image,
            drawings=matrix_drawings,
            slides=matrix_slides,
            prints_reference=True,
        ),
    ),
    ViewKind(
        name="groups",
        page="groups",
        view=view_of,
        query=_of_view(ask_groups),
        captions=CaptionRules(
            groups_headline, groups_subtitle, groups_alt_text, n_of_groups, marked_beside, reading=groups_reading
        ),
        export=ExportRules(
            file_stem=groups_stem,
            image=partial(figure_image, group_plot, group_signs),
            drawings=group_drawings,
            slides=groups_slides,
        ),
    ),
)
VIEW_KINDS: Mapping[str, ViewKind] = MappingProxyType({kind.name: kind for kind in VIEW_KIND_ROWS})

# Every published number has no page of its own: it leaves as tables, told as an overview is.
EVERYTHING_CAPTIONS = OVERVIEW_CAPTIONS(
    headline=everything_headline, subtitle=partial(overview_subtitle, "menu_methods")
)
EVERYTHING_EXPORT = OVERVIEW_EXPORT(file_stem=partial(overview_stem, "everything"), slides=table_slides)


def view_on(page: str, selected: Selected, choices: Choices) -> View:
    """Return the view that a page shows of a checked selection."""
    view = next((kind.view for kind in VIEW_KIND_ROWS if kind.page == page), view_of)
    return view(selected, choices)


def ask_view(con: duckdb.DuckDBPyConnection, kind: ViewKind, selected: Selected, choices: Choices) -> Dataset:
    """Return what a page of this kind shows for a checked selection."""
    return kind.query(con, kind.view(selected, choices), choices, selected)


def ask_own(
    con: duckdb.DuckDBPyConnection, kind: ViewKind, selected: Selected, choices: Choices
) -> tuple[PlaceKnown, ...]:
    """Return what the area asked and heard itself, where a page of this kind shows it."""
    return (ask_place(con, choices, kind.view(selected, choices)),) if kind.of_place else ()


def view_item(kind: ViewKind, dataset: Dataset, link: str = "") -> ExportItem:
    """Return a dataset with its captions and how it leaves; link: the address that shows the same."""
    return ExportItem(dataset, captions_of(dataset, kind.captions, link), kind.export)


def linked_item(kind: ViewKind, dataset: Dataset, base: str, selected: Selected | None = None) -> ExportItem:
    """Return the same with the address of its page. base: of the server, without a slash at the end."""
    return view_item(kind, dataset, link(kind, dataset, base, selected))


def everything_item(dataset: Dataset, places: tuple[PlaceKnown, ...], link: str) -> ExportItem:
    """Return every published number with its captions; places: with figures or findings of their own."""
    for place in places:
        dataset = naming_own_sources(dataset, place)
    return ExportItem(dataset, captions_of(dataset, EVERYTHING_CAPTIONS, link), EVERYTHING_EXPORT, places=places)


def link(kind: ViewKind, dataset: Dataset, base: str, selected: Selected | None = None) -> str:
    """Return the address of the page that shows the same dataset; selected: how its page shows it."""
    own = {key: value for key, value in (selected or {}).items() if key in PAGE_KEYS}
    path = "" if kind.page == FRONT else kind.page
    return f"{base}/{path}?{urlencode(address(dataset.view) | own)}"


def under_title(item: ExportItem, title: str) -> ExportItem:
    """Return a picture under the reader's own title, which stands on each of its slides; "" leaves it as it is."""
    if not title:
        return item
    rules = replace(item.captions.rules, headline=lambda _: title)
    return replace(item, captions=replace(item.captions, title=title, rules=rules), own_title=title)

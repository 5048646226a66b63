"""The addresses of the interface in one list: what they are asked with and what they answer."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from pages.server.api.answers import Maker
from pages.server.api.asked import CELL, ENTRY, FORMAT, PART, SIZES, URL, Asked
from pages.server.api.local import local_csv, local_json
from pages.server.api.versions import corrections_csv, differences_csv, differences_json
from pages.server.embed.engines import robots_txt, sitemap_xml
from pages.server.embed.oembed import OEMBED_MEDIA, oembed_answer

JSON = "application/json"
METADATA = "-metadata.json"
CSVW = "application/csvm+json"
CSV = "text/csv; charset=utf-8"
FOLLOWED = ("indicator", "area")


@dataclass(frozen=True, slots=True)
class Endpoint:
    """One address below /api/v1 that is answered from a picture."""

    path: str
    summary: str  # in English, as the whole description
    make: Callable[[Maker], bytes]
    schema: str  # of its answer, in the description; "" for a table
    media: str = JSON
    keys: tuple[str, ...] = ()  # parameters beside lang and build
    forms: Mapping[str, str] | None = None  # media types by the asked format, where several
    described: bool = False  # whether CSV on the Web describes its table, at its address with METADATA behind it
    of_build: bool = True  # nothing but the build decides on the answer, not what is told of it since

    def media_of(self, asked: Asked) -> str:
        """Return the media type of an answer."""
        return (self.forms or {}).get(asked.values.get(FORMAT, ("",))[0], self.media)


ENDPOINTS = (
    Endpoint("", "What can be asked for, and the build that answers", Maker.index, "Index"),
    Endpoint("/indicators", "Every indicator with its definition and source", Maker.indicators, "Indicators"),
    Endpoint(
        "/codes/{list}", "A code list: areas, groups, indicators, periods, statuses, verdicts", Maker.codes, "Codes"
    ),
    Endpoint(  # before the others, which would take its name for that of an indicator
        "/data/{indicator}.csv-metadata.json",
        "The table of numbers described as CSV on the Web",
        Maker.data_described,
        "Description",
        CSVW,
        PART,
    ),
    Endpoint(
        "/comparisons/{indicator}.csv-metadata.json",
        "The table of verdicts described as CSV on the Web",
        Maker.verdicts_described,
        "Description",
        CSVW,
        PART,
    ),
    Endpoint("/data/{indicator}.json", "Numbers of an indicator as JSON-stat 2", Maker.data_json, "Dataset", keys=PART),
    Endpoint(
        "/data/{indicator}.csv", "Numbers of an indicator as a table", Maker.data_csv, "", CSV, PART, described=True
    ),
    Endpoint("/comparisons/{indicator}.json", "Verdicts of an indicator", Maker.verdicts_json, "Table", keys=PART),
    Endpoint(
        "/comparisons/{indicator}.csv",
        "Verdicts of an indicator as a table",
        Maker.verdicts_csv,
        "",
        CSV,
        PART,
        described=True,
    ),
    Endpoint(
        "/figure",
        "One figure: its state, and what every version has of it",
        Maker.figure,
        "Figure",
        keys=(CELL,),
        of_build=False,
    ),
    Endpoint("/corrections.csv", "Every corrected figure before and after", corrections_csv, "", CSV, of_build=False),
    Endpoint(
        "/differences/{before}/{after}.json",
        "Everything that differs between two released versions",
        differences_json,
        "Differences",
        of_build=False,
    ),
    Endpoint(
        "/differences/{before}/{after}.csv",
        "Every figure that differs between two released versions",
        differences_csv,
        "",
        CSV,
        of_build=False,
    ),
    Endpoint("/local.json", "Places' own surveys, and what was heard there", local_json, "Local", keys=("area",)),
    Endpoint("/local.csv", "Figures of places' own surveys as a table", local_csv, "", CSV, ("area",)),
    Endpoint(
        "/plans.json",
        "Action plans with the computed progress of their goals",
        Maker.plans_json,
        "Plans",
        keys=("area",),
    ),
    Endpoint("/plans.csv", "Goals of action plans as a table", Maker.plans_csv, "", CSV, ("area",)),
    Endpoint("/changes", "Editions, revisions, and what differs from the build before", Maker.changes, "Changes"),
)
ANNOUNCEMENTS = (  # beside the pages: what calendars and feed readers subscribe to
    Endpoint("/calendar.ics", "The release calendar", Maker.calendar, "", "text/calendar; charset=utf-8"),
    Endpoint("/feed.atom", "What was announced", Maker.feed, "", "application/atom+xml; charset=utf-8", FOLLOWED),
    Endpoint("/events.ics", "Events of areas", Maker.events, "", "text/calendar; charset=utf-8", ("area",)),
    Endpoint("/robots.txt", "What search engines may read", robots_txt, "", "text/plain; charset=utf-8"),
    Endpoint("/sitemap.xml", "Pages for search engines", sitemap_xml, "", "application/xml; charset=utf-8"),
    Endpoint("/oembed", "How to embed a picture", oembed_answer, "", JSON, (URL, FORMAT, *SIZES), OEMBED_MEDIA),
    Endpoint("/event.ics", "One entry of the register", Maker.event, "", "text/calendar; charset=utf-8", (ENTRY,)),
)

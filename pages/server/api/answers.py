"""What each address of the interface answers, as bytes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from http import HTTPStatus
from itertools import chain
from typing import Any
from urllib.parse import urlencode

import duckdb
import orjson

from contract.cell_key import area_key
from contract.codes import COUNTRY, Language, Verdict
from contract.period import Period, in_order
from contract.status import format_obs
from pages.server.api.asked import CELL, ENTRY, Asked
from pages.server.api.figure import figure_entries
from pages.server.api.limits import Limits
from pages.server.api.problems import RefusalError
from pages.server.figures.reading import read_figure
from pages.server.settings import data_folder
from picture.export.announce.calendar_file import calendar_file
from picture.export.announce.events_file import events_file
from picture.export.announce.feed import feed_file
from picture.export.codebook import status_codes
from picture.export.columns import Column, verdict
from picture.export.plans.objects import plan_object
from picture.export.plans.table import PROGRESS_COLUMNS, goals_text
from picture.export.programs.json_stat import MEASURES, axes_of, json_stat, source_facts
from picture.export.programs.package import described_csv
from picture.export.programs.tables import VERDICTS, data_columns, data_csv, table, verdict_entries, verdicts_csv
from picture.query.corrections import CorrectedCell, ToldFigure
from picture.query.methods.tables import ask_changes, ask_revisions
from picture.query.model import Dataset, Indicator
from picture.query.plans.ask import ask_every_plan
from picture.query.plans.model import ActionPlan
from picture.query.programs.codes import ask_area_codes, ask_editions, ask_group_codes
from picture.query.programs.part import ask_part, count_part
from picture.query.register.entries import ask_entry
from picture.query.register.happenings import ask_events
from picture.query.register.near import areas_by_key, rings_around
from picture.text.announcements.announced import Topic
from picture.text.words import listing, unit, word

Json = dict[str, Any]
REGISTRY = "https://registry.sdmx.org/sdmx/v2/structure/codelist/SDMX"
CODE_LISTS = {  # list -> the concept of SDMX that its codes are of, and the standard list they are taken from
    "areas": ("REF_AREA", None),
    "groups": (None, None),
    "indicators": ("INDICATOR", None),
    "periods": ("TIME_PERIOD", None),
    "obs_status": ("OBS_STATUS", ("CL_OBS_STATUS", "2.2")),
    "conf_status": ("CONF_STATUS", ("CL_CONF_STATUS", "1.3")),
    "verdicts": (None, None),
}


@dataclass(frozen=True, slots=True)
class Maker:
    """Makes answers from one database within limits."""

    con: duckdb.DuckDBPyConnection
    asked: Asked
    limits: Limits
    framed: bool = False  # whether other sites may show a picture in a frame

    # --- for all answers ---

    def told(self, content: Json) -> bytes:
        """Write an answer that says which build it is from."""
        stamp = self.asked.choices.stamp
        about = {
            "build": stamp.build,
            "edition": stamp.edition,
            "version": stamp.version,
            "status": stamp.status,
            "built_at": f"{stamp.built_at:%Y-%m-%dT%H:%M:%SZ}",
            "synthetic": stamp.synthetic,
            "instead_of_published": self.asked.instead,
            "language": self.asked.language,
        }
        return orjson.dumps({"picture": about, **content})

    def within(self, count: int, most: int) -> None:
        """Refuse more than one answer may hold."""
        if count > most:
            raise RefusalError(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "api_too_much", count=count, most=most)

    # --- what there is ---

    def index(self) -> bytes:
        """List what can be asked for, with the build that answers."""
        lists = {name: self.asked.address(f"/codes/{name}") for name in CODE_LISTS}
        links = {name: self.asked.address(f"/{name}") for name in ("indicators", "changes", "local.json", "plans.json")}
        plain = {name: f"{self.asked.base}/{name}" for name in ("limits", "openapi.json")}
        return self.told(
            {"links": {**links, **plain, "codes": lists}, "data": self._links(self.asked.choices.indicators)}
        )

    def indicators(self) -> bytes:
        """Describe every indicator: what is counted, of whom, what it cannot say, and what there is of it."""
        return self.told({"indicators": [self._indicator(one) for one in self.asked.choices.indicators]})

    def codes(self) -> bytes:
        """Write one code list."""
        name = self.asked.names["list"]
        codes: Mapping[str, Callable[[], Iterable[Json]]] = {
            "areas": self._areas,
            "groups": self._groups,
            "indicators": lambda: ({"code": one.id, "name": one.name} for one in self.asked.choices.indicators),
            "periods": self._periods,
            "obs_status": lambda: self._statuses("obs_status"),
            "conf_status": lambda: self._statuses("conf_status"),
            "verdicts": lambda: ({"code": one.value, "name": verdict(one, self.asked.language)} for one in Verdict),
        }
        if name not in codes:
            allowed = ", ".join(codes)
            raise RefusalError(HTTPStatus.NOT_FOUND, "api_no_list", parameter="list", value=name, allowed=allowed)
        concept, standard = CODE_LISTS[name]
        told = {"list": name, "concept": concept, "standard": standard and _standard(*standard)}
        return self.told({**told, "codes": list(codes[name]())})

    def changes(self) -> bytes:
        """List released editions, corrections, notices, declared revisions, and what differs from the build before."""
        language = self.asked.language
        told = self.asked.choices.editions
        return self.told(
            {
                "editions": [asdict(one) for one in ask_editions(self.con, language)],
                "corrections": [asdict(one) | {"cells": _cells(told.cells_of(one))} for one in told.corrections],
                "notices": [asdict(one) for one in told.notices],
                "revisions": [asdict(one) for one in ask_revisions(self.con, language)],
                "changes": [asdict(one) for one in ask_changes(self.con)],
            }
        )

    def calendar(self) -> bytes:
        """Write the release calendar as iCalendar."""
        return calendar_file(self.asked.choices, self.asked.site)

    def feed(self) -> bytes:
        """Write what was announced as an Atom feed, narrowed to what the reader follows."""
        asked = self.asked
        topic = Topic(*(frozenset(asked.values.get(key, ())) for key in ("indicator", "area")))
        followed = {"lang": asked.language.value, **{key: ",".join(given) for key, given in asked.values.items()}}
        own = f"{asked.site.url}/feed.atom?{urlencode(followed, safe=',')}"
        return feed_file(asked.choices, topic, asked.site, own)

    def events(self) -> bytes:
        """Write the events of some areas, or of the whole country, as iCalendar."""
        asked = self.asked
        keys = asked.values.get("area", (COUNTRY,))
        rings = [rings_around(key, asked.choices) for key in keys]
        around = chain.from_iterable(ring.keys for ring in rings)
        names = listing([areas_by_key(asked.choices)[key].name for key in keys], asked.language)
        found = ask_events(self.con, list(dict.fromkeys(around)), asked.language)
        return events_file(found, asked.choices, asked.site, word("register_calendar_of", asked.language, areas=names))

    def event(self) -> bytes:
        """Write one entry of the register as iCalendar."""
        key = self.asked.values[ENTRY][0]
        found = ask_entry(self.con, key, self.asked.language)
        if found is None or found.first_day is None:
            raise RefusalError(HTTPStatus.NOT_FOUND, "api_no_entry", parameter=ENTRY, value=key)
        return events_file([found], self.asked.choices, self.asked.site, found.name.text)

    # --- numbers ---

    def figure(self) -> bytes:
        """Write one figure with its state, and what every version has of it."""
        key = self.asked.cell
        told = read_figure(data_folder(), key, self.asked.path, self.asked.language)
        if told is None:
            raise RefusalError(HTTPStatus.NOT_FOUND, "api_no_figure", parameter=CELL, value=str(key))
        return self.told({"address": self.asked.site.figure(str(key)), **figure_entries(told)})

    def data_json(self) -> bytes:
        """Write the numbers of an indicator as JSON-stat 2."""
        dataset = self._dataset()
        indicator = self.asked.names["indicator"]
        csv = {"type": "text/csv", "href": self.asked.address(f"/data/{indicator}.csv", values=True)}
        addresses = {
            "href": self.asked.address(f"/data/{indicator}.json", values=True),
            "link": {"alternate": [csv]},
        }
        cube = json_stat(dataset, axes_of(dataset, self.asked.choices), addresses)
        return orjson.dumps(cube | {"extension": {**cube["extension"], "instead_of_published": self.asked.instead}})

    def data_csv(self) -> bytes:
        """Write the numbers of an indicator as a table."""
        return data_csv(self._dataset())

    def data_described(self) -> bytes:
        """Describe the table of numbers as CSV on the Web."""
        dataset = self._dataset()
        return self._described("data", dataset, data_columns(dataset), ("key", "division"))

    def verdicts_described(self) -> bytes:
        """Describe the table of verdicts as CSV on the Web."""
        key = ("key", "division", "against", "reference")
        return self._described("comparisons", self._dataset(verdicts=True), VERDICTS, key)

    def _described(self, what: str, dataset: Dataset, columns: Sequence[Column], key: Sequence[str]) -> bytes:
        indicator = dataset.indicators[0]
        url = self.asked.address(f"/{what}/{indicator.id}.csv", values=True)
        return orjson.dumps(described_csv(url, indicator.name, columns, key, dataset.stamp, dataset.sources))

    def verdicts_json(self) -> bytes:
        """Write the verdicts of an indicator as a table in JSON."""
        dataset = self._dataset(verdicts=True)
        return self.told({"indicator": dataset.view.indicator, **table(VERDICTS, verdict_entries(dataset))})

    def verdicts_csv(self) -> bytes:
        """Write the verdicts of an indicator as a table."""
        return verdicts_csv(self._dataset(verdicts=True))

    def _dataset(self, *, verdicts: bool = False) -> Dataset:
        """Read the numbers that were asked for; refuse what is too much, and what there is not."""
        part = self.asked.part
        view = self.asked.view
        count = count_part(self.con, view.indicator, part, verdicts=verdicts)
        self.within(*((count, self.limits.verdicts) if verdicts else (count * len(MEASURES), self.limits.cells)))
        dataset = ask_part(self.con, view, self.asked.choices, part, verdicts=verdicts)
        if not dataset.rows:
            raise RefusalError(HTTPStatus.NOT_FOUND, "api_no_figures")
        if not verdicts:
            areas, periods, groups, measures = axes_of(dataset, self.asked.choices).size
            self.within(areas * periods * groups * measures, self.limits.cells)
        return dataset

    # --- plans ---

    def plans_json(self) -> bytes:
        """Write plans with their goals and the stored progress of each."""
        return self.told({"plans": [plan_object(plan) for plan in self._plans()]})

    def plans_csv(self) -> bytes:
        """Write the goals of plans as a table."""
        return goals_text(self._plans(), Language.EN).encode()

    def _plans(self) -> list[ActionPlan]:
        """Read the plans of the areas that were asked for, of all where none was named."""
        named = self.asked.values.get("area")
        plans = ask_every_plan(self.con, self.asked.choices)
        found = [one for one in plans if named is None or area_key(one.area.level, one.area.code) in named]
        self.within(sum(len(one.goals) for one in found) * len(PROGRESS_COLUMNS), self.limits.cells)
        return found

    # --- parts of answers ---

    def _links(self, indicators: Iterable[Indicator]) -> list[Json]:
        kinds = {"json": "/data/{}.json", "csv": "/data/{}.csv", "comparisons": "/comparisons/{}.json"}
        return [
            {"indicator": one.id, "name": one.name}
            | {kind: self.asked.address(path.format(one.id)) for kind, path in kinds.items()}
            for one in indicators
        ]

    def _indicator(self, one: Indicator) -> Json:
        choices = self.asked.choices
        breaks = choices.reference.breaks_of((one.id,))
        return {
            **self._links([one])[0],
            "domain": one.domain,
            "kind": one.kind,
            "unit": one.unit,
            "unit_name": unit(one, self.asked.language),
            "decimals": one.decimals,
            "direction": one.direction,
            "question": one.question,
            "counts": one.counts,
            "population": one.population,
            "why": one.why,
            "limits": one.limits,
            "source": source_facts(one.source, self.asked.language),
            "periods": choices.periods[one.id],
            "levels": choices.levels[one.id],
            "groups": [f"{group.dim}.{group.code}" for group in choices.groups[one.id]],
            "divisions": choices.divisions.get(one.id, ()),
            "breaks": [{"period": each.period, "reason": each.reason} for each in breaks],
        }

    def _areas(self) -> Iterable[Json]:
        language = self.asked.language
        with_figures = {(area.level, area.code) for area in self.asked.choices.areas}
        for area in ask_area_codes(self.con, language):
            yield {
                "code": area_key(area.level, area.code),
                "name": area.name,
                "level": area.level,
                "level_name": word(f"level_{area.level}", language),
                "publisher_code": area.code,
                "valid_from": area.valid_from,
                "valid_to": area.valid_to,
                "successors": [area_key(*successor) for successor in area.successors],
                "has_figures": (area.level, area.code) in with_figures,
            }

    def _groups(self) -> Iterable[Json]:
        for group in ask_group_codes(self.con, self.asked.language):
            yield {
                "code": f"{group.dim}.{group.code}",
                "name": group.name,
                "dimension": group.dim,
                "dimension_name": group.dim_name,
            }

    def _periods(self) -> Iterable[Json]:
        offered: set[str] = set()
        offered.update(*self.asked.choices.periods.values())
        for text in in_order(offered):
            period = Period.parse(text)
            yield {"code": text, "first": period.first, "last": period.last, "sdmx": _sdmx_period(period)}

    def _statuses(self, column: str) -> Iterable[Json]:
        for of, code, name in status_codes(self.asked.language):
            if of == column:
                yield {"code": code, "name": name}


def _cells(cells: Iterable[CorrectedCell]) -> list[Json]:
    """List corrected cells by their keys, each before and after; `after` is null where a cell is gone."""
    return [
        {
            "key": str(cell.key),
            "division": cell.geo_year,
            "before": _figure(cell.before),
            "after": _figure(cell.after) if cell.after else None,
        }
        for cell in cells
    ]


def _figure(figure: ToldFigure) -> Json:
    return asdict(figure) | {"obs_status": format_obs(figure.obs_status)}


def limits_told(limits: Limits) -> bytes:
    """Write the limits of the interface."""
    return orjson.dumps(asdict(limits))


def _standard(name: str, version: str) -> Json:
    urn = f"urn:sdmx:org.sdmx.infomodel.codelist.Codelist=SDMX:{name}({version})"
    return {"name": f"SDMX {name}", "urn": urn, "url": f"{REGISTRY}/{name}/{version}"}


def _sdmx_period(period: Period) -> str:
    """Write a period as SDMX does: 2026, 2026-Q1, 2026-M08; several years as their first day and how long they last."""
    if period.is_pooled:
        return f"{period.first}-01-01/P{period.last - period.first + 1}Y"
    return f"{period.first}-{period.part}" if period.part else f"{period.first}"

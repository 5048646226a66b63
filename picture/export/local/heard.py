"""What was heard in places as a table of texts: who heard it, where, when, and when it was reviewed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import chain

from contract.codes import Language
from picture.export.item import ExportItem
from picture.query.local.place import LocalFinding, PlaceKnown
from picture.text.register.when import span
from picture.text.words import word


@dataclass(frozen=True, slots=True)
class HeardColumn:
    """A column: its name in files, the key of its words, how wide it is in letters."""

    name: str
    key: str
    width: int


HEARD_COLUMNS = (
    HeardColumn("area", "column_area", 18),
    HeardColumn("text", "export_text", 70),
    HeardColumn("text_language", "export_text_language", 12),
    HeardColumn("kind", "export_heard_kind", 18),
    HeardColumn("domain", "column_domain", 22),
    HeardColumn("place", "export_heard_place", 20),
    HeardColumn("date", "export_heard_date", 18),
    HeardColumn("source", "source", 36),
    HeardColumn("reviewed", "export_heard_reviewed", 18),
    HeardColumn("example", "register_example", 12),
    HeardColumn("url", "export_address", 30),
)


def heard_rows(items: Iterable[ExportItem]) -> list[tuple[str, ...]]:
    """List every finding once as the texts of HEARD_COLUMNS, in the language of its item."""
    rows = chain.from_iterable(_of_places(item.places, item.dataset.view.language) for item in items)
    return list(dict.fromkeys(rows))


def _of_places(places: Iterable[PlaceKnown], language: Language) -> list[tuple[str, ...]]:
    several = chain.from_iterable(((one, place) for one in place.findings) for place in places)
    return [_row(finding, place, language) for finding, place in several]


def _row(finding: LocalFinding, place: PlaceKnown, language: Language) -> tuple[str, ...]:
    return (
        place.area.name,
        finding.text.text,
        str(finding.text.language),
        word(f"local_heard_{finding.kind}", language),
        word(f"domain_{finding.domain}", language),
        finding.place,
        span(finding.first_day, finding.last_day, finding.precision, language),
        finding.source,
        finding.reviewed.isoformat(),
        word("export_yes", language) if finding.example else "",
        finding.url or "",
    )

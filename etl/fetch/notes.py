"""The notes in what a service answered: declared as breaks, or accepted by the declaration."""

from __future__ import annotations

from etl.config.catalogue.catalogue import Catalogue
from etl.config.notes import fingerprints
from etl.fetch.complete import Responses
from etl.read.declared.notes import check_notes, notes_of_breaks
from etl.read.formats.cubes.jsonstat import read_cube


def check_fetched_notes(responses: Responses, catalogue: Catalogue) -> None:
    """Refuse an answer of PxWeb with a note that nobody has declared; raise UserError. Sotkanet's cells have none."""
    accepted = fingerprints(one.note for one in responses.declaration.accepted_notes)
    for number, query in enumerate(responses.declaration.pxweb):
        known = accepted | set(notes_of_breaks(catalogue, query.indicator))
        for response in responses.stored:
            if response.query == number and response.role == "data":
                check_notes(read_cube(responses.folder / response.file), known, query.indicator)

"""What the page of a figure shows, made once for all readers of a version."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from contract.cell_key import KeyParts
from contract.codes import Language
from pages.ready.store import store
from pages.server.databases import DatabaseFile
from pages.server.figures.reading import read_figure
from pages.server.settings import data_folder
from picture.html.figure.page import figure_page
from picture.text.figure.states import figure_citation

ADDRESS = "\0"  # in a citation: where the address comes in; no text of ours holds it


@dataclass(frozen=True, slots=True)
class FigureAnswer:
    """What the page of a figure shows."""

    page: Markup
    cited: tuple[tuple[Language, str], ...]  # the citation in every language; its address waits


def figure_answer(key: KeyParts, asked: DatabaseFile, language: Language) -> FigureAnswer | None:
    """Return what the page shows, ready or made now; None where there is no such figure. asked: what tells it."""
    answers = store(asked)
    name = (asked, ("figure", key, language))
    answer: FigureAnswer | None = answers.get(name) or _made(key, asked, language)
    if answer is not None:  # what there is not is not remembered: anybody may ask for any number of keys
        answers.put(name, answer)
    return answer


def _made(key: KeyParts, asked: DatabaseFile, language: Language) -> FigureAnswer | None:
    told = {one: read_figure(data_folder(), key, asked.path, one) for one in Language}
    here = told[language]
    if here is None:
        return None
    cited = tuple((one, figure_citation(each, ADDRESS)) for one, each in told.items() if each is not None)
    return FigureAnswer(figure_page(here), cited)

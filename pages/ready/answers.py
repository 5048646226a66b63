"""What each page shows of a view: all of it that costs something and is the same for every reader.

A page draws an answer and asks nothing itself; so the same answers can be made before anybody asks. What they hold is
written in picture/answers, also for the static site.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from pages.ready.store import store
from pages.server.databases import DatabaseFile
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
from picture.query.selection import PAGE_KEYS, SECOND

T = TypeVar("T")
OF_AREA = ("area_level", "area", "period", "group_dim", "group_code", "language", "division")


@dataclass(frozen=True, slots=True)
class PageAnswer(Generic[T]):
    """What is made for a page, and on which parts of a view it depends."""

    page: str
    depends: tuple[str, ...]  # fields of View
    make: Callable[[PageQuestion], T]
    selects: tuple[str, ...] = ()  # keys of the selection on which it depends besides

    def key(self, question: PageQuestion) -> tuple[str, ...]:
        """Return the same for all questions that have the same answer."""
        of_view = tuple(str(getattr(question.view, name)) for name in self.depends)
        return (self.page, *of_view, *(question.selected[key] for key in self.selects))


def ready(file: DatabaseFile, of: PageAnswer[T], question: PageQuestion) -> T:
    """Return the answer to a question about a database, made now where it is not ready."""
    answer: T = store(file).get_or_make((file, ("answer", *of.key(question))), lambda: of.make(question))
    return answer


OF_INDICATOR = (*OF_AREA, "indicator")
FRONT = PageAnswer("front", OF_AREA, front_answer, selects=("compare",))
MAP = PageAnswer("map", (*OF_INDICATOR, "level"), map_answer, selects=("classes", "sort", "panel"))
TREND = PageAnswer(
    "trends", (*OF_INDICATOR, "level"), trend_answer, selects=(*PAGE_KEYS, "period", "group", "level", "division")
)
PROFILE = PageAnswer("region", OF_AREA, profile_answer, selects=(SECOND,))
MATRIX = PageAnswer(
    "matrix",
    ("level", "period", "area_level", "area", "language", "division"),
    matrix_answer,
    selects=("order", "domain"),
)
GROUPS = PageAnswer("groups", OF_INDICATOR, groups_answer)
METHODS = PageAnswer("methods", ("language",), methods_answer)
EDITIONS = PageAnswer("editions", ("language",), editions_answer)
PAGE_ANSWERS: Mapping[str, PageAnswer[Any]] = {
    answer.page: answer for answer in (FRONT, MAP, TREND, PROFILE, MATRIX, GROUPS, METHODS, EDITIONS)
}

"""What the page of a local collection shows, made once for all readers of a build and a choice."""

from __future__ import annotations

from collections.abc import Mapping

from contract.codes import EVERYBODY
from pages.ready.store import store
from pages.server.databases import DatabaseFile
from picture.answers.question import PageQuestion
from picture.html.collect.page import CollectAnswer
from picture.planner.plan import AskedPeople, plan_of, plans_of
from picture.query.collect.asked import CollectAsked, read_collect
from picture.query.collect.places import CollectingPlace, read_fewest, read_places
from picture.query.collect.questionnaire import read_questionnaire
from picture.query.collect.shares import GroupShare, read_shares


def asked_collection(question: PageQuestion, asked: Mapping[str, str]) -> CollectAsked:
    """Read what an address asks of the planner."""
    return read_collect(asked, question.selected["area"], question.choices)


def collect_answer(question: PageQuestion, file: DatabaseFile, asked: CollectAsked) -> CollectAnswer:
    """Return what the planner says."""
    key = ("collect", question.language, *asked.address().items())
    answer: CollectAnswer = store(file).get_or_make((file, key), lambda: _answer(question, asked))
    return answer


def _answer(question: PageQuestion, asked: CollectAsked) -> CollectAnswer:
    places = {one.key: one for one in read_places(question.con, question.language)}
    place = places.get(asked.place_key)
    people = asked.people or (place.people if place else None)
    fewest = read_fewest(question.con)
    shares = _shares(question, asked, place)
    groups = [AskedPeople(one.group.name, _part(people, one)) for one in shares]
    return CollectAnswer(
        asked=asked,
        place=place,
        plan=plan_of(AskedPeople("", people), asked.wish, fewest),
        groups=plans_of(groups, asked.wish, fewest),
        questions=len(read_questionnaire(question.con, question.language).questions),
        fewest=fewest,
    )


def _shares(question: PageQuestion, asked: CollectAsked, place: CollectingPlace | None) -> tuple[GroupShare, ...]:
    dim = asked.option("by")
    if dim == EVERYBODY:
        return ()
    return read_shares(question.con, place.area if place else None, dim, question.language)


def _part(people: int | None, one: GroupShare) -> int | None:
    return None if people is None or one.share is None else round(people * one.share)

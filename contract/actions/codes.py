"""Codes of local collections, action plans and the register of what is done: as database, files and addresses hold."""

from __future__ import annotations

from enum import StrEnum


class Sampling(StrEnum):
    """How the people of a local collection came to take part."""

    PROBABILITY = "probability"  # drawn at random: estimates with intervals
    SELF_SELECTED = "self_selected"  # who wanted to: answers of those who took part, and of nobody else


class FindingKind(StrEnum):
    """How a finding in words was heard."""

    INTERVIEWS = "interviews"
    WORKSHOP = "workshop"
    OPEN_ANSWERS = "open_answers"


class RegisterKind(StrEnum):
    """What an entry of the register is."""

    MEASURE = "measure"
    GOOD_PRACTICE = "good_practice"
    ORGANISATION = "organisation"
    EVENT = "event"
    FORUM = "forum"
    MILESTONE = "milestone"  # a law, a reform, the start of a project


class DatePrecision(StrEnum):
    """How exactly a date is known."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"


class ActionStatus(StrEnum):
    """How far a measure, a goal or a decision is, as told by whoever answers for it."""

    PLANNED = "planned"
    UNDER_WAY = "under_way"
    DONE = "done"
    DROPPED = "dropped"


class Provision(StrEnum):
    """Whether whoever answers for a measure does it, or buys it."""

    OWN = "own"
    BOUGHT = "bought"


class Funding(StrEnum):
    """Where the money comes from."""

    PUBLIC = "public"
    PROJECT = "project"
    BOUGHT_SERVICE = "bought_service"


class Evidence(StrEnum):
    """What is known of the effect of a measure, from the weakest up."""

    NONE = "none"
    DESCRIBED = "described"  # by those who did it
    BEFORE_AFTER = "before_after"  # measured before and after, without comparison
    COMPARISON_GROUP = "comparison_group"
    REVIEW = "review"  # of several studies


class ForumItemKind(StrEnum):
    """What is kept of a forum."""

    PROGRAMME = "programme"
    MATERIAL = "material"
    DECISION = "decision"
    FOLLOW_UP = "follow_up"  # to a decision of an earlier forum


class ProgressState(StrEnum):
    """What the figures allow to say of a goal."""

    REACHED = "reached"
    RIGHT_WAY = "right_way"  # significantly
    NO_CHANGE = "no_change"  # no significant one
    WRONG_WAY = "wrong_way"  # significantly
    UNCERTAIN = "uncertain"  # a figure is hidden or too uncertain to compare
    NOT_COMPARABLE = "not_comparable"
    NOT_MEASURED = "not_measured"  # nothing newer than the baseline


class ProgressReason(StrEnum):
    """Why nothing more can be said of a goal."""

    NO_NEWER_PERIOD = "no_newer_period"
    NO_BASELINE = "no_baseline"  # there is no figure of this area, group and period
    HIDDEN = "hidden"
    BREAK = "break"
    OTHER_DIVISION = "other_division"
    SELF_SELECTED = "self_selected"
    NO_INTERVAL = "no_interval"  # a sample whose sampling error is not known


class CanShow(StrEnum):
    """Whether an indicator can show a step of this size here at all."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"

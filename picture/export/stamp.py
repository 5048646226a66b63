"""What every export takes and stamps: a dataset, what is told about it, its file name and its warnings."""

from __future__ import annotations

import re

from picture.query.choices import Choices
from picture.query.model import Dataset
from picture.text.captions import Captions
from picture.text.words import day, word

CaptionedAnswer = tuple[Dataset, Captions]


def file_name(dataset: Dataset, extension: str) -> str:
    """Name a file after the view, the period and the language; made-up numbers are marked in the name."""
    view = dataset.view
    place = view.level if dataset.kind == "map" else f"{view.area_level}_{view.area}"
    what = {
        "map": f"{view.indicator}_{place}",
        "trend": f"{view.indicator}_trend_{place}",
        "groups": f"{view.indicator}_groups_{place}",
        "profile": f"profile_{place}",
        "front": f"front_{place}",
    }[dataset.kind]
    group = "" if view.group_code == "all" or dataset.kind == "groups" else f"_{view.group_dim}_{view.group_code}"
    mark = "_SYNTHETIC" if dataset.synthetic else ""
    name = f"lagesbild_{what}{group}_{view.period}_{view.language}{mark}"
    return f"{re.sub(r'[^A-Za-z0-9_-]+', '-', name)}.{extension}"


def collection_name(choices: Choices, extension: str, *, synthetic: bool) -> str:
    """Name a file that holds several pictures; made-up numbers are marked in the name."""
    mark = "_SYNTHETIC" if synthetic else ""
    return f"lagesbild_{choices.stamp.edition}_{choices.language}{mark}.{extension}"


def warnings(dataset: Dataset) -> tuple[str, ...]:
    """List what must stand visibly on everything that leaves: made-up numbers, a draft."""
    language, status = dataset.view.language, dataset.stamp.status
    made_up = (word("synthetic_mark", language),) if dataset.synthetic else ()
    return made_up if status == "published" else (*made_up, word(f"export_{status}", language))


def stamp(dataset: Dataset) -> str:
    """Write the stamp: what it is, edition, version, build, day and language."""
    of, language = dataset.stamp, dataset.view.language
    line = word("stamp_line", language, edition=of.edition, version=of.version, build=of.build)
    name = word("title_short", language)
    return f"{name} · {line} · {day(of.built_at.date(), language)} · {word('language_name', language)}"

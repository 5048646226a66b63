"""What every export stamps: file names, warnings, edition and build."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial

from contract.codes import EVERYBODY, Language
from picture.export.image.sheet import ImageShape
from picture.export.item import ExportRules
from picture.query.choices import Choices
from picture.query.model import Dataset, Stamp, View
from picture.text.editions.embargo import embargo_mark
from picture.text.source_lines import stamp_line
from picture.text.words import day, word


def file_name(dataset: Dataset, rules: ExportRules, extension: str) -> str:
    """Name a file after the view, the period and the language; made-up numbers are marked in the name."""
    return f"{bare_name(dataset, rules.file_stem)}.{extension}"


def image_name(dataset: Dataset, rules: ExportRules, extension: str, shape: ImageShape) -> str:
    """Name an image, with its shape where that is not the usual one."""
    suffix = "" if shape is ImageShape.WIDE else f"_{shape}"  # "_slide" too: it stands beside the one to edit
    return f"{bare_name(dataset, rules.file_stem)}{suffix}.{extension}"


def area_file_name(what: str, dataset: Dataset) -> str:
    """Name the pack, the report or the brief of an area, without an extension."""
    return bare_name(dataset, partial(overview_stem, what))


def bare_name(dataset: Dataset, stem: Callable[[View], str]) -> str:
    """Name the files of a view without an extension."""
    view = dataset.view
    mark = "_SYNTHETIC" if dataset.synthetic else ""
    return re.sub(r"[^A-Za-z0-9_-]+", "-", f"lagesbild_{stem(view)}_{view.period}_{view.language}{mark}")


def map_stem(view: View) -> str:
    """Name a map after its indicator and division."""
    return f"{view.indicator}_{view.level}{_group(view)}"


def trend_stem(view: View) -> str:
    """Name a trend after its indicator and area."""
    return f"{view.indicator}_trend_{view.area_level}_{view.area}{_group(view)}"


def groups_stem(view: View) -> str:
    """Name groups after their indicator and area."""
    return f"{view.indicator}_groups_{view.area_level}_{view.area}"


def overview_stem(what: str, view: View) -> str:
    """Name an overview of indicators after its area."""
    return f"{what}_{view.area_level}_{view.area}{_group(view)}"


def _group(view: View) -> str:
    return "" if view.group_code == EVERYBODY else f"_{view.group_dim}_{view.group_code}"


def collection_name(choices: Choices, extension: str, *, synthetic: bool) -> str:
    """Name a file that holds several pictures; made-up numbers are marked in the name."""
    return f"{collected_name(choices.stamp, choices.language, synthetic=synthetic)}.{extension}"


def collected_name(stamp: Stamp, language: Language, *, synthetic: bool) -> str:
    """Name what holds several pictures, without an extension."""
    mark = "_SYNTHETIC" if synthetic else ""
    return f"lagesbild_{stamp.edition}_{language}{mark}"


def warnings(dataset: Dataset) -> tuple[str, ...]:
    """List what must stand visibly on everything that leaves: made-up numbers, an embargo, a draft, an old version."""
    language = dataset.view.language
    held = dataset.stamp
    told = [word("synthetic_mark", language)] if dataset.synthetic else []
    if held.embargoed:
        told.append(embargo_mark(held, language))
    if held.status != "published":
        told.append(word(f"export_{held.status}", language))
    if held.newer_version:
        told.append(word("export_superseded", language, version=held.newer_version))
    return tuple(told)


def stamp(dataset: Dataset) -> str:
    """Write the stamp: what it is, edition, version, build, day and language."""
    language = dataset.view.language
    made = day(dataset.stamp.built_at.date(), language)
    return " · ".join([word("title_short", language), stamp_line(dataset), made, word("language_name", language)])

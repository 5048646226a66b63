"""The data of pictures in one zip: tables in the reader's language, and a folder of the same for programs."""

from __future__ import annotations

from collections.abc import Sequence

from picture.export.archive import archive
from picture.export.csv import localised_tables
from picture.export.item import ExportItem
from picture.export.programs.package import FOLDER, data_package
from picture.export.stamp import bare_name, collected_name


def data_zip(items: Sequence[ExportItem], name: str = "") -> bytes:
    """Make the zip of datasets in one language. items: at least one; name: of its tables, else after what they hold."""
    dataset = items[0].dataset
    synthetic = any(item.dataset.synthetic for item in items)
    own = bare_name(dataset, items[0].rules.file_stem)
    stem = name or (
        own if len(items) == 1 else collected_name(dataset.stamp, dataset.view.language, synthetic=synthetic)
    )
    programs = {f"{FOLDER}/{file}": content for file, content in data_package(items).items()}
    return archive(localised_tables(items, stem) | programs, dataset.stamp.built_at)

"""The same sources make the same edition, whoever builds it: what readers see has one hash."""

import shutil
from pathlib import Path

from rich.console import Console

from contract.pointer import served_database
from etl.edition.archive.content import content_of
from etl.pipeline import build


def test_a_build_in_a_process_that_has_done_other_work_has_the_same_content(published: Path, tmp_path: Path) -> None:
    """The first one was built by another process, or by this one before it ran other tests; with all processors."""
    for name in ("sources", "actions"):
        shutil.copytree(published / name, tmp_path / name)
    second = build(tmp_path, Console(quiet=True))
    assert content_of(second).tables == content_of(served_database(published)).tables

"""What docs/OPERATIONS.md says of respondents' rows that are due: what is deleted by hand, and what goes on."""

import shutil
from pathlib import Path

import pytest

from contract.pointer import served_database
from etl.__main__ import main
from etl.operate.state import read_state
from etl.publish.served.revisions import today
from etl.publish.whole import is_whole
from tests.etl.operate.folder import with_edition


def test_without_the_rows_the_edition_stays_served_and_a_build_is_refused_not_made_without_them(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with_edition(tmp_path)
    served = served_database(tmp_path)
    for name in ("sources/survey/2026", "sources/survey", "served"):
        shutil.rmtree(tmp_path / name)
        for command in ([], ["release"]):
            assert main(["--data", str(tmp_path), *command]) == 2
            assert "Refused. " in capsys.readouterr().err
        assert served_database(tmp_path) == served
        assert is_whole(served)
    assert read_state(tmp_path, today()).problems

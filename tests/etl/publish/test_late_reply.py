"""One late reply gives nobody away: not by the list of changes of a draft, and not by a second edition."""

import re
import shutil
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import duckdb
import polars as pl
import pytest

from etl.__main__ import main
from etl.publish.load import current

SHIPPED = Path(__file__).parents[3] / "data" / "sources"
SURVEY, FILE = "demo_survey", "synthetic_answers.parquet"
pytestmark = pytest.mark.slow


def late(rows: pl.DataFrame) -> pl.DataFrame:
    """Add one reply: that of the last respondent, with other answers, under an id of its own."""
    answers = [pl.lit(1).cast(rows[name].dtype).alias(name) for name in rows.columns if name.startswith("q")]
    return pl.concat([rows, rows.tail(1).with_columns(pl.lit("late").alias("id"), *answers)])


def deliver(wave: Path, change: Callable[[pl.DataFrame], pl.DataFrame]) -> None:
    """Change the respondents of a wave, and the hash on its card."""
    rows = change(pl.read_parquet(wave / FILE))
    rows.write_parquet(wave / FILE)
    mend(wave, r"^responded = .*$", f"responded = {rows.height}")
    line = f'sha256 = "{sha256((wave / FILE).read_bytes()).hexdigest()}"'
    mend(wave, r"^sha256 = .*$", line)


def mend(wave: Path, pattern: str, line: str) -> None:
    card = wave / "card.toml"
    told = re.sub(pattern, line, card.read_text(encoding="utf-8"), count=1, flags=re.MULTILINE)
    card.write_text(told, encoding="utf-8")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The shipped sources with a single wave of the survey, for speed; built."""
    folder = tmp_path_factory.mktemp("built")
    shutil.copytree(SHIPPED, folder / "sources")
    for wave in (folder / "sources" / SURVEY).iterdir():
        if wave.name != "2026":
            shutil.rmtree(wave)
    # Calibration from the calibrated weights: one reply more moves the weights of the others
    mend(folder / "sources" / SURVEY / "2026", r"^design_weight = .*$", "")
    mend(folder / "sources" / SURVEY / "2026", r"^synthetic = true$", 'synthetic = true\nunused = ["design_weight"]')
    assert main(["--data", str(folder)]) == 0
    return folder


@pytest.fixture
def data(built: Path, tmp_path: Path) -> Path:
    """A copy that a test may change."""
    return shutil.copytree(built, tmp_path / "data")


def ask(data: Path, question: str) -> list[tuple[object, ...]]:
    served = current(data)
    assert served is not None
    with duckdb.connect(str(served), read_only=True) as con:
        return con.execute(question).fetchall()


def test_a_late_reply_to_a_draft_is_told_without_any_cell_of_the_survey(
    data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = ask(data, "SELECT * EXCLUDE (quoted_by, note) FROM estimate WHERE source = 'demo_survey' ORDER BY ALL")
    capsys.readouterr()
    deliver(data / "sources" / SURVEY / "2026", late)
    assert main(["--data", str(data)]) == 0
    after = ask(data, "SELECT * EXCLUDE (quoted_by, note) FROM estimate WHERE source = 'demo_survey' ORDER BY ALL")
    assert before != after  # something moved, and nothing says what
    told = ask(data, "SELECT what, indicator, period, level, code, group_dim, group_code, before, after FROM change")
    asked = ask(data, "SELECT DISTINCT indicator, period FROM estimate WHERE source = 'demo_survey'")
    assert sorted(told) == sorted(("recomputed", *one, *[None] * 6) for one in asked)
    printed = capsys.readouterr().out.partition("changes against the build before")[2].partition("Published")[0]
    assert re.findall(r"\d+\.\d", printed) == []


def filed_again(data: Path, source: str, period: str) -> Path:
    """Put the released wave and its late reply under another name."""
    wave = data / "sources" / source / period
    shutil.copytree(data / "sources" / SURVEY / "2026", wave)
    deliver(wave, late)
    mend(wave, r"^period = .*$", f'period = "{period}"')
    mend(wave, r"^id = .*$", f'id = "{source}"')
    return wave


def test_after_the_release_no_other_reply_comes_into_the_wave(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--data", str(data), "release"]) == 0
    served, wave = current(data), data / "sources" / SURVEY / "2026"
    shutil.copytree(wave, data / "released")
    first = sha256((wave / FILE).read_bytes()).hexdigest()

    def refused(*words: str) -> None:
        capsys.readouterr()
        assert main(["--data", str(data)]) == 2
        error = capsys.readouterr().err
        for word in (*words, "edition 2026"):
            assert word in error
        assert current(data) == served
        shutil.rmtree(wave, ignore_errors=True)
        shutil.copytree(data / "released", wave)

    for change in (late, lambda rows: rows.head(-1), lambda rows: rows.with_columns(q01=pl.lit(1, pl.Int8))):
        deliver(wave, change)
        refused(f"{wave / FILE}: the respondents have changed", "version 1", first)
    mend(wave, r'^weight = "weight"$', 'weight = "q01"')
    refused("demo_survey/2026/card.toml: the card reads the respondents differently")
    deliver(filed_again(data, SURVEY, "2027"), lambda rows: rows)
    refused("most replies are those of demo_survey 2026")
    shutil.rmtree(wave)
    refused("demo_survey/2026: the respondents are missing", first)
    shutil.rmtree(data / "sources" / SURVEY / "2027")
    mend(wave, r"^\[title\]$", "not_asked = []\n[title]")  # what is not read of the file may be mended
    assert main(["--data", str(data)]) == 0


@pytest.mark.parametrize("harm", ["ledger", "manifest", "folder"])
def test_a_lost_ledger_stops_the_build_and_the_release(
    data: Path, harm: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--data", str(data), "release"]) == 0
    folder = data / "editions"
    lost = {
        "ledger": [*folder.glob("ledger*.parquet")],
        "manifest": [*folder.glob("*.toml")],
        "folder": [*folder.iterdir()],
    }
    for path in lost[harm]:
        path.unlink()
    for command in ([], ["release"]):
        capsys.readouterr()
        assert main(["--data", str(data), *command]) == 2
        assert "Restore data/editions from the backup" in capsys.readouterr().err

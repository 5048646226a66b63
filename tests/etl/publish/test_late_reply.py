"""One late reply gives nobody away: not in a draft that anybody could see, and not in a second edition."""

import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import duckdb
import polars as pl
import pytest

from etl.__main__ import main
from etl.config.catalogue.catalogue import read_catalogue
from etl.publish.whole import current
from etl.read.formats.limits import MOST_CELLS_IN_COLUMNS
from etl.read.formats.tables import parquet
from tests.etl.edition.editions import release_again
from tests.etl.large import KINDS, PIECES, read_in_pieces

SHIPPED = Path(__file__).parents[3] / "data" / "sources"
SURVEY, FILE = "demo_survey", "synthetic_answers.parquet"
REGISTERS = "statfin_key_figures"
QUESTIONS = {"q01": "trust_other_background", "q04": "trust_people"}
pytestmark = pytest.mark.slow


def late(rows: pl.DataFrame) -> pl.DataFrame:
    """Add one reply: that of the last respondent, with other answers, under an id of its own."""
    answers = [pl.lit(1).cast(rows[name].dtype).alias(name) for name in rows.columns if name.startswith("q")]
    return pl.concat([rows, rows.tail(1).with_columns(pl.lit("late").alias("id"), *answers)])


def deliver(wave: Path, change: Callable[[pl.DataFrame], pl.DataFrame]) -> None:
    """Change the respondents of a wave, and their number and the hash on its card."""
    rows = change(pl.read_parquet(wave / FILE))
    rows.write_parquet(wave / FILE)
    mend(wave, r"^responded = .*$", f"responded = {rows.height}")
    line = f'sha256 = "{sha256((wave / FILE).read_bytes()).hexdigest()}"'
    mend(wave, r"^sha256 = .*$", line)


def mend(wave: Path, pattern: str, line: str) -> None:
    card = wave / "card.toml"
    told = re.sub(pattern, line, card.read_text(encoding="utf-8"), count=1, flags=re.MULTILINE)
    card.write_text(told, encoding="utf-8")


def asked(rows: pl.DataFrame) -> pl.DataFrame:
    """Leave out the questions that no indicator of these tests needs."""
    return rows.drop([name for name in rows.columns if name.startswith("q") and name not in QUESTIONS])


@pytest.fixture(scope="module", params=KINDS)
def few(request: pytest.FixtureRequest) -> Iterator[None]:
    """Let builds know the indicators of two questions and of one table of registers, for speed.

    Respondents are held in memory, or read in pieces as where they do not fit.
    """
    whole = read_catalogue()
    known = [one for one in whole.indicators if one.id in QUESTIONS.values() or one.source == REGISTERS]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("etl.pipeline.read_catalogue", lambda: replace(whole, indicators=tuple(known)))
        patch.setattr("etl.pipeline.read_follow_up", lambda _: ())  # it names indicators that are left out here
        patch.setattr("etl.actions.read.read_goal_templates", lambda _: ())
        if request.param == PIECES:
            read_in_pieces(patch)
        yield


@pytest.fixture(scope="module")
def built(few: None, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A single wave of the shipped survey and the table of registers, built."""
    folder = tmp_path_factory.mktemp("built")
    wave = folder / "sources" / SURVEY / "2026"
    shutil.copytree(SHIPPED / SURVEY / "2026", wave)
    shutil.copytree(SHIPPED / REGISTERS, folder / "sources" / REGISTERS)
    deliver(wave, asked)
    # Calibration from the calibrated weights: one reply more moves the weights of the others
    mend(wave, r"^design_weight = .*$", "")
    mend(wave, r"^respondent = ", 'panel = "none"\nrespondent = ')
    mend(wave, r"^synthetic = true$", 'synthetic = true\nunused = ["design_weight"]')
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


SERVED = "SELECT * EXCLUDE (quoted_by, note) FROM estimate WHERE source = 'demo_survey' ORDER BY ALL"
COMPARED = """SELECT c.* FROM comparison c JOIN indicator i ON i.id = c.indicator WHERE i.source = 'demo_survey'
    ORDER BY ALL"""
FILES = "SELECT rows FROM source_file WHERE source = 'demo_survey'"
FIELDWORK = "SELECT * FROM fieldwork WHERE source = 'demo_survey' ORDER BY ALL"
WHO = "SELECT * FROM representation WHERE source = 'demo_survey' ORDER BY ALL"
ONE_MORE, ONE_LESS = late, lambda rows: rows.head(-1)


def another_answer(rows: pl.DataFrame) -> pl.DataFrame:
    first = pl.int_range(pl.len()) == 0
    other = pl.when(pl.col("q01") == 5).then(1).otherwise(5).cast(rows["q01"].dtype)
    return rows.with_columns(q01=pl.when(first).then(other).otherwise("q01"))


def another_weight(rows: pl.DataFrame) -> pl.DataFrame:
    first = pl.int_range(pl.len()) == 0
    return rows.with_columns(weight=pl.when(first).then(pl.col("weight") * 1.5).otherwise("weight"))


def renamed(rows: pl.DataFrame) -> pl.DataFrame:
    return rows.with_columns(id=pl.format("new {}", "id")).sample(fraction=1.0, shuffle=True, seed=3)


def recalibrated(rows: pl.DataFrame) -> pl.DataFrame:
    """Add a late reply, and let the weights of everybody else follow."""
    return late(rows).with_columns(pl.col("weight") * (pl.col("weight").sum() / (pl.col("weight").sum() + 500)))


def served(data: Path) -> tuple[list[tuple[object, ...]], ...]:
    return ask(data, SERVED), ask(data, COMPARED), *(ask(data, question) for question in (FILES, FIELDWORK, WHO))


@pytest.mark.parametrize("change", [ONE_MORE, ONE_LESS, another_answer, another_weight, renamed, recalibrated])
@pytest.mark.parametrize("is_released", [False, True], ids=["draft", "edition"])
def test_a_small_revision_is_refused_until_it_is_declared_and_then_moves_no_figure_at_all(
    data: Path,
    change: Callable[[pl.DataFrame], pl.DataFrame],
    is_released: bool,  # noqa: FBT001
    capsys: pytest.CaptureFixture[str],
) -> None:
    if is_released:
        release_again(data)
    before = served(data)
    deliver(data / "sources" / SURVEY / "2026", change)
    assert main(["--data", str(data)]) == 2
    assert "python -m etl revise demo_survey 2026" in capsys.readouterr().err
    assert main(["--data", str(data), "revise", "--reason", " "]) == 2
    assert "The reason is missing" in capsys.readouterr().err
    assert main(["--data", str(data)]) == 2
    assert main(["--data", str(data), "revise", SURVEY, "2026", "--reason", "a mistake in the file"]) == 0
    for _ in range(2):  # and again: the same picture
        assert main(["--data", str(data)]) == 0
        assert served(data) == before
        assert ask(data, "SELECT * FROM change WHERE what <> 'text'") == []
    assert ask(data, "SELECT source, period, reason_sv FROM revision") == [(SURVEY, "2026", "a mistake in the file")]


@pytest.mark.parametrize("change", [ONE_MORE, another_answer, another_weight, renamed])
def test_a_wave_that_was_held_in_memory_and_is_now_read_in_pieces_or_the_other_way_round_moves_no_figure_either(
    data: Path, change: Callable[[pl.DataFrame], pl.DataFrame], monkeypatch: pytest.MonkeyPatch
) -> None:
    before = served(data)
    deliver(data / "sources" / SURVEY / "2026", change)
    if parquet.MOST_CELLS_IN_COLUMNS == MOST_CELLS_IN_COLUMNS:
        read_in_pieces(monkeypatch)
    else:
        monkeypatch.setattr(parquet, "MOST_CELLS_IN_COLUMNS", MOST_CELLS_IN_COLUMNS)
    assert main(["--data", str(data), "revise", "--reason", "a late reply"]) == 0
    assert main(["--data", str(data)]) == 0
    assert served(data) == before


def test_a_late_reply_does_not_come_in_as_another_wave_after_the_draft_that_was_seen_is_gone(
    data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The rows of the wave lie in the record alone."""
    filed_again(data, SURVEY, "2027")
    shutil.rmtree(data / "sources" / SURVEY / "2026")
    assert main(["--data", str(data)]) == 2
    assert "demo_survey 2026" in capsys.readouterr().err


def many(rows: pl.DataFrame) -> pl.DataFrame:
    """Add twelve late replies."""
    for at in range(12):
        rows = pl.concat([rows, late(rows).tail(1).with_columns(id=pl.lit(f"late {at}"))])
    return rows


def test_ten_respondents_or_more_move_their_own_cells_and_the_list_of_changes_names_none(
    data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before, *_ = served(data)
    deliver(data / "sources" / SURVEY / "2026", many)
    assert main(["--data", str(data), "revise", "--reason", "late replies"]) == 0
    capsys.readouterr()
    assert main(["--data", str(data)]) == 0
    printed = capsys.readouterr().out.partition("Declared")[2].partition("Published")[0]
    after, *_ = served(data)
    assert 0 < len(set(after) - set(before)) < 500
    told = ask(data, "SELECT what, indicator, period, level, code, group_dim, group_code, before, after FROM change")
    asked = ask(data, "SELECT DISTINCT indicator, period FROM estimate WHERE source = 'demo_survey'")
    assert sorted(told) == sorted(("recomputed", *one, *[None] * 6) for one in asked)
    assert re.findall(r"\d+\.\d", printed) == []


def test_two_revisions_are_not_used_to_bring_in_one_person(data: Path) -> None:
    """Twelve come, eleven of them go again: between the first picture and the last stands one late reply."""
    wave = data / "sources" / SURVEY / "2026"
    before = served(data)
    deliver(wave, many)
    assert main(["--data", str(data), "revise", "--reason", "late replies"]) == 0
    assert main(["--data", str(data)]) == 0
    between = served(data)
    assert between != before
    deliver(wave, lambda rows: rows.head(-11))
    assert main(["--data", str(data), "revise", "--reason", "a mistake"]) == 0
    assert main(["--data", str(data)]) == 0
    assert served(data) == between


def test_what_is_served_after_a_release_is_what_the_ledger_holds(data: Path) -> None:
    release_again(data)
    opened = ask(
        data,
        """SELECT indicator, period, level, code, group_dim, group_code, value, n FROM estimate
        WHERE source = 'demo_survey' AND value IS NOT NULL ORDER BY ALL""",
    )
    (ledger,) = (data / "editions").glob("ledger-*.parquet")
    columns = ["indicator", "period", "level", "code", "group_dim", "group_code", "value", "n"]
    assert pl.read_parquet(ledger).select(columns).sort(columns).rows() == opened
    elsewhere = data / "elsewhere"  # sources and editions alone, as the project carries them
    for folder in ("sources", "editions"):
        shutil.copytree(data / folder, elsewhere / folder)
    assert main(["--data", str(elsewhere)]) == 0
    assert served(elsewhere) == served(data)


def filed_again(data: Path, source: str, period: str) -> Path:
    """Put the released wave and its late reply under another name."""
    wave = data / "sources" / source / period
    shutil.copytree(data / "sources" / SURVEY / "2026", wave)
    deliver(wave, late)
    mend(wave, r"^period = .*$", f'period = "{period}"')
    mend(wave, r"^id = .*$", f'id = "{source}"')
    return wave


def test_after_the_release_no_other_reply_comes_into_the_wave(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    release_again(data)
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
    release_again(data)
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

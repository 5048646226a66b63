"""What differs between two pictures is found cell by cell, named as files name it, and told as a version number."""

from pathlib import Path

import polars as pl
import pytest

from contract.editions.difference import ChangeKind
from etl.edition.archive.diff import Difference, Listed, difference, differing
from etl.edition.archive.semantic import next_semantic
from etl.publish.load import load
from tests.errors import raises
from tests.etl.small_tables import cell, local_wave, small

TRUST = cell("01", 60.0)


def written(folder: Path, *cells: dict[str, object], **indicator: str) -> Path:
    folder.mkdir()
    return load(small("a", *cells, **indicator), folder, "a")


def with_local(folder: Path, value: float | None, period: str = "2026") -> Path:
    """Write a picture in which a municipality's own survey has one figure."""
    folder.mkdir()
    return load(small("a", TRUST) | local_wave(value, period), folder, "a")


def test_a_moved_figure_of_a_local_survey_is_told_with_its_source(tmp_path: Path) -> None:
    found = difference(with_local(tmp_path / "a", 60.0), with_local(tmp_path / "b", 61.0))
    (one,) = found.local
    assert (one.key, one.before, one.after) == (
        "survey/trust/2026/KU049/all.all",
        "60, n 40, D F",
        "61, n 40, D F",
    )
    assert found.cells == ()
    assert next_semantic("1.2.3", found) == "1.2.4"


def test_a_figure_of_a_local_survey_that_is_withdrawn_or_hidden_is_told(tmp_path: Path) -> None:
    shown = with_local(tmp_path / "a", 60.0)
    (hidden,) = difference(shown, with_local(tmp_path / "b", None)).local
    assert hidden.after == "hidden A C"
    gone = difference(shown, written(tmp_path / "c", TRUST)).local
    assert [(one.key, one.after) for one in gone] == [
        ("survey/2026", None),
        ("survey/trust/2026/KU049/all.all", None),
    ]


def test_a_new_local_wave_makes_an_adding_version(tmp_path: Path) -> None:
    found = difference(written(tmp_path / "a", TRUST), with_local(tmp_path / "b", 60.0))
    assert [one.key for one in found.local] == ["survey/2026", "survey/trust/2026/KU049/all.all"]
    assert next_semantic("1.2.3", found) == "1.3.0"


def test_two_equal_pictures_differ_in_nothing(tmp_path: Path) -> None:
    found = difference(written(tmp_path / "a", TRUST), written(tmp_path / "b", TRUST))
    assert found == Difference((), (), (), ())


def test_a_moved_figure_is_named_by_the_key_of_its_cell_with_both_values(tmp_path: Path) -> None:
    found = difference(written(tmp_path / "a", TRUST), written(tmp_path / "b", cell("01", 61.0)))
    (one,) = found.cells
    assert (one.key, one.before and one.before.value, one.after and one.after.value) == (
        "trust/2026/MK01/all.all",
        60.0,
        61.0,
    )
    assert found.counts == {ChangeKind.VALUE: 1}
    assert next_semantic("1.2.3", found) == "1.2.4"


def test_a_figure_that_is_hidden_now_has_moved_by_its_status(tmp_path: Path) -> None:
    found = difference(written(tmp_path / "a", TRUST), written(tmp_path / "b", cell("01", None, letters="C")))
    (one,) = found.cells
    assert one.after is not None
    assert (one.after.value, one.after.conf_status) == (None, "C")


def test_an_added_cell_makes_an_adding_version(tmp_path: Path) -> None:
    found = difference(written(tmp_path / "a", TRUST), written(tmp_path / "b", TRUST, cell("02", 50.0)))
    assert [(one.key, one.before) for one in found.cells] == [("trust/2026/MK02/all.all", None)]
    assert next_semantic("1.2.3", found) == "1.3.0"


def test_all_figures_that_differ_are_counted_and_only_those_listed_that_are_asked_for(tmp_path: Path) -> None:
    before = written(tmp_path / "a", TRUST, cell("02", 50.0))
    after = written(
        tmp_path / "b", cell("01", 61.0), cell("02", 50.0) | {"note": "another"}, cell("01", 1.0, period="2025")
    )
    listed = {one: difference(before, after, one) for one in Listed}
    assert {found.total for found in listed.values()} == {3}
    assert {found.moved for found in listed.values()} == {1}
    told = {one: [cell.key for cell in found.cells] for one, found in listed.items()}
    assert told == {
        Listed.ALL: ["trust/2025/MK01/all.all", "trust/2026/MK01/all.all", "trust/2026/MK02/all.all"],
        Listed.MOVED: ["trust/2026/MK01/all.all"],
        Listed.NONE: [],
    }
    first = difference(before, after, most=1)
    assert [one.key for one in first.cells] == ["trust/2025/MK01/all.all"]
    assert next_semantic("1.0.0", listed[Listed.NONE]) == "1.1.0"


def test_of_given_cells_those_are_found_that_differ(tmp_path: Path) -> None:
    before = written(tmp_path / "a", TRUST, cell("02", 50.0))
    after = written(tmp_path / "b", cell("01", 61.0), cell("02", 50.0), cell("01", 1.0, period="2025"))
    moved, same = (("trust", "2026", "maakunta", code, 2026, "all", "all") for code in ("01", "02"))
    assert differing(before, after, {moved, same}) == {moved}
    assert differing(before, after, set()) == set()


def test_an_indicator_that_is_gone_makes_a_breaking_version(tmp_path: Path) -> None:
    other = cell("01", 10.0, name="other")
    found = difference(written(tmp_path / "a", TRUST, other), written(tmp_path / "b", TRUST))
    assert [(one.key, one.after) for one in found.indicators] == [("other", None)]
    assert next_semantic("1.2.3", found) == "2.0.0"


@pytest.mark.parametrize(
    ("changed", "version"),
    [
        ({"unit": "points"}, "2.0.0"),
        ({f"counts_{one}": f"other {one}" for one in ("fi", "sv", "en")}, "2.0.0"),
        ({"counts_sv": "a misprint corrected"}, "1.0.1"),
        ({f"name_{one}": f"other {one}" for one in ("fi", "sv", "en")}, "1.0.1"),
    ],
)
def test_another_definition_in_every_language_breaks_and_a_corrected_word_does_not(
    tmp_path: Path, changed: dict[str, str], version: str
) -> None:
    found = difference(written(tmp_path / "a", TRUST), written(tmp_path / "b", TRUST, **changed))
    (one,) = found.indicators
    assert one.redefined == (version == "2.0.0")
    assert next_semantic("1.0.0", found) == version


def test_an_area_that_is_gone_breaks(tmp_path: Path) -> None:
    tables = small("a", TRUST)
    (tmp_path / "b").mkdir()
    fewer = load(tables | {"area": tables["area"].filter(pl.col("code") == "01")}, tmp_path / "b", "a")
    found = difference(written(tmp_path / "a", TRUST), fewer)
    assert [one.key for one in found.areas] == ["maakunta/02"]
    assert next_semantic("1.0.0", found) == "2.0.0"


def test_a_damaged_database_is_refused_by_its_name(tmp_path: Path) -> None:
    path = tmp_path / "x.duckdb"
    path.write_bytes(b"damaged")
    with raises("database_not_whole", path=path):
        difference(path, path)

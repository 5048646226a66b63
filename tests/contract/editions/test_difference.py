"""How a cell differs between two databases is named by what readers see of it."""

from pathlib import Path

import duckdb
import pytest

from contract.codes import Language
from contract.editions.difference import (
    Change,
    ChangeKind,
    DifferingRow,
    attach,
    changed,
    changed_actions,
    changed_areas,
    changed_breaks,
    changed_indicators,
    prepare,
)
from tests.picture.small import small_database

WITHHELD = "value = NULL, ci_low = NULL, ci_high = NULL, n = NULL, effective_n = NULL, conf_status = 'C'"


def put(folder: Path, *changes: str) -> duckdb.DuckDBPyConnection:
    """Put the small database beside one that was changed."""
    small_database(folder / "was").close()
    with small_database(folder / "now") as con:
        for change in changes:
            con.execute(change)
    con = duckdb.connect()
    attach(con, "was", folder / "was")
    attach(con, "now", folder / "now")
    prepare(con)
    return con


@pytest.mark.parametrize(
    ("change", "kind"),
    [
        ("UPDATE estimate SET value = 61 WHERE {}", ChangeKind.VALUE),
        ("UPDATE estimate SET ci_low = 57 WHERE {}", ChangeKind.VALUE),
        ("UPDATE estimate SET ci_high = 99 WHERE {}", ChangeKind.VALUE),
        ("UPDATE estimate SET n = 7 WHERE {}", ChangeKind.VALUE),
        (f"UPDATE estimate SET {WITHHELD} WHERE {{}}", ChangeKind.WITHHELD),
        ("UPDATE estimate SET obs_status = 'U' WHERE {}", ChangeKind.STATUS),
        ("UPDATE estimate SET note = 'As printed.' WHERE {}", ChangeKind.NOTE),
        ("DELETE FROM estimate WHERE {}", ChangeKind.REMOVED),
    ],
)
def test_a_cell_differs_by_what_readers_see_of_it(tmp_path: Path, change: str, kind: ChangeKind) -> None:
    one = "indicator = 'trust' AND period = '2026' AND level = 'maakunta' AND code = '01' AND group_dim = 'all'"
    con = put(tmp_path, change.format(one))
    assert con.execute("SELECT indicator, code, change FROM differing").fetchall() == [("trust", "01", kind)]


def test_a_cell_that_was_withheld_is_shown_now_and_a_new_one_is_added(tmp_path: Path) -> None:
    con = put(
        tmp_path,
        "UPDATE estimate SET value = 50, conf_status = 'F' WHERE period = '2026' AND code = '21'",
        "UPDATE estimate SET period = '2023' WHERE indicator = 'people' AND code = '21'",
    )
    found = con.execute("SELECT indicator, period, change FROM differing ORDER BY ALL").fetchall()
    assert found == [
        ("people", "2022", ChangeKind.REMOVED),
        ("people", "2023", ChangeKind.ADDED),
        ("trust", "2026", ChangeKind.SHOWN),
    ]


def test_areas_and_breaks_are_told_in_the_language_of_the_reader(tmp_path: Path) -> None:
    con = put(
        tmp_path,
        "UPDATE area SET name_sv = 'Nord' WHERE level = 'maakunta' AND code = '01'",
        "DELETE FROM series_break",
    )
    assert changed_areas(con, Language.EN) == ()
    assert changed_areas(con, Language.SV) == (Change("maakunta/01", "North sv", "Nord"),)
    assert changed_breaks(con, Language.FI) == (Change("trust/2025", "The question was reworded. fi", None),)


def test_of_an_indicator_the_columns_that_differ_are_told(tmp_path: Path) -> None:
    (one,) = changed_indicators(put(tmp_path, "UPDATE indicator SET counts_fi = 'muu' WHERE id = 'trust'"))
    assert (one.before, one.after, one.redefined) == ({"counts_fi": "Counts of trust fi"}, {"counts_fi": "muu"}, False)


def test_an_entry_of_the_register_differs_by_what_it_says_not_by_its_place(tmp_path: Path) -> None:
    con = put(
        tmp_path,
        "UPDATE register_entry SET position = 1000 WHERE id = 'helpers'",
        "UPDATE register_entry SET place = 'South town' WHERE id = 'walk'",
        "DELETE FROM register_entry WHERE id = 'council'",
    )
    gone, other = changed_actions(con)
    assert (gone.key, gone.after) == ("register/council", None)
    assert {part.partition(" ")[0] for part in str(gone.before).split("; ")} <= {"name_fi", "name_sv", "name_en"}
    assert (other.key, other.after) == ("register/walk", "place South town")


def test_inputs_that_are_new_gone_or_other_ones_are_the_reason() -> None:
    assert changed({"source a": "1", "source b": "2"}, {"source a": "3", "source c": "4"}) == (
        Change("source a", "1", "3"),
        Change("source b", "2", None),
        Change("source c", None, "4"),
    )


FIGURES = (1.0, 0.5, 1.5, 100, "A", "F", "was", 2.0, 1.5, 2.5, 100, "A", "F", "now")


@pytest.mark.parametrize(
    ("change", "before", "after"),
    [("value", FIGURES[:7], FIGURES[7:]), ("added", None, FIGURES[7:]), ("removed", FIGURES[:7], None)],
)
def test_a_row_is_taken_apart_by_its_sides(
    change: str, before: tuple[object, ...] | None, after: tuple[object, ...] | None
) -> None:
    row = DifferingRow.of(("trust", "2026", "country", "SSS", 2026, "language", "sv", change, *FIGURES))
    assert (row.before, row.after) == (before, after)
    assert str(row.key) == "trust/2026/SSS/language.sv"  # the whole country has no prefix

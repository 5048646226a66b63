"""What a contribution leaves out has its meaning in the tables of the database."""

from datetime import date

import duckdb

from contract.schema import SCHEMA
from tests.etl.actions.folder import ENTRY, GOAL, NAMES, PLAN, read, write_table


def tables(tmp_path):
    found = read(tmp_path)
    assert found.errors == ()
    return found.tables(NAMES.catalogue)


def rows(tmp_path, table):
    return tables(tmp_path)[table].to_dicts()


def test_an_event_without_an_end_lasts_one_day_and_a_measure_goes_on(tmp_path):
    write_table(
        tmp_path / "MK01" / "2026",
        "register",
        ENTRY | {"kind": "event", "begins": "2026-03"},
        ENTRY | {"id": "b", "begins": "2026-03"},
    )
    event, measure = rows(tmp_path, "register_entry")
    assert (event["last_day"], event["precision"]) == (date(2026, 3, 31), "month")
    assert (measure["first_day"], measure["last_day"]) == (date(2026, 3, 1), None)


def test_no_area_means_that_of_the_folder(tmp_path):
    write_table(tmp_path / "MK01" / "2026", "register", ENTRY)
    assert rows(tmp_path, "register_entry")[0]["areas"] == ["MK01"]


def test_a_goal_without_a_group_is_of_everybody_and_goes_the_better_way(tmp_path):
    folder = tmp_path / "MK01" / "2026-2028"
    write_table(folder, "plan", PLAN | {"example": "ja"})
    write_table(
        folder,
        "goals",
        GOAL,
        {
            "id": "b",
            "domain": "security",
            "template": "conflicts-are-mediated",
            "deadline": "2028",
            "status": "planned",
        },
    )
    measured, told = rows(tmp_path, "goal")
    assert [measured[name] for name in ("group_dim", "group_code", "wanted", "target")] == [
        "all",
        "all",
        "higher",
        35.0,
    ]
    assert told["title_sv"] == "Konflikter medlas"
    assert [told[name] for name in ("group_dim", "wanted", "indicator")] == [None, None, None]
    assert rows(tmp_path, "plan")[0]["example"] is True


def test_the_tables_are_those_of_the_schema(tmp_path):
    folder = tmp_path / "MK01" / "2026-2028"
    write_table(folder, "plan", PLAN)
    write_table(folder, "goals", GOAL)
    write_table(folder, "register", ENTRY | {"kind": "forum", "begins": "2026"})
    write_table(folder, "forum", {"id": "x", "forum": ENTRY["id"], "kind": "decision", "text_fi": "Tehdään"})
    found = {"id": "f", "kind": "workshop", "domain": "security", "text_fi": "Hiljaista", "place": "Espoo"}
    write_table(folder, "findings", found | {"begins": "2026", "source": "Työpaja", "reviewed": "2026-03-01"})
    with duckdb.connect() as con:
        con.execute(SCHEMA.read_text(encoding="utf-8").replace(" REFERENCES indicator (id)", ""))
        for name, incoming in tables(tmp_path).items():
            con.register("incoming", incoming)
            con.execute(f"INSERT INTO {name} BY NAME SELECT * FROM incoming")
            assert con.execute(f"SELECT count(*) FROM {name}").fetchall() == [(incoming.height,)]

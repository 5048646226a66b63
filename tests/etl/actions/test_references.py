"""What many regions send fits together, or is told before it is merged."""

from tests.etl.actions.folder import ENTRY, GOAL, PLAN, codes, read, write_table


def test_an_id_in_two_folders_is_told_with_the_other_place(tmp_path):
    write_table(tmp_path / "MK01" / "2026", "register", ENTRY)
    write_table(tmp_path / "MK02" / "2026", "register", ENTRY)
    (error,) = read(tmp_path).errors
    assert error.code == "action_id_twice"
    assert error.path == tmp_path / "MK02" / "2026" / "register.csv"
    assert error.parameters["where"] == "MK01/2026/register.csv"


def test_two_goals_with_one_id_are_refused_but_not_in_two_plans(tmp_path):
    for area in ("MK01", "MK02"):
        write_table(tmp_path / area / "2026-2028", "plan", PLAN | {"area": area})
        write_table(tmp_path / area / "2026-2028", "goals", GOAL)
    assert codes(tmp_path) == []
    write_table(tmp_path / "MK01" / "2026-2028", "goals", GOAL, GOAL)
    assert codes(tmp_path) == ["action_id_twice"]


def test_a_goal_may_name_a_measure_of_another_folder(tmp_path):
    write_table(tmp_path / "MK01" / "2026-2028", "plan", PLAN)
    write_table(tmp_path / "MK01" / "2026-2028", "goals", GOAL | {"measures": "mk01-cafes"})
    write_table(tmp_path / "SSS" / "2026", "register", ENTRY)
    assert codes(tmp_path) == []


def test_goals_need_a_plan_and_a_folder_has_one_plan(tmp_path):
    folder = tmp_path / "MK01" / "2026-2028"
    write_table(folder, "goals", GOAL, GOAL | {"id": "b"})
    assert codes(tmp_path) == ["action_goal_without_plan"]
    write_table(folder, "plan", PLAN, PLAN)
    assert codes(tmp_path) == ["action_id_twice", "action_plan_second"]


def test_items_of_a_forum_and_what_they_follow_must_be_there(tmp_path):
    folder = tmp_path / "SSS" / "2025"
    forum = {"id": "forum-2025", "kind": "forum", "name_en": "Forum", "begins": "2025-05"}
    item = {"id": "d1", "forum": "forum-2025", "kind": "decision", "text_en": "Do it"}
    write_table(folder, "register", forum, ENTRY)
    write_table(
        folder,
        "forum",
        item,
        {"id": "f1", "forum": "forum-2025", "kind": "follow_up", "text_en": "Done", "follows": "d1"},
    )
    assert codes(tmp_path) == []
    write_table(folder, "forum", item | {"forum": "mk01-cafes"}, item | {"id": "d2", "follows": "d9"})
    assert codes(tmp_path) == ["action_follows_nothing", "action_forum_unknown", "action_decision_unknown"]

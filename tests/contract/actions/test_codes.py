"""The tables of what is done allow what its codes name, and nothing else."""

import re
from pathlib import Path

import pytest

import contract
from contract.actions import codes

SCHEMA = Path(contract.__file__).with_name("schema.sql").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("table", "column", "kind"),
    [
        ("local_collection", "sampling", codes.Sampling),
        ("local_finding", "kind", codes.FindingKind),
        ("local_finding", "precision", codes.DatePrecision),
        ("register_entry", "kind", codes.RegisterKind),
        ("register_entry", "status", codes.ActionStatus),
        ("register_entry", "precision", codes.DatePrecision),
        ("register_entry", "provision", codes.Provision),
        ("register_entry", "evidence", codes.Evidence),
        ("forum_item", "kind", codes.ForumItemKind),
        ("forum_item", "status", codes.ActionStatus),
        ("goal", "status", codes.ActionStatus),
        ("goal_progress", "state", codes.ProgressState),
        ("goal_progress", "reason", codes.ProgressReason),
        ("goal_progress", "can_show", codes.CanShow),
    ],
)
def test_a_column_of_codes_allows_the_members_of_its_enum(table, column, kind):
    columns = re.search(rf"CREATE TABLE {table} \((.*?)^\);", SCHEMA, flags=re.MULTILINE | re.DOTALL)[1]
    allowed = re.search(rf"CHECK \({column} IN \(([^)]*)\)\)", columns)[1]
    assert re.findall(r"'(\w+)'", allowed) == [str(member) for member in kind]

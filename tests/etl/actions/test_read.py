"""The contributions of the repository, and what a build does with wrong ones."""

from itertools import chain
from pathlib import Path

import pytest

from contract.actions.codes import RegisterKind
from contract.errors import UserError
from etl.actions.contributions import ACTIONS
from etl.actions.read import read_actions, refuse
from etl.publish.build_id import BOUNDARIES, build_id
from tests.etl.actions.folder import ENTRY, NAMES, read, write_table

DATA = Path(__file__).parents[3] / "data"
ORGANISATIONS = {
    "sss-ministry-of-justice",
    "sss-ministry-of-economic-affairs",
    "sss-ely-uusimaa",
    "sss-good-relations-project",
    "sss-city-of-kajaani",
}
FACTS = {
    "pilot-good-relations",
    "project-good-relations",
    "act-on-integration",
    "ten-centres",
    "forum-2024",
    "wellbeing-counties",
}


def test_the_seed_is_right_and_everything_but_public_facts_is_an_example():
    actions = read_actions(DATA, NAMES.catalogue, NAMES.classification, {"demo_survey", "local_espoo"})
    assert actions.errors == ()
    real = {entry.id for entry in actions.read.register if not entry.example}
    assert real == FACTS | ORGANISATIONS
    assert all(plan.example for plan in actions.read.plans)
    assert all(finding.example for finding in actions.read.findings)


def test_whoever_does_what_is_seeded_stands_in_the_register_in_three_languages():
    actions = read_actions(DATA, NAMES.catalogue, NAMES.classification, {"demo_survey", "local_espoo"})
    named = {entry.id: entry for entry in actions.read.register if entry.kind == RegisterKind.ORGANISATION}
    parties = set(chain.from_iterable((*one.organisers, *one.partners) for one in actions.read.register))
    assert parties <= set(named)
    assert all(one.name.fi and one.name.sv and one.name.en for key, one in named.items() if key in ORGANISATIONS)


def test_a_fact_names_its_source_or_links_to_it():
    actions = read_actions(DATA, NAMES.catalogue, NAMES.classification, {"demo_survey", "local_espoo"})
    for entry in actions.read.register:
        assert entry.example or entry.url or "Source:" in (entry.about.en or "")


def test_a_build_is_refused_with_the_number_of_mistakes(tmp_path):
    write_table(tmp_path / "MK01" / "2026", "register", ENTRY | {"kind": "event"})
    with pytest.raises(UserError, match="to correct in what is told of actions: 1"):
        refuse(tmp_path, read(tmp_path).errors)


def test_another_register_gives_another_build(tmp_path):
    def build():
        return build_id([], tmp_path / BOUNDARIES, tmp_path / "editions")

    before = build()
    path = write_table(tmp_path / ACTIONS / "MK01" / "2026", "register", ENTRY)
    first = build()
    write_table(path.parent, "register", ENTRY | {"name_sv": "Annat"})
    assert len({before, first, build()}) == 3

"""Who is named, and what is decided of them."""

from datetime import UTC, datetime, timedelta

import pytest

from contract.errors import UserError
from contract.persons.people import Refusal, Role, normal, read_people

ONE = """[[allowed]]
person = "Maija.Virtanen@example.fi"
account = "mvirtan"
role = "official"
edition = "2026"
version = 1
from = 2026-11-20T08:00:00+02:00
until = 2026-11-27T08:00:00+02:00
reason = "Checks the figures"
"""
OPENS = datetime(2026, 11, 20, 6, tzinfo=UTC)
CLOSES = datetime(2026, 11, 27, 6, tzinfo=UTC)
MOMENT = timedelta(microseconds=1)
NONE = frozenset()


def people(folder, text=ONE):
    path = folder / "people.toml"
    path.write_text(text, encoding="utf-8")
    return read_people(path)


def decided(
    folder, person="maija.virtanen@example.fi", *, now=OPENS, text=ONE, edition="2026", version=1, claimed=NONE
):
    return people(folder, text).decide(person, edition, version, now, claimed)


def test_who_is_named_is_let_in_inside_the_window_alone(tmp_path):
    assert decided(tmp_path, now=OPENS - MOMENT).refusal is Refusal.NOT_YET
    assert decided(tmp_path, now=OPENS).role is Role.OFFICIAL
    assert decided(tmp_path, now=CLOSES - MOMENT).refusal is None
    assert decided(tmp_path, now=CLOSES).refusal is Refusal.OVER
    assert decided(tmp_path, now=CLOSES).role is Role.READER


@pytest.mark.parametrize("asked", [{"edition": "2027"}, {"version": 2}, {"person": "other@example.fi"}, {"person": ""}])
def test_nothing_is_carried_over_to_another_edition_version_or_person(tmp_path, asked):
    assert decided(tmp_path, **asked).refusal is Refusal.NOT_NAMED


@pytest.mark.parametrize(
    "person", ["MAIJA.VIRTANEN@EXAMPLE.FI", " maija.virtanen@example.fi ", "ｍaija.virtanen@example.fi"]
)
def test_another_spelling_is_the_same_person(tmp_path, person):
    assert decided(tmp_path, person).role is Role.OFFICIAL


@pytest.mark.parametrize("name", ["maija\n@example.fi", "m\u0430ija.virtanen@example.fi", "x" * 255, "\u200bmaija"])
def test_what_only_looks_like_a_name_is_nobodys(tmp_path, name):
    assert decided(tmp_path, name).refusal is Refusal.NOT_NAMED
    assert normal(name) != "maija.virtanen@example.fi"


@pytest.mark.parametrize(
    ("claimed", "role"),
    [(("coordinator", "publisher"), Role.PUBLISHER), (("coordinator",), Role.COORDINATOR), (("admin",), Role.READER)],
)
def test_a_role_that_is_claimed_is_the_highest_that_we_know(tmp_path, claimed, role):
    found = decided(tmp_path, text=ONE.replace('"official"', '"claimed"'), claimed=frozenset(claimed))
    assert found.role is role
    assert (found.refusal is Refusal.NO_ROLE) == (role is Role.READER)


def test_a_role_of_the_list_is_not_raised_by_a_claim(tmp_path):
    assert decided(tmp_path, claimed=frozenset({"publisher"})).role is Role.OFFICIAL


def test_an_empty_list_lets_nobody_in(tmp_path):
    assert decided(tmp_path, text="").refusal is Refusal.NOT_NAMED


def test_each_role_may_what_those_before_it_may():
    assert [role.covers(Role.OFFICIAL) for role in Role] == [False, False, True, True]


@pytest.mark.parametrize(
    ("before", "after", "key"),
    [
        ('role = "official"', 'role = "boss"', "role"),
        ('role = "official"', 'role = "reader"', "role"),
        ('edition = "2026"', "edition = 2026", "edition"),
        ('edition = "2026"', 'edition = "all"', "edition"),
        ("version = 1", "version = true", "version"),
        ("version = 1", "version = 0", "version"),
        ("2026-11-20T08:00:00+02:00", "2026-11-20T08:00:00", "from"),
        ("2026-11-20T08:00:00+02:00", "2026-11-20", "from"),
        ("2026-11-27T08:00:00+02:00", "2026-11-19T08:00:00+02:00", "until"),
        ('reason = "Checks the figures"', 'reason = " "', "reason"),
        ('reason = "Checks the figures"', "", "reason"),
        ("version = 1", "version = 1\nvresion = 2", "vresion"),
        ('person = "Maija.Virtanen@example.fi"', 'person = "\\n"', "person"),
    ],
)
def test_what_is_not_as_it_must_be_is_refused_with_its_key(tmp_path, before, after, key):
    with pytest.raises(UserError) as refused:
        people(tmp_path, ONE.replace(before, after))
    assert refused.value.code == "people_unfit"
    assert refused.value.key == f"allowed 1: {key}"


@pytest.mark.parametrize("text", ["x = 1\n", f"{ONE}[more]\n", "allowed = 1\n", "[allowed]\nperson = 'x'\n"])
def test_a_file_of_another_form_is_refused(tmp_path, text):
    with pytest.raises(UserError):
        people(tmp_path, text)


def test_a_file_that_is_missing_or_no_toml_is_refused(tmp_path):
    for text, code in ((None, "toml_missing"), ("[[", "toml_broken")):
        path = tmp_path / f"{code}.toml"
        if text:
            path.write_text(text, encoding="utf-8")
        with pytest.raises(UserError) as refused:
            read_people(path)
        assert refused.value.code == code


def test_one_person_has_one_entry_of_a_version_however_it_is_spelt(tmp_path):
    with pytest.raises(UserError) as refused:
        people(tmp_path, ONE + ONE.replace("Maija", "MAIJA"))
    assert refused.value.code == "people_twice"
    assert people(tmp_path, ONE + ONE.replace("version = 1", "version = 2")).allowed


def test_an_account_is_of_one_person(tmp_path):
    with pytest.raises(UserError) as refused:
        people(tmp_path, ONE + ONE.replace("Maija", "Otto"))
    assert refused.value.code == "people_share_account"
    found = people(tmp_path)
    assert found.person_of("mvirtan") == "maija.virtanen@example.fi"
    assert found.person_of("") is found.person_of("other") is None

"""tools/renew_packages.py: lists by hand, lock files, bill of materials and licences tell of the same packages."""

import json
import re
import tomllib
from functools import cache

import pytest
from packaging.markers import Marker

from tools.renew_packages import (
    BY_HAND,
    LICENCES,
    LIST,
    LOCK,
    SBOM,
    TESTS_LIST,
    TESTS_LOCK,
    Locked,
    licence_list,
    licence_of,
    licences_in,
    plain,
    read_list,
    read_lock,
    sbom_of,
)

RENEW = "run python -m tools.renew_packages"
DEBIAN = {"python_full_version": "3.11.2", "python_version": "3.11", "sys_platform": "linux"}


@cache
def lock() -> tuple[tuple[str, Locked], ...]:
    return tuple(read_lock(LOCK.read_text(encoding="utf-8")))


@cache
def lock_of_tests() -> tuple[tuple[str, Locked], ...]:
    return tuple(read_lock(TESTS_LOCK.read_text(encoding="utf-8")))


@cache
def sbom() -> dict:
    return json.loads(SBOM.read_text(encoding="utf-8"))


@cache
def by_hand() -> dict:
    return tomllib.loads(BY_HAND.read_text(encoding="utf-8"))


def unlike(listed: dict[str, str], locked: tuple[tuple[str, Locked], ...]) -> list[str]:
    """List the packages of a list whose version the lock does not hold."""
    held = {(name, one.version) for name, one in locked}
    return [f"{name}=={version}" for name, version in listed.items() if (name, version) not in held]


def on_debian() -> dict[str, Locked]:
    return {name: one for name, one in lock() if not one.marker or Marker(one.marker).evaluate(DEBIAN)}


# --- lock files ---


def test_every_listed_package_is_locked_in_the_same_version():
    assert unlike(read_list(LIST.read_text(encoding="utf-8")), lock()) == [], RENEW
    assert unlike(read_list(TESTS_LIST.read_text(encoding="utf-8")), lock_of_tests()) == [], RENEW


def direct(text: str, listed: str) -> set[str]:
    """Return the packages that a lock file holds because a list names them."""
    blocks = re.split(r"^(?=[\w.-]+==)", text, flags=re.MULTILINE)[1:]
    source = re.compile(rf"-r {re.escape(listed)}$", re.MULTILINE)
    return {plain(block.partition("==")[0]) for block in blocks if source.search(block)}


def test_the_lock_holds_nothing_that_is_no_longer_listed():
    assert direct(LOCK.read_text(encoding="utf-8"), "requirements.txt") == set(
        read_list(LIST.read_text(encoding="utf-8"))
    )
    of_tests = direct(TESTS_LOCK.read_text(encoding="utf-8"), "tests/requirements.txt")
    assert of_tests == set(read_list(TESTS_LIST.read_text(encoding="utf-8")))


def test_every_locked_package_has_the_hash_of_at_least_one_file():
    assert [name for name, one in (*lock(), *lock_of_tests()) if not one.hashes] == []


def test_the_tests_repeat_nothing_of_the_server():
    assert {name for name, _ in lock()} & {name for name, _ in lock_of_tests()} == set()


def test_another_version_in_the_list_is_caught():
    assert unlike({"streamlit": "9.9.9"}, lock()) == ["streamlit==9.9.9"]
    assert read_list("a_b==1.0  # why\n-r other.txt\nC.d==2.0rc1\n") == {"a-b": "1.0", "c-d": "2.0rc1"}


def test_a_lock_that_cannot_be_read_is_refused():
    with pytest.raises(ValueError, match="cannot be read"):
        read_lock("name==1.0 @ somewhere\n")


# --- bill of materials and licences ---


def test_the_bill_of_materials_holds_what_debian_installs_by_the_lock():
    told = {plain(one["name"]): one["version"] for one in sbom()["components"]}
    assert told == {name: one.version for name, one in on_debian().items()}, RENEW


def test_every_hash_of_the_bill_of_materials_stands_in_the_lock():
    locked = on_debian()
    for one in sbom()["components"]:
        assert {each["content"] for each in one["hashes"]} <= locked[plain(one["name"])].hashes, one["name"]
        assert one["hashes"]


def test_the_bill_of_materials_says_what_we_take_directly():
    root = sbom()["metadata"]["component"]["bom-ref"]
    direct = next(one["dependsOn"] for one in sbom()["dependencies"] if one["ref"] == root)
    assert {plain(one.partition("==")[0]) for one in direct} == set(read_list(LIST.read_text(encoding="utf-8")))


def test_every_licence_may_be_used_by_a_program_under_eupl():
    for one in sbom()["components"]:
        licences = licences_in(one["licenses"][0]["expression"])
        assert licences, one["name"]
        assert licences <= set(by_hand()["taken"]), one["name"]


def test_no_licence_that_binds_the_whole_program_is_taken():
    assert [name for name in by_hand()["taken"] if name.startswith(("GPL", "AGPL", "SSPL", "BUSL"))] == []


def test_what_is_said_by_hand_is_of_packages_that_we_have():
    assert set(by_hand()["said"]) | set(by_hand()["brings"]) <= set(on_debian())


def test_the_list_of_licences_is_made_of_the_bill_of_materials():
    assert LICENCES.read_text(encoding="utf-8") == licence_list(sbom(), by_hand()), RENEW


def test_a_package_that_names_no_licence_stops():
    with pytest.raises(ValueError, match="names no licence"):
        licence_of({"name": "new", "licenses": [{"license": {"name": "License :: Other"}}]}, by_hand())


def test_addresses_of_registries_do_not_stay_in_the_bill_of_materials():
    links = [{"type": kind, "url": f"https://example.org/{kind}"} for kind in ("distribution", "website", "vcs")]
    component = {"name": "New_one", "bom-ref": "new", "externalReferences": links, "licenses": [{"expression": "MIT"}]}
    tools = {"components": [{"name": "tool", "externalReferences": links}]}
    environment = {
        "components": [component],
        "dependencies": [{"ref": "root"}],
        "metadata": {"component": {"bom-ref": "root"}, "tools": tools},
    }
    made = sbom_of(environment, {"new-one": "ab"}, {"new-one"}, by_hand())
    assert [link["type"] for link in made["components"][0]["externalReferences"]] == ["vcs", "website"]
    assert made["dependencies"] == [{"ref": "root", "dependsOn": ["new"]}]
    assert made["metadata"]["tools"]["components"] == [{"name": "tool"}]

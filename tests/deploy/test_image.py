"""deploy/Containerfile: what it copies exists, nothing else enters an image, and the server runs without rights."""

import re
from pathlib import Path

import pytest

from tests.bench.server import NEEDED

ROOT = Path(__file__).parents[2]
CONTAINERFILE = ROOT / "deploy" / "Containerfile"
TARGETS = {"serve": "pages.server", "build": "etl"}


def stages(text: str) -> dict[str, list[str]]:
    """Return the instructions of each stage, without comments and with continued lines joined."""
    plain = "\n".join(line for line in text.splitlines() if not line.startswith("#")).replace("\\\n", " ")
    found: dict[str, list[str]] = {}
    name = ""
    for line in filter(str.strip, plain.splitlines()):
        if line.startswith("FROM "):
            name = line.rpartition(" AS ")[2]
            found[name] = []
        found[name].append(re.sub(r"\s+", " ", line.strip()))
    return found


def copied(instructions: list[str]) -> set[str]:
    """Return what a stage copies from the project."""
    return {line.split()[1] for line in instructions if line.startswith("COPY ") and "--from=" not in line}


@pytest.fixture(scope="module")
def image():
    return stages(CONTAINERFILE.read_text(encoding="utf-8"))


def test_the_server_holds_what_it_needs_and_nothing_of_the_writing_side(image):
    assert copied(image["serve"]) == set(NEEDED)
    assert copied(image["build"]) == {"contract", "geo", "etl"}


def test_what_is_copied_exists_and_only_that_is_sent_to_the_builder(image):
    sent = {line[1:] for line in (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines() if line[:1] == "!"}
    assert sent == {source for instructions in image.values() for source in copied(instructions)}
    assert [name for name in sent if not (ROOT / name).exists()] == []


@pytest.mark.parametrize("target", TARGETS)
def test_it_runs_as_a_user_without_rights_and_starts_what_exists(image, target):
    instructions = image[target]
    users = [line for line in instructions if line.startswith("USER ")]
    assert users == ["USER 10001:10001"]  # a number: also where the host demands one that is not root
    assert not any(line.startswith(("ADD ", "RUN ")) for line in instructions)
    assert f'"-m", "{TARGETS[target]}"' in instructions[-1]


def test_packages_are_installed_by_their_hashes_from_wheels(image):
    (install,) = [
        line for line in image["environment"] if "pip" in line and "install" in line and "RUN python3" in line
    ]
    assert {"--require-hashes", "--only-binary"} <= set(install.split())


def test_no_base_floats(image):
    bases = {instructions[0].split()[1] for instructions in image.values()} - set(image)
    assert bases == {"docker.io/library/debian:12-slim"}

"""Renew what tells on which packages we run: `python -m tools.renew_packages [--upgrade]`.

From requirements.txt and tests/requirements.txt come the lock files, with every package and the hashes of its files;
from an environment with nothing but requirements.lock come deploy/sbom.cdx.json and deploy/LICENCES.md. What we take
directly has its version in requirements.txt; what that needs keeps the version of the lock, or moves with `--upgrade`.
"""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import sys
import tempfile
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
LIST = ROOT / "requirements.txt"
LOCK = ROOT / "requirements.lock"
TESTS_LIST = ROOT / "tests" / "requirements.txt"
TESTS_LOCK = ROOT / "tests" / "requirements.lock"
SBOM = ROOT / "deploy" / "sbom.cdx.json"
LICENCES = ROOT / "deploy" / "LICENCES.md"
BY_HAND = ROOT / "deploy" / "licences.toml"

PINNED = re.compile(r"^(?P<name>[\w.-]+)==(?P<version>[\w.]+)(?: ; (?P<marker>[^\\]+?))? \\$")
KEPT_LINKS = ("vcs", "website")  # of the addresses that packages tell of themselves
OPERATORS = {"AND", "OR", "WITH"}  # of SPDX expressions


@dataclass(frozen=True, slots=True)
class Locked:
    """A package of a lock file."""

    version: str
    marker: str  # where it is installed, as in "python_full_version < '3.12'"; "" = everywhere
    hashes: frozenset[str]  # SHA-256 of every file of this version


def plain(name: str) -> str:
    """Write the name of a package as indexes compare it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def read_list(text: str) -> dict[str, str]:
    """Return the packages of a list written by hand, each with its version."""
    pins = re.findall(r"^([\w.-]+)==([\w.]+)", text, flags=re.MULTILINE)
    return {plain(name): version for name, version in pins}


def read_lock(text: str) -> list[tuple[str, Locked]]:
    """Return the packages of a lock file with their names; one with two versions stands there twice."""
    found = []
    for block in re.split(r"^(?=[\w.-]+==)", text, flags=re.MULTILINE)[1:]:
        head = PINNED.match(block.partition("\n")[0])
        if head is None:
            raise ValueError(f"requirements.lock: cannot be read: {block.partition(chr(10))[0]}")
        hashes = frozenset(re.findall(r"--hash=sha256:([0-9a-f]{64})", block))
        found.append((plain(head["name"]), Locked(head["version"], head["marker"] or "", hashes)))
    return found


def sbom_of(
    environment: dict[str, Any], files: dict[str, str], listed: set[str], by_hand: dict[str, Any]
) -> dict[str, Any]:
    """Return the bill of materials of an environment with the SHA-256 of the file that each package came from.

    `listed` are the packages that we take directly. Of the addresses that packages tell, only their home is kept.
    """
    for component in environment["components"]:
        links = component.pop("externalReferences", ())
        kept = {link["type"]: {"type": link["type"], "url": link["url"]} for link in reversed(links)}
        component["externalReferences"] = [kept[kind] for kind in KEPT_LINKS if kind in kept]
        component["hashes"] = [{"alg": "SHA-256", "content": files[plain(component["name"])]}]
        component["licenses"] = [{"expression": licence_of(component, by_hand)}]
    for tool in environment["metadata"]["tools"]["components"]:
        tool.pop("externalReferences", None)
    root = environment["metadata"]["component"]["bom-ref"]
    taken = [one["bom-ref"] for one in environment["components"] if plain(one["name"]) in listed]
    others = [one for one in environment["dependencies"] if one["ref"] != root]
    environment["dependencies"] = [{"ref": root, "dependsOn": sorted(taken)}, *others]
    return environment


def licence_of(component: dict[str, Any], by_hand: dict[str, Any]) -> str:
    """Return the licence of a component in SPDX, said by hand or by the package; raise ValueError without any."""
    name = plain(component["name"])
    if name in by_hand["said"]:
        return str(by_hand["said"][name][0])
    for said in component.get("licenses", ()):
        expression = said.get("expression") or said["license"].get("id")
        if expression:
            return str(expression)
    raise ValueError(f"{name} names no licence in SPDX: say it in {BY_HAND.name}, and where it stands.")


def licences_in(expression: str) -> set[str]:
    """Return the licences that an SPDX expression names."""
    return set(re.findall(r"[\w.+-]+", expression)) - OPERATORS


def licence_list(sbom: dict[str, Any], by_hand: dict[str, Any]) -> str:
    """Write the list of licences as Markdown."""
    lines = [
        "# Licences of the packages that the server runs on",
        "",
        "Made by `python -m tools.renew_packages` from the bill of materials (`sbom.cdx.json`) and `licences.toml`.",
        "The program itself is under EUPL-1.2; it uses these unchanged.",
        "",
        "| package | version | licence | said by | brings along |",
        "|---|---|---|---|---|",
    ]
    for component in sorted(sbom["components"], key=lambda one: plain(one["name"])):
        name = plain(component["name"])
        licence = component["licenses"][0]["expression"]
        said = by_hand["said"].get(name, ["", "its metadata"])[1]
        lines.append(f"| {name} | {component['version']} | {licence} | {said} | {by_hand['brings'].get(name, '')} |")
    lines += ["", "| licence | why it may be used |", "|---|---|"]
    lines += [f"| {licence} | {why} |" for licence, why in by_hand["taken"].items()]
    return "\n".join(lines) + "\n"


def run(*command: str | Path) -> None:
    subprocess.run([str(part) for part in command], cwd=ROOT, check=True)  # noqa: S603 - our own programs


def environment_with(folder: Path, *install: str | Path) -> Path:
    """Make an environment without pip in it and install into it; return its Python."""
    python = folder / "bin" / "python"
    run(sys.executable, "-m", "venv", "--without-pip", folder)
    run(sys.executable, "-m", "pip", "--python", python, "install", "--quiet", *install)
    return python


def write_locks(uv: Path, *, upgrade: bool) -> None:
    """Write both lock files; that of the tests holds only what they need beyond the server."""
    always = ("--universal", "--generate-hashes", "--python-version", "3.11", "--quiet")
    told = ("--custom-compile-command", "python -m tools.renew_packages")
    renewed = ["--upgrade"] if upgrade else []
    compile_: list[str | Path] = [uv, "pip", "compile", *always, *told, *renewed]
    run(*compile_, "requirements.txt", "--output-file", LOCK.relative_to(ROOT))
    ours = sorted({name for name, _ in read_lock(LOCK.read_text(encoding="utf-8"))})
    left_out = [f"--no-emit-package={name}" for name in ours]
    constrained: list[str | Path] = ["--constraint", LOCK.relative_to(ROOT), *left_out]
    run(*compile_, "tests/requirements.txt", *constrained, "--output-file", TESTS_LOCK.relative_to(ROOT))


def installed_files(report: Path) -> dict[str, str]:
    """Return the SHA-256 of the file that each package was installed from, as pip reports it."""
    installed = json.loads(report.read_text(encoding="utf-8"))["install"]
    return {
        plain(one["metadata"]["name"]): one["download_info"]["archive_info"]["hashes"]["sha256"] for one in installed
    }


def write_lists(cyclonedx: Path, folder: Path) -> None:
    """Write the bill of materials and the list of licences of an environment with nothing but the lock."""
    report = folder / "report.json"
    environment = folder / "environment.json"
    python = environment_with(folder / "server", "--require-hashes", "--report", report, "--requirement", LOCK)
    options = ("--spec-version", "1.6", "--output-reproducible", "--pyproject", ROOT / "pyproject.toml")
    run(cyclonedx, "environment", *options, "--mc-type", "application", "--output-file", environment, python)
    by_hand = tomllib.loads(BY_HAND.read_text(encoding="utf-8"))
    sbom = sbom_of(
        json.loads(environment.read_text(encoding="utf-8")),
        installed_files(report),
        set(read_list(LIST.read_text(encoding="utf-8"))),
        by_hand,
    )
    SBOM.write_text(json.dumps(sbom, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    LICENCES.write_text(licence_list(sbom, by_hand), encoding="utf-8")


def main() -> None:
    """Renew the locks, the bill of materials and the list of licences."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--upgrade", action="store_true", help="take newer versions of what our packages need")
    parser.add_argument("--lists", action="store_true", help="the other lists too, where the server's lock stays")
    asked = parser.parse_args()
    upgrade: bool = asked.upgrade
    lists: bool = asked.lists
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        tools = environment_with(folder / "tools", "--requirement", ROOT / "tools" / "requirements.txt").parent
        before = LOCK.read_bytes()
        write_locks(tools / "uv", upgrade=upgrade)
        if lists or LOCK.read_bytes() != before:
            write_lists(tools / "cyclonedx-py", folder)


if __name__ == "__main__":
    main()

"""deploy/systemd: systemd understands the units, they are confined, and they start what exists."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from pages.server.settings import SETTINGS

ROOT = Path(__file__).parents[2]
UNITS = ROOT / "deploy" / "systemd"
NAMES = sorted(path.name for path in UNITS.glob("*.service"))
EXPOSED = 15  # tenths: "OK" begins at 3.0 and "MEDIUM" at 5.0
PROGRAM = "/opt/lagesbild/.venv/bin/python"
WRONG_SETTING = 2  # exit code: pages/server/__main__.py `main`

needs_systemd = pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="systemd is not installed")


def unit(name: str) -> str:
    return (UNITS / name).read_text(encoding="utf-8")


def analyze(*command: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(["systemd-analyze", *command], capture_output=True, text=True, check=False)


@needs_systemd
@pytest.mark.parametrize("name", NAMES)
def test_systemd_understands_the_unit(name, tmp_path):
    path = tmp_path / name.replace("@", "@8501")
    path.write_text(unit(name).replace(PROGRAM, sys.executable), encoding="utf-8")
    checked = analyze("verify", str(path))
    assert (checked.returncode, [line for line in checked.stderr.splitlines() if path.name in line]) == (0, [])


@needs_systemd
def test_an_unknown_line_is_seen(tmp_path):
    path = tmp_path / "lagesbild.service"
    planted = unit(path.name).replace(PROGRAM, sys.executable).replace("ProtectHome=", "ProtectHouse=")
    path.write_text(planted, encoding="utf-8")
    assert "ProtectHouse" in analyze("verify", str(path)).stderr


@needs_systemd
@pytest.mark.parametrize("name", NAMES)
def test_the_unit_is_confined(name):
    checked = analyze("security", "--offline=true", f"--threshold={EXPOSED}", str(UNITS / name))
    assert checked.returncode == 0, checked.stdout


@pytest.mark.parametrize("name", NAMES)
def test_the_unit_starts_a_module_that_exists(name):
    (module,) = re.findall(rf"^ExecStart={PROGRAM} -m (\S+)", unit(name), flags=re.MULTILINE)
    assert ROOT.joinpath(*module.split("."), "__main__.py").is_file()


def test_a_setting_that_cannot_be_used_is_not_tried_again():
    code = str(WRONG_SETTING)
    assert [name for name in NAMES if f"\nRestartPreventExitStatus={code}\n" in unit(name)] == NAMES[1:]


def test_a_command_of_the_etl_runs_anywhere_with_rights_for_the_servers_group(tmp_path):
    told = tmp_path / "python"
    told.write_text('#!/bin/sh\numask; echo "$PYTHONPATH $@"\n', encoding="utf-8")
    told.chmod(0o755)
    text = (ROOT / "deploy" / "lagesbild-etl").read_text(encoding="utf-8")
    assert "exec runuser -u lagesbild-build -- /opt" in text
    here = text.replace("runuser -u lagesbild-build -- ", "").replace(PROGRAM, str(told))
    ran = subprocess.run(
        ["sh", "-c", f"umask 077\n{here}", "lagesbild-etl", "release", "--withdraw", "2026 v2"],
        capture_output=True,
        text=True,
        check=True,
        cwd="/",
    )
    assert ran.stdout == "0027\n/opt/lagesbild -P -m etl --data /var/lib/lagesbild release --withdraw 2026 v2\n"


def test_replicas_are_confined_as_the_single_process_is():
    def lines(name: str) -> list[str]:
        return [line for line in unit(name).splitlines() if not line.startswith(("#", "Description=", "Environment="))]

    assert [line.replace("lagesbild-%i", "lagesbild") for line in lines("lagesbild@.service")] == lines(
        "lagesbild.service"
    )


HIDDEN_FOLDERS = {"sources", "editions", "served", "waiting", "embargoed", "trail", "receiving"}


def test_respondents_rows_are_out_of_reach_of_the_server():
    (hidden,) = re.findall(r"^InaccessiblePaths=(.*)", unit("lagesbild.service"), flags=re.MULTILINE)
    assert {path.rpartition("/")[2] for path in hidden.split()} == HIDDEN_FOLDERS
    made = (UNITS / "lagesbild.tmpfiles").read_text(encoding="utf-8")
    assert (
        len(re.findall(r"^d \S+/(?:sources|editions|served) +0700 lagesbild-build lagesbild-build", made, re.MULTILINE))
        == 3
    )


def test_the_keys_of_the_store_are_read_by_the_receiver_alone():
    holding = [name for name in NAMES if "/etc/lagesbild/store.env" in unit(name)]
    assert holding == ["lagesbild-receive.service"]
    assert "\nUser=lagesbild-receive\n" in unit(holding[0])


def test_the_example_of_settings_names_settings_that_exist():
    named = re.findall(r"^(\w+)=", (ROOT / "deploy" / "lagesbild.env").read_text(encoding="utf-8"), flags=re.MULTILINE)
    assert set(named) <= {one.name for one in SETTINGS.values()} | {"LAGESBILD_DATA"}

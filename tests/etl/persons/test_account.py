import os
import pwd
from pathlib import Path

from etl.persons.account import account

ME = pwd.getpwuid(os.getuid()).pw_name


def login(folder: Path, text: str) -> Path:
    path = folder / "loginuid"
    path.write_text(text, encoding="ascii")
    return path


def test_whoever_signed_in_counts_whatever_the_environment_says(tmp_path: Path) -> None:
    assert account(login(tmp_path, "0"), {"SUDO_USER": "somebody"}) == "root"


def test_where_nobody_signed_in_sudo_says_who_and_else_it_is_whoever_runs(tmp_path: Path) -> None:
    nobody = login(tmp_path, str(2**32 - 1))
    assert account(nobody, {"SUDO_USER": "paula"}) == "paula"
    assert account(nobody, {}) == account(tmp_path / "missing", {}) == ME


def test_a_number_without_a_name_is_told_as_a_number(tmp_path: Path) -> None:
    assert account(login(tmp_path, "4123456"), {}) == "uid 4123456"

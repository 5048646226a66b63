"""One published picture for all tests that need the whole house: built once from the shipped sources."""

import fcntl
import os
import shutil
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from contract.pointer import POINTER
from etl.__main__ import main

pytest.register_assert_rewrite("tests.errors", "tests.picture.text")

# How long an example takes tells how busy the machine is, not whether the property holds.
settings.register_profile("any machine", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("any machine")

SHIPPED = Path(__file__).parents[1] / "data"


@pytest.fixture(scope="session")
def published(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """A data folder with the database that `python -m etl` builds from the shipped sources; it is only read.

    Tests that run side by side share it: the first who asks builds it, the others wait. Whoever works on pages may name
    a folder that is already built in LAGESBILD_TEST_DATA.
    """
    if built := os.environ.get("LAGESBILD_TEST_DATA"):
        return Path(built)
    own = tmp_path_factory.getbasetemp()
    folder = (own if worker_id == "master" else own.parent) / "published"
    with folder.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (folder / POINTER).exists():
            for name in ("sources", "actions"):
                shutil.copytree(SHIPPED / name, folder / name, dirs_exist_ok=True)
            assert main(["--data", str(folder)]) == 0
    return folder

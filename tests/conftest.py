"""One published picture for all tests that need the whole house: built once from the shipped sources."""

import os
import shutil
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from etl.__main__ import main

# How long an example takes tells how busy the machine is, not whether the property holds.
settings.register_profile("any machine", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("any machine")

SHIPPED = Path(__file__).parents[1] / "data"


@pytest.fixture(scope="session")
def published(tmp_path_factory) -> Path:
    """A data folder with the database that `python -m etl` builds from the shipped sources.

    Whoever works on pages may name a folder that is already built in LAGESBILD_TEST_DATA; it is only read.
    """
    if built := os.environ.get("LAGESBILD_TEST_DATA"):
        return Path(built)
    folder = tmp_path_factory.mktemp("published")
    shutil.copytree(SHIPPED / "sources", folder / "sources")
    assert main(["--data", str(folder)]) == 0
    return folder

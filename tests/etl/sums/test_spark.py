"""Apache Spark, a real one in local mode, takes the statements word for word and finds what the arrays find."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest

from etl.sums.chosen import SETTING, chosen_engine
from tests.errors import raises
from tests.standins.environment import environment

ROOT = Path(__file__).parents[3]
LIST = ROOT / "etl" / "sums" / "spark.txt"
LOCAL = (
    "--master local[2] --conf spark.driver.bindAddress=127.0.0.1 --conf spark.driver.host=127.0.0.1 "
    "--conf spark.ui.enabled=false --conf spark.sql.shuffle.partitions=2 pyspark-shell"
)


@pytest.mark.slow
def test_spark_equals_the_arrays(tmp_path: Path) -> None:
    if os.environ.get("LAGESBILD_TEST_SPARK") != "on":
        pytest.skip("Spark takes minutes and 450 MB: LAGESBILD_TEST_SPARK=on asks for it")
    if shutil.which("java") is None:
        pytest.skip("Spark needs Java, and there is none here")
    python = environment("spark", LIST, "PySpark, the engine of a cluster") / "bin" / "python"
    given = {"PYTHONPATH": os.pathsep.join([str(ROOT), sysconfig.get_paths()["purelib"]]), "PYSPARK_SUBMIT_ARGS": LOCAL}
    command = [str(python), "-m", "tests.etl.sums.on_spark", str(tmp_path)]
    done = subprocess.run(
        command, capture_output=True, text=True, check=False, env={**os.environ, **given}, cwd=tmp_path
    )
    assert done.returncode == 0, done.stderr[-3000:]
    assert done.stdout.split() == ["6"]


def test_without_pyspark_the_error_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(SETTING, "spark")
    monkeypatch.setitem(sys.modules, "pyspark.sql", None)
    with raises("engine_not_installed"), chosen_engine(tmp_path):
        pass


def test_an_engine_that_is_not_known_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(SETTING, "oracle")
    with raises("engine_unknown", found="oracle"), chosen_engine(tmp_path):
        pass

"""The examples of docs/API.md run as they stand there, and programs that know nothing of us read the right numbers."""

import csv
import json
import re
import shutil
import subprocess
import sys
import threading
import time
from io import StringIO
from pathlib import Path

import httpx
import pytest
import uvicorn
from starlette.applications import Starlette
from starlette.middleware import Middleware

from pages.server.api.server import Api
from pages.server.guard import Guard
from pages.server.settings import read_settings
from tests.pages.server.api.client import UNBOUNDED

DOCUMENT = Path(__file__).parents[4] / "docs" / "API.md"
EXAMPLES = re.findall(r"^```(\w+)\n(.*?)^```", DOCUMENT.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL)
WRITTEN = "http://127.0.0.1:8501"
SECONDS = 120


@pytest.fixture(scope="module")
def address(published):
    """Serve the interface behind the guard, as it stands in the server, on a free port of this machine."""
    settings = read_settings({})
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("LAGESBILD_DATA", str(published))
        routes = Api(settings, UNBOUNDED).routes()
        app = Starlette(routes=routes, middleware=[Middleware(Guard, settings=settings)])
        server = uvicorn.Server(uvicorn.Config(app, host="127.0.0.1", port=0, log_level="critical", ws="none"))
        thread = threading.Thread(target=server.run)
        thread.start()
        until = time.monotonic() + SECONDS
        while not server.started and time.monotonic() < until:
            time.sleep(0.02)
        port = server.servers[0].sockets[0].getsockname()[1]
        yield f"http://127.0.0.1:{port}"
        server.should_exit = True
        thread.join()


def examples(language):
    return [text for written, text in EXAMPLES if written == language]


def run(command, folder):
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=SECONDS, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def rows(address, query):
    return list(csv.DictReader(StringIO(httpx.get(f"{address}/api/v1/data/{query}").text)))


def rscript(library=None):
    """Return the command of R, or leave the test out with a reason."""
    command = shutil.which("Rscript")
    if command is None:
        pytest.skip("R is not installed: sudo apt-get install r-base-core")
    if library is not None:
        there = subprocess.run([command, "-e", f"library({library})"], capture_output=True, check=False)
        if there.returncode:
            pytest.skip(f"R has no {library} here")
    return command


def test_every_example_is_run_here():
    assert [language for language, _ in EXAMPLES] == ["sh", "python", "python", "python", "r", "r"]
    assert all(WRITTEN in text for _, text in EXAMPLES)


def test_the_example_with_curl_runs(address, tmp_path):
    if shutil.which("curl") is None:
        pytest.skip("curl is not installed: sudo apt-get install curl")
    (example,) = examples("sh")
    assert run(["sh", "-c", example.replace(WRITTEN, address)], tmp_path).strip() == "304"
    taken = (tmp_path / "lonely.csv").read_text(encoding="utf-8")
    assert {line["period"] for line in csv.DictReader(StringIO(taken))} == {"2018-2019"}


def test_the_example_with_the_standard_library_runs(address, tmp_path):
    told = run([sys.executable, "-c", examples("python")[0].replace(WRITTEN, address)], tmp_path).splitlines()
    expected = rows(address, "belongs.csv?lang=en&level=maakunta&period=2026&group=all.all")
    assert len(told) == len(expected) + 1
    for line in expected:
        value = str(float(line["value"])) if line["value"] else "not shown"
        assert any(one.startswith(f"{line['area_name']} ") and f" {value} " in one for one in told)


def test_the_example_with_pandas_runs(address, tmp_path):
    told = run([sys.executable, "-c", examples("python")[1].replace(WRITTEN, address)], tmp_path)
    assert "verdict" in told
    assert "Uusimaa" in told


def test_the_example_of_places_own_surveys_runs(address, tmp_path):
    told = run([sys.executable, "-c", examples("python")[2].replace(WRITTEN, address)], tmp_path).splitlines()
    assert len(told) == 120
    assert told[0].startswith("2026 ")
    assert any("not shown" in line for line in told)


def test_the_example_with_r_runs(address, tmp_path):
    told = run([rscript(), "-e", examples("r")[0].replace(WRITTEN, address)], tmp_path)
    expected = rows(address, "belongs.csv?lang=en&level=maakunta&period=2026&group=all.all")
    best = max((line for line in expected if line["value"]), key=lambda line: float(line["value"]))
    assert best["area_name"] in told or best["value"] in told
    assert str(sum(line["conf_status"] == "F" for line in expected)) in told


def test_r_reads_the_cube_without_a_library_for_it(address, tmp_path):
    """A second witness: jsonlite knows neither JSON-stat nor us."""
    script = f"""cube <- jsonlite::fromJSON("{address}/api/v1/data/belongs.json?lang=sv")
        shape <- rev(cube$size)
        values <- array(cube$value, dim = shape)
        cat(jsonlite::toJSON(list(size = cube$size, missing = sum(is.na(cube$value)),
            withheld = sum(cube$status == "C"), total = sum(cube$value, na.rm = TRUE),
            last = values[1, 1, 1, shape[4]]), auto_unbox = TRUE, digits = NA))"""
    read = json.loads(run([rscript("jsonlite"), "-e", script], tmp_path))
    cube = httpx.get(f"{address}/api/v1/data/belongs.json?lang=sv").json()
    values = [value for value in cube["value"] if value is not None]
    assert read["size"] == cube["size"]
    assert read["missing"] == len(cube["value"]) - len(values)
    assert read["withheld"] == cube["status"].count("C")
    assert read["total"] == pytest.approx(sum(values))
    at = len(cube["value"]) // cube["size"][0] * (cube["size"][0] - 1)
    assert read["last"] == cube["value"][at]


def test_rjstat_reads_every_indicator(address, tmp_path):
    command = rscript("rjstat")
    run([command, "-e", examples("r")[1].replace(WRITTEN, address)], tmp_path)
    names = [one["indicator"] for one in httpx.get(f"{address}/api/v1/indicators").json()["indicators"]]
    script = f"""suppressMessages(library(rjstat))
        for (name in c({", ".join(f'"{name}"' for name in names)})) {{
            at <- paste0("{address}/api/v1/data/", name, ".json")
            text <- paste(readLines(at, encoding = "UTF-8", warn = FALSE), collapse = "")
            table <- fromJSONstat(text, naming = "id")
            cat(name, nrow(table), sum(is.na(table$value)), format(sum(table$value, na.rm = TRUE), digits = 15), "\\n")
        }}"""
    told = [line.split() for line in run([command, "-e", script], tmp_path).splitlines()]
    assert [line[0] for line in told] == names
    for name, count, missing, total in told:
        values = httpx.get(f"{address}/api/v1/data/{name}.json").json()["value"]
        shown = [value for value in values if value is not None]
        assert (int(count), int(missing)) == (len(values), len(values) - len(shown))
        assert float(total) == pytest.approx(sum(shown))


def test_the_guard_lets_scripts_in_and_foreign_pages_and_names_not(address):
    asked = f"{address}/api/v1/limits"
    assert httpx.get(asked).status_code == 200
    assert httpx.get(asked, headers={"origin": "https://elsewhere.example"}).status_code == 403
    assert httpx.get(asked, headers={"host": "elsewhere.example"}).status_code == 403

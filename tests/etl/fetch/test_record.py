"""`python -m etl record`: real answers for whoever mends a declaration."""

from __future__ import annotations

import json
from pathlib import Path

from etl.__main__ import main
from tests.standins.country import kototietokanta, statfin
from tests.standins.pxweb import PxWeb
from tests.standins.sotkanet import Sotkanet


def test_every_table_is_recorded_in_three_languages_and_one_that_does_not_fit_says_why(tmp_path: Path, capsys):
    tables = statfin(("2024", "2025"))
    del tables["StatFin/rpk/13ex.px"]
    with PxWeb(tables, max_calls=1000) as px, PxWeb(kototietokanta(("2025",))) as koto, Sotkanet() as thl:
        told = {"statfin": px.base, "kototietokanta": koto.base, "sotkanet": thl.base}
        more = [part for name, url in told.items() for part in ("--service", f"{name}={url}")]
        assert main(["--data", str(tmp_path), "record", *more]) == 0
        asked = {request.path.split("/")[4] for request in px.requests}
    said = capsys.readouterr().out
    assert asked == {"fi", "sv", "en"}
    assert "statfin_population            sv  /StatFin/vaerak/11ra.px: numbers of 2025" in said
    assert "the service knows no such table. Found: StatFin/rpk/13ex.px." in said
    kept = list((tmp_path / "recorded" / "koto_employment" / "fi").glob("*.json"))
    assert any(json.loads(path.read_bytes()).get("class") == "dataset" for path in kept)
    assert len(list((tmp_path / "recorded" / "sotkanet_population").glob("*.json"))) == 3
    assert not (tmp_path / "sources").exists()

"""From the empty template to the page of a municipality: 200 answers typed into it, checked, built and shown."""

from __future__ import annotations

import hashlib
import io
import json
import re
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

from contract.actions.kit import ANSWERS_SHEET, CODES_ROW
from contract.codes import Language
from contract.pointer import served_database
from etl.__main__ import main
from etl.config.catalogue.catalogue import read_catalogue
from picture.export.kit.card import template_card
from picture.export.kit.template import answers_template
from picture.html.local.municipality import municipality_page
from picture.query.choices import read_choices
from picture.query.collect.kit import KitContent, read_kit
from picture.query.database import open_database
from picture.query.local.place import ask_place
from picture.query.numbers import ask_profile
from picture.query.selection import check, view_of
from picture.text.kit.background import background_answers
from tests.etl.publish.test_late_reply import REGISTERS, SHIPPED, SURVEY, deliver, mend

QUESTIONS = {"q01": "trust_other_background", "q13": "can_influence"}
ANSWERS = 200
TOLD = """
[method]
fi = "Otos"
sv = "Urval"
en = "A sample"
[fieldwork]
sampled = 600
responded = 200
modes = ["web"]
first_day = 2026-03-02
last_day = 2026-04-12
languages = ["fi", "sv"]
"""
pytestmark = pytest.mark.slow


@pytest.fixture(scope="module", autouse=True)
def few() -> Iterator[None]:
    """Let builds and checks know the indicators of two questions and of one table of registers, for speed."""
    whole = read_catalogue()
    known = [one for one in whole.indicators if one.id in QUESTIONS.values() or one.source == REGISTERS]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("etl.pipeline.read_follow_up", lambda _: ())  # it names indicators that are left out here
        patch.setattr("etl.actions.read.read_goal_templates", lambda _: ())
        for room in ("etl.pipeline", "etl.check.match_source"):
            patch.setattr(f"{room}.read_catalogue", lambda: replace(whole, indicators=tuple(known)))
        yield


@pytest.fixture(scope="module")
def kit(published: Path) -> KitContent:
    with open_database(served_database(published)).cursor() as con:
        return read_kit(con, list(Language), "KU049", list(QUESTIONS.values()))


@pytest.fixture(scope="module")
def sources(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of sources with one wave of the country and a table of registers."""
    data = tmp_path_factory.mktemp("data")
    wave = data / "sources" / SURVEY / "2026"
    shutil.copytree(SHIPPED / SURVEY / "2026", wave)
    shutil.copytree(SHIPPED / REGISTERS, data / "sources" / REGISTERS)
    asked = ["id", "weight", "design_weight", "stratum", "region", "language", "origin", "sex", "age", *QUESTIONS]
    deliver(wave, lambda rows: rows.select(asked))
    mend(wave, r"^design_weight = .*$", "")
    mend(wave, r"^synthetic = true$", 'synthetic = true\nunused = ["design_weight"]')
    return data


def typed(kit: KitContent, language: Language) -> bytes:
    """Type answers into the template as people would: the words of its lists, row by row."""
    book = openpyxl.load_workbook(io.BytesIO(answers_template(kit, language)))
    sheet = book[ANSWERS_SHEET]
    form = kit.forms[language]
    for at in range(ANSWERS):
        row = CODES_ROW + 1 + at
        sheet.cell(row, 1, at + 1)
        for place, question in enumerate(form.questions, 2):
            texts = [option.text for option in question.options]
            sheet.cell(row, place, texts[(at * (place + 1)) % len(texts)])
        for place, about in enumerate(form.background, 2 + len(form.questions)):
            texts = list(background_answers(about, language).values())
            sheet.cell(row, place, texts[at % 2])
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def filled_card(kit: KitContent, content: bytes) -> str:
    """Tell on the card what only people know."""
    text = template_card(kit, "answers.xlsx").decode()
    known = {
        "period": '"2026"',
        "sha256": json.dumps(hashlib.sha256(content).hexdigest()),
        "accessed": "2026-11-24",
        "delete_by": "2028-01-31",
        "licence": '"CC BY 4.0"',
        "sampling": '"probability"',
    }
    for key, value in known.items():
        text = re.sub(rf"^# \S+ {key} = .*$", f"{key} = {value}", text, flags=re.MULTILINE)
    return "\n".join(line for line in text.splitlines() if not line.startswith("#")) + TOLD


@pytest.mark.parametrize("language", [Language.SV])
def test_two_hundred_answers_typed_into_the_template_become_the_page_of_the_municipality(
    sources: Path, kit: KitContent, language: Language, capsys: pytest.CaptureFixture[str]
) -> None:
    content = typed(kit, language)
    folder = sources / "sources" / "local_ku049" / "2026"
    folder.mkdir(parents=True)
    (folder / "answers.xlsx").write_bytes(content)
    (folder / "card.toml").write_text(filled_card(kit, content), encoding="utf-8")

    assert main(["--data", str(sources), "check", str(folder / "answers.xlsx"), "--lang", "sv"]) == 0, (
        capsys.readouterr()
    )
    assert "local_ku049" in capsys.readouterr().out
    assert main(["--data", str(sources)]) == 0, capsys.readouterr()

    with open_database(served_database(sources)).cursor() as con:
        choices = read_choices(con, language)
        view = view_of(check({"area": "KU049", "lang": language}, {}, choices)[0], choices)
        place = ask_place(con, choices, view)
        page = municipality_page(place, (), ask_profile(con, view, choices), choices)
    (survey,) = place.collections
    assert survey.indicators == tuple(QUESTIONS.values())
    assert "Egen enkät 2026: cirka 200 svarande, antal frågor 2." in page
    assert "Slumpmässigt urval" in page

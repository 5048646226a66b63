"""What a coordinator does outside the dashboard: forms are filled in, the card is completed, files are put in place."""

import random
import re
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

from openpyxl import load_workbook

ANSWERS, CODES = "answers", "Koder"  # sheets of the template
FIRST_ROW = 3
ASKED = 200
QUESTION = "q13"  # whose answers move from wave to wave
SURE = 0.97  # of those asked: the others cannot say
CARD = {
    r"^sampled = .*": "sampled = 600",
    r"^responded = .*": f"responded = {ASKED}",
    r"^(fi|sv|en) = \"…\"": r'\1 = "Postenkät till slumpmässigt valda."',
    r"^sampling = .*": 'sampling = "probability"',
}


def opened_kit(path: Path) -> dict[str, bytes]:
    """The files of a kit, by their names."""
    with ZipFile(path) as kit:
        return {name: kit.read(name) for name in kit.namelist()}


def filled_in(template: bytes, agreeing: float, seed: int) -> bytes:
    """The template of answers with 200 of them; `agreeing`: the share that chooses one of the two highest answers."""
    chance = random.Random(seed)  # noqa: S311 - answers that anybody may foresee
    book = load_workbook(BytesIO(template))
    answers: dict[str, list[str]] = {}
    for column, answer in book[CODES].iter_rows(min_row=2, max_col=2, values_only=True):
        answers.setdefault(column, []).append(answer)
    sheet = book[ANSWERS]
    columns = [cell.value for cell in sheet[FIRST_ROW - 1]]
    for row in range(ASKED):
        for at, column in enumerate(columns, 1):
            value = str(row + 1) if column == "id" else _answer(column, answers[column], agreeing, chance)
            sheet.cell(FIRST_ROW + row, at, value)
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def _answer(column: str, offered: list[str], agreeing: float, chance: random.Random) -> str:
    *told, cannot_say, _ = offered
    if not column.startswith("q"):
        return chance.choice(offered[:2])
    if chance.random() > SURE:
        return cannot_say
    if column == QUESTION:
        return chance.choice(told[-2:] if chance.random() < agreeing else told[:-2])
    return chance.choice(told)


def put_in_place(data: Path, card: bytes, answers: bytes, year: int) -> Path:
    """Put the answers beside their card, completed as it asks, and return the file."""
    text = card.decode("utf-8").replace("# FYLL I ", "")
    dated = {
        r"^period = .*": f'period = "{year}"',
        r"^sha256 = .*": f'sha256 = "{sha256(answers).hexdigest()}"',
        r"^accessed = .*": f"accessed = {year}-05-31",
        r"^delete_by = .*": f"delete_by = {year + 1}-05-31",
        r"^first_day = .*": f"first_day = {year}-03-01",
        r"^last_day = .*": f"last_day = {year}-04-15",
    }
    for pattern, line in (CARD | dated).items():
        text = re.sub(pattern, line, text, flags=re.MULTILINE)
    folder = data / "sources" / re.search(r'^id = "(\w+)"', text, re.MULTILINE)[1] / str(year)
    folder.mkdir(parents=True)
    (folder / "card.toml").write_text(text, encoding="utf-8")
    (folder / "answers.xlsx").write_bytes(answers)
    return folder / "answers.xlsx"


def written_plan(template: bytes, plan: dict[str, object], goals: list[dict[str, object]]) -> bytes:
    """The Swedish template of a plan with its rows; columns by their headings."""
    book = load_workbook(BytesIO(template))
    for sheet, rows in ((book["Plan"], [plan]), (book["Mål"], goals)):
        heads = {cell.value: cell.column for cell in sheet[1]}
        for at, row in enumerate(rows, FIRST_ROW):  # behind headings and the example
            for head, value in row.items():
                sheet.cell(at, heads[head], value)
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def agreeing_in(answers: bytes) -> int:
    """The share that agrees, counted by hand: percent of those who gave an answer, rounded as it is published."""
    sheet = load_workbook(BytesIO(answers))[ANSWERS]
    column = next(cell.column for cell in sheet[FIRST_ROW - 1] if cell.value == QUESTION)
    told = [sheet.cell(row, column).value for row in range(FIRST_ROW, FIRST_ROW + ASKED)]
    answered = [one for one in told if one != "kan inte säga"]
    return round(100 * sum(one.endswith("av samma åsikt") for one in answered) / len(answered))

"""Every sentence that a reader may refuse a file with is there in three languages."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from string import Formatter

import pytest

from contract.codes import Language
from contract.refusal import Refusal
from contract.refused import Refused
from etl.check.words import _words as words
from etl.check.words import do, told, wrong
from geo.classification import read_classification
from geo.lookup import find

SOURCES = Path(__file__).parents[3] / "etl" / "read"


def written(node: ast.expr | None) -> list[str]:
    """Return a sentence as it stands in the code, {} where it names something; nothing for a variable."""
    match node:
        case ast.Constant(value=str(text)):
            return [text]
        case ast.JoinedStr(values=parts):
            return ["".join(part.value if isinstance(part, ast.Constant) else "{}" for part in parts)]
    return []


def named_in(nodes: Iterable[ast.AST]) -> dict[str, list[str]]:
    """Return the sentences that are put into variables or constants, by name."""
    named: dict[str, list[str]] = {}
    for node in nodes:
        if isinstance(node, ast.Assign):
            targets = node.targets[0].elts if isinstance(node.targets[0], ast.Tuple) else node.targets
            values = node.value.elts if isinstance(node.value, ast.Tuple) else [node.value]
            for target, value in zip(targets, values, strict=False):
                named.setdefault(getattr(target, "id", ""), []).extend(written(value))
    return named


def sentences(path: Path) -> Iterator[tuple[str, str]]:
    """Yield ("wrong" or "do", sentence) of every refusal in a file, those put into variables first included."""
    module = ast.parse(path.read_text(encoding="utf-8"))
    constants = named_in([node for node in module.body if isinstance(node, ast.Assign)])
    for name in ("wrong", "do"):
        yield from ((name, text) for text in named_in(ast.walk(module)).get(name, []))
    for function in [node for node in ast.walk(module) if isinstance(node, ast.FunctionDef)]:
        named = constants | named_in(ast.walk(function))
        for call in [node for node in ast.walk(function) if isinstance(node, ast.Call)]:
            name = getattr(call.func, "id", getattr(call.func, "attr", ""))
            if name not in {"Refused", "Unreadable", "refuse", "reading"}:
                continue
            keywords = {keyword.arg: keyword.value for keyword in call.keywords}
            at = 2 if name == "refuse" else 1
            told = [keywords["do"]] if "do" in keywords else call.args[at + 1 : at + 2]
            places = {"wrong": call.args[at : at + 1], "do": told}
            for what, nodes in places.items():
                for node in nodes:
                    texts = named.get(node.id, []) if isinstance(node, ast.Name) else written(node)
                    yield from ((what, text) for text in texts)


FILES = [
    path
    for folder in (SOURCES, SOURCES.parent / "check")
    for path in sorted(folder.rglob("*.py"))
    if path.name != "wording.py"
]
EVERY = sorted({(what, text) for path in FILES for what, text in sentences(path)} - {("wrong", "{}{}")})


def test_the_readers_sentences_were_found():
    assert len(EVERY) > 80


@pytest.mark.parametrize(("what", "text"), EVERY)
def test_a_sentence_of_the_readers_is_translated(what: str, text: str):
    said = text.replace("{}", "7")
    translate = {"wrong": wrong, "do": do}[what]
    assert translate(said, "fi") != said
    assert translate(said, "sv") not in {said, translate(said, "fi")}
    assert translate(said, "en") == said
    (own,) = [one for one in {"wrong": words().wrong, "do": words().do}[what] if one.en == text]
    assert translate(said, "fi") == own.fi.replace("{}", "7")  # and not that of a sentence like it


def test_no_translation_is_left_over():
    known = {text for _, text in EVERY}
    kept = {text.en for text in (*words().wrong, *words().do)} - known
    ours = {"Write a code or a name of {} as of {}"} - known  # put together of parts
    assert {one for one in kept if "level" not in one and "joined" not in one} == ours


@pytest.mark.parametrize("text", [*words().wrong, *words().do, *words().texts.values()], ids=lambda text: text.en[:30])
def test_the_three_languages_name_the_same_things(text):
    places = [
        sorted(name for _, name, _, _ in Formatter().parse(getattr(text, one)) if name is not None) for one in Language
    ]
    assert places[0] == places[1] == places[2]


@pytest.mark.parametrize(
    ("name", "level", "year"),
    [
        ("Nyladn", "maakunta", 2026),
        ("1", "maakunta", 2026),
        ("Pertunmaa", "kunta", 2026),
        ("01", "ely", 2026),
        ("x", "y", 2026),
    ],
)
def test_what_the_room_of_areas_says_is_translated(name: str, level: str, year: int):
    with pytest.raises(Refusal) as caught:
        find(read_classification(), name, level, date(year, 1, 1))
    said = str(caught.value).rstrip(".")
    assert wrong(said, "fi") != said
    assert wrong(said, "sv") != said


def test_a_refusal_names_its_place_and_how_many_rows_more():
    refusal = Refused("somewhere/file.csv", "the weight is missing (and 3 more rows)", do="Keep one", row=4, column="w")
    assert told(refusal, "fi") == "file.csv, rivi 4, sarake w: paino puuttuu (ja 3 muulla rivillä). Jätä niistä yksi."


def test_an_unknown_sentence_stays_as_it_is():
    assert wrong("the moon is full", "sv") == "the moon is full"

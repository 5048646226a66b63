"""Every error that is raised has its text in three languages, its places are filled, and no text is left over."""

import ast
import inspect
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from itertools import chain
from pathlib import Path

import pytest

from contract.codes import Language
from contract.errors import MESSAGES, UserError
from tests.test_house import ROOT, product
from tests.texts import not_the_same, places

PLACES = {"path", "row", "column", "key", "more_rows", "found"}  # of every error, beside what its message names
OWN_TEXTS = "place"  # not an error

Trees = Mapping[str, ast.Module]


@cache
def messages() -> dict[str, dict[str, dict[str, str]]]:
    return tomllib.loads(MESSAGES.read_text(encoding="utf-8"))


def wanted(code: str) -> set[str]:
    return set.union(*(places(text[Language.EN]) for text in messages()[code].values()))


@cache
def trees() -> Trees:
    return {path.relative_to(ROOT).as_posix(): ast.parse(path.read_text(encoding="utf-8")) for path in product()}


def functions(module: ast.AST) -> Iterator[ast.FunctionDef]:
    return (node for node in ast.walk(module) if isinstance(node, ast.FunctionDef))


def parameters(function: ast.FunctionDef) -> list[str]:
    return [one.arg for one in (*function.args.posonlyargs, *function.args.args) if one.arg not in {"self", "cls"}]


def name_of(call: ast.Call) -> str:
    return getattr(call.func, "id", getattr(call.func, "attr", ""))


def errors(modules: Trees) -> set[str]:
    """Name UserError and the classes made from it."""
    found = {"UserError"}
    classes = [node for module in modules.values() for node in ast.walk(module) if isinstance(node, ast.ClassDef)]
    for _ in classes:
        found |= {one.name for one in classes if any(getattr(base, "id", "") in found for base in one.bases)}
    return found


def raisers(modules: Trees) -> dict[str, tuple[int, set[str]]]:
    """Name everything that takes a code and makes an error of it: where the code stands, and what else it takes.

    A function that hands on its parameter `code` is one, too, and so is whoever hands it on to that function.
    """
    found = dict.fromkeys(errors(modules), (0, PLACES))
    while True:
        more = {
            function.name: (
                parameters(function).index("code"),
                {*parameters(function), *(one.arg for one in function.args.kwonlyargs)},
            )
            for module in modules.values()
            for function in functions(module)
            if function.name not in found and "code" in parameters(function) and hands_on(function, found)
        }
        if not more:
            return found
        found |= more


def hands_on(function: ast.FunctionDef, known: Iterable[str]) -> bool:
    return any(
        isinstance(node, ast.Call)
        and name_of(node) in known
        and "code" in {getattr(one, "id", "") for one in node.args}
        for node in ast.walk(function)
    )


def codes(node: ast.expr) -> list[str]:
    """Give the codes that an expression can name: a text, or a choice between them."""
    match node:
        case ast.Constant(value=str(text)):
            return [text]
        case ast.IfExp(body=body, orelse=orelse):
            return [*codes(body), *codes(orelse)]
    return [""]


def raised(modules: Trees) -> Iterator[tuple[str, str, set[str]]]:
    """Yield place, code and given parameters of every error that is made; the code is "" where it is no plain text."""
    known = raisers(modules)
    for file, module in modules.items():
        inside = {id(node) for one in functions(module) if one.name in known for node in ast.walk(one)}
        for call in (node for node in ast.walk(module) if isinstance(node, ast.Call) and name_of(node) in known):
            at, own = known[name_of(call)]
            if id(call) in inside and any(getattr(one, "id", "") == "code" for one in call.args):
                continue
            for code in codes(call.args[at]) if len(call.args) > at else [""]:
                given = {one.arg or "**" for one in call.keywords} - own
                yield f"{file}:{call.lineno}", code, given


def wrong(modules: Trees) -> list[str]:
    """List every error whose message is not there, or does not name exactly what is given."""
    return [
        f"{where}: {code or 'no plain code'} with {sorted(given)}"
        for where, code, given in raised(modules)
        if code not in messages() or given != wanted(code)
    ]


def left_over(modules: Trees) -> set[str]:
    return set(messages()) - {OWN_TEXTS} - {code for _, code, _ in raised(modules)}


def test_every_error_has_a_message_that_names_what_it_is_given():
    assert wrong(trees()) == []


def test_no_message_is_left_over():
    assert left_over(trees()) == set()


def test_a_message_says_what_is_wrong_and_what_to_do():
    assert [code for code, parts in messages().items() if set(parts) != {"problem", "fix"}] == [OWN_TEXTS]


def test_a_message_has_three_languages_that_name_the_same():
    assert [code for code, parts in messages().items() if not_the_same(parts)] == []


def test_a_message_is_never_empty_and_its_last_full_stop_is_added_where_it_is_shown():
    def told(code: str) -> list[str]:
        return list(chain.from_iterable(texts.values() for texts in messages()[code].values()))

    assert [code for code in messages() if not all(text.strip() for text in told(code))] == []
    assert [code for code in messages() if any(text.endswith(".") for text in told(code))] == [OWN_TEXTS]


def test_the_places_of_an_error_are_those_of_its_class():
    taken = inspect.signature(UserError.__init__).parameters.values()
    assert {one.name for one in taken if one.kind is one.KEYWORD_ONLY} == PLACES


@pytest.mark.parametrize(
    ("planted", "told"),
    [
        ("UserError('no_such_code')", "no_such_code with []"),
        ("UserError('pointer_unreadable', path=p)", "pointer_unreadable with []"),
        ("UserError('nothing_published', why='x')", "nothing_published with ['why']"),
        ("UserError(chosen)", "no plain code"),
        ("UserError('nothing_published', **more)", "nothing_published with ['**']"),
        ("UserError('nothing_published' if x else 'gone')", "gone with []"),
        ("def f(code, w): raise UserError(code, path=w)\nf('gone', w=1)", "gone with []"),
        ("class E(UserError): pass\nE('gone')", "gone with []"),
    ],
)
def test_a_wrong_error_is_found(planted: str, told: str):
    modules = {"planted.py": ast.parse(planted)}
    assert any(told in one for one in wrong(modules))


def test_a_message_that_nobody_raises_is_found():
    planted = {"planted.py": ast.parse("UserError('nothing_published')")}
    assert "nothing_published" not in left_over(planted)
    assert "pointer_lost" in left_over(planted)


def test_a_function_that_hands_on_a_code_is_followed():
    planted = "def at(rows, code, **p): raise UserError(code, row=1, **p)\nat([], 'pointer_unreadable', pointer=1)"
    assert wrong({"planted.py": ast.parse(planted)}) == []


def test_the_messages_stand_beside_the_contract():
    assert Path(MESSAGES) == ROOT / "contract" / "messages.toml"

"""What the documents say is so: keys of our formats, commands, settings, files and the functions in them."""

import ast
import re
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import msgspec
import pytest
from msgspec import inspect

from etl.__main__ import main
from etl.config.card import SourceCard
from etl.config.catalogue.entries import Entry, GroupsFile, ScaleEntry
from etl.config.toml import Text
from etl.fetch.services.declarations import Declaration, Service

ROOT = Path(__file__).parents[1]
FORMATS = ROOT / "docs" / "FORMATS.md"
WALK = ROOT / "docs" / "WALK.md"


def documents() -> list[Path]:
    """List the documents that tell how things are now; CHANGELOG.md tells how they were."""
    return [ROOT / name for name in ("README.md", "CONTRIBUTING.md", "GLOSSARY.md")] + sorted(
        (ROOT / "docs").rglob("*.md")
    )


# --- formats ---

DESCRIBED = {  # heading of FORMATS.md -> what it describes
    "card.toml": SourceCard,
    "catalogue": Entry,
    "answer scales": dict[str, ScaleEntry],
    "population groups": GroupsFile,
    "a declaration": Declaration,
    "where services answer": dict[str, Service],
}
NOT_WRITTEN = {SourceCard: {"path"}, Declaration: {"id"}}  # known from where the file stands

Path_ = tuple[str, ...]


def example(text: str, heading: str) -> str:
    """Return the TOML below a heading of a document."""
    section = re.split(r"^#+ ", text, flags=re.MULTILINE)
    own = next(part for part in section if part.startswith(heading))
    return re.search(r"^```toml\n(.*?)^```", own, flags=re.MULTILINE | re.DOTALL)[1]


def parts_of(toml: str) -> dict[Path_, str]:
    """Return what stands under each [header] of a TOML text, comments too."""
    parts: dict[Path_, str] = {}
    header: Path_ = ()
    for line in toml.splitlines():
        if found := re.match(r"\[{1,2}([^\[\]]+)\]{1,2}", line):
            header = tuple(found[1].split("."))
        parts[header] = f"{parts.get(header, '')}{line}\n"
    return parts


def alternatives(kind: inspect.Type) -> tuple[inspect.Type, ...]:
    """Return the types that a value may have; of a list or tuple, those of its items."""
    match kind:
        case inspect.UnionType(types=types):
            return tuple(one for each in types for one in alternatives(each))
        case inspect.VarTupleType(item_type=item) | inspect.ListType(item_type=item):
            return alternatives(item)
    return (kind,)


def first(value: Any) -> Any:
    return value[0] if isinstance(value, list) and value else value


def missing(kind: inspect.Type, written: Any, parts: Mapping[Path_, str], at: Path_ = ()) -> Iterator[str]:
    """Give the keys of a type that its example neither writes nor names in a comment, and the choices it leaves out."""
    for one in alternatives(kind):
        match one:
            case inspect.StructType(cls=cls, fields=fields) if cls is not Text:
                for field in fields:
                    below = (*at, field.encode_name)
                    named = re.search(rf"\b{field.encode_name}\b", parts.get(at, ""))
                    if field.encode_name in NOT_WRITTEN.get(cls, ()):
                        continue
                    if not named and not any(header[: len(below)] == below for header in parts):
                        yield ".".join(below)
                    value = first(written.get(field.encode_name, {}) if isinstance(written, dict) else {})
                    yield from missing(field.type, value, parts, below)
            case inspect.DictType(value_type=item) if written and isinstance(written, dict):
                key = next(iter(written))
                yield from missing(item, first(written[key]), parts, (*at, key))
            case inspect.LiteralType(values=values):
                told = parts.get(at[:-1], "")
                yield from (f"{'.'.join(at)} = {value}" for value in values if not re.search(rf"{value}(?!\w)", told))


def invented(kind: inspect.Type, written: Any, at: Path_ = ()) -> Iterator[str]:
    """Give the keys of an example that its type does not have."""
    if isinstance(written, list):
        for item in written:
            yield from invented(kind, item, at)
    if not isinstance(written, dict):
        return
    kinds = alternatives(kind)
    for key, value in written.items():
        below = [
            field.type
            for one in kinds
            if isinstance(one, inspect.StructType)
            for field in one.fields
            if field.encode_name == key and key not in NOT_WRITTEN.get(one.cls, ())
        ] + [one.value_type for one in kinds if isinstance(one, inspect.DictType)]
        if not below:
            yield ".".join((*at, key))
        for one in below:
            yield from invented(one, value, (*at, key))


@pytest.mark.parametrize("heading", DESCRIBED)
def test_formats_describes_every_key_and_no_other(heading):
    toml, kind = example(FORMATS.read_text(encoding="utf-8"), heading), inspect.type_info(DESCRIBED[heading])
    written = tomllib.loads(toml)
    assert list(missing(kind, written, parts_of(toml))) == []
    assert list(invented(kind, written)) == []


class Planted(msgspec.Struct):
    """A format to describe badly."""

    name: str
    kind: str | None = None
    parts: dict[str, ScaleEntry] = {}


@pytest.mark.parametrize(
    ("toml", "left_out", "too_much"),
    [
        ('name = ""\n[parts.x]\nno_answer = []\n[parts.x.codes]', ["kind"], []),
        ('name = "" # optional: kind\n[parts.x]\nno_answer = []', ["parts.x.codes"], []),
        ('name = ""\nkind = ""\nsort = ""\n[parts.x]\nno_answer = []\nno = 1\ncodes = {}', [], ["sort", "parts.x.no"]),
    ],
)
def test_a_format_told_badly_is_caught(toml, left_out, too_much):
    kind = inspect.type_info(Planted)
    assert list(missing(kind, tomllib.loads(toml), parts_of(toml))) == left_out
    assert list(invented(kind, tomllib.loads(toml))) == too_much


def test_a_choice_that_formats_does_not_tell_is_caught():
    toml = example(FORMATS.read_text(encoding="utf-8"), "card.toml").replace("| average", "")
    kind = inspect.type_info(SourceCard)
    assert list(missing(kind, tomllib.loads(toml), parts_of(toml))) == ["design.lonely_psu = average"]


# --- commands ---


def help_of(capsys, *command: str) -> str:
    with pytest.raises(SystemExit):
        main([*command, "--help"])
    return capsys.readouterr().out


@pytest.fixture
def commands(capsys) -> dict[str, str]:
    """Return every command of `python -m etl` with its help."""
    named = help_of(capsys).partition("commands (")[2]
    return {name: help_of(capsys, name) for name in re.findall(r"^    (\w+) ", named, flags=re.MULTILINE)}


def spoken() -> str:
    """Return what the documents show as code: between backticks and in blocks."""
    text = "\n".join(path.read_text(encoding="utf-8") for path in documents())
    return "\n".join(
        re.findall(r"^```sh\n(.*?)^```", text, flags=re.MULTILINE | re.DOTALL) + re.findall(r"`([^`\n]+)`", text)
    )


def test_every_command_is_documented_and_every_documented_command_exists(commands):
    named = set(re.findall(r"^(?:python -m )?etl (\w+)", spoken(), flags=re.MULTILINE))
    assert named == set(commands)


def test_every_option_that_a_document_names_exists(commands, capsys):
    known = "\n".join([help_of(capsys), *commands.values()])
    lines = re.findall(r"^(?:python -m )?(?:etl|fetch|release|check|record)\b.*", spoken(), flags=re.MULTILINE)
    options = {option for line in lines for option in re.findall(r"--[\w-]+", line)}
    assert {option for option in options if not re.search(rf"{option}\b", known)} == set()


def test_every_module_that_a_document_runs_exists():
    for name in set(re.findall(r"python -m ([\w.]+)", spoken())):
        path = ROOT.joinpath(*name.split("."))
        assert (path / "__main__.py").is_file() or path.with_suffix(".py").is_file(), name


# --- settings ---

SETTING = re.compile(r"\bLAGESBILD_[A-Z_]*[A-Z]\b")


def settings_in(*paths: Path) -> set[str]:
    return {name for path in paths for name in SETTING.findall(path.read_text(encoding="utf-8"))}


def test_every_setting_is_in_the_readme_and_every_setting_in_a_document_exists():
    rooms = [path for room in ("pages", "picture", "etl", "geo", "contract") for path in (ROOT / room).rglob("*.py")]
    of_product = settings_in(ROOT / "app.py", ROOT / "run", *rooms)
    of_tests = settings_in(ROOT / "test", ROOT / "tests" / "conftest.py")
    assert of_product == settings_in(ROOT / "README.md") - of_tests
    assert of_tests - of_product <= settings_in(ROOT / "CONTRIBUTING.md")
    assert settings_in(*documents()) == of_product | of_tests


# --- files, and what stands in them ---

FILE = re.compile(r"[\w.-]+(?:/[\w.-]+)*(?:/|\.(?:py|toml|sql|md|csv|css|R))|[\w.]+(?:/[\w.-]+)+")
NAMED = re.compile(r"`([\w./-]+\.py)`((?:(?:,| and|:)?\s`[\w.]+(?:\(\))?`)+)")
KNOWN = {"CONTRIBUTING.md", "docs/decisions/0001-house.md"}  # to be mended, and then taken out
OF_DATA = {"card.toml", "data/editions/", "data/boundaries/", "raw/"}  # made by whoever runs it


def replaced(text: str) -> bool:
    """Tell whether a decision holds no longer: it tells how things were."""
    return bool(re.search(r"^(?:\*\*)?Replaced by", text, flags=re.MULTILINE))


@cache
def names_of_files() -> frozenset[str]:
    folders = ("contract", "geo", "etl", "picture", "pages", "tests", "tools", "docs", ".streamlit")
    return frozenset(path.name for folder in folders for path in (ROOT / folder).rglob("*.*"))


def lost_files(text: str, beside: Path) -> list[str]:
    """List the files and folders named between backticks that are nowhere."""
    return [
        name
        for name in re.findall(r"`([^`\n]+)`", text)
        if FILE.fullmatch(name) and name not in OF_DATA
        if not (ROOT / name).exists() and not (beside / name).exists() and name not in names_of_files()
    ]


def defined(path: Path) -> set[str]:
    """Return what a module defines: functions, classes, constants, and methods as Class.method."""
    found = set()
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        match node:
            case ast.ClassDef(name=name, body=body):
                inner = {f"{name}.{one.name}" for one in body if isinstance(one, ast.FunctionDef)}
                fields = {f"{name}.{one.target.id}" for one in body if isinstance(one, ast.AnnAssign)}
                found |= {name} | inner | fields
            case ast.FunctionDef(name=name):
                found.add(name)
            case ast.Assign(targets=[ast.Name(id=name)]) | ast.AnnAssign(target=ast.Name(id=name)):
                found.add(name)
    return found


def lost_functions(text: str) -> list[str]:
    """List the names that a document puts behind a module (`etl/x.py` `name`) and that the module does not define."""
    return [
        f"{module} {name}"
        for module, names in NAMED.findall(text)
        for name in re.findall(r"`([\w.]+)(?:\(\))?`", names)
        if not name.endswith(".py")
        if not (ROOT / module).is_file() or name not in defined(ROOT / module)
    ]


def test_every_file_that_a_document_names_exists():
    lost = [
        f"{path.relative_to(ROOT)}: {name}"
        for path in documents()
        for text in [path.read_text(encoding="utf-8")]
        if not replaced(text) and path.relative_to(ROOT).as_posix() not in KNOWN
        for name in lost_files(text, path.parent)
    ]
    assert lost == []


def test_every_function_that_a_document_names_behind_its_file_exists():
    lost = [
        f"{path.relative_to(ROOT)}: {name}"
        for path in documents()
        for text in [path.read_text(encoding="utf-8")]
        if not replaced(text)
        for name in lost_functions(text)
    ]
    assert lost == []


def test_a_name_that_is_not_there_is_caught():
    text = (
        "1. `etl/read/respondents.py` `read_respondent`, `WEIGHT_` → `etl/gone.py` `main` and `etl/__main__.py`: `main`"
    )
    assert lost_functions(text) == [
        "etl/read/respondents.py read_respondent",
        "etl/read/respondents.py WEIGHT_",
        "etl/gone.py main",
    ]
    assert lost_files(f"{text} in `etl/gone/`, `gone.toml`, `etl/`, `card.py` or `1/31`", ROOT) == [
        "etl/gone.py",
        "etl/gone/",
        "gone.toml",
        "1/31",
    ]


# --- the walk ---

PAGE = 70  # lines


def stops_without_a_function(text: str) -> list[str]:
    """List the modules that a walk stops at without saying at which function."""
    named = [match.span(1) for match in NAMED.finditer(text)]
    return [
        found[1]
        for found in re.finditer(r"`([\w./-]+\.py)`", text)
        if not any(start <= found.start(1) < end for start, end in named)
    ]


@pytest.mark.skipif(not WALK.exists(), reason="docs/WALK.md is not written yet")
def test_the_walk_is_shorter_than_a_page_and_stops_at_functions():
    text = WALK.read_text(encoding="utf-8")
    assert text.count("\n") < PAGE
    assert len(NAMED.findall(text)) >= 10
    assert stops_without_a_function(text) == []


def test_a_stop_without_a_function_is_caught():
    text = "First `etl/read/table.py` `read`, then `etl/read/sources.py` and `picture/views.py`: `View`."
    assert stops_without_a_function(text) == ["etl/read/sources.py"]

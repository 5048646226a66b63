"""What the documents say is so: commands, settings, files, the functions in them, and terms."""

import ast
import re
import sys
from functools import cache
from pathlib import Path

import pytest

from etl.__main__ import main

ROOT = Path(__file__).parents[1]
WALK = ROOT / "docs" / "WALK.md"
OPERATIONS = ROOT / "docs" / "OPERATIONS.md"
SECURITY = ROOT / "docs" / "SECURITY.md"


def documents() -> list[Path]:
    """List the documents that tell how things are now; CHANGELOG.md tells how they were."""
    return [ROOT / name for name in ("README.md", "CONTRIBUTING.md", "GLOSSARY.md")] + sorted(
        (ROOT / "docs").rglob("*.md")
    )


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
    named = set(re.findall(r"^(?:python -m |lagesbild-)?etl (\w+)", spoken(), flags=re.MULTILINE))
    assert named == set(commands)


def test_every_option_that_a_document_names_exists(commands, capsys):
    known = "\n".join([help_of(capsys), *commands.values()])
    lines = re.findall(
        r"^(?:python -m |lagesbild-)?(?:etl|fetch|release|check|record)\b.*", spoken(), flags=re.MULTILINE
    )
    options = {option for line in lines for option in re.findall(r"--[\w-]+", line)}
    assert {option for option in options if not re.search(rf"{option}\b", known)} == set()


def test_every_module_that_a_document_runs_exists():
    for name in set(re.findall(r"python -m ([\w.]+)", spoken())) - sys.stdlib_module_names:
        path = ROOT.joinpath(*name.split("."))
        assert (path / "__main__.py").is_file() or path.with_suffix(".py").is_file(), name


# --- settings ---

SETTING = re.compile(r"\bLAGESBILD_[A-Z_]*[A-Z]\b")


def settings_in(*paths: Path) -> set[str]:
    return {name for path in paths for name in SETTING.findall(path.read_text(encoding="utf-8"))}


def test_every_setting_is_in_operations_and_every_setting_in_a_document_exists():
    rooms = [path for room in ("pages", "picture", "etl", "geo", "contract") for path in (ROOT / room).rglob("*.py")]
    of_product = settings_in(ROOT / "app.py", ROOT / "run", *rooms)
    of_tests = settings_in(ROOT / "test", ROOT / "tests" / "conftest.py")
    assert of_product == settings_in(OPERATIONS) - of_tests
    assert of_tests - of_product <= settings_in(ROOT / "CONTRIBUTING.md")
    assert settings_in(*documents()) == of_product | of_tests


# --- operations and security ---

HEADINGS = (
    *("Install", "Configure", "Start and stop", "Health, metrics, logs", "Publish, release, go back"),
    *("Back up and restore", "Upgrade", "Retention", "Proxies and replicas", "What one process holds"),
    "When something fails",
)
LONGEST = {OPERATIONS: 240, SECURITY: 200}  # lines


def unfounded(text: str) -> list[str]:
    """List the rows of tables that call something met and name nothing of ours that stands for it."""
    rows = [[cell.strip() for cell in line.strip("|").split(" | ")] for line in text.splitlines() if line[:1] == "|"]
    met = [cells for cells in rows if len(cells) > 2 and cells[-2].startswith("met")]
    return [
        cells[0]
        for cells in met
        if not any((ROOT / name).exists() for name in re.findall(r"`([\w./-]+)`", cells[-1]) if len(name) > 2)
    ]


def test_whoever_operates_finds_every_subject_under_its_heading():
    text = OPERATIONS.read_text(encoding="utf-8")
    assert tuple(re.findall(r"^## (.+)$", text, flags=re.MULTILINE)) == HEADINGS


@pytest.mark.parametrize("path", LONGEST, ids=lambda path: path.name)
def test_operations_and_security_stay_short(path):
    assert path.read_text(encoding="utf-8").count("\n") <= LONGEST[path]


def test_every_file_that_is_installed_exists():
    files = set(re.findall(r"\bdeploy/[\w./-]*\w", OPERATIONS.read_text(encoding="utf-8")))
    assert "deploy/lagesbild-etl" in files
    assert [name for name in files if not (ROOT / name).exists()] == []


def test_whatever_is_called_met_names_code_or_a_test_that_exists():
    text = SECURITY.read_text(encoding="utf-8")
    assert text.count("| met") > 20
    assert unfounded(text) == []


def test_a_claim_without_ground_is_caught():
    table = "| point | stands | by |\n|---|---|---|\n| 1.1 | met | we are careful: `gone.py` |\n| 1.2 | not met | |\n"
    assert unfounded(table) == ["1.1"]


# --- files, and what stands in them ---

FILE = re.compile(r"[\w.-]+(?:/[\w.-]+)*(?:/|\.(?:py|toml|sql|md|csv|css|R))|[\w.]+(?:/[\w.-]+)+")
NAMED = re.compile(r"`([\w./-]+\.py)`((?:(?:,| and|:)?\s`[\w.]+(?:\(\))?`)+)")
OF_DATA = {
    "card.toml",
    "embargoed/state.toml",
    "data/archive/",
    "data/editions/",
    "data/served/",
    "data/boundaries/",
    "raw/",
    "trail/",
}  # made by whoever runs it
NOT_TAKEN = {"geo/contract/"}  # considered in a decision


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
        if FILE.fullmatch(name) and name not in OF_DATA | NOT_TAKEN
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
        if not replaced(text)
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


def test_the_walk_is_shorter_than_a_page_and_stops_at_functions():
    text = WALK.read_text(encoding="utf-8")
    assert text.count("\n") < PAGE
    assert len(NAMED.findall(text)) >= 10
    assert stops_without_a_function(text) == []


def test_a_stop_without_a_function_is_caught():
    text = "First `etl/read/table.py` `read`, then `etl/read/sources.py` and `picture/views.py`: `View`."
    assert stops_without_a_function(text) == ["etl/read/sources.py"]


# --- terms ---

TERM = "term in code"


def terms_of(text: str) -> list[str]:
    """Return the names between backticks in every column "term in code" of a document's tables."""
    found, column = [], None
    for line in text.splitlines():
        cells = [cell.strip() for cell in line.strip().strip("|").split("|")] if line.startswith("|") else []
        if not cells:
            column = None
        elif TERM in cells:
            column = cells.index(TERM)
        elif column is not None:
            found += re.findall(r"`([^`]+)`", cells[column])
    return found


@cache
def words_of_code() -> frozenset[str]:
    """Return every word of the product: names in its modules, its schema and its settings, and names of its files."""
    rooms = [ROOT / room for room in ("contract", "geo", "etl", "picture", "pages")]
    paths = [path for room in rooms for path in room.rglob("*") if path.suffix in {".py", ".sql", ".toml"}]
    texts = [
        *(path.read_text(encoding="utf-8") for path in paths),
        *(path.relative_to(ROOT).as_posix() for path in paths),
    ]
    return frozenset(word for text in texts for word in re.findall(r"[A-Za-z_]\w*", text))


def test_every_term_of_the_glossary_occurs_in_code():
    terms = terms_of((ROOT / "GLOSSARY.md").read_text(encoding="utf-8"))
    assert "secondary_suppression" in terms
    assert [term for term in terms if not set(re.findall(r"[A-Za-z_]\w*", term)) <= words_of_code()] == []


def test_a_term_that_the_code_does_not_use_is_caught():
    table = "| en | term in code |\n|---|---|\n| mean | `value`, `Cell.gone_away` |\n"
    other = "| fi | en |\n|---|---|\n| `a` | `b` |\n"
    assert terms_of(f"{table}\n{other}") == ["value", "Cell.gone_away"]
    assert "gone_away" not in words_of_code()

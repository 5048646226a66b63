"""The rules of the house: which room may import what (docs/decisions/0001-house.md)."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]

HEAVY = ("geopandas", "pandas", "polars", "numpy", "scipy", "shapely", "pyarrow", "plotly.express")
SCREEN = ("streamlit", "pages", "app")
FORBIDDEN = {  # room -> what nothing in it may import
    "etl": ("picture", *SCREEN, "tests"),
    "picture": ("etl", *SCREEN, *HEAVY, "tests"),
    "geo": ("etl", "picture", *SCREEN, "tests"),
    "pages": ("etl", *HEAVY, "tests"),
    "app.py": ("etl", *HEAVY, "tests"),
}


def imported(path: Path, package: str) -> Iterator[tuple[int, str]]:
    """Give line and full name of everything a file imports, at its top or inside functions."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        match node:
            case ast.Import(names=names):
                yield from ((node.lineno, name.name) for name in names)
            case ast.ImportFrom(module=module, names=names, level=level):
                base = package.split(".")[: len(package.split(".")) - level + 1] if level else []
                start = ".".join([*base, *([module] if module else [])])
                yield from ((node.lineno, f"{start}.{name.name}") for name in names)
            case ast.Call(func=ast.Name(id="import_module" | "__import__") | ast.Attribute(attr="import_module")):
                yield from (
                    (node.lineno, argument.value)
                    for argument in node.args[:1]
                    if isinstance(argument, ast.Constant) and isinstance(argument.value, str)
                )


def breaches(root: Path) -> list[str]:
    """List every import that the rules of the house forbid: file, line, name."""
    return [
        f"{path.relative_to(root)}:{line} imports {name}"
        for room, forbidden in FORBIDDEN.items()
        for path in sorted([root / room] if room.endswith(".py") else (root / room).rglob("*.py"))
        for line, name in imported(path, ".".join(path.relative_to(root).parent.parts))
        if any(name == one or name.startswith(f"{one}.") for one in forbidden)
    ]


def test_every_room_imports_only_what_it_may():
    assert breaches(ROOT) == []


@pytest.mark.parametrize(
    ("file", "line"),
    [
        ("picture/query/numbers.py", "from etl.config.policy import read_policy"),
        ("picture/export/pptx/deck.py", "from ....etl import policy"),
        ("picture/charts/dot_plot.py", "import plotly.express as px"),
        ("etl/publish/load.py", "import picture.text.words"),
        ("etl/publish/load.py", "def late():\n    import streamlit as st"),
        ("geo/tables.py", "from etl import policy"),
        ("pages/map.py", "import geopandas"),
        ("pages/parts/frame.py", "from pandas import DataFrame"),
        ("pages/map.py", "import importlib\nimportlib.import_module('etl.publish.load')"),
        ("app.py", "from tests.picture import factory"),
    ],
)
def test_a_breach_is_caught(tmp_path, file, line):
    (tmp_path / "app.py").touch()
    planted = tmp_path / file
    planted.parent.mkdir(parents=True, exist_ok=True)
    planted.write_text(f"{line}\n", encoding="utf-8")
    assert [breach.split(":")[0] for breach in breaches(tmp_path)] == [file]


def test_a_name_that_only_begins_like_a_room_is_no_breach(tmp_path):
    (tmp_path / "picture").mkdir()
    (tmp_path / "picture" / "words.py").write_text("import etlx\nfrom applied import app\n", encoding="utf-8")
    (tmp_path / "app.py").touch()
    assert breaches(tmp_path) == []


def test_reading_a_picture_loads_no_library_of_the_writing_side():
    """What readers wait for: everything that pages import, loaded in a fresh process, through all detours."""
    modules = [
        ".".join(path.relative_to(ROOT).with_suffix("").parts)
        for path in sorted((ROOT / "picture").rglob("*.py"))
        if path.name not in {"__init__.py", "__main__.py"}
    ]
    script = f"import sys, {', '.join(modules)}; print(*sorted({set(HEAVY)} & set(sys.modules)))"
    loaded = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True)
    assert loaded.stdout.split() == []

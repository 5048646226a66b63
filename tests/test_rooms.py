"""The rules of the house: who may import what, and how a folder looks (docs/decisions/0010-house-second-plan.md)."""

import ast
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

from tests.bench.server import NEEDED

ROOT = Path(__file__).parents[1]

MAY = {  # room -> which other rooms it may import
    "contract": (),
    "geo": ("contract",),
    "etl": ("contract", "geo"),
    "picture": ("contract",),
    "pages": ("contract", "picture"),
    "app.py": ("contract", "picture", "pages"),
}
OURS = {room.removesuffix(".py") for room in MAY} | {"tests", "tools"}
HEAVY = ("geopandas", "pandas", "polars", "numpy", "scipy", "shapely", "pyarrow", "plotly.express")
NOT_FOR = {  # room -> libraries that it may not import; `contract` imports none at all
    "geo": ("streamlit",),
    "etl": ("streamlit",),
    "picture": ("streamlit", *HEAVY),
    "pages": HEAVY,
    "app.py": HEAVY,
}

REST = "*"
ORDER = {  # folder -> its steps, from the bottom up: a step imports only those before it. REST: every module not named
    "etl": (
        "one_thread one_writer output stopped",
        *(
            "config",
            "engine",
            "read",
            "actions",
            "fetch",
            "harmonise",
            "estimate",
            "sums",
            "sdc",
            "local",
            "compare",
            "model",
            "progress",
            "publish",
            "persons",
            "edition",
            "operate",
        ),
        "check demo pipeline",  # side by side: none of them imports another
        "audited",
        "card",
        "__main__",
    ),
    "etl/config": (REST, "catalogue"),
    "etl/read": ("formats", "status", "signs", REST, "survey", "sources"),
    "etl/read/formats": (REST, "tables cubes", "files"),
    "etl/fetch": ("services", REST),
    "etl/estimate": ("arrays", "design", "design_arrays", "variance", REST),
    "picture": ("planner", "query", "text", "charts", "html", "export", REST, "answers", "site", "__main__"),
    "picture/charts": (REST, "maps svg"),
    "picture/export": (REST, "pptx report", "kit meeting", "region_pack"),
    "pages": ("server", "ready", "parts", REST),
}
MODULES_OF_FOLDER = 11
OF_TESTS = {
    "bench",
    "browser",
    "deploy",
    "faults",
    "fuzz",
    "golden",
    "load",
    "standins",
    "reread",
    "truth",
}  # they mirror no room


def files(root: Path) -> Iterator[Path]:
    for room in MAY:
        yield from sorted([root / room] if room.endswith(".py") else (root / room).rglob("*.py"))


def name_of(path: Path, root: Path) -> str:
    """Return the name under which a file is imported; a package has the name of its folder."""
    parts = path.relative_to(root).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


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


def imports(root: Path) -> Iterator[tuple[Path, int, str]]:
    """Give every import of the house: the file from the root, the line, and the full name."""
    for path in files(root):
        short = path.relative_to(root)
        yield from ((short, line, name) for line, name in imported(path, ".".join(short.parent.parts)))


def begins(name: str, starts: tuple[str, ...]) -> bool:
    return any(name == start or name.startswith(f"{start}.") for start in starts)


# --- rooms ---


def allowed(room: str, name: str) -> bool:
    """Tell whether a file of a room may import a name."""
    top = name.partition(".")[0]
    if top in OURS:
        return top == room or top in MAY[room]
    if room == "contract":
        return top in sys.stdlib_module_names
    return not begins(name, NOT_FOR[room])


def breaches_of_rooms(root: Path) -> list[str]:
    return [f"{path}:{line} imports {name}" for path, line, name in imports(root) if not allowed(path.parts[0], name)]


# --- folders inside a room ---


def step(folder: str, name: str) -> tuple[int, str]:
    """Return the place of a name in the order of its folder, and who it is there: modules of REST are one."""
    for place, names in enumerate(ORDER[folder]):
        if name in names.split():
            return place, name
    return (ORDER[folder].index(REST), REST) if REST in ORDER[folder] else (-1, name)


def upwards(path: Path, name: str) -> Iterator[str]:
    """Give the folders in whose order this import runs upwards or sideways."""
    importer, target = path.with_suffix("").parts, name.split(".")
    for folder in ORDER:
        parts = tuple(folder.split("/"))
        depth = len(parts)
        if importer[:depth] != parts or tuple(target[:depth]) != parts or len(target) == depth:
            continue
        own, own_name = step(folder, importer[depth])
        other, other_name = step(folder, target[depth])
        if other > own or (other == own and own_name != other_name):
            yield folder


def breaches_of_order(root: Path) -> list[str]:
    return [
        f"{path} imports {name}: upwards in {folder}"
        for path, _, name in imports(root)
        if path.name != "__init__.py"
        for folder in upwards(path, name)
    ]


def unplaced(root: Path) -> list[str]:
    """List what stands in an ordered folder and has no place in its order."""
    return [
        f"{folder}: {path.stem}"
        for folder in ORDER
        for path in sorted((root / folder).glob("*"))
        if (path.suffix == ".py" or any(path.glob("*.py"))) and path.stem != "__init__"
        if step(folder, path.stem)[0] == -1
    ]


# --- circles ---


def circle(graph: Mapping[str, set[str]]) -> list[str]:
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        return list(error.args[1])
    return []


def modules(root: Path) -> dict[str, set[str]]:
    """Return for every module which of our modules it imports."""
    ours = {name_of(path, root): path for path in files(root)}

    def module(name: str) -> str:
        while name and name not in ours:
            name = name.rpartition(".")[0]
        return name

    graph: dict[str, set[str]] = {name: set() for name in ours}
    for path, _, name in imports(root):
        importer = name_of(root / path, root)
        graph[importer] |= {module(name)} - {"", importer}
    return graph


# --- what a folder is ---


def badly_told(root: Path) -> list[str]:
    """List the folders whose `__init__` is anything but one line that says what stands in them."""
    found = []
    for folder in sorted({path.parent for path in files(root)} - {root}):
        start = folder / "__init__.py"
        body = ast.parse(start.read_text(encoding="utf-8")).body if start.exists() else []
        told = body[0].value.value if len(body) == 1 and isinstance(body[0], ast.Expr) else ""
        if not isinstance(told, str) or not told.strip() or "\n" in told:
            found.append(folder.relative_to(root).as_posix())
    return found


def crowded(root: Path) -> list[str]:
    folders = {path.parent for path in files(root)}
    held = {folder: sum(path.name != "__init__.py" for path in folder.glob("*.py")) for folder in folders}
    addresses = root / "pages"  # one script per view: the name of the file is the address
    return [
        f"{folder.relative_to(root)}: {count}"
        for folder, count in held.items()
        if count > MODULES_OF_FOLDER and folder != addresses
    ]


def unmirrored(root: Path) -> list[str]:
    """List the folders of the product without a folder of tests, and those of tests without one of the product."""

    def folders(base: Path, rooms: Iterable[str]) -> set[str]:
        held = {path.parent for room in rooms for path in (base / room).rglob("*.py")}
        return {folder.relative_to(base).as_posix() for folder in held}

    ours, tests = [*(room for room in MAY if not room.endswith(".py")), "tools"], root / "tests"
    tested = [path.name for path in tests.iterdir() if path.is_dir() and path.name not in OF_TESTS]
    return sorted(folders(root, ours) ^ folders(tests, tested))


# --- the house keeps its rules ---


def test_every_room_imports_only_what_it_may():
    assert breaches_of_rooms(ROOT) == []


def test_inside_a_room_imports_run_downwards_only():
    assert breaches_of_order(ROOT) == []


def test_every_module_and_folder_has_its_place_in_the_order():
    assert unplaced(ROOT) == []


def test_no_modules_import_each_other_in_a_circle():
    assert circle(modules(ROOT)) == []


def test_every_folder_says_in_one_line_what_it_is_for():
    assert badly_told(ROOT) == []


def test_no_folder_is_crowded():
    assert crowded(ROOT) == []


def test_every_folder_has_its_tests_in_the_same_place():
    assert unmirrored(ROOT) == []


def test_reading_a_picture_loads_no_library_of_the_writing_side():
    """What readers wait for: everything that pages import, loaded in a fresh process, through all detours."""
    shown = [
        name_of(path, ROOT)
        for path in sorted((ROOT / "picture").rglob("*.py"))
        if path.name not in {"__init__.py", "__main__.py"}
    ]
    script = f"import sys, {', '.join(shown)}; print(*sorted({set(HEAVY)} & set(sys.modules)))"
    loaded = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True)
    assert loaded.stdout.split() == []


# --- and a breach would be caught ---


def plant(root: Path, contents: Mapping[str, str]) -> None:
    """Write a small house: what stands in which file."""
    (root / "app.py").touch()
    for name, content in contents.items():
        path = root / f"{name}.py"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"{content}\n", encoding="utf-8")


@pytest.mark.parametrize(
    ("file", "line"),
    [
        ("contract/codes", "from geo.tables import read"),
        ("contract/codes", "import msgspec"),
        ("geo/tables", "from etl import policy"),
        ("geo/tables", "from picture.text import words"),
        ("etl/publish/load", "import picture.text.words"),
        ("etl/publish/load", "def late():\n    import streamlit as st"),
        ("picture/query/numbers", "from etl.config.policy import read_policy"),
        ("picture/query/numbers", "from geo.tables import read"),
        ("picture/export/pptx/deck", "from ....etl import policy"),
        ("picture/charts/dot_plot", "import plotly.express as px"),
        ("picture/views", "from pages.parts import frame"),
        ("pages/map", "import geopandas"),
        ("pages/parts/frame", "from pandas import DataFrame"),
        ("pages/map", "import importlib\nimportlib.import_module('etl.publish.load')"),
        ("app", "from tests.picture import factory"),
    ],
)
def test_an_import_of_a_foreign_room_is_caught(tmp_path, file, line):
    plant(tmp_path, {file: line})
    assert [breach.split(":")[0] for breach in breaches_of_rooms(tmp_path)] == [f"{file}.py"]


def test_a_name_that_only_begins_like_a_room_is_no_breach(tmp_path):
    plant(tmp_path, {"picture/words": "import etlx\nfrom applied import app"})
    assert breaches_of_rooms(tmp_path) == []


@pytest.mark.parametrize(
    ("file", "line", "folder"),
    [
        ("etl/config/card", "from etl.read.table import read", "etl"),
        ("etl/read/sources", "from etl.fetch.snapshot import keep", "etl"),
        ("etl/estimate/waves", "from ..sdc.primary import Scale", "etl"),
        ("etl/sdc/protect", "def late():\n    import etl.compare.verdicts", "etl"),
        ("etl/publish/load", "from etl import pipeline", "etl"),
        ("etl/check/command", "from etl.demo.write import write", "etl"),
        ("etl/pipeline", "from etl.__main__ import main", "etl"),
        ("etl/config/card", "from etl.config.catalogue.entries import Entry", "etl/config"),
        ("etl/read/formats/cubes/px", "from etl.read.observations import check", "etl/read"),
        ("etl/fetch/services/pxweb", "from etl.fetch.snapshot import keep", "etl/fetch"),
        ("picture/query/choices", "from picture.text.words import word", "picture"),
        ("picture/charts/overview", "from picture.html.legend import legend", "picture"),
        ("picture/export/stamp", "from picture import views", "picture"),
        ("picture/charts/axis", "from picture.charts.maps.classes import edges", "picture/charts"),
        ("picture/charts/maps/insets", "from picture.charts.svg.svg import svg", "picture/charts"),
        ("picture/export/csv", "from picture.export.pptx.deck import deck", "picture/export"),
        ("picture/export/pptx/deck", "from picture.export.region_pack import pack", "picture/export"),
        ("pages/server/take/answer", "from pages.parts.frame import frame", "pages"),
        ("pages/parts/frame", "from pages import map", "pages"),
    ],
)
def test_an_import_upwards_is_caught(tmp_path, file, line, folder):
    plant(tmp_path, {file: line})
    found = breaches_of_order(tmp_path)
    assert [(breach.split()[0], breach.split()[-1]) for breach in found] == [(f"{file}.py", folder)]


@pytest.mark.parametrize(
    ("file", "line"),
    [
        ("etl/fetch/snapshot", "from etl.read.formats.cubes.jsonstat import read\nfrom etl.config.card import Card"),
        ("etl/read/sources", "from etl.read.formats.cubes.px import read\nfrom etl.read.observations import check"),
        ("picture/export/region_pack", "from picture.export.pptx.deck import deck\nfrom picture.text import words"),
        ("pages/map", "from pages.parts.frame import frame\nfrom pages.server.take.answer import Files"),
    ],
)
def test_an_import_downwards_is_no_breach(tmp_path, file, line):
    plant(tmp_path, {file: line})
    assert breaches_of_order(tmp_path) == []


def test_a_folder_without_a_place_is_caught(tmp_path):
    plant(tmp_path, dict.fromkeys(("etl/guess/guess", "etl/read/table", "etl/assemble", "picture/kits"), ""))
    assert unplaced(tmp_path) == ["etl: assemble", "etl: guess"]


@pytest.mark.parametrize(
    "contents",
    [
        {"geo/names": "from geo.areas import Area", "geo/areas": "from geo import names"},
        {"geo/names": "def late():\n    from .areas import Area", "geo/areas": "import geo.names"},
        {"geo/a": "import geo.b", "geo/b": "import geo.c", "geo/c": "from geo.a import x"},
        {"geo/__init__": "from geo.names import name", "geo/names": "import geo"},
    ],
)
def test_a_circle_is_caught(tmp_path, contents):
    plant(tmp_path, contents)
    assert set(circle(modules(tmp_path))) == set(modules(tmp_path)) - {"app"}


@pytest.mark.parametrize("told", ["", '"""One thing.\n\nAnd another.\n"""', '"""One."""\nimport os', "import os"])
def test_a_folder_that_does_not_say_in_one_line_what_it_is_for_is_caught(tmp_path, told):
    plant(tmp_path, {"etl/__init__": '"""How we come to know it."""', "etl/read/__init__": told})
    assert badly_told(tmp_path) == ["etl/read"]


def test_a_folder_without_an_init_is_caught(tmp_path):
    plant(tmp_path, {"etl/__init__": '"""How we come to know it."""', "etl/read/table": ""})
    assert badly_told(tmp_path) == ["etl/read"]


def test_a_crowded_folder_is_caught(tmp_path):
    plant(tmp_path, {f"etl/read/module{number}": "" for number in range(MODULES_OF_FOLDER + 1)})
    assert crowded(tmp_path) == [f"etl/read: {MODULES_OF_FOLDER + 1}"]


def test_a_folder_without_its_tests_and_tests_without_a_folder_are_caught(tmp_path):
    both = ("etl/read/table", "tests/etl/read/test_table", "tests/bench/pages")
    plant(tmp_path, dict.fromkeys((*both, "etl/sdc/protect", "tests/etl/sources/test_table"), ""))
    assert unmirrored(tmp_path) == ["etl/sdc", "etl/sources"]


def test_the_bench_serves_the_rooms_that_the_server_imports():
    assert set(NEEDED) - {".streamlit"} == {"app.py", *MAY["app.py"]}

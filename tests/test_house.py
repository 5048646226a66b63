"""What the house promises about its own files: plain paths, pinned requirements, small modules, whole words."""

import ast
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from pathlib import Path

import pytest

from contract.codes import Against, Verdict
from tests.all_words import WORDS
from tests.texts import places

ROOT = Path(__file__).parents[1]
PRODUCT = ("app.py", "pages", "picture", "etl", "geo", "contract")
LANGUAGES = {"fi", "sv", "en"}

LINES_OF_FILE, LINES_OF_FUNCTION = 400, 60
LINES_OF_DECISION = 70  # one page
LONGER: dict[str, str] = {}  # file or file:function -> why it is longer

# Put together, so that this file does not name them itself.
OF_ONE_MACHINE = [f"/{folder}/" for folder in ("work", "root", "tmp", "home")]
REGISTRIES = [".".join(parts) for parts in (("pypi", "org"), ("registry", "npmjs"), ("deb", "debian"))]

DISTRIBUTIONS = {
    "docx": "python-docx",
    "pptx": "python-pptx",
    "font_source_sans_pro": "font-source-sans-pro",
    "google": "protobuf",
}  # import -> where named otherwise


@cache
def tracked() -> tuple[Path, ...]:
    """List the files that leave with the project; those deleted and not yet committed do not count."""
    found = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False)
    if found.returncode:
        pytest.skip("this is no git clone: which files belong to the project is not known")
    return tuple(path for name in found.stdout.split("\0") if name and (path := ROOT / name).is_file())


def product() -> Iterator[Path]:
    for name in PRODUCT:
        yield from [ROOT / name] if name.endswith(".py") else sorted((ROOT / name).rglob("*.py"))


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


# --- files ---


def test_no_file_names_a_path_of_one_machine_or_a_registry():
    found = [
        f"{path.relative_to(ROOT)}: {text}"
        for path in tracked()
        for content in [path.read_bytes()]
        for text in (*OF_ONE_MACHINE, *REGISTRIES)
        if re.search(rb"(?<![\w.$}>-])" + re.escape(text.encode()), content)
    ]
    assert found == []


def long_ones(path: Path) -> Iterator[str]:
    name, text = path.relative_to(ROOT).as_posix(), path.read_text(encoding="utf-8")
    if text.count("\n") > LINES_OF_FILE:
        yield name
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            lines = (node.end_lineno or node.lineno) - node.lineno + 1
            if lines > LINES_OF_FUNCTION:
                yield f"{name}:{node.name}"


def test_files_and_functions_are_small_or_have_a_reason():
    assert {one for path in product() for one in long_ones(path)} == set(LONGER)


def test_every_decision_has_its_number_and_fits_on_a_page():
    decisions = sorted((ROOT / "docs" / "decisions").glob("*.md"))
    assert [path.name[:4] for path in decisions] == [f"{number:04}" for number in range(1, len(decisions) + 1)]
    for path in decisions:
        lines = path.read_text(encoding="utf-8").splitlines()
        assert lines[0].startswith(f"# {path.name[:4]} "), path.name
        assert len(lines) <= LINES_OF_DECISION, path.name


def test_every_link_between_our_documents_leads_somewhere():
    dead = [
        f"{path.relative_to(ROOT)}: {link}"
        for path in tracked()
        if path.suffix == ".md"
        for link in re.findall(r"\]\(([^)#\s]+)", path.read_text(encoding="utf-8"))
        if "://" not in link and not (path.parent / link).exists()
    ]
    assert dead == []


# --- HTML ---


def hand_made_markup(source: str) -> list[int]:
    """List the lines that escape by hand, or that put text into a tag without Markup."""
    lines = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.ImportFrom) and (node.module in {"html", "xml.sax.saxutils"}):
            lines += [node.lineno for name in node.names if name.name in {"escape", "quoteattr"}]
        elif isinstance(node, ast.JoinedStr):
            text = "".join(str(part.value) for part in node.values if isinstance(part, ast.Constant))
            lines += [node.lineno] if re.search(r"</?[a-zA-Z]", text) else []
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "html":
            lines.append(node.lineno)
    return sorted(lines)


# Streamlit is given HTML in one place; XML of slides holds numbers and names of our own, and lxml reads it first.
BY_HAND = {"pages/parts/show.py"}


def test_no_tag_is_put_together_by_hand_so_that_nothing_can_forget_to_escape():
    rooms = [path for path in product() if path.relative_to(ROOT).parts[0] in {"app.py", "pages", "picture"}]
    found = {path.relative_to(ROOT).as_posix() for path in rooms if hand_made_markup(path.read_text(encoding="utf-8"))}
    assert found <= BY_HAND


@pytest.mark.parametrize(
    "planted",
    [
        "from html import escape",
        "title = f'<b>{name}</b>'",
        "title = f'{name}</b>'",
        "st.html(name)",
        "tab.html(name)",
    ],
)
def test_a_tag_put_together_by_hand_would_be_seen(planted):
    assert hand_made_markup(planted)


# --- how we write ---

SPEECH = {"Give", "Say", "Tell", "Hold"}  # a function returns or writes
COLOURS = "picture/charts/palette.py"


def is_packed(node: ast.AST) -> bool:
    """Tell whether an assignment of several expressions hides which name gets which."""
    several = (ast.Tuple, ast.List)
    return (
        isinstance(node, ast.Assign)
        and isinstance(node.value, several)
        and any(isinstance(target, several) for target in node.targets)
    )


def begins_with_speech(node: ast.AST) -> bool:
    if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) or node.name.startswith("_"):
        return False
    return (ast.get_docstring(node) or "").partition(" ")[0] in SPEECH


def has_two_loops(node: ast.AST) -> bool:
    of_values = isinstance(node, ast.ListComp | ast.SetComp | ast.DictComp | ast.GeneratorExp)
    return of_values and len(node.generators) > 1


def is_colour(node: ast.AST) -> bool:
    return (
        isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and re.search(r"#[0-9a-fA-F]{6}\b", node.value) is not None
    )


def breaches(module: ast.Module, rule: Callable[[ast.AST], bool]) -> list[int]:
    """List the lines that break a rule of one node."""
    return sorted(node.lineno for node in ast.walk(module) if rule(node))


RULES = (
    (has_two_loops, "pairs = [x for row in rows for x in row]"),
    (has_two_loops, "both = any(x == y for x in one for y in other)"),
    (is_packed, "left, top = box.left, box.top"),
    (is_packed, "if ok:\n    self.low, self.high = 0, 1"),
    (begins_with_speech, 'def name():\n    """Give the name."""'),
    (begins_with_speech, 'class Row:\n    def name(self):\n        """Tell the name."""'),
    (is_colour, 'INK = "#1b1f24"'),
    (is_colour, "fill = f'#ffffff;{width}'"),
)


@pytest.mark.parametrize("rule", dict.fromkeys(rule for rule, _ in RULES))
def test_the_code_is_written_in_one_way(rule):
    found = []
    for path in (*product(), *sorted((ROOT / "tools").glob("*.py"))):
        name = path.relative_to(ROOT).as_posix()
        if rule is not is_colour or name != COLOURS:
            found += [f"{name}:{line}" for line in breaches(tree(path), rule)]
    assert found == []


@pytest.mark.parametrize(("rule", "planted"), RULES)
def test_another_way_of_writing_would_be_seen(rule, planted):
    assert breaches(ast.parse(planted), rule)


@pytest.mark.parametrize(
    ("rule", "fine"),
    [
        (has_two_loops, "names = [x.name for x in chain.from_iterable(rows)]"),
        (is_packed, "low, high = ends(values)"),
        (begins_with_speech, 'def _name():\n    """Tell the name."""'),
        (is_colour, 'link = "#section"'),
    ],
)
def test_what_reads_well_may_stay(rule, fine):
    assert breaches(ast.parse(fine), rule) == []


def in_any_order(node: ast.AST) -> bool:
    """Tell whether a call gives the values of a column in an order that differs from run to run."""
    if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "unique"):
        return False
    inside = node.func.value
    of_lists = isinstance(inside, ast.Attribute) and inside.attr == "list"
    return not of_lists and "maintain_order" not in {one.arg for one in node.keywords}


def test_readers_keep_the_order_of_rows_so_that_the_same_first_one_is_named():
    found = []
    for path in product():
        name = path.relative_to(ROOT).as_posix()
        if name.startswith(("etl/read/", "etl/check/", "etl/card/")):
            found += [f"{name}:{line}" for line in breaches(tree(path), in_any_order)]
    assert found == []
    assert breaches(ast.parse("raw.text(column).unique()"), in_any_order) == [1]


def public_names(module: ast.Module) -> Iterator[str]:
    """Yield the functions, classes and constants that a module defines for others."""
    for node in module.body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            names = [node.name]
        elif isinstance(node, ast.Assign | ast.AnnAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            names = [target.id for target in targets if isinstance(target, ast.Name)]
        else:
            names = []
        yield from (name for name in names if not name.startswith("_"))


def defined_twice(modules: Iterable[ast.Module]) -> set[str]:
    counts = Counter(name for module in modules for name in set(public_names(module)))
    return {name for name, count in counts.items() if count > 1}


def test_a_public_name_of_a_picture_means_one_thing():
    assert defined_twice(tree(path) for path in product() if path.relative_to(ROOT).parts[0] == "picture") == set()


@pytest.mark.parametrize("planted", ["WIDTH = 5", "WIDTH: int = 5", "def WIDTH(): ...", "class WIDTH: ..."])
def test_a_name_that_means_two_things_would_be_seen(planted):
    assert defined_twice([ast.parse("WIDTH = 5"), ast.parse(planted)]) == {"WIDTH"}


# --- requirements ---


def pins(file: str) -> list[str]:
    return [line for line in (ROOT / file).read_text(encoding="utf-8").splitlines() if line and line[0] not in "#-"]


OPTIONAL = "etl/sums/spark.txt"  # for offices that have what it needs


@pytest.mark.parametrize("file", ["requirements.txt", "tests/requirements.txt", OPTIONAL])
def test_every_requirement_is_pinned_and_says_why_it_is_there(file):
    assert [line for line in pins(file) if not re.fullmatch(r"[\w.\[\]-]+==[\w.]+ +# \S.+", line)] == []


def test_the_product_imports_nothing_but_what_it_requires():
    pinned = (*pins("requirements.txt"), *pins(OPTIONAL))
    required = {line.partition("==")[0].partition("[")[0].lower() for line in pinned}
    ours = {Path(name).stem for name in PRODUCT}
    names = {
        name.partition(".")[0]
        for path in product()
        for node in ast.walk(tree(path))
        for name in (
            [alias.name for alias in node.names]
            if isinstance(node, ast.Import)
            else [node.module or ""]
            if isinstance(node, ast.ImportFrom)
            else []
        )
    }
    foreign = {DISTRIBUTIONS.get(name, name.replace("_", "-")) for name in names - ours - set(sys.stdlib_module_names)}
    assert foreign - required == set()


# --- words ---


@cache
def words() -> dict[str, dict[str, str]]:
    return WORDS


def pattern(node: ast.JoinedStr) -> str:
    """Turn an f-string into the pattern of what it can become."""
    parts = (re.escape(str(p.value)) if isinstance(p, ast.Constant) else r"\w+" for p in node.values)
    return "".join(parts)


def keys_of(node: ast.expr) -> list[str]:
    """Give the keys, as patterns, that an expression can name: a text, an f-string, or a choice between them."""
    match node:
        case ast.Constant(value=str(text)):
            return [re.escape(text)]
        case ast.JoinedStr():
            return [pattern(node)]
        case ast.IfExp(body=body, orelse=orelse):
            return [*keys_of(body), *keys_of(orelse)]
    return []


def calls() -> Iterator[tuple[str, ast.Call]]:
    for path in product():
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "word":
                yield f"{path.relative_to(ROOT)}:{node.lineno}", node


def test_every_word_has_three_languages_with_the_same_places():
    wrong = [
        key
        for key, texts in words().items()
        if set(texts) != LANGUAGES
        or len({frozenset(places(text)) for text in texts.values()}) > 1
        or len({bool(text.strip()) for text in texts.values()}) > 1  # a unit may have no word in all three
    ]
    assert wrong == []


def test_every_word_that_is_asked_for_exists():
    missing = [
        f"{where}: {key}"
        for where, call in calls()
        for key in keys_of(call.args[0])
        if not any(re.fullmatch(key, name) for name in words())
    ]
    assert missing == []


def fills(given: set[str | None], wanted: set[str], key: str) -> bool:
    """Tell whether the given values fill the places; a key put together may bring what some of its words leave out."""
    return given >= wanted if r"\w+" in key else given == wanted


def test_whoever_asks_for_a_word_fills_its_places():
    wrong = [
        f"{where}: {key} with {sorted(map(str, given))}"
        for where, call in calls()
        for given in [{keyword.arg for keyword in call.keywords}]
        for key in keys_of(call.args[0])
        if None not in given
        and not any(
            fills(given, places(texts["en"]), key) for name, texts in words().items() if re.fullmatch(key, name)
        )
    ]
    assert wrong == []


def test_no_word_is_left_over():
    exact, patterns = set[str](), set[str]()
    for path in product():
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                exact.add(node.value)
            elif isinstance(node, ast.JoinedStr) and re.search(r"[a-z]", pattern(node).replace(r"\w+", "")):
                patterns.add(pattern(node))  # a place alone would name every word
    verdicts = {f"{against}_{verdict}" for against in Against for verdict in Verdict}
    known = exact | verdicts
    left = [key for key in words() if key not in known and not any(re.fullmatch(one, key) for one in patterns)]
    assert left == []

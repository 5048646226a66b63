"""Entity tags: whatever decides on the bytes changes them, and a client may name several."""

import ast
import re
import sys
from importlib.metadata import packages_distributions
from itertools import chain

import pytest
from starlette.datastructures import Headers

from pages.server.caching import etags
from pages.server.caching.etags import LIBRARIES, ROOT, code_version, is_known

ROOMS = ("contract", "picture", "pages/server/take", "pages/server/api")
OF_THE_SERVER = {"anyio", "starlette"}  # they carry the bytes and write none


@pytest.mark.parametrize(
    "known", ['"{}"', 'W/"{}"', '"x", "{}"', "*", '"x","{}","y"'], ids=["tag", "weak", "list", "any", "tight"]
)
def test_a_client_may_name_a_tag_in_every_way_of_the_standard(known):
    assert is_known(Headers({"if-none-match": known.format("abc")}), "abc", "abc-gzip")


def test_it_may_name_them_in_several_lines():
    assert is_known(Headers(raw=[(b"if-none-match", b'"x"'), (b"if-none-match", b'"abc"')]), "abc")


@pytest.mark.parametrize("known", ["", "abc", '"ab"', '"abcd"', '"x", W/"y"'])
def test_another_tag_is_not_known(known):
    assert not is_known(Headers({"if-none-match": known}), "abc")


def test_every_library_that_writes_bytes_is_one_of_those_that_decide_on_tags():
    imported = set()
    for path in chain.from_iterable(
        (ROOT / room).rglob("*.py") for room in ("contract", "picture", "pages/server/take")
    ):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = [one.name for one in node.names] if isinstance(node, ast.Import) else []
            names += [node.module] if isinstance(node, ast.ImportFrom) and node.module else []
            imported |= {name.partition(".")[0] for name in names}
    packages = packages_distributions()
    foreign = imported - set(sys.stdlib_module_names) - {"contract", "picture", "pages"} - OF_THE_SERVER
    named = {re.sub(r"[-_.]+", "-", package).lower() for name in foreign for package in packages[name]}
    assert named
    assert named <= set(LIBRARIES)


@pytest.mark.parametrize("changed", ["contract/codes.py", "picture/text/words.toml", "pages/server/api/answers.py"])
def test_a_change_of_any_file_that_decides_changes_the_tags(monkeypatch, tmp_path, changed):
    for room in etags.ROOMS:
        (tmp_path / room).mkdir(parents=True)
    (tmp_path / changed).parent.mkdir(parents=True, exist_ok=True)
    monkeypatch.setattr(etags, "ROOT", tmp_path)
    seen = set()
    for text in ("before", "after"):
        (tmp_path / changed).write_text(text, encoding="utf-8")
        seen.add(code_version.__wrapped__())
    assert len(seen) == 2

"""A change of look or wording of what leaves the house shows as a difference of text, to be read in review."""

import pytest

from tests.golden import texts as golden
from tests.golden.texts import BUNDLE, HERE, RENEW, difference, texts

NAMES = ("map.svg", "sentences.md", "trend_chart.xml", *BUNDLE)


@pytest.fixture(scope="module")
def made() -> dict[str, str]:
    return texts()


def test_each_golden_file_is_made(made):
    assert sorted(made) == sorted(NAMES)
    assert {path.name for path in HERE.iterdir() if path.suffix not in {".py", ""}} == set(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_what_leaves_the_house_looks_as_it_did(made, name):
    found = difference(name, made[name])
    if found:
        pytest.fail(f"{found}\n\nIf it shall look like this, renew the golden files: {RENEW}", pytrace=False)


def test_making_them_twice_makes_the_same(made):
    assert texts() == made


def test_a_difference_shows_the_line_before_and_after(tmp_path, monkeypatch):
    monkeypatch.setattr(golden, "HERE", tmp_path)
    (tmp_path / "map.csv").write_text("area;value\nNyland;63,1\nÅland;\n", encoding="utf-8")
    lines = difference("map.csv", "area;value\nNyland;0\nÅland;\n").splitlines()
    assert lines[2:] == ["@@ -1,3 +1,3 @@", " area;value", "-Nyland;63,1", "+Nyland;0", " Åland;"]
    assert difference("map.csv", "area;value\nNyland;63,1\nÅland;\n") == ""


def test_a_long_difference_is_cut(tmp_path, monkeypatch):
    monkeypatch.setattr(golden, "HERE", tmp_path)
    assert difference("map.csv", "\n".join(map(str, range(200)))).endswith("… and 123 lines more")

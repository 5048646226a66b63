"""A class means one thing: two rooms that gave theirs the same name changed each other's look."""

import re
from collections import defaultdict
from pathlib import Path

import picture.html

LOOK = Path(picture.html.__file__).parent / "look"
SHARED = {"base.css", "rows.css", "basket.css"}  # what every page has; a page may say more of it
RULE = re.compile(r"([^{}]+)\{[^{}]*\}")


def test_a_class_has_its_look_in_the_file_of_one_room():
    rooms = defaultdict(set)
    for file in LOOK.glob("*.css"):
        text = re.sub(r"/\*.*?\*/", "", file.read_text(encoding="utf-8"), flags=re.DOTALL)
        for selector in ",".join(RULE.findall(text)).split(","):
            if re.fullmatch(r"\.lb-[\w-]+", selector.strip()):
                rooms[selector.strip()].add(file.name)
    assert rooms[".lb-map-bar"] == {"map.css"}
    assert {name: files for name, files in rooms.items() if len(files - SHARED) > 1} == {}

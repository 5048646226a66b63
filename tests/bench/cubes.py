"""What reading costs: a JSON-stat cube of 120,000 cells, beside Python's bare parsing of the same text."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator
from pathlib import Path

from etl.read.formats.cubes.jsonstat import read_cube
from tests.bench.line import Line, told, typical

SIZES, GOAL = (300, 400), 0.2  # seconds


def cubes() -> Iterator[Line]:
    names = {f"d{place}": [f"c{code}" for code in range(size)] for place, size in enumerate(SIZES)}
    document = {
        "id": list(names),
        "size": SIZES,
        "dimension": {name: {"category": {"index": codes}} for name, codes in names.items()},
        "value": [float(value) for value in range(SIZES[0] * SIZES[1])],
    }
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "cube.json"
        path.write_text(json.dumps(document), encoding="utf-8")
        taken = typical(lambda: read_cube(path).frame)
        bare = typical(lambda: json.loads(path.read_text(encoding="utf-8")))
    beside = f"bare JSON: {told(bare)}"
    yield Line("JSON-stat, 120,000 cells", told(taken), beside, taken / bare, f"< {told(GOAL)}", met=taken < GOAL)

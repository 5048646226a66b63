"""What a build reads and computes before it writes, done once for all builds that are forked from this process."""

from __future__ import annotations

import pickle
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import msgspec

from etl import pipeline
from etl.edition.archive import made_of
from etl.publish import build_id
from etl.publish.shapes import newest_shapes
from geo.classification import read_classification
from tests.faults.small_sources import INDICATORS


def few_indicators() -> None:
    """Let every build of this process know the indicators of the small sources only, the areas and the shapes.

    What is fetched is read as it is without this.
    """
    whole = pipeline.read_catalogue()
    catalogue = replace(
        whole,
        indicators=tuple(
            msgspec.structs.replace(one, headline=True) for one in whole.indicators if one.id in INDICATORS
        ),
    )
    areas = read_classification()
    shapes = newest_shapes(areas, Path("nowhere"))
    build_id.code_files = made_of.code_files = (
        list  # whoever works on the program meanwhile does not change the builds of this process
    )
    nothing = dict.fromkeys(("read_follow_up", "read_goal_templates"), ())  # they name indicators that are left out
    known = nothing | {"read_catalogue": catalogue, "read_classification": areas, "newest_shapes": shapes}
    for module in [module for name, module in sys.modules.items() if name.startswith("etl.")]:
        for name, value in known.items():
            if name in vars(module) and not module.__name__.startswith("etl.fetch."):
                setattr(module, name, lambda *_, value=value: value)


def kept_on_disk(folder: Path) -> None:
    """Let builds of the same sources read respondents and estimates that the first of them has kept in a folder.

    Everything that depends on what was served or released before is computed anew in every build.
    """
    read_all, estimated = pipeline.read_all, pipeline.estimated
    pipeline.read_all = lambda cards, *more: _kept(
        folder, "read", [card.sha256 for card in cards], lambda: read_all(cards, *more)
    )
    pipeline.estimated = lambda inputs: _kept(
        folder, "estimated", [card.sha256 for card in inputs.cards], lambda: estimated(inputs)
    )


def _kept(folder: Path, name: str, key: list[str], compute: Callable[[], Any]) -> Any:
    path = folder / f"{name}-{'-'.join(one[:12] for one in sorted(key))}.pickle"
    if path.exists():
        return pickle.loads(path.read_bytes())  # noqa: S301 - our own
    found = compute()
    path.write_bytes(pickle.dumps(found))
    return found

"""A group of shapes with new contents in its old place: a map, its legend, the key of a chart."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from copy import deepcopy
from typing import Any

from pptx.oxml.ns import qn

from picture.export.pptx.about.record import shape_text

NAME_OF_SHAPE = f"{qn('p:nvSpPr')}/{qn('p:cNvPr')}"
LOOK = f"{qn('p:spPr')}"
FILLS = tuple(map(qn, ("a:noFill", "a:solidFill", "a:gradFill", "a:blipFill", "a:pattFill", "a:grpFill")))


def is_map(group: Any) -> bool:
    """Return whether shapes of areas stand in a group."""
    return next(group.iter(qn("a:custGeom")), None) is not None


def renewed_key(kept: Any, fresh: Any, numbers: Iterator[int]) -> Any:
    """Return a group with the contents of a fresh one, in the place and the size of the kept one.

    numbers: free ones, for shapes that are new on the slide.
    """
    return deepcopy(kept) if shape_text(kept) == shape_text(fresh) else drawn_anew(kept, fresh, numbers)


def drawn_anew(kept: Any, fresh: Any, numbers: Iterator[int]) -> Any:
    """Return a fresh group in the place and the size of a kept one."""
    made = deepcopy(fresh)
    place, drawn = (one.find(f"{qn('p:grpSpPr')}/{qn('a:xfrm')}") for one in (kept, made))
    scale = {"cx": _scale(place, "cx"), "cy": _scale(place, "cy")}
    for side in ("x", "y"):
        drawn.find(qn("a:off")).set(side, place.find(qn("a:off")).get(side))
    for side, factor in scale.items():
        drawn.find(qn("a:ext")).set(side, str(round(int(drawn.find(qn("a:chExt")).get(side)) * factor)))
    for shape in made.iter(qn("p:cNvPr")):
        shape.set("id", str(next(numbers)))
    made.replace(made.find(qn("p:nvGrpSpPr")), deepcopy(kept.find(qn("p:nvGrpSpPr"))))
    return made


def renewed_map(kept: Any, fresh: Any, numbers: Iterator[int]) -> Any | None:
    """Return a map with new fills, outlines and numbers; None where it has other areas now."""
    made = deepcopy(kept)
    areas = _areas(made)
    new = _areas(fresh)
    if areas.keys() != new.keys():
        return None
    for name, area in areas.items():
        _fill(area, new[name])
    _numbers(made, fresh, numbers)
    return made


def _scale(place: Any, side: str) -> float:
    """Return how much larger a reader has made a group than it was drawn."""
    return int(place.find(qn("a:ext")).get(side)) / max(int(place.find(qn("a:chExt")).get(side)), 1)


def _areas(group: Any) -> dict[tuple[str, int], Any]:
    """Return the shapes of areas by their names; one that is drawn again, larger, is the second of its name."""
    seen: Counter[str] = Counter()
    found = {}
    for shape in group.findall(qn("p:sp")):
        if shape.find(f"{LOOK}/{qn('a:custGeom')}") is not None:
            name = shape.find(NAME_OF_SHAPE).get("name")
            seen[name] += 1
            found[name, seen[name]] = shape
    return found


def _fill(area: Any, fresh: Any) -> None:
    """Give an area its new fill, outline and description."""
    look, new = (one.find(LOOK) for one in (area, fresh))
    for old in [one for one in look if one.tag in FILLS or one.tag == qn("a:ln")]:
        look.remove(old)
    after = look.find(qn("a:custGeom"))
    for one in reversed([one for one in new if one.tag in FILLS or one.tag == qn("a:ln")]):
        after.addnext(deepcopy(one))
    area.find(NAME_OF_SHAPE).set("descr", fresh.find(NAME_OF_SHAPE).get("descr", ""))


def _numbers(made: Any, fresh: Any, numbers: Iterator[int]) -> None:
    """Write the numbers on the areas anew, each where a reader has moved it."""
    names = {name for name, _ in _areas(made)}
    before = defaultdict(list)
    for shape in [one for one in made.findall(qn("p:sp")) if _area_of(one) in names]:
        before[_area_of(shape)].append(shape)
        made.remove(shape)
    for shape in [one for one in fresh.findall(qn("p:sp")) if _area_of(one) in names]:
        new = deepcopy(shape)
        old = before[_area_of(shape)].pop(0) if before[_area_of(shape)] else None
        new.find(NAME_OF_SHAPE).set("id", str(next(numbers)) if old is None else old.find(NAME_OF_SHAPE).get("id"))
        if old is not None:
            new.find(LOOK).replace(*(one.find(f"{LOOK}/{qn('a:xfrm')}") for one in (new, old)))
        made.append(new)


def _area_of(shape: Any) -> str:
    """Return the area on which a number stands: "Kainuu (17)"."""
    name = str(shape.find(NAME_OF_SHAPE).get("name"))
    return name.rpartition(" (")[0] if name.endswith(")") else ""

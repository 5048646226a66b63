"""What a reader has done to single points and labels of a series."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from copy import deepcopy
from typing import Any

from pptx.oxml.ns import qn

from picture.refresh.carry.series import numbers_of

AFTER_LABELS = ("c:trendline", "c:errBars", "c:xVal")  # what follows them in a series
LABEL_FONTS = tuple(map(qn, ("a:latin", "a:ea", "a:cs")))


def keep_points(kept: Any, fresh: Any, kept_chart: Any, fresh_chart: Any) -> bool:
    """Let points with a look of their own follow their area, or their year; return whether one is no longer drawn."""
    now = {what: place for place, what in _points(fresh, _names_at(fresh_chart)).items()}
    before = _points(kept, _names_at(kept_chart))
    lost = False
    for point in kept.findall(qn("c:dPt")):
        place = now.get(before.get(int(point.find(qn("c:idx")).get("val")), ("", 0)))
        if place is None:
            kept.remove(point)
            lost = True
        else:
            point.find(qn("c:idx")).set("val", str(place))
    return lost


def _points(series: Any, names: Mapping[float, str]) -> dict[int, tuple[str, int]]:
    """Return what each point is: the first or second of its row, or where it stands on the first axis."""
    ys = numbers_of(series, "c:yVal")
    seen: Counter[str] = Counter()
    points = {}
    for place, x in numbers_of(series, "c:xVal").items():
        name = names.get(ys.get(place, x), repr(x))
        seen[name] += 1
        points[place] = (name, seen[name])
    return points


def _names_at(chart: Any) -> dict[float, str]:
    """Return the words at the left of each row, without their marks."""
    names = {}
    for series in chart.iter(qn("c:ser")):
        ys = numbers_of(series, "c:yVal")
        for label in series.iter(qn("c:dLbl")):
            side = label.find(qn("c:dLblPos"))
            place = int(label.find(qn("c:idx")).get("val"))
            if side is not None and side.get("val") == "l" and place in ys:
                names[ys[place]] = "".join(one.text or "" for one in label.iter(qn("a:t"))).partition(" [")[0]
    return names


def keep_labels_look(kept: Any, fresh: Any, *, untouched: bool) -> None:
    """Renew the labels of a series, in the size and font of the old ones, each where a reader has moved it.

    One whose labels a reader has taken away stays without. untouched: whether the chart says what we wrote.
    """
    old = kept.find(qn("c:dLbls"))
    new = fresh.find(qn("c:dLbls"))
    if old is None and new is not None and untouched:
        next(kept.find(qn(name)) for name in AFTER_LABELS if kept.find(qn(name)) is not None).addprevious(deepcopy(new))
    if old is None or new is None or old.find(qn("c:delete")) is not None:
        return
    made = deepcopy(new)
    labels = {label.find(qn("c:idx")).get("val"): label for label in old.findall(qn("c:dLbl"))}
    first = next(iter(labels.values()), None)
    for label in made.findall(qn("c:dLbl")):
        worn = labels.get(label.find(qn("c:idx")).get("val"), first)
        if worn is not None:
            _dress(label, worn)
            moved = worn.find(qn("c:layout"))
            if moved is not None and worn is not first:
                label.find(qn("c:idx")).addnext(deepcopy(moved))
    kept.replace(old, made)


def _dress(label: Any, worn: Any) -> None:
    look = next(worn.iter(qn("a:rPr")), None)
    if look is None:
        return
    for letters in label.iter(qn("a:rPr")):
        if look.get("sz") is not None:
            letters.set("sz", look.get("sz"))
        letters.extend(deepcopy(one) for one in look if one.tag in LABEL_FONTS)

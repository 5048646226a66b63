"""The variables of a PX file: their codes and labels, and the periods of its time variable."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from contract.period import Period
from etl.read.formats.cubes.px_statements import Statements, text_of, texts_of

SCALE = re.compile(r"TLIST\s*\(\s*([A-Z])1")
RANGE = re.compile(r'"(\d{4})"\s*-\s*"(\d{4})"')
PARTS = {"Q": r"\1Q\2", "M": r"\1M\2"}  # 20241, 202408
YEAR = "A"


@dataclass(frozen=True, slots=True)
class Variable:
    """A variable as PX names it, our column, its codes and their labels (the codes, where it has no others)."""

    name: str
    column: str
    codes: list[str]
    labels: list[str]

    def by_text(self) -> dict[str, str]:
        """Return the code of every category by its label and by its code, which comes first."""
        return {**dict(zip(self.labels, self.codes, strict=False)), **{code: code for code in self.codes}}


def variables_of(statements: Statements, keyword: str) -> list[Variable]:
    """List the variables of STUB or HEADING; none where it is empty."""
    return [_variable(statements, name) for name in texts_of(statements.get((keyword, ""), "")) if name]


def _variable(statements: Statements, name: str) -> Variable:
    labels = texts_of(statements.get(("VALUES", name), ""))
    codes = texts_of(statements.get(("CODES", name), "")) or _periods(statements, name, labels) or labels
    return Variable(name, text_of(statements.get(("VARIABLECODE", name), "")) or name, codes, labels or codes)


def _periods(statements: Statements, name: str, labels: list[str]) -> list[str]:
    """Return what TIMEVAL says of a variable without codes whose texts are no periods (1971 January), or is silent."""
    periods = [*_timeval(statements.get(("TIMEVAL", name), ""))]
    if not labels or not periods:
        return periods
    if len(labels) != len(periods) or all(_is_period(label.strip("*")) for label in labels):
        return []
    return [f"{one}*" if label.endswith("*") else one for one, label in zip(periods, labels, strict=True)]


def _timeval(written: str) -> Iterator[str]:
    scale = SCALE.search(written)
    if scale is None:
        return
    years = RANGE.search(written)
    if years and scale[1] == YEAR:
        yield from map(str, range(int(years[1]), int(years[2]) + 1))
        return
    for text in re.findall(r'"(\d+)"', written):
        yield re.sub(r"^(\d{4})(\d{1,2})$", PARTS.get(scale[1], rf"\1{scale[1]}\2"), text)


def _is_period(text: str) -> bool:
    try:
        Period.parse(text)
    except ValueError:
        return False
    return True

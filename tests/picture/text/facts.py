"""The numbers of a picture, each with what may be said of it, worked out from the numbers alone."""

from collections import Counter

from contract.codes import Against, Verdict
from picture.query.rounding import rounded
from picture.text.words import amount
from tests.picture.text.sentences_read import count, reasons

WHY_HIDDEN = {"C": "confidential", "U": "unreliable", "M": "not_applicable", "O": "missing"}
FOUND = {Verdict.HIGHER: "higher", Verdict.LOWER: "lower", Verdict.NO_DIFFERENCE: "same"}
TESTED = {"higher", "lower", "same"}


def why_hidden(row):
    return WHY_HIDDEN["C" if row.conf_status.value == "C" else min(one.value for one in row.obs_status)]


def state(row, against, others, *, sampled, broken=False):  # noqa: PLR0911 - one return for each thing that may be said
    """Say what may be said of a row, worked out from the numbers alone; `others`: those it could be compared with."""
    if row.value is None:
        return why_hidden(row)
    stored = row.against(against)
    if stored and stored.verdict in FOUND:
        return FOUND[stored.verdict]
    if stored and stored.verdict == Verdict.NOT_COMPARABLE:
        return "break"
    if others and all(r.value is None for r in others):
        return "other_hidden"
    if stored:
        return "unreliable"
    if against == Against.PREVIOUS and not others:
        return "first"
    if against == Against.PREVIOUS and broken:
        return "break"
    if not sampled:
        return "register"
    return "no_intervals" if any(r.value is not None and r.ci_low is None for r in (row, *others)) else "untested"


class Facts:
    """The numbers of a picture, each with what may be said of it."""

    def __init__(self, dataset, against, rows=None):
        self.dataset = dataset
        self.language = dataset.view.language
        self.rows = list(dataset.rows if rows is None else rows)
        self.shown = [r for r in self.rows if r.value is not None]
        self.states = [
            state(
                r,
                against,
                self.others(r, against),
                sampled=dataset.indicator(r.indicator).sampled,
                broken=self.broken(r),
            )
            for r in self.rows
        ]
        self.tested = sum(s in TESTED for s in self.states)

    def others(self, row, against):
        data = self.dataset
        if against == Against.PREVIOUS:
            pool = [r for r in (*data.history, *data.rows) if (r.indicator, r.area) == (row.indicator, row.area)]
            return [r for r in pool if r.period < row.period]
        if against == Against.COUNTRY:
            return [r for r in data.reference if r.indicator == row.indicator]
        return [r for r in data.reference if row.against(against)]

    def broken(self, row):
        earlier = [r.period for r in self.others(row, Against.PREVIOUS) if r.value is not None]
        return any(earlier and max(earlier) < b.period <= row.period for b in self.dataset.breaks)

    def amount(self, value):
        return amount(value, self.dataset.indicators[0], self.language)

    def printed(self, row):
        return rounded(row.value, self.dataset.indicator(row.indicator).decimals)

    def name(self, row):
        return row.group.name if self.dataset.kind == "groups" else row.area.name

    def count(self, text):
        return count(text, self.language)

    def check_reasons(self, text, wanted=None):
        """Hold the reasons told to those of the rows of which nothing can be said."""
        told = reasons(text, self.language)
        why = [(self.name(r), s) for r, s in zip(self.rows, self.states, strict=True) if s not in TESTED]
        why = why if wanted is None else [one for one in why if one[1] in wanted]
        counted = Counter(s for _, s in why)
        for reason, what in told.items():
            if what is None:
                assert set(counted) == {reason}
            elif isinstance(what, int):
                assert counted[reason] == what
            else:
                assert {one.lower() for one in what} == {name.lower() for name, s in why if s == reason}
        assert set(told) == set(counted)

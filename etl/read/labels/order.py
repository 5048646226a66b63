"""The likeliest reason why the labels of a scale contradict: its order is reversed, or displaced."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from contract.errors import UserError

SEVERAL = 2  # labels that must say the same: one alone says nothing of an order


def order(meant: Mapping[int, int], answers: Collection[int]) -> UserError | str:
    """Return what the labels say of the order of a scale, as the end of a problem; nothing where they say nothing.

    meant: code in the file = code of the answer that its label names. answers: the codes of our scale.
    """
    if len(meant) >= SEVERAL and all(code + to == min(answers) + max(answers) for code, to in meant.items()):
        return UserError("labels_reversed")
    by = {to - code for code, to in meant.items()}
    if len(meant) >= SEVERAL and len(by) == 1 and 0 not in by:
        return UserError("labels_shifted", by=f"{by.pop():+d}")
    return ""


def displaced(codes: Collection[int], answers: Collection[int]) -> UserError | str:
    """Return that codes are those of a scale, all displaced by the same; nothing where they are not."""
    by = min(answers) - min(codes)
    same = by and sorted(code + by for code in codes) == sorted(answers)
    return UserError("labels_shifted", by=f"{by:+d}") if same else ""

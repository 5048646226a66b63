"""One rounding rule for values, classes, labels and edges: what is compared or placed is what a reader sees printed."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal


def rounded(value: float | Decimal, decimals: int) -> Decimal:
    """Round a number as it is printed, halves away from zero; a negative `decimals` rounds to tens, hundreds and so on.

    Whatever compares, sorts or places numbers as a reader sees them rounds them here: Python's round() puts halves to
    the even neighbour, and 16.5 would be printed as 17 and coloured as 16.
    """
    return Decimal(str(value)).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP) + 0  # + 0 turns -0 into 0

"""A figure that Plotly has checked once, for every rerun of a page."""

from __future__ import annotations

from typing import Any

import plotly.graph_objects as go


class FinishedFigure(go.Figure):  # type: ignore[misc] # plotly has no types
    """A figure that Plotly checks and copies once; Streamlit asks for its dict at every rerun."""

    def __init__(self, figure: dict[str, Any]) -> None:
        super().__init__(figure)
        self._finished: dict[str, Any] = super().to_dict()

    def to_dict(self) -> dict[str, Any]:
        """Return the finished dict, the same each time; nobody changes it."""
        return self._finished

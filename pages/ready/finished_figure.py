"""A figure as Streamlit takes it without checking and copying it at every rerun."""

from __future__ import annotations

from functools import cache
from typing import Any

from plotly import io
from plotly.basedatatypes import BaseFigure


class FinishedFigure(BaseFigure):  # type: ignore[misc] # plotly has no types
    """A figure that is a finished dict and nothing else.

    Streamlit asks a figure of Plotly's for its dict, and has Plotly check anything else, which costs more than drawing
    it. The tests have Plotly check every kind of figure.
    """

    def __init__(self, figure: dict[str, Any]) -> None:
        layout = {"template": template(), **figure["layout"]}
        object.__setattr__(self, "_finished", {**figure, "layout": layout})  # and nothing that only changes need

    def to_dict(self) -> dict[str, Any]:
        """Return the finished dict, the same each time; nobody changes it."""
        finished: dict[str, Any] = self._finished
        return finished


@cache
def template() -> dict[str, Any]:
    """Return the looks that Streamlit lays under every figure."""
    template: dict[str, Any] = io.templates[io.templates.default].to_plotly_json()
    return template

"""A slide that we wrote, with what its tags say of its shapes (decisions 0023 and 0029)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from pptx.oxml.ns import qn
from pptx.slide import Slide

from picture.export.pptx.about.record import (
    CELLS,
    NOTES,
    PREFIX,
    SHAPE,
    alt_text,
    read_tags,
    shape_text,
    shape_words,
    text_hash,
)

MADE_BY_US = "lagesbild"


@dataclass(frozen=True, slots=True)
class RecordedShape:
    """A shape as a tag describes it, and as it is now; shape: None where somebody has taken it away."""

    tag: str  # name of the tag
    role: str
    words: str  # hash of what it said when we wrote it
    alt: str  # hash of its alternative text then
    cells: tuple[tuple[str, ...], ...]  # hashes of the cells of a table
    shape: Any

    @property
    def element(self) -> Any:
        """Return its XML; of notes, their text."""
        return self.shape.element if self.role != "notes" else self.shape._txBody  # noqa: SLF001 - the only way to it

    @property
    def said(self) -> str:
        """Return what it says now."""
        return shape_text(self.element) if self.role == "notes" else shape_words(self.shape)

    @property
    def untouched(self) -> bool:
        """Whether it says what we wrote."""
        return text_hash(self.said) == self.words

    @property
    def alt_untouched(self) -> bool:
        """Whether its alternative text is ours."""
        return self.role != "notes" and text_hash(alt_text(self.shape)) == self.alt


@dataclass(frozen=True, slots=True)
class OurSlide:
    """A slide with its tags."""

    place: int  # in its deck, 1 the first
    slide: Slide
    tags: Mapping[str, str]
    shapes: tuple[RecordedShape, ...]

    def told(self, name: str) -> str:
        """Return a tag of ours by its short name."""
        return self.tags.get(f"{PREFIX}{name}", "")

    @property
    def title(self) -> str:
        """Return its title as it is now."""
        title = self.slide.shapes.title
        return "" if title is None else str(title.text_frame.text).replace("\n", " ")

    def with_role(self, role: str) -> list[RecordedShape]:
        """Return the shapes that we wrote in one role, in their order."""
        return [shape for shape in self.shapes if shape.role == role]


def read_our_slide(place: int, slide: Slide) -> OurSlide | None:
    """Read what a slide says of itself; None where it is none of ours."""
    tags = read_tags(slide)
    if tags.get(f"{PREFIX}MADE_BY") != MADE_BY_US:
        return None
    return OurSlide(place, slide, tags, tuple(_shapes(slide, tags)))


def paired(kept: OurSlide, fresh: OurSlide) -> Iterator[tuple[RecordedShape | None, RecordedShape | None]]:
    """Yield the shapes of two slides that have the same role, the first beside the first."""
    roles: dict[str, tuple[list[RecordedShape], list[RecordedShape]]] = defaultdict(lambda: ([], []))
    for side, of in enumerate((kept, fresh)):
        for shape in of.shapes:
            roles[shape.role][side].append(shape)
    for old, new in roles.values():
        for place in range(max(len(old), len(new))):
            yield (old[place] if place < len(old) else None), (new[place] if place < len(new) else None)


def _shapes(slide: Slide, tags: Mapping[str, str]) -> Iterator[RecordedShape]:
    present: dict[str, Any] = {str(shape.shape_id): shape for shape in slide.shapes}
    if slide.has_notes_slide:
        present[str(NOTES)] = slide.notes_slide.notes_text_frame
    for name, value in tags.items():
        number = name.removeprefix(SHAPE)
        if number == name or not value:
            continue
        role, words, alt = [*value.split(), "", ""][:3]  # an older tag has no hash of the alternative text
        shape = present.get(number)
        grid = tuple(tuple(row.split(",")) for row in tags.get(f"{CELLS}{number}", "").split())
        yield RecordedShape(name, role, words, alt, grid, shape if _is(shape, role) else None)


def _is(shape: Any, role: str) -> bool:
    """Return whether a shape can be what a role says: numbers of shapes are given again to others."""
    if shape is None or role == "notes":
        return shape is not None
    kinds = {"chart": qn("p:graphicFrame"), "table": qn("p:graphicFrame"), "group": qn("p:grpSp")}
    if shape.element.tag != kinds.get(role, qn("p:sp")):
        return False
    return bool(getattr(shape, f"has_{role}")) if role in {"chart", "table"} else True

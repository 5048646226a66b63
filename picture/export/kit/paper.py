"""A document of the kit: what its texts say as blocks, and who stands at its top and foot."""

from __future__ import annotations

from collections.abc import Iterator

from contract.codes import Language
from picture.export.report.document.content import (
    BoxBlock,
    Document,
    DocumentBlock,
    HeadingBlock,
    LinesBlock,
    ListBlock,
    TableBlock,
    TableCell,
    TableColumn,
    TextBlock,
    TextRole,
    TextRun,
    TickBlock,
)
from picture.query.collect.kit import KitContent
from picture.text.kit.documents import KitText, Passage, kit_pieces, kit_title, passages
from picture.text.words import word

_DECISION_LINES = 5
TEXT_ROLES: dict[str, TextRole] = {"text": "body", "lead": "lead", "quiet": "quiet", "intro": "intro"}
PLAN_WIDTHS = (("kit_step", 92), ("kit_who", 50), ("kit_when", 34))
DECISION_WIDTHS = (86, 50, 40)


def paper(which: KitText, content: KitContent, language: Language) -> Document:
    """Return a letter, a notice or a guide."""
    title = kit_title(which, language)
    place = place_name(content, language)
    parts = passages(which, language, place, content.fewest)
    blocks: list[DocumentBlock] = [HeadingBlock(title, 1)]
    for part in parts:
        blocks += _blocks(part, language)
    return kit_document(title, tuple(blocks), content, language, easy=which is KitText.LETTER_EASY)


def kit_document(
    title: str, blocks: tuple[DocumentBlock, ...], content: KitContent, language: Language, *, easy: bool = False
) -> Document:
    """Return a document of the kit: who collects stands at its top, whose questions they are at its foot."""
    edition = word("edition", language, edition=content.stamp.edition)
    return Document(
        title=title,
        subject=word("kit_subject", language),
        publication=place_name(content, language),
        kind="",
        marks=(),  # it holds questions and no figures
        foot=word("kit_foot", language, edition=f"{edition[:1].lower()}{edition[1:]}"),
        language=language,
        made=content.stamp.built_at,
        build=content.stamp.build,
        blocks=blocks,
        large=easy,
    )


def place_name(content: KitContent, language: Language) -> str:
    """Return who collects, or a blank."""
    place = content.places[language]
    return place.area.name if place else word("kit_place_blank", language)


def kit_runs(text: str) -> tuple[TextRun, ...]:
    """Return a paragraph with its bold words, and its blanks to fill in."""
    return tuple(
        TextRun(one.text, bold=one.bold or one.blank, tone="apart" if one.blank else None) for one in kit_pieces(text)
    )


def _blocks(passage: Passage, language: Language) -> Iterator[DocumentBlock]:
    texts = passage.texts
    match passage.kind:
        case "heading":
            yield HeadingBlock(texts[0], 2)
        case "list" | "numbered":
            yield ListBlock(tuple(map(kit_runs, texts)), numbered=passage.kind == "numbered")
        case "ticks":
            yield TickBlock((), texts)
        case "box":
            yield BoxBlock(texts[0], tuple(TextBlock(kit_runs(text)) for text in texts[1:]))
        case "plan":
            yield _plan(texts, language)
        case "decisions":
            heads = tuple(TableColumn(*head) for head in zip(texts, DECISION_WIDTHS, strict=True))
            yield LinesBlock(texts[0], heads, _DECISION_LINES)
        case role:
            yield from (TextBlock(kit_runs(text), TEXT_ROLES[role]) for text in texts)


def _plan(steps: tuple[str, ...], language: Language) -> TableBlock:
    """Return the steps with room for who and when."""
    columns = tuple(TableColumn(word(key, language), width) for key, width in PLAN_WIDTHS)
    numbered = (f"{number}. {step}" for number, step in enumerate(steps, 1))
    rows = tuple((TableCell((TextRun(step),)), TableCell(), TableCell()) for step in numbered)
    return TableBlock(word("kit_step", language), columns, rows, to_write_in=True)

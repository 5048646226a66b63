"""Texts of questions inside a file (variable labels of SPSS): a column with the text of another question is refused."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from difflib import SequenceMatcher

from contract.errors import UserError
from etl.config.findings import Figures, Finding
from etl.read.formats.table import SourceTable
from etl.read.labels.plain_words import plain

NUMBER = re.compile(r"^(?:[a-z]{1,3} ?)?\d{1,3}[a-z]? ")  # "q07 How much …", "12b How much …"
NEARLY = 0.9  # likeness of two texts that are the same but for a few letters
UNLIKE = 0.5
LONG = 20  # letters: a shorter text may stand inside many
WORDS = 5  # fewer are a keyword, no question
SHOWN = 8


def check_questions(raw: SourceTable, questions: Mapping[str, Iterable[str]]) -> None:
    """Refuse the first column whose text in the file is that of another question; tell of texts unlike any of ours.

    questions: column = every wording of its question that we know, in any language. A text that several questions
    share says nothing.
    """
    known = {column: {plain(text) for text in texts} for column, texts in questions.items()}
    unlike = []
    for column in known:
        title = raw.titles.get(raw.name(column), "")
        said = NUMBER.sub("", plain(title))
        if not said:
            continue
        like = {other: max((_likeness(said, text) for text in texts), default=0.0) for other, texts in known.items()}
        same = [other for other in known if like[other] >= NEARLY]
        if len(same) == 1 and same[0] != column:
            raise UserError(
                "question_of_other_column",
                path=raw.path,
                column=raw.name(column),
                found=title,
                other=raw.name(same[0]),
            )
        if like[column] < UNLIKE and len(said.split()) >= WORDS:
            unlike.append(f"{raw.name(column)}: {title}")
    if unlike:
        found = [*unlike[:SHOWN], *("…" for _ in unlike[SHOWN : SHOWN + 1])]
        error = UserError("question_texts_unlike", path=raw.path, found=found, number=len(unlike))
        raw.told.append(Finding(error, Figures()))


def _likeness(said: str, text: str) -> float:
    """Return how alike two texts are, 1 for the same; one may be cut, or hold the other."""
    if said == text or (min(len(said), len(text)) >= LONG and (said in text or text in said)):
        return 1.0
    match = SequenceMatcher(None, said, text[: max(len(said), LONG)], autojunk=False)
    return match.ratio() if match.real_quick_ratio() >= UNLIKE and match.quick_ratio() >= UNLIKE else 0.0

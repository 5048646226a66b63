"""Words of a file that its card accepts: a person has read them and found that they mean what the catalogue says."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterable, Mapping

from contract.errors import UserError
from etl.config.card import CARD, SourceCard
from etl.read.formats.table import SourceTable
from etl.read.labels.plain_words import same_words

BARE = re.compile(r"[A-Za-z0-9_-]+")  # a key that TOML wants no quotes around


def check_accepted(card: SourceCard, raw: SourceTable, compared: Collection[str]) -> None:
    """Refuse accepted words of a column that is not compared, and those that do not stand at their code in the file.

    For a code without a label the words are empty.
    """
    path = card.path.with_name(CARD)
    for column, accepted in card.accepted_labels.items():
        if column not in compared:
            raise UserError("accepted_labels_unused", path=path, key="accepted_labels", found=column)
        for code, words in accepted.items():
            label = raw.labels.get(raw.name(column), {}).get(code, "")
            if not same_words(words, label):
                key = f"accepted_labels.{column}"
                stood = f"{code} = {words}"
                raise UserError("accepted_label_not_in_file", path=path, key=key, found=stood, label=label or "–")


def lines(column: str, labels: Mapping[str, str]) -> list[str]:
    """Write what accepts labels on a card, one code a part: joined by commas they are one line of TOML."""
    key = column if BARE.fullmatch(column) else _quoted(column)
    first, *more = [f"{_quoted(code)} = {_quoted(' '.join(label.split()))}" for code, label in labels.items()]
    parts = [f"accepted_labels.{key} = {{ {first}", *more]
    return [*parts[:-1], f"{parts[-1]} }}"]


def side_by_side(labels: Mapping[str, str], ours: Mapping[str, Iterable[str]]) -> list[str]:
    """Write labels of the file, each with what the catalogue says of its code in brackets."""
    return [
        f"{code} = “{label}” ({' / '.join(dict.fromkeys(ours.get(code, ()))) or '–'})" for code, label in labels.items()
    ]


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)

"""Two witnesses of what a code means, the labels in a file and the catalogue: where they contradict, nobody guesses."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING, NamedTuple

from contract.errors import UserError
from etl.read.formats.table import SourceTable, code_text

if TYPE_CHECKING:
    from etl.config.catalogue.catalogue import Catalogue, Scale
    from etl.config.toml import Text

NOT_SAID = re.compile(r"[\W_]+")  # punctuation and blanks say nothing
PARTS = re.compile(r"[/|;]")
SHOWN = 4  # names of one group: its code, and the three languages
NUMBER = re.compile(r"^(?:\d+|[a-z]) (?=\D)|(?<=\D) \d+$")  # "1 = not at all", "a) not at all", "not at all (1)"


class _Contradiction(NamedTuple):
    """A code of the file with its label, the code of ours that the label means, and the one it is taken for."""

    code: str
    label: str
    meant: str
    ours: str
    ours_label: str


def check_answers(raw: SourceTable, column: str, scale: Scale) -> None:
    """Refuse a question whose labels in the file are those of other codes of its scale; unknown words say nothing."""
    names = {str(code): (text.fi, text.sv, text.en) for code, text in scale.codes.items()}
    codes = {code_text(code) for code in raw.frame[column].unique().drop_nulls()}
    labels = {code: label for code, label in raw.labels.get(raw.name(column), {}).items() if code in codes}
    found = _contradiction(labels, {code: code for code in labels}, names)
    if found:
        raise UserError(
            "answer_label_contradicts",
            path=raw.path,
            column=raw.name(column),
            found=f"{found.code} = {found.label}",
            given=found.code,
            meant=found.meant,
            ours=found.ours,
            label=found.ours_label,
        )


def check_groups(raw: SourceTable, column: str, dim: str, written: Mapping[str, str], catalogue: Catalogue) -> None:
    """Refuse a group column whose labels in the file are those of other groups than the card takes its codes for."""
    names = {group.code: (group.code, *_all(group.name), *group.also) for group in catalogue.groups_of(dim)}
    codes = raw.text(column).unique().drop_nulls().to_list()
    labels = {code: label for code, label in raw.labels.get(raw.name(column), {}).items() if code in codes}
    ours = {code: written.get(code, written.get(label, code)) for code, label in labels.items()}
    found = _contradiction(labels, ours, names)
    if found:
        raise UserError(
            "group_label_contradicts",
            path=raw.path,
            column=raw.name(column),
            found=f"{found.code} = {found.label}",
            given=found.code,
            meant=found.meant,
            ours=found.ours,
            label=found.ours_label,
            dim=dim,
        )


def _contradiction(
    labels: Mapping[str, str], ours: Mapping[str, str], names: Mapping[str, Collection[str]]
) -> _Contradiction | None:
    """Return the first code whose label in the file names another code of ours than the one it is taken for."""
    for code, label in labels.items():
        parts = {plain(part) for part in (label, *PARTS.split(label))}  # several languages in one label
        meant = [one for one, known in names.items() if not parts.isdisjoint(plain(name) for name in known)]
        if meant and ours[code] in names and ours[code] not in meant:
            ours_label = " / ".join(dict.fromkeys([*names[ours[code]]][:SHOWN]))
            return _Contradiction(code, label, meant[0], ours[code], ours_label)
    return None


def plain(label: str) -> str:
    """Return a label without case, punctuation and the number that some write before or behind it."""
    return NUMBER.sub("", NOT_SAID.sub(" ", label.casefold()).strip())


def _all(text: Text) -> tuple[str, str, str]:
    return text.fi, text.sv, text.en

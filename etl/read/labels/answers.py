"""What the answer codes of a file mean by its own labels and by the catalogue: where they differ, nobody guesses."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from contract.errors import UserError
from etl.read.formats.table import SourceTable, code_text
from etl.read.labels.accepted import lines, side_by_side
from etl.read.labels.no_answer import NoAnswer, no_answer
from etl.read.labels.order import SEVERAL, displaced, order
from etl.read.labels.plain_words import Names, meant, plain, plain_names

if TYPE_CHECKING:
    from etl.config.catalogue.catalogue import Scale


@dataclass(frozen=True)
class _Question:
    """The labels of one question beside its scale."""

    raw: SourceTable
    column: str
    scale: Scale
    labels: Mapping[str, str]  # code = its words; a bare number that repeats its code is none
    ours: Mapping[str, str]  # code in the file = code of the scale, where the card exchanges them; all others are ours

    @cached_property
    def texts(self) -> dict[str, tuple[str, str, str]]:
        return {str(code): (text.fi, text.sv, text.en) for code, text in self.scale.codes.items()}

    @cached_property
    def names(self) -> Names:
        return plain_names(self.texts)

    @cached_property
    def answers(self) -> set[str]:
        return {str(code) for code in self.scale.answers}

    @cached_property
    def present(self) -> set[str]:
        written = map(code_text, self.raw.frame[self.column].unique(maintain_order=True).drop_nulls())
        return {self.ours.get(code, code) for code in written}

    @cached_property
    def meaning(self) -> dict[str, frozenset[str]]:
        """Codes of the scale that each label names; a bare number names its code."""
        return {
            code: frozenset({plain(label)}) if plain(label) in self.names else meant(label, code, code, self.names)
            for code, label in self.labels.items()
        }

    @property
    def order(self) -> UserError | str:
        return order(_numbers(self.meaning, self.answers), self.scale.answers)

    def declared_missing(self, code: str) -> bool:
        """Return whether the file says that a code is no value."""
        ranges = self.raw.missing.get(self.raw.name(self.column), ())
        written = self.written(code)
        return written.isdigit() and any(
            not isinstance(low, str) and low <= int(written) <= high for low, high in ranges
        )

    def written(self, code: str) -> str:
        """Return what stands in the file for a code."""
        return next((written for written, ours in self.ours.items() if ours == code), code)

    def at(self, error: UserError, code: str) -> UserError:
        """Return an error with its place and the label of a code."""
        found = f"{self.written(code)} = {self.labels.get(code, '')}"
        return error.at(self.raw.path, column=self.raw.name(self.column), found=found)


def check_answers(
    raw: SourceTable,
    column: str,
    scale: Scale,
    scales: Mapping[str, Scale],
    *,
    accepted: Mapping[str, str],
    declared: Mapping[str, int],
) -> None:
    """Refuse a question whose labels in the file do not mean what its scale says; raise UserError.

    What contradicts (labels of other codes, another order, another scale, an answer where we have none) always stops.
    Unknown words stop until the card accepts them; `accepted`: code = words. Columns without labels say nothing.
    declared: code in the file = code of the scale, as the card exchanges them; what their labels say is held against
    the latter.
    """
    ours = {code: str(to) for code, to in declared.items()}
    stood = {code: label for code, label in raw.labels.get(raw.name(column), {}).items() if label.strip()}
    said = {code: label for code, label in stood.items() if plain(label) != code}
    labels = {ours.get(code, code): label for code, label in sorted(said.items(), key=lambda one: one[0] in ours)}
    one = _Question(raw, column, scale, dict(sorted(labels.items(), key=_in_order)), ours)
    _declared_missing(one)
    _contradictions(one)
    _no_answers(one)
    unknown = {code: label for code, label in labels.items() if _is_unknown(one, code)}
    _other_scale(one, unknown, scales)
    _other_codes(one)
    unknown |= _unlabelled(one)
    asked = {one.written(code): label for code, label in unknown.items() if one.written(code) not in accepted}
    if asked:
        texts = {one.written(code): text for code, text in one.texts.items()}
        raise UserError(
            "answer_labels_unknown",
            path=raw.path,
            column=raw.name(column),
            labels=side_by_side(asked, texts),
            lines=lines(column, asked),
        )


def _in_order(labelled: tuple[str, str]) -> tuple[int, str]:
    """Return what sorts codes as numbers."""
    code = labelled[0]
    return (int(code) if code.isdecimal() else 0, code)


def _declared_missing(one: _Question) -> None:
    """Refuse an answer that the file declares as missing."""
    for code in map(str, one.scale.answers):
        if code in one.present and one.declared_missing(code):
            raise one.at(UserError("answer_declared_missing", given=one.written(code), label=_ours(one, code)), code)


def _contradictions(one: _Question) -> None:
    """Refuse the first label that is another code's; those of codes that the scale does not have come last."""
    for code in sorted(one.labels, key=lambda code: code not in one.names):
        found = one.meaning[code]
        if not found or code in found:
            continue
        to = min(found, key=int)
        if code in one.names:
            label = _ours(one, code)
            error = UserError(
                "answer_label_contradicts", given=one.written(code), meant=to, ours=code, label=label, order=one.order
            )
            raise one.at(error, code)
        if found & one.answers or code in one.present:
            raise one.at(
                UserError("answer_label_of_other_code", given=one.written(code), meant=to, order=one.order), code
            )


def _no_answers(one: _Question) -> None:
    """Refuse words for "cannot say", "refused" or "not asked" at the code of an answer, and where they have no code."""
    for code, label in one.labels.items():
        why = None if one.meaning[code] else no_answer(label, code)
        elsewhere = code not in one.names and code in one.present and why in {NoAnswer.CANNOT_SAY, NoAnswer.REFUSED}
        if (why and code in one.answers) or elsewhere:
            known = sorted(one.scale.no_answer)
            raise one.at(UserError("answer_label_no_answer", given=one.written(code), codes=known), code)


def _is_unknown(one: _Question, code: str) -> bool:
    """Return whether nobody knows what a label means for our numbers."""
    if one.meaning[code]:
        return False
    why = no_answer(one.labels[code], code)
    if code not in one.names:
        asked = one.declared_missing(code) if code in one.present else not _ends_agree(one)
        return why is None and asked
    ours = {no_answer(name, code) for name in one.texts[code]}
    return why is None or why not in ours


def _other_scale(one: _Question, unknown: Mapping[str, str], scales: Mapping[str, Scale]) -> None:
    """Refuse words that our scale does not know and another scale of the catalogue does."""
    if any(one.meaning[code] & one.answers for code in one.labels):
        return
    answers = [code for code in one.labels if no_answer(one.labels[code], code) is None and not one.meaning[code]]
    for name, other in scales.items():
        names = plain_names(
            {str(code): (other.codes[code].fi, other.codes[code].sv, other.codes[code].en) for code in other.answers}
        )
        found = {code: meant(label, code, code, names) for code, label in unknown.items()}
        known = {code: meaning for code, meaning in found.items() if meaning}
        if len(known) >= SEVERAL and 2 * len(known) > len(answers):
            first = next(iter(known))
            how = order(_numbers(known, set(names)), other.answers)
            raise one.at(UserError("answer_labels_of_other_scale", scale=name, order=how), first)


def _other_codes(one: _Question) -> None:
    """Refuse labels of another number of points, or of the same number at other codes."""
    codes = [int(code) for code in one.labels if code.isdigit() and _is_answer(one, code)]
    beyond = [code for code in codes if code not in one.scale.answers]
    whole = set(codes) >= set(one.scale.answers)
    if not beyond or _ends_agree(one) or (whole and len(beyond) == 1):
        return
    how = displaced(codes, one.scale.answers)
    answers = list(one.scale.answers)
    raise one.at(UserError("answer_labels_of_other_codes", codes=codes, ours=answers, order=how), str(beyond[0]))


def _unlabelled(one: _Question) -> dict[str, str]:
    """Return the answers in the file that have no label, where others have one and an end of the scale has none."""
    labelled = one.answers & one.labels.keys()
    if not labelled or labelled >= set(_ends(one)):
        return {}
    return dict.fromkeys(sorted((one.answers & one.present) - labelled, key=int), "")


def _is_answer(one: _Question, code: str) -> bool:
    """Return whether a label may be that of an answer."""
    if code in map(str, one.scale.no_answer) or one.declared_missing(code):
        return False
    found = one.meaning[code]
    return bool(found & one.answers) if found else no_answer(one.labels[code], code) is None


def _ends(one: _Question) -> tuple[str, str]:
    return str(min(one.scale.answers)), str(max(one.scale.answers))


def _ends_agree(one: _Question) -> bool:
    """Return whether both ends of the scale have their words in the file."""
    return all(end in one.meaning.get(end, ()) for end in _ends(one))


def _numbers(meaning: Mapping[str, frozenset[str]], answers: set[str]) -> dict[int, int]:
    """Return the codes whose label names one answer alone, and that answer."""
    return dict(_pairs(meaning, answers))


def _pairs(meaning: Mapping[str, frozenset[str]], answers: set[str]) -> Iterator[tuple[int, int]]:
    for code, found in meaning.items():
        if code.isdigit() and len(found) == 1 and found <= answers:
            yield int(code), int(next(iter(found)))


def _ours(one: _Question, code: str) -> str:
    return " / ".join(dict.fromkeys(one.texts[code]))

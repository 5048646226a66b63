"""What types cannot say about a catalogue; each breach is refused with file and key."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from unicodedata import category

from contract.codes import Direction, Domain, Kind, Language, Unit
from contract.errors import UserError
from etl.config.catalogue.entries import Entry, GroupDimension, Indicator, Scale
from etl.config.toml import Text

POSITIONS = {  # keeps the domains together and in their order on every page
    "attitudes": range(10, 30),
    "security": range(30, 50),
    "interaction": range(50, 70),
    "participation": range(70, 90),
    "context": range(90, 110),
}
UNITS = {
    Kind.SURVEY_SHARE: {Unit.PERCENT},
    Kind.SURVEY_MEAN: {Unit.POINTS},
    Kind.PUBLISHED_SHARE: {Unit.PERCENT},
    Kind.REGISTER_COUNT: {Unit.PERSONS, Unit.REPORTS, Unit.CONTACTS},
    Kind.REGISTER_SHARE: {Unit.PERCENT},
    Kind.REGISTER_RATE: {Unit.POINTS, Unit.PERSONS, Unit.REPORTS, Unit.CONTACTS},
}

TEXTS = ("name", "short", "clause", "question", "easy", "counts", "population", "why", "limits")
SHORT_LETTERS = 30  # of a short name: the head of an upright column


def check_indicator(file: Path, entry: Indicator, scales: Mapping[str, Scale]) -> None:
    """Refuse an entry that contradicts itself or names a scale that does not exist."""
    _check_texts(file, entry)
    _check_place(file, entry)
    _check_question(file, entry)
    _check_recorded(file, entry)
    _check_answers(file, entry, scales)
    _check_easy(file, entry)
    _check_breaks(file, entry)


def check_positions(files: Iterable[tuple[Path, Indicator]]) -> None:
    """Refuse two indicators that want the same place on every page."""
    ordered = sorted(files, key=lambda pair: (pair[1].position, pair[1].id))
    for (_, first), (file, second) in itertools.pairwise(ordered):
        if first.position == second.position:
            raise UserError("position_taken", path=file, key="position", found=second.position, indicator=first.id)


def check_ratios(files: Iterable[tuple[Path, Indicator]]) -> None:
    """Refuse a share or rate made of what is no count of the catalogue: a hidden count could follow from it unseen."""
    every = tuple(files)
    counts = sorted(one.id for _, one in every if one.kind == Kind.REGISTER_COUNT)
    for file, one in every:
        for key in ("numerator", "denominator") if one.ratio else ():
            name = getattr(one.ratio, key)
            if name not in counts:
                raise UserError("ratio_of_no_count", path=file, key=f"ratio.{key}", found=name, counts=counts)


def check_scale(file: Path, name: str, scale: Scale) -> None:
    """Refuse a scale whose no-answers are not among its codes, or that has a blank label."""
    unknown = sorted(set(scale.no_answer) - set(scale.codes))
    if unknown:
        raise UserError("scale_code_missing", path=file, key=f"{name}.no_answer", found=unknown)
    for code, label in scale.codes.items():
        _check_text(file, f"{name}.codes.{code}", label)


def check_groups(file: Path, dimensions: Sequence[GroupDimension]) -> None:
    """Refuse a group dimension or a code that occurs twice, or a blank name."""
    seen: set[tuple[str, str]] = set()
    for dimension in dimensions:
        _check_text(file, f"{dimension.dim}.name", dimension.name)
        for group in dimension.groups:
            key = (dimension.dim, group.code)
            if key in seen:
                raise UserError("catalogue_group_twice", path=file, key=dimension.dim, found=group.code)
            seen.add(key)
            _check_text(file, f"{dimension.dim}.{group.code}.name", group.name)
    _check_standardised(file, dimensions)


def _check_standardised(file: Path, dimensions: Sequence[GroupDimension]) -> None:
    """Refuse to standardise by itself or by what is unknown, and classes without a code or with one twice."""
    known = {dimension.dim for dimension in dimensions}
    for one in dimensions:
        if unfit := [dim for dim in one.standardised_by if dim not in known or dim == one.dim]:
            dims = sorted(known - {one.dim})
            raise UserError("standardised_by_unknown", path=file, key=one.dim, found=unfit, dimensions=dims)
        codes = sorted(group.code for group in one.groups)
        if one.merged and sorted(itertools.chain.from_iterable(one.merged)) != codes:
            raise UserError("merged_unfit", path=file, key=one.dim, found=one.merged, codes=codes)


def _check_texts(file: Path, entry: Entry) -> None:
    texts = {key: getattr(entry, key) for key in TEXTS}
    texts |= {f"breaks {at.period}.reason": at.reason for at in entry.breaks}
    for key, text in texts.items():
        if text is not None:
            _check_text(file, key, text)
    for language in Language:
        if len(short := getattr(entry.short, language)) > SHORT_LETTERS:
            raise UserError("short_too_long", path=file, key=f"short.{language}", found=short, letters=SHORT_LETTERS)
    if entry.kind.from_respondents and entry.clause is None:
        raise UserError("clause_missing", path=file, key="clause")


def _check_text(file: Path, key: str, text: Text) -> None:
    for language in Language:
        written = getattr(text, language)
        if not written.strip():
            raise UserError("text_empty", path=file, key=f"{key}.{language}")
        if any(category(letter) == "Cc" for letter in written):
            raise UserError("control_character", path=file, key=f"{key}.{language}", found=written)


def _check_place(file: Path, entry: Entry) -> None:
    places = POSITIONS[entry.domain]
    if entry.position not in places:
        raise UserError(
            "position_outside_domain",
            path=file,
            key="position",
            found=entry.position,
            domain=entry.domain,
            first=places.start,
            last=places.stop - 1,
        )
    if entry.domain == Domain.CONTEXT and entry.direction != Direction.NEITHER:
        raise UserError("context_judged", path=file, key="direction", found=entry.direction)
    if entry.unit not in UNITS[entry.kind]:
        units = sorted(UNITS[entry.kind])
        raise UserError("unit_unfit", path=file, key="unit", found=entry.unit, kind=entry.kind, units=units)


def _check_question(file: Path, entry: Entry) -> None:
    if entry.kind.from_respondents and entry.question is None:
        raise UserError("question_missing", path=file, key="question")
    if entry.kind.startswith("register") and entry.question is not None:
        raise UserError("question_unwanted", path=file, key="question", found=entry.question.en)


def _check_recorded(file: Path, entry: Entry) -> None:
    if entry.recorded_by is not None and entry.kind.sampled:
        raise UserError("recorded_by_unwanted", path=file, key="recorded_by", found=entry.recorded_by, kind=entry.kind)


def _check_answers(file: Path, entry: Entry, scales: Mapping[str, Scale]) -> None:
    answers = entry.answers
    if answers is None:
        if entry.kind.from_respondents:
            raise UserError("answers_missing", path=file, key="answers", kind=entry.kind)
        return
    if not entry.kind.from_respondents:
        raise UserError("answers_unwanted", path=file, key="answers", found=answers.column, kind=entry.kind)
    if answers.scale not in scales:
        raise UserError(
            "answers_scale_unknown", path=file, key="answers.scale", found=answers.scale, scales=sorted(scales)
        )
    _check_yes(file, entry.kind, answers.yes, scales[answers.scale])


def _check_easy(file: Path, entry: Entry) -> None:
    if entry.kind.from_respondents and entry.easy is None:
        raise UserError("easy_missing", path=file, key="easy")
    if entry.easy is not None and not entry.kind.from_respondents:
        raise UserError("easy_unwanted", path=file, key="easy", found=entry.easy.en)


def _check_yes(file: Path, kind: str, yes: tuple[int, ...], scale: Scale) -> None:
    key = "answers.yes"
    if kind == Kind.SURVEY_MEAN and yes:
        raise UserError("yes_unwanted", path=file, key=key, found=yes)
    if kind == Kind.SURVEY_SHARE and not yes:
        raise UserError("yes_missing", path=file, key=key)
    unknown = [code for code in yes if code not in scale.answers]
    if unknown:
        raise UserError("yes_unknown", path=file, key=key, found=unknown, answers=scale.answers)


def _check_breaks(file: Path, entry: Entry) -> None:
    periods = [at.period for at in entry.breaks]
    if len(periods) != len(set(periods)):
        raise UserError("break_twice", path=file, key="breaks", found=periods)

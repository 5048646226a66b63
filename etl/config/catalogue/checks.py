"""What types cannot say about a catalogue; each breach is refused with file and key."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping
from pathlib import Path
from unicodedata import category

from contract.codes import Language
from contract.refused import Refused
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
    "survey_share": {"percent"},
    "survey_mean": {"points"},
    "published_share": {"percent"},
    "register_count": {"persons", "reports"},
    "register_share": {"percent"},
    "register_rate": {"points", "persons", "reports"},
}
OWN_SURVEY = {"survey_share", "survey_mean"}


def refuse(file: Path, key: str, wrong: str, *, stood: object, do: str) -> Refused:
    """Make the refusal of one key of one file."""
    return Refused(file, f"{wrong}, at {key}", stood=stood, do=do)


def check_indicator(file: Path, entry: Indicator, scales: Mapping[str, Scale]) -> None:
    """Refuse an entry that contradicts itself or names a scale that does not exist."""
    _check_texts(file, entry)
    _check_place(file, entry)
    _check_question(file, entry)
    _check_answers(file, entry, scales)
    _check_breaks(file, entry)


def check_positions(files: Iterable[tuple[Path, Indicator]]) -> None:
    """Refuse two indicators that want the same place on every page."""
    ordered = sorted(files, key=lambda pair: (pair[1].position, pair[1].id))
    for (_, first), (file, second) in itertools.pairwise(ordered):
        if first.position == second.position:
            raise refuse(
                file,
                "position",
                f"{first.id} has this position already",
                stood=second.position,
                do="Give each indicator a position of its own",
            )


def check_scale(file: Path, name: str, scale: Scale) -> None:
    """Refuse a scale whose no-answers are not among its codes, or that has a blank label."""
    unknown = sorted(set(scale.no_answer) - set(scale.codes))
    if unknown:
        raise refuse(
            file,
            f"{name}.no_answer",
            "these codes are not in the scale",
            stood=unknown,
            do="Name them under codes, or take them away",
        )
    for code, label in scale.codes.items():
        _check_text(file, f"{name}.codes.{code}", label)


def check_groups(file: Path, dimensions: Iterable[GroupDimension]) -> None:
    """Refuse a group dimension or a code that stands twice, or a blank name."""
    seen: set[tuple[str, str]] = set()
    for dimension in dimensions:
        _check_text(file, f"{dimension.dim}.name", dimension.name)
        for group in dimension.groups:
            key = (dimension.dim, group.code)
            if key in seen:
                raise refuse(file, dimension.dim, "this group stands twice", stood=group.code, do="Keep one of them")
            seen.add(key)
            _check_text(file, f"{dimension.dim}.{group.code}.name", group.name)


def _check_texts(file: Path, entry: Entry) -> None:
    texts = {key: getattr(entry, key) for key in ("name", "question", "counts", "population", "why", "limits")}
    texts |= {f"breaks {at.period}.reason": at.reason for at in entry.breaks}
    for key, text in texts.items():
        if text is not None:
            _check_text(file, key, text)


def _check_text(file: Path, key: str, text: Text) -> None:
    for language in Language:
        if not getattr(text, language).strip():
            raise refuse(
                file, f"{key}.{language}", "this text is empty", stood="", do="Write it in all three languages"
            )
        if any(category(letter) == "Cc" for letter in getattr(text, language)):
            raise refuse(
                file,
                f"{key}.{language}",
                "a control character that no slide, sheet or page can hold",
                stood=getattr(text, language),
                do="Write one line of plain text",
            )


def _check_place(file: Path, entry: Entry) -> None:
    places = POSITIONS[entry.domain]
    if entry.position not in places:
        raise refuse(
            file,
            "position",
            f"the domain {entry.domain} has the positions {places.start} to {places.stop - 1}",
            stood=entry.position,
            do="Choose a free one among them",
        )
    if entry.domain == "context" and (entry.direction != "neither" or entry.headline):
        raise refuse(
            file,
            "direction",
            "context carries no judgement and is no headline",
            stood=f"direction {entry.direction}, headline {entry.headline}",
            do='Write direction = "neither" and headline = false',
        )
    if entry.unit not in UNITS[entry.kind]:
        raise refuse(
            file,
            "unit",
            f"a {entry.kind} is not counted so",
            stood=entry.unit,
            do=f"Use {' or '.join(sorted(UNITS[entry.kind]))}",
        )


def _check_question(file: Path, entry: Entry) -> None:
    if entry.kind in OWN_SURVEY and entry.question is None:
        raise refuse(
            file,
            "question",
            "a survey question has a wording",
            stood=None,
            do="Add [question] with the wording as asked",
        )
    if entry.kind.startswith("register") and entry.question is not None:
        raise refuse(file, "question", "a register asks nobody", stood=entry.question.en, do="Take [question] away")


def _check_answers(file: Path, entry: Entry, scales: Mapping[str, Scale]) -> None:
    answers = entry.answers
    if (answers is not None) != (entry.kind in OWN_SURVEY):
        raise refuse(
            file,
            "answers",
            f"a {entry.kind} {'needs' if answers is None else 'has no'} answers",
            stood=None if answers is None else answers.column,
            do="Add [answers] with column, scale and yes" if answers is None else "Take [answers] away",
        )
    if answers is None:
        return
    if answers.scale not in scales:
        raise refuse(
            file,
            "answers.scale",
            "this scale is not in scales.toml",
            stood=answers.scale,
            do=f"Use one of {', '.join(sorted(scales))}, or add it there",
        )
    _check_yes(file, entry.kind, answers.yes, scales[answers.scale])


def _check_yes(file: Path, kind: str, yes: tuple[int, ...], scale: Scale) -> None:
    key = "answers.yes"
    if kind == "survey_mean" and yes:
        raise refuse(file, key, "a mean counts all answers", stood=list(yes), do="Take yes away")
    if kind == "survey_share" and not yes:
        raise refuse(file, key, "a share needs the codes that count", stood=list(yes), do="Name them, such as [4, 5]")
    unknown = [code for code in yes if code not in scale.answers]
    if unknown:
        raise refuse(
            file,
            key,
            f"no answers of this scale ({', '.join(map(str, scale.answers))})",
            stood=unknown,
            do="Name codes of the scale that are answers",
        )


def _check_breaks(file: Path, entry: Entry) -> None:
    periods = [at.period for at in entry.breaks]
    if len(periods) != len(set(periods)):
        raise refuse(file, "breaks", "a break stands twice before a period", stood=periods, do="Keep one of them")

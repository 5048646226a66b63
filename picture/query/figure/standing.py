"""What became of a published figure: whether it still stands, and what else there is to know of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from contract.cell_key import KeyParts
from contract.status import ConfStatus
from picture.query.choices import Choices
from picture.query.corrections import CorrectedCell, EditionVersion, ToldFigure
from picture.query.figure.ask import FigureFound, PlainFigure
from picture.query.model import Indicator, Observation, Stamp


class FigureState(StrEnum):
    """What may be told of a figure, the gravest first; several may hold."""

    WITHDRAWN = "withdrawn"  # the version should not have been released
    WRONG = "wrong"  # the figure is the one before a correction
    HIDDEN = "hidden"  # now published without a number
    SERIES_ENDED = "series_ended"  # its indicator is not published any more
    GONE = "gone"  # its indicator is published, without this cell
    CURRENT = "current"  # the version served now has it
    OTHER = "other"  # the version served now has another figure, without a correction
    CORRECTED = "corrected"  # it was another one before a correction
    AREA_ENDED = "area_ended"
    NEWER = "newer"  # there is a later period
    DRAFT = "draft"  # not released yet


class Untold(StrEnum):
    """Why the figure of a version is not repeated beside that of another."""

    NOT_KEPT = "not_kept"  # the version cannot be read here
    WITHDRAWN = "withdrawn"
    HIDDEN_NOW = "hidden_now"  # disclosure control hides it now; the version itself stays as it was published


@dataclass(frozen=True, slots=True)
class VersionFigure:
    """A figure in a version that was released; without a row where the version does not have it."""

    version: EditionVersion
    row: Observation | None
    untold: Untold | None = None
    indicator: Indicator | None = None  # as that version counts

    @property
    def readable(self) -> bool:
        """Whether the figure can be read at the address of its version."""
        return self.row is not None or self.untold is Untold.HIDDEN_NOW


@dataclass(frozen=True, slots=True)
class VersionRead:
    """What was read of a version that was released."""

    version: EditionVersion
    kept: bool  # whether it can be read here
    figure: PlainFigure | None = None


@dataclass(frozen=True, slots=True)
class FigureTold:
    """Everything that is told of one figure."""

    key: KeyParts
    choices: Choices  # of the version that tells the figure: the asked one, or the last one that has it
    row: Observation
    served: Stamp
    now: Observation | None  # of the version that is served
    found: FigureFound  # in the version that is served
    corrections: tuple[CorrectedCell, ...]  # of this cell, the oldest first
    versions: tuple[VersionFigure, ...]  # the newest first
    states: tuple[FigureState, ...]

    @property
    def indicator(self) -> Indicator:
        """Its indicator, as the version that tells the figure describes it."""
        return self.choices.indicator(self.key.indicator)

    @property
    def value_is_hidden_now(self) -> bool:
        """Whether disclosure control hides in the served version what another one may have shown."""
        return self.now is not None and self.now.conf_status is ConfStatus.CONFIDENTIAL


def tell_figure(
    key: KeyParts, choices: Choices, row: Observation, *, served: Choices, found: FigureFound, read: list[VersionRead]
) -> FigureTold:
    """Put together what is told of a figure.

    choices and row: of the version that tells it. served, found: of the version that is served now.
    """
    cells = served.editions.cells.get(str(key), ())
    told = FigureTold(key, choices, row, served.stamp, found.row, found, cells, (), ())
    indicator = told.indicator
    versions = tuple(_version(one, row, indicator, hidden=told.value_is_hidden_now) for one in reversed(read))
    told = replace(told, versions=versions)
    states = tuple(_states(told, served))
    return replace(told, states=states)


def figure_row(told: ToldFigure, like: Observation) -> Observation:
    """Return a figure of another version as a row of the same cell."""
    return replace(
        like,
        value=told.value,
        ci_low=told.ci_low,
        ci_high=told.ci_high,
        n=told.n,
        obs_status=told.obs_status,
        conf_status=told.conf_status,
        effective_n=None,
        note=None,
        comparisons=(),
        correction=None,
    )


def same_figure(one: Observation, other: Observation) -> bool:
    """Return whether readers see the same: value, interval, n and statuses."""

    def seen(row: Observation) -> tuple[object, ...]:
        return row.value, row.ci_low, row.ci_high, row.n, row.obs_status, row.conf_status

    return seen(one) == seen(other)


def _version(read: VersionRead, like: Observation, indicator: Indicator, *, hidden: bool) -> VersionFigure:
    if read.version.withdrawn:
        return VersionFigure(read.version, None, Untold.WITHDRAWN)
    if not read.kept:
        return VersionFigure(read.version, None, Untold.NOT_KEPT)
    if read.figure is None:
        return VersionFigure(read.version, None)
    if hidden and read.figure.told.value is not None:
        return VersionFigure(read.version, None, Untold.HIDDEN_NOW)
    counted = replace(indicator, unit=read.figure.unit, decimals=read.figure.decimals)
    return VersionFigure(read.version, figure_row(read.figure.told, like), None, counted)


def _states(told: FigureTold, served: Choices) -> Iterator[FigureState]:
    stamp = told.choices.stamp
    versions = {(one.edition, one.version): one for one in served.editions.versions}
    mine = versions.get((stamp.edition, stamp.version))
    of_served = stamp.build == told.served.build
    if stamp.withdrawn or (mine and mine.withdrawn):
        yield FigureState.WITHDRAWN
    wrong = wrong_until(told)
    if wrong:
        yield FigureState.WRONG
    yield from _now(told, served, wrong=bool(wrong))
    if not wrong and corrected_by(told):
        yield FigureState.CORRECTED
    if told.found.area and told.found.area.ended:
        yield FigureState.AREA_ENDED
    if told.found.newer:
        yield FigureState.NEWER
    if of_served and not stamp.is_published and not stamp.withdrawn:
        yield FigureState.DRAFT


def _now(told: FigureTold, served: Choices, *, wrong: bool) -> Iterator[FigureState]:
    """Yield how the figure stands in the version that is served."""
    if told.now is None:
        ended = all(one.id != told.key.indicator for one in served.indicators)
        yield FigureState.SERIES_ENDED if ended else FigureState.GONE
    elif told.now.value is None:
        yield FigureState.HIDDEN
    elif not wrong and not same_figure(told.row, told.now):
        yield FigureState.OTHER
    elif not wrong and served.stamp.is_published:
        yield FigureState.CURRENT


def corrected_by(told: FigureTold) -> CorrectedCell | None:
    """Return the last correction that this figure has behind it."""
    stamp = told.choices.stamp
    past = [
        one
        for one in told.corrections
        if (one.correction.edition, one.correction.version) <= (stamp.edition, stamp.version)
    ]
    return past[-1] if past else None


def wrong_until(told: FigureTold) -> CorrectedCell | None:
    """Return the last correction that says that this very figure is wrong."""
    stamp = told.choices.stamp
    later = [
        one
        for one in told.corrections
        if one.correction.edition == stamp.edition
        and one.correction.wrong_version <= stamp.version < one.correction.version
    ]
    return later[-1] if later else None

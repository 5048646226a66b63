"""The card beside every source file: who made it, what it may be used for, and how to read it (docs/FORMATS.md)."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from datetime import date
from enum import StrEnum
from itertools import chain
from pathlib import Path
from typing import Annotated, Literal

import msgspec

from contract.actions.codes import Sampling
from contract.errors import UserError
from contract.period import Period
from etl.config.disclosure import CountRule
from etl.config.findings import Accepted
from etl.config.layout import Choice, Cube, Groups, OwnSigns, Table, Year, group_columns
from etl.config.missing import check_missing
from etl.config.notes import AcceptedNote
from etl.config.survey.fieldwork import Fieldwork, Population, check_fieldwork, files_beside
from etl.config.survey.local import (
    PLACE,
    Local,
    check_place,
    same_in_every_row,
    stands_for_the_place,
    written_of_a_sample,
)
from etl.config.toml import FromToml, PeriodText, Text, read_toml

CARD = "card.toml"
MEGABYTE = 1024 * 1024
# The parts that a kind of source cannot do without
NEEDED = {"respondents": ("design",), "cube": ("cube",)}
OLDER_KINDS = {"jsonstat": "cube"}  # as older cards write them


class LonelyPsu(StrEnum):
    """What a stratum with one PSU adds to a variance; the names are those of R's option survey.lonely.psu."""

    CERTAINTY = "certainty"  # nothing: it was taken with certainty
    ADJUST = "adjust"  # its square around the mean of the whole sample, which is 0
    REMOVE = "remove"  # nothing: it is left out
    AVERAGE = "average"  # the average of the strata whose variance is known


class Replicates(FromToml, frozen=True):
    """Replicate weights as the producer delivers them: JK1, JKn, bootstrap, BRR, Fay.

    Variance = scale x sum of rscale x (replicate estimate - centre) squared. Defaults: JK1 (R - 1) / R, bootstrap
    1 / (R - 1), JKn 1 with its rscales, BRR 1 / R, Fay 1 / (R (1 - rho)^2). The centre is the mean of the replicates,
    with `mse` the full estimate.
    """

    method: Literal["JK1", "JKn", "bootstrap", "BRR", "Fay"]
    columns: Annotated[tuple[str, ...], msgspec.Meta(min_length=2)]
    scale: float | None = None
    rscales: tuple[float, ...] | None = None  # one per column; none: all 1
    rho: Annotated[float, msgspec.Meta(ge=0, lt=1)] | None = None  # Fay: what is left of the weights of a half-sample
    combined: bool = True  # the columns are weights; False: factors of the main weight
    mse: bool = False
    df: int | None = None  # as declared by the producer; none: rank of the replicate weights - 1


class CalibrationMethod(StrEnum):
    """How weights are brought to the population totals; the names are those of R's argument calfun."""

    RAKING = "raking"
    LINEAR = "linear"


class Calibration(FromToml, frozen=True):
    """The population totals that the weights add to: margins of the card's [population]."""

    margins: Annotated[
        tuple[Annotated[tuple[str, ...], msgspec.Meta(min_length=1)], ...], msgspec.Meta(min_length=1)
    ]  # each a list of its columns
    method: CalibrationMethod
    design_weight: str | None = None  # column of the weights to start from; none: `weight`


class Panel(StrEnum):
    """What a wave shares with earlier waves of its survey."""

    NONE = "none"  # nothing: ids that occur in both are numbers that start again
    RESPONDENTS = "respondents"  # people, with their PSUs
    PSUS = "psus"  # sampled areas, with other people


class Asked(FromToml, frozen=True):
    """A question as this wave put it; what differs from the wave before must be a declared break."""

    wording: Text
    codes: tuple[int, ...] | None = None  # the answer codes of this wave


class Design(FromToml, frozen=True):
    """How the respondents were sampled: column names in the file, and the division of its areas.

    Weight and areas are left out of the card of a local collection: all weigh alike, and the place is one.
    """

    respondent: str
    weight: str = ""
    area: str = ""
    level: str = ""
    geo_year: Year = 0
    stratum: str | None = None
    psu: str | None = None
    fpc: str | None = None
    second_fpc: str | None = None  # number of units in the PSU's population: units are sampled inside the PSUs
    unit: str | None = None  # none: the respondents
    lonely_psu: LonelyPsu | None = None
    population: Annotated[float, msgspec.Meta(gt=0)] | None = None
    replicates: Replicates | None = None
    calibration: Calibration | None = None
    panel: Panel | None = None


class _Written(FromToml, frozen=True, kw_only=True):
    id: str
    period: PeriodText
    kind: Literal["respondents", "aggregates", "cube", "register", "jsonstat"]
    file: str
    sha256: str
    accessed: date
    licence: str
    synthetic: bool
    title: Text
    producer: Text
    method: Text
    url: str | None = None
    quoted_by: str | None = None
    not_asked: tuple[str, ...] = ()  # questions of the catalogue that this period did not ask
    unused: tuple[str, ...] = ()  # columns of the file that are known and not read
    replaces: tuple[str, ...] = ()  # older periods of the same source that this one holds too (fetched series)
    design: Design | None = None
    local: Local | None = None  # a survey of one place
    population: Population | None = None
    fieldwork: Fieldwork | None = None
    groups: Groups = msgspec.field(default_factory=dict)
    asked: dict[str, Asked] = msgspec.field(default_factory=dict)  # question column: as it was put in this wave
    missing: OwnSigns = msgspec.field(default_factory=dict)  # signs in the place of a value, and what they mean
    answer_codes: dict[str, dict[str, int]] = msgspec.field(default_factory=dict)  # question: text in the file = code
    choices: dict[str, Choice] = msgspec.field(default_factory=dict)  # question: the option that it asks for
    table: Table = Table()
    cube: Cube | None = None
    accepted_labels: dict[str, dict[str, str]] = msgspec.field(default_factory=dict)  # column: code = words in the file
    accepted_notes: tuple[AcceptedNote, ...] = ()  # of a cube, that are no breaks
    strict: bool = False  # what query edits find stops the build
    accepted: tuple[Accepted, ...] = ()  # figures that look wrong and are right
    disclosure: CountRule | None = None  # of published counts by group, and of small ones
    delete_by: date | None = None  # the day by which the rows of respondents are to be deleted

    def __post_init__(self) -> None:
        """Give a kind its present name, whatever an older card calls it; a local collection has one area."""
        msgspec.structs.force_setattr(self, "kind", OLDER_KINDS.get(self.kind, self.kind))
        if self.local and self.design and not self.design.area:
            self._in_one_place(self.local, self.design)

    def _in_one_place(self, local: Local, design: Design) -> None:
        said = stands_for_the_place(local, Period.parse(self.period).last, msgspec.structs.asdict(design))
        constant = dict(same_in_every_row(local, said, design.population))
        table = msgspec.structs.replace(self.table, constant={**self.table.constant, **constant})
        msgspec.structs.force_setattr(self, "design", msgspec.structs.replace(design, **said))
        msgspec.structs.force_setattr(self, "table", table)


class SourceCard(_Written, frozen=True, kw_only=True):
    """A card together with the place of its file."""

    path: Path


def read_cards(sources: Path, max_megabytes: float, *, with_files: bool = True) -> tuple[SourceCard, ...]:
    """Read every `<source>/<period>/card.toml` below `sources`, sorted; check names, sizes and hashes of the files.

    Without files the cards alone are read: where files are checked, respondents' rows need not lie.
    """
    if not sources.is_dir():
        raise UserError("sources_folder_missing", path=sources)
    inside = chain.from_iterable(source.iterdir() for source in sources.iterdir() if source.is_dir())
    folders = sorted(folder for folder in inside if folder.is_dir())
    cards = tuple(read_card(folder / CARD, max_megabytes, with_files=with_files) for folder in folders)
    if not cards:
        raise UserError("sources_empty", path=sources)
    _check_copies(cards)
    replaced: set[tuple[str, str]] = set()
    for card in cards:
        replaced |= {(card.id, period) for period in card.replaces}
    return tuple(card for card in cards if (card.id, card.period) not in replaced)


def read_card(path: Path, max_megabytes: float, *, with_files: bool = True, in_place: bool = True) -> SourceCard:
    """Read one card; raise UserError when it does not fit its folders, its kind or its file.

    Where it is not in its place yet, its folders may be called as they like.
    """
    written = read_toml(path, _Written)
    if in_place:
        _check_folders(written, path)
    for needed in NEEDED.get(written.kind, ()):
        if getattr(written, needed) is None:
            raise UserError("card_part_missing", path=path, kind=written.kind, part=needed)
    if written.kind != "respondents" and any(files_beside(written.population, written.fieldwork)):
        raise UserError("counts_without_respondents", path=path, kind=written.kind)
    _check_design(written, path)
    if written.fieldwork:
        drawn = written.local is None or written.local.sampling == Sampling.PROBABILITY
        check_fieldwork(written.fieldwork, path, ours=written.kind == "respondents", drawn=drawn)
    _check_deletion(written, path)
    check_missing(written.missing, path, respondents=written.kind == "respondents")
    if written.table.mark == written.table.thousands:
        raise UserError("marks_equal", path=path, key="table", found=written.table.mark)
    both = [name for name in written.table.columns if name in written.table.constant]
    if both:
        raise UserError("column_and_constant", path=path, key="table.constant", found=both[0])
    for key, name, sha256 in _files(written) if with_files else ():
        _check_file(path, key, name, sha256, max_megabytes)
    return SourceCard(**msgspec.structs.asdict(written), path=path.parent / written.file)


def _check_folders(card: _Written, path: Path) -> None:
    """Check that the folders of a card are called as it says."""
    period = path.parent
    for key, written_as, folder in (("id", card.id, period.parent.name), ("period", card.period, period.name)):
        if written_as != folder:
            raise UserError("card_not_its_folder", path=path, key=key, found=written_as, folder=folder)


def _check_design(card: _Written, path: Path) -> None:
    """Check that a design is whole, or that of one place."""
    design = card.design
    if card.local is not None:
        check_place(card.local, path)
        if card.kind != "respondents" or design is None:
            raise UserError("local_not_respondents", path=path, key="kind", found=card.kind)
        if design.area != PLACE:
            raise UserError("local_area_column", path=path, key="design.area", found=design.area)
        if found := written_of_a_sample(card.local, msgspec.structs.asdict(design)):
            raise UserError("self_selected_sampled", path=path, key=f"design.{found[0]}", keys=found)
        return
    lacks = [key for key in ("weight", "area", "level", "geo_year") if design and not getattr(design, key)]
    if lacks:
        raise UserError("toml_lacks", path=path, keys=[f"design.{key}" for key in lacks])


def _check_deletion(card: _Written, path: Path) -> None:
    """Check the day by which the rows of respondents are to be deleted."""
    if card.delete_by is None:
        return
    if card.kind != "respondents":
        raise UserError("deletion_without_respondents", path=path, key="delete_by", found=str(card.delete_by))
    if card.delete_by <= card.accessed:
        raise UserError("deletion_before_delivery", path=path, key="delete_by", found=str(card.delete_by))


def design_of(card: SourceCard) -> Design:
    """Return how the respondents of a card were sampled; raise UserError where it does not say."""
    if card.design is None:
        raise UserError("card_part_missing", path=card.path, kind=card.kind, part="design")
    return card.design


def tidy_columns(card: SourceCard) -> dict[str, str]:
    """Return column of the respondents' file = column of the tidy frame, for the area and the groups."""
    area = {card.design.area: "area"} if card.design else {}
    return area | {column: dim for dim, column in group_columns(card.groups).items()}


def _check_copies(cards: Sequence[SourceCard]) -> None:
    """Refuse a folder made by copying another whose file was not exchanged: a wave that is last year's."""
    first: dict[tuple[str, str], SourceCard] = {}
    for card in cards:
        same = first.setdefault((card.id, card.sha256), card)
        if same is not card:
            raise UserError("source_copied", path=card.path, period=same.period)


def _files(card: _Written) -> Iterator[tuple[str, str, str]]:
    """Yield key, name and hash of every file that a card names."""
    yield "file", card.file, card.sha256
    yield from files_beside(card.population, card.fieldwork)


def _check_file(card: Path, key: str, name: str, sha256: str, max_megabytes: float) -> None:
    path = card.parent / name
    if Path(name).name != name:
        raise UserError("card_file_in_folder", path=card, key=key, found=name)
    if not path.is_file():
        raise UserError("source_file_missing", path=path, card=card)
    size = path.stat().st_size
    if size > max_megabytes * MEGABYTE:
        raise UserError("file_too_large", path=path, megabytes=size / MEGABYTE, limit=max_megabytes)
    if size == 0:
        raise UserError("file_empty", path=path)
    check_hash(path, sha256, card)


def check_hash(path: Path, sha256: str, card: Path) -> None:
    """Raise UserError where a file is not the one that its card describes."""
    found = hash_of(path)
    if found != sha256:
        raise UserError("source_file_changed", path=path, found=found, card=card)


def hash_of(path: Path) -> str:
    """Return what a card writes as the sha256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()

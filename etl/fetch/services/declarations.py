"""What is fetched from where: services.toml and sources/*.toml, read strictly into frozen types."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import msgspec

from contract.codes import Level
from contract.errors import UserError
from etl.config.disclosure import CountRule
from etl.config.notes import AcceptedNote
from etl.config.toml import FromToml, Text, read_toml

HERE = Path(__file__).parent
AREA = ("alue*", "maakunta*", "kunta*", "area", "region*")  # how StatFin has called the area variable, old and new


class Service(FromToml, frozen=True):
    """Where a service answers, and how gently it wants to be asked."""

    url: str
    pause_seconds: float = 0.0  # between two calls
    timeout_seconds: float = 70.0  # StatFin itself gives up after 60
    attempts: int = 6
    wait_seconds: float = 2.0  # before the first repetition; doubled each time


class GroupVariable(FromToml, frozen=True):
    """Which variable divides the population, and what its values are called here."""

    dim: str
    variable: str
    codes: dict[str, str]  # value (code or text, `*` allowed) = our code; "all" is the whole population


class PxWeb(FromToml, frozen=True):
    """One indicator in one PxWeb table. Names of variables and values are patterns parted by `|`, tried in order."""

    indicator: str
    table: tuple[str, ...]  # newest id first; the next is tried where the service does not know one
    select: dict[str, str]  # variable = value
    area: tuple[str, ...] = AREA
    levels: tuple[str, ...] = (Level.COUNTRY, Level.MAAKUNTA)
    geo_year: int | None = None  # only where the variable's code does not tell its division
    since: str = ""
    group: GroupVariable | None = None
    adds_up: bool = False  # every level adds up to the whole country
    without: tuple[str, ...] = ()  # codes of areas that the table does not have, such as "21"
    seen: str = ""  # when and where this table was last seen to exist


class Sotkanet(FromToml, frozen=True):
    """One indicator of THL's Sotkanet."""

    indicator: str
    number: int
    years: tuple[int, int]  # first and last
    geo_year: int
    gender: str = "total"
    levels: tuple[str, ...] = (Level.COUNTRY, Level.MAAKUNTA)
    adds_up: bool = False
    without: tuple[str, ...] = ()


class _Written(FromToml, frozen=True, kw_only=True):
    service: str
    title: Text
    producer: Text
    method: Text
    licence: str
    source: str = ""  # the folder in data/sources, where it differs from the name of the declaration
    quoted_by: str | None = None
    on_request: bool = False  # fetched only when named
    accepted_notes: tuple[AcceptedNote, ...] = ()  # as on a card, which gets them
    disclosure: CountRule | None = None  # as on a card, which gets it
    pxweb: tuple[PxWeb, ...] = ()
    sotkanet: tuple[Sotkanet, ...] = ()


class Declaration(_Written, frozen=True, kw_only=True):
    """One source to fetch; the id is the name of its file."""

    id: str

    @property
    def folder(self) -> str:
        """The folder in data/sources."""
        return self.source or self.id


def read_services(path: Path = HERE / "services.toml") -> Mapping[str, Service]:
    """Read where the services answer; raise UserError with file and key."""
    return read_toml(path, dict[str, Service])


def read_declarations(folder: Path = HERE / "sources") -> tuple[Declaration, ...]:
    """Read every declaration, sorted by id; raise UserError with file and key."""
    return tuple(_read(path) for path in sorted(folder.glob("*.toml")))


def select_declarations(declarations: tuple[Declaration, ...], names: tuple[str, ...]) -> tuple[Declaration, ...]:
    """Return the named sources, or all that are not only fetched on request; raise UserError for an unknown name."""
    known = {one.id: one for one in declarations}
    for name in names:
        if name not in known:
            raise UserError("declaration_unknown", path=HERE / "sources", found=name, known=tuple(known))
    return tuple(known[name] for name in names) or tuple(one for one in declarations if not one.on_request)


def _read(path: Path) -> Declaration:
    written = read_toml(path, _Written)
    if bool(written.pxweb) == bool(written.sotkanet):
        raise UserError("declaration_of_two_services", path=path)
    return Declaration(id=path.stem, **msgspec.structs.asdict(written))

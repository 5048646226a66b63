"""The catalogue: what each indicator is called, asks, counts, and cannot say. One TOML file each, beside this one."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from contract.actions.scale import ValueScale, value_scale
from contract.errors import UserError
from etl.config.catalogue.checks import check_groups, check_indicator, check_positions, check_ratios, check_scale
from etl.config.catalogue.entries import (
    Answers,
    Break,
    Entry,
    Group,
    GroupDimension,
    GroupsFile,
    Indicator,
    Scale,
    ScaleEntry,
)
from etl.config.toml import read_toml

__all__ = ["Answers", "Break", "Catalogue", "Group", "GroupDimension", "Indicator", "Scale", "read_catalogue"]

HERE = Path(__file__).parent
SCALES = "scales.toml"
GROUPS = "groups.toml"


@dataclass(frozen=True, slots=True)
class Catalogue:
    """All indicators in the order of every page, the answer scales and the population groups."""

    indicators: tuple[Indicator, ...]
    scales: Mapping[str, Scale]
    groups: tuple[GroupDimension, ...]
    folder: Path = HERE

    def indicator(self, name: str) -> Indicator:
        """Return an indicator by its id; raise UserError when the catalogue does not have it."""
        for one in self.indicators:
            if one.id == name:
                return one
        raise UserError("indicator_unknown", path=self.folder, found=name)

    def scale_of(self, indicator: Indicator) -> ValueScale:
        """Return the numbers that an indicator can have."""
        asked = self.scales.get(indicator.answers.scale) if indicator.answers else None
        return value_scale(indicator.kind, indicator.unit, asked.answers if asked else ())

    def groups_of(self, dim: str) -> tuple[Group, ...]:
        """Return the groups of a dimension; none when nobody knows it."""
        return next((dimension.groups for dimension in self.groups if dimension.dim == dim), ())

    def has_group(self, dim: str, code: str) -> bool:
        """Return whether groups.toml names this group."""
        return any(group.code == code for group in self.groups_of(dim))

    def present(self, known: Collection[str]) -> Catalogue:
        """Leave out the indicators that wait for the first fetch of their source."""
        present = tuple(one for one in self.indicators if not one.fetched or one.source in known)
        return replace(self, indicators=present)

    def check_sources(self, known: Collection[str]) -> None:
        """Refuse an indicator whose source has no card among the `known` ids."""
        for one in self.indicators:
            if one.source not in known:
                path = self.folder / f"{one.id}.toml"
                raise UserError(
                    "catalogue_source_missing", path=path, key="source", found=one.source, sources=sorted(known)
                )


def read_catalogue(folder: Path = HERE) -> Catalogue:
    """Read and check a folder of catalogue files; raise UserError with file and key."""
    scales = _read_scales(folder / SCALES)
    groups = read_toml(folder / GROUPS, GroupsFile).dimensions
    check_groups(folder / GROUPS, groups)
    files = [
        (path, _read_indicator(path)) for path in sorted(folder.glob("*.toml")) if path.name not in {SCALES, GROUPS}
    ]
    for path, indicator in files:
        check_indicator(path, indicator, scales)
    check_positions(files)
    check_ratios(files)
    indicators = sorted((indicator for _, indicator in files), key=lambda one: one.position)
    return Catalogue(tuple(indicators), scales, groups, folder)


def _read_indicator(path: Path) -> Indicator:
    entry = read_toml(path, Entry)
    return Indicator(id=path.stem, **{key: getattr(entry, key) for key in entry.__struct_fields__})


def _read_scales(path: Path) -> Mapping[str, Scale]:
    entries = read_toml(path, dict[str, ScaleEntry])
    scales = {
        name: Scale({int(code): label for code, label in entry.codes.items()}, entry.no_answer)
        for name, entry in entries.items()
    }
    for name, scale in scales.items():
        check_scale(path, name, scale)
    return scales

"""What the group codes of a file mean by its own labels, and by the card and the catalogue."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from contract.codes import EVERYBODY
from contract.errors import UserError
from etl.read.formats.table import SourceTable
from etl.read.labels.accepted import lines, side_by_side
from etl.read.labels.plain_words import meant, plain, plain_names

if TYPE_CHECKING:
    from etl.config.catalogue.catalogue import Catalogue

SHOWN = 4  # names of one group: its code, and the three languages
TOTALS = (
    *("yhteensä", "kaikki", "kaikki yhteensä", "koko väestö", "väestö yhteensä", "molemmat sukupuolet", "koko maa"),
    *("totalt", "sammanlagt", "alla", "samtliga", "hela befolkningen", "båda könen", "hela landet"),
    *("total", "all", "everybody", "whole population", "total population", "both sexes", "whole country"),
)


def check_groups(
    raw: SourceTable,
    column: str,
    dim: str,
    written: Mapping[str, str],
    catalogue: Catalogue,
    *,
    accepted: Mapping[str, str],
) -> None:
    """Refuse a group column whose labels in the file are those of other groups than the card takes its codes for.

    Words that groups.toml does not know stop until the card accepts them, as code = words, or names them as keys of
    its map: a map of codes alone is no witness of what they mean.
    """
    name = raw.name(column)
    stood = raw.labels.get(name, {})
    codes = raw.text(column).unique(maintain_order=True).drop_nulls().to_list()
    labels = {code: stood[code] for code in codes if plain(stood.get(code, "")) not in {"", plain(code)}}
    ours = {code: written.get(code, written.get(label, code)) for code, label in labels.items()}
    texts = _texts(dim, catalogue)
    names = plain_names(texts)
    unknown = {}
    for code, label in labels.items():
        found = meant(label, code, ours[code], names)
        if ours[code] not in names or ours[code] in found:
            continue
        if found:
            error = UserError(
                "group_label_contradicts",
                given=code,
                meant=min(found),
                ours=ours[code],
                label=" / ".join(dict.fromkeys(texts[ours[code]][:SHOWN])),
                dim=dim,
            )
            raise error.at(raw.path, column=name, found=f"{code} = {label}")
        if label not in written and code not in accepted:
            unknown[code] = label
    if unknown:
        shown = side_by_side(unknown, {code: texts[ours[code]][1:SHOWN] for code in unknown})
        raise UserError(
            "group_labels_unknown", path=raw.path, column=name, labels=shown, lines=lines(column, unknown), dim=dim
        )


def _texts(dim: str, catalogue: Catalogue) -> dict[str, tuple[str, ...]]:
    """Return the code of every group = its code and names; beside them, everybody."""
    groups = {
        group.code: (group.code, group.name.fi, group.name.sv, group.name.en, *group.also)
        for group in catalogue.groups_of(dim)
    }
    return {EVERYBODY: (EVERYBODY, *TOTALS[:1], *TOTALS), **groups}

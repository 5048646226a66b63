"""Unit and label of the contents that are read from a cube: per cent or thousands are no persons."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping

from contract.codes import Unit
from contract.errors import UserError
from etl.read.formats.table import SourceTable
from etl.read.labels.accepted import lines
from etl.read.labels.plain_words import plain, readable

RATE = re.compile(
    r"‰|promille|per mill|(?:\bper\b|/|\bpå\b)\s*(?:1|10|100)[\s.,]?000\b|\b(?:1|10|100)[\s.,]?000 "
    r"(?:asukasta|henkeä|väestöstä|invånare|inhabitants|population)\b.*(?:kohti|kohden)|"
    r"\b(?:1|10|100)[\s.,]?000 (?:inhabitants|invånare|asukasta)\b"
)
THOUSANDS = re.compile(
    r"(?<![\d.,/])1[\s.,]?000(?!\d)|\bthousands?\b|\btuhat\b|\btuhatta\b|\btuhansi|\btusen\b|\btusental\b"
    r"|\btuh\b|\bt\.? ?(?:hlö|henk|kpl)|\bths\b|\bthous\b|\bmillion|\bmiljoon|\bmilj\b|\bmiljon|\bmn\b|× 10\^"
)
POINTS = re.compile(r"percentage point|prosenttiyksik|procentenhet|%-yks")
CODED = re.compile(r"(?:THS|MIO|BIO|PC|P_THAB|P_HTHAB)(?:_|\Z)")  # Eurostat's codes of units, where there are no labels
MONEY = re.compile(r"€|\b(?:euroa?|euros|eur|kronor|sek)\b")
HUNDREDS = re.compile(  # of a unit: in a label, 100 may count something else
    r"(?<![\d.,/])100?\s*(?:hlö|henk|kpl|pers|people|personer|st\b)|\bhundreds?\b|\bsatoja\b|\bsataa\b|\bhundra(?:de)?tal\b"
)
ELSE = re.compile(
    r"\bind(?:ex|eks)|\bvuotta\b|\byears?\b|^år$|\bkm²|\bkm2\b|\bhehtaari|\bhectare|\bkotitalouk|\basuntokun|\bhousehold|\bhushåll"
)
PERCENT = re.compile(r"%|\bper ?cent|\bprosent|\bprocent|\bpct\b|osuus\b|\bosuudet\b|\bandel(?:en)? av\b|\bshare of\b")
TABLE = ""  # in the place of a dimension: what is said of the whole table
TITLE = "title"
COUNTED = {
    *("persons", "people", "number", "number of persons", "count", "amount", "reports", "offences"),
    *("lukumäärä", "lkm", "henkeä", "henkilöä", "henkilöt", "kpl", "henkilö"),
    *("antal", "personer", "st", "antal personer", "person"),
}


def check_contents(
    raw: SourceTable, column: str, units: Collection[tuple[str, Unit]], accepted: Mapping[str, str]
) -> None:
    """Refuse contents whose unit or label is not the unit of the indicator; a factor is never taken in silence.

    units: category of the dimension `column`, unit of its indicator; both "" for the whole table.
    accepted: category = label that the card accepts;
    a unit cannot be accepted.
    """
    for category, unit in units:
        written = raw.units.get(column, {}).get(category) or raw.units.get("", {}).get("", "")
        label = raw.labels.get(column, {}).get(category, "")
        coded = Unit(unit).counted and CODED.match(category) is not None
        if _other_unit(written, unit):
            found = f"{category}: {written}" if category else written
            raise UserError("unit_contradicts", path=raw.path, column=column or None, found=found, unit=unit)
        if category in accepted:
            continue
        if coded:
            raise UserError("unit_contradicts", path=raw.path, column=column, found=category, unit=unit)
        if _other_label(label, unit):
            _refuse_words(raw, column, category, label, unit)


def check_title(raw: SourceTable, units: Collection[Unit], accepted: Mapping[str, str]) -> None:
    """Refuse a table of counts whose title says thousands, unless several contents have units of their own."""
    label = raw.labels.get(TABLE, {}).get(TITLE, "")
    each = any(len(known) > 1 for known in raw.units.values())
    counted = next((unit for unit in units if Unit(unit).counted), None)
    if counted and not each and TITLE not in accepted and _says_thousands(label):
        _refuse_words(raw, TABLE, TITLE, label, counted)


def _says_thousands(title: str) -> bool:
    text = readable(title).casefold()
    return THOUSANDS.search(text) is not None and RATE.search(text) is None


def _refuse_words(raw: SourceTable, column: str, category: str, label: str, unit: Unit) -> None:
    found = f"{category} = {label}" if category else label
    line = ", ".join(lines(column, {category: label}))
    raise UserError("label_contradicts_unit", path=raw.path, column=column or None, found=found, unit=unit, line=line)


def _other_unit(written: str, unit: Unit) -> bool:
    text = readable(written).casefold()
    if unit == Unit.PERCENT:
        counted = plain(written) in COUNTED
        return counted or any(found.search(text) for found in (RATE, THOUSANDS, POINTS, MONEY))
    others = (RATE, THOUSANDS, HUNDREDS, PERCENT, MONEY, ELSE)
    return Unit(unit).counted and any(found.search(text) for found in others)


def _other_label(label: str, unit: Unit) -> bool:
    text = readable(label).casefold()
    wrong: Iterator[re.Pattern[str]] = iter(())
    if unit == Unit.PERCENT:
        wrong = iter((RATE, POINTS))
    if Unit(unit).counted:
        wrong = iter((RATE, THOUSANDS, PERCENT))
    return any(found.search(text) for found in wrong)

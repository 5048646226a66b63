"""What may not stand in the texts of a contribution: tags, formulas, control characters, and what names a person."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from urllib.parse import urlsplit

from contract.errors import UserError

LONGEST = 4_000  # letters of a text
TAG = re.compile(r"<[A-Za-z/!?][^>]*>")
FORMULA = ("=", "+", "-", "@")
CONTROL = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"
)
IDENTITY = re.compile(r"(?<!\w)(\d{2})(\d{2})(\d{2})([-+A-FU-Y])(\d{3})([0-9A-Y])(?!\w)", re.IGNORECASE)
CENTURIES = {"+": 1800, **dict.fromkeys("-UVWXY", 1900), **dict.fromkeys("ABCDEF", 2000)}  # since 2023 several signs
CHECK = "0123456789ABCDEFHJKLMNPRSTUVWXY"  # by the remainder of the nine digits divided by 31
PHONE = re.compile(
    r"(?<![\w.,/:-])(?:(?:\+|00)\d{1,3}(?:[\s().-]*\d){6,12}|0\d{1,3}[\s-]?\d{3,4}(?:[\s-]?\d{2,4})+)(?![\w/])"
)
EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
PERSON = re.compile(r"[^\W\d_][\w-]*\.[^\W\d_][\w-]*(?:\.[^\W\d_][\w-]*)?")  # firstname.lastname
POSTS = (  # words of addresses that belong to a post, not to a person
    "info kirjaamo registrator registry office toimisto kansli neuvonta rådgivning palvelu palvelut service services "
    "kotoutuminen integration international maahanmuutto viestintä kommunikation asiakaspalvelu kundtjänst kunta "
    "kaupunki kommun stad city hanke projekt project forum foorumi tiimi team koordinaattori coordinator "
    "koordinator contact posti post demokratia osallisuus delaktighet"
)


def check_text(text: str) -> str:
    """Return a text that may be shown; raise UserError without a place. What is found of a person is not repeated."""
    if len(text) > LONGEST:
        raise UserError("action_text_long", letters=LONGEST)
    if CONTROL.search(text):
        raise UserError("action_text_control")
    if TAG.search(text):
        raise UserError("action_text_html")
    if any(map(_is_identity_code, IDENTITY.finditer(text))):
        raise UserError("action_text_identity_code", found="…")
    if PHONE.search(text):
        raise UserError("action_text_phone", found="…")
    if any(map(is_person, EMAIL.findall(text))):
        raise UserError("action_email_person", found="…")
    if text.startswith(FORMULA):
        raise UserError("action_text_formula")
    return text


def check_email(text: str) -> str:
    """Return the address of a post; raise UserError where it is none, or that of a person."""
    if not EMAIL.fullmatch(text):
        raise UserError("action_email_form")
    if is_person(text):
        raise UserError("action_email_person", found="…")
    return check_text(text)


def check_link(text: str) -> str:
    """Return a link to a page; raise UserError for anything that is not http(s)."""
    check_text(text)
    if not re.fullmatch(r"[^\s<>\"\\]+", text) or not _leads_to_a_page(text):
        raise UserError("action_link")
    return text


def is_person(address: str) -> bool:
    """Return whether an e-mail address looks like firstname.lastname@…, that of a person."""
    name = address.partition("@")[0].casefold()
    return PERSON.fullmatch(name) is not None and not set(POSTS.split()) & set(_parts(name))


def _parts(name: str) -> Iterator[str]:
    yield from re.split(r"[.\-_]", name)


def _leads_to_a_page(text: str) -> bool:
    try:
        link = urlsplit(text)
    except ValueError:
        return False
    return link.scheme in {"http", "https"} and "." in (link.hostname or "") and link.username is None


def _is_identity_code(found: re.Match[str]) -> bool:
    """Return whether what looks like a Finnish personal identity code is one: its day exists, its last sign fits."""
    day, month, year, century, number, sign = found.groups()
    try:
        date(CENTURIES[century.upper()] + int(year), int(month), int(day))
    except ValueError:
        return False
    return CHECK[int(day + month + year + number) % len(CHECK)] == sign.upper()

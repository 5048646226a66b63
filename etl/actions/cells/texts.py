"""What may not stand in the texts of a contribution: tags, formulas, control characters, and what names a person."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from unicodedata import category, decimal, normalize
from urllib.parse import urlsplit

from contract.errors import UserError

LONGEST = 4_000  # letters of a text
TAG = re.compile(r"<[A-Za-z/!?]|&(?:lt|gt|#\d+|#x[0-9a-f]+);", re.IGNORECASE)
FORMULA = ("=", "+", "-", "@")
CONTROL = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"
)
IDENTITY = re.compile(
    r"(?<!\d)(\d{2})(\d{2})(\d{2})\s?([-+A-FU-Y])\s?(\d{3})([0-9A-Y])(?![^\W_])", re.IGNORECASE | re.ASCII
)
CENTURIES = {"+": 1800, **dict.fromkeys("-UVWXY", 1900), **dict.fromkeys("ABCDEF", 2000)}  # since 2023 several signs
CHECK = "0123456789ABCDEFHJKLMNPRSTUVWXY"  # by the remainder of the nine digits divided by 31
NEXT = r"[ ()-]{0,3}\d"  # a further digit of a telephone number, which may stand apart
ENDS = r"(?!\d)(?! \d)"
PHONE = re.compile(
    rf"(?:\+ ?|(?<![\d.,-])(?<!\d )00)\(?\d(?:{NEXT}){{7,13}}{ENDS}"  # +358 40 123 4567
    rf"|(?<![\w.,-])(?<!\d )358(?:{NEXT}){{8,10}}{ENDS}"
    rf"|(?<![\w,-])(?<!\d[ .])(?!\d\d-\d\d-\d{{4}})(?!\d{{7}}-\d\b)0[1-9](?:{NEXT}){{5,10}}{ENDS}"  # no day, no firm
    rf"|(?<!\d)0[1-9]\d{{0,2}}\.\d{{3}}\.\d{{2,4}}(?:\.\d{{2}})?{ENDS}"
    rf"|(?<!\d)0[1-9]\d{{7,9}}{ENDS}"
    r"|^(?:4\d|50)\d{6,8}$"  # a cell that a spreadsheet took for a number, without its first 0
)
WEB = re.compile(r"https?://\S+", re.IGNORECASE)
HOST = re.compile(r"(?:[^\W_](?:[\w-]*[^\W_])?\.)+(?:[^\W\d_]{2,}|xn--[\w-]+)")
EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
PERSON = re.compile(r"[^\W\d_][\w-]*\.[^\W\d_][\w-]*(?:\.[^\W\d_][\w-]*)?")  # firstname.lastname
POSTS = (  # words of addresses that belong to a post, not to a person
    "info kirjaamo registrator registry office toimisto kansli neuvonta rådgivning palvelu palvelut service services "
    "kotoutuminen integration international maahanmuutto viestintä kommunikation asiakaspalvelu kundtjänst kunta "
    "kaupunki kommun stad city hanke projekt project forum foorumi tiimi team koordinaattori coordinator "
    "koordinator contact posti post demokratia osallisuus delaktighet"
)


def check_text(text: str) -> str:
    """Return a text that may be shown; raise UserError without a place."""
    plain = normalize("NFKC", text)
    if len(text) > LONGEST:
        raise UserError("action_text_long", letters=LONGEST)
    if CONTROL.search(text):
        raise UserError("action_text_control")
    if TAG.search(plain):
        raise UserError("action_text_html")
    check_private(text)
    if plain.lstrip().startswith(FORMULA):
        raise UserError("action_text_formula")
    return text


def check_private(text: str) -> None:
    """Raise UserError where a cell of any kind tells of a person; what is found is not repeated."""
    plain = _plain(text)
    if any(map(_is_identity_code, IDENTITY.finditer(plain))):
        raise UserError("action_text_identity_code", found="…")
    if PHONE.search(WEB.sub(" ", plain)):
        raise UserError("action_text_phone", found="…")
    if any(map(is_person, EMAIL.findall(plain))):
        raise UserError("action_email_person", found="…")


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


def _plain(text: str) -> str:
    """Write every kind of dash, space and digit alike, and leave out signs that nobody sees."""
    signs = (
        "-" if category(sign) == "Pd" or sign == "\u2212" else " " if sign.isspace() else sign
        for sign in normalize("NFKC", text)
        if category(sign) != "Cf"
    )
    return "".join(str(decimal(sign, sign)) for sign in signs)


def _leads_to_a_page(text: str) -> bool:
    try:
        link = urlsplit(text)
        port = link.port
    except ValueError:
        return False
    known = HOST.fullmatch(link.hostname or "") is not None and port != 0
    return link.scheme in {"http", "https"} and known and link.username is None


def _is_identity_code(found: re.Match[str]) -> bool:
    """Return whether what looks like a Finnish personal identity code is one: its day exists, its last sign fits."""
    day, month, year, century, number, sign = found.groups()
    try:
        date(CENTURIES[century.upper()] + int(year), int(month), int(day))
    except ValueError:
        return False
    return CHECK[int(day + month + year + number) % len(CHECK)] == sign.upper()

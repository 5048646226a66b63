"""Texts of a contribution: what names a person, or is more than text, is refused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contract.errors import UserError
from etl.actions.cells.texts import CENTURIES, CHECK, check_email, check_link, check_text


def refused(check, text):
    with pytest.raises(UserError) as error:
        check(text)
    return error.value.code


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("<script>alert(1)</script>", "action_text_html"),
        ("Lue <a href='x'>tästä</a>", "action_text_html"),
        ("=HYPERLINK(1)", "action_text_formula"),
        ("+1", "action_text_formula"),
        ("-cmd", "action_text_formula"),
        ("@SUM(A1)", "action_text_formula"),
        ("Matti 131052-308T tuli", "action_text_identity_code"),
        ("131052-308t", "action_text_identity_code"),
        ("soita 040 123 4567", "action_text_phone"),
        ("+358 40 1234567", "action_text_phone"),
        ("09 123 4567", "action_text_phone"),
        ("kirjoita maija.meikalainen@kunta.fi", "action_email_person"),
        ("a\x00b", "action_text_control"),
        ("a\u202eb", "action_text_control"),
        ("a" * 4001, "action_text_long"),
        ("<img src=x onerror=alert(1)", "action_text_html"),  # never closed
        ("\uff1cscript\uff1e", "action_text_html"),
        ("&lt;b&gt; &#60;", "action_text_html"),
        ("\uff1dSUM(A1)", "action_text_formula"),  # full width
        ("\t=1", "action_text_formula"),
        ("\ufe631", "action_text_formula"),
        ("131052\u2013308T", "action_text_identity_code"),  # dashes that are no hyphen
        ("131052\u2212308T", "action_text_identity_code"),
        ("131052\u2011308T", "action_text_identity_code"),
        ("131052 - 308T", "action_text_identity_code"),
        ("131052\u200b-308T", "action_text_identity_code"),
        ("\uff11\uff13\uff11\uff10\uff15\uff12-308T", "action_text_identity_code"),
        ("hetu131052-308T", "action_text_identity_code"),
        ("_131052-308T_", "action_text_identity_code"),
        ("010190Y909X / 131052-308T", "action_text_identity_code"),
        ("https://x.fi/131052-308T", "action_text_identity_code"),
        ("040-1234567", "action_text_phone"),
        ("040\u00a0123\u00a04567", "action_text_phone"),
        ("040\u2011123\u20114567", "action_text_phone"),
        ("040\u2013123 4567", "action_text_phone"),
        ("050 12 34 567", "action_text_phone"),
        ("(09) 123 4567", "action_text_phone"),
        ("puh.0401234567", "action_text_phone"),
        ("tel:0401234567", "action_text_phone"),
        ("tel:+358401234567", "action_text_phone"),
        ("040.123.4567", "action_text_phone"),
        ("+358 (0)40 123 4567", "action_text_phone"),
        ("00358 40 123 4567", "action_text_phone"),
        ("358401234567", "action_text_phone"),
        ("+46 8 123 45 67", "action_text_phone"),
        ("040\u200b1234567", "action_text_phone"),
        ("\u0660\u0664\u0660 \u0661\u0662\u0663 \u0664\u0665\u0666\u0667", "action_text_phone"),
        ("401234567", "action_text_phone"),  # a spreadsheet took it for a number
    ],
)
def test_a_text_that_is_more_than_text_is_refused(text, code):
    assert refused(check_text, text) == code


@pytest.mark.parametrize(
    "text",
    [
        "Alle 18 v. < 30 % ja > 5",
        "28–29.5.2024, noin 1 240 svar",
        "2024-05-28",
        "Laki 681/2023 ja 09.00–10.30",
        "131052-308A",  # the last sign does not fit
        "kirjoita info@kunta.fi",
        "rivi\nja toinen",
        "Budget 5 000 000 euro",
        "0" + "1" * 400 + "x",  # tried in every way, it would take longer than the world is old
        "040",
        "Y-tunnus 0201256-6",
        "02070 Espoo",
        "01.02.2026–31.12.2026",
        "01-02-2026",
        "MK01 2026-2028",
        "0–17, 18–29 ja 30–44 v.",
        "klo 09.00-10.30 ja 13.00–15.00",
        "– ensimmäinen kohta",
        "N = 1 000 000 000",
        "https://example.org/0401234567",
    ],
)
def test_a_text_that_only_looks_like_it_is_shown(text):
    assert check_text(text) == text


def test_what_is_found_of_a_person_is_not_repeated():
    with pytest.raises(UserError) as error:
        check_text("131052-308T")
    assert "131052" not in str(error.value)


@given(st.dates(), st.sampled_from(sorted(CENTURIES)), st.integers(2, 999))
def test_an_identity_code_is_refused_with_every_sign_of_a_century(day, sign, number):
    nine = f"{day:%d%m}{day.year % 100:02}{number:03}"
    if day.month == 2 and day.day == 29:
        return
    code = f"{nine[:6]}{sign}{nine[6:]}{CHECK[int(nine) % 31]}"
    assert refused(check_text, f"Hän ({code}) kertoi") == "action_text_identity_code"


@pytest.mark.parametrize("text", ["info@kunta.fi", "kirjaamo.uusimaa@ely-keskus.fi", "kotoutuminen@kunta.fi"])
def test_the_address_of_a_post_is_taken(text):
    assert check_email(text) == text


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("maija.meikalainen@kunta.fi", "action_email_person"),
        ("Åsa.Öst@kommun.fi", "action_email_person"),
        ("kunta.fi", "action_email_form"),
        ("info@kunta", "action_email_form"),
    ],
)
def test_any_other_address_is_refused(text, code):
    assert refused(check_email, text) == code


@pytest.mark.parametrize(
    "text", ["https://example.org/a?b=1", "http://kunta.fi", "HTTPS://www.åbo.fi:8443/sv#x", "https://x.xn--p1ai/"]
)
def test_a_page_is_linked(text):
    assert check_link(text) == text


@pytest.mark.parametrize(
    "text",
    [
        "javascript:alert(1)",
        "ftp://example.org",
        "example.org",
        "https://a b.fi",
        "https://x@example.org",
        "https://",
        "http://[::1",
        "data:text/html,x",
        "//example.org/a",
        "https:example.org",
        "https:///example.org",
        "https://user:pass@example.org",
        "https://:pass@example.org",
        "https://@example.org",
        "https://example.org\n/a",
        "java\nscript:alert(1)",
        " javascript:alert(1)",
        "JavaScript:alert(1)",
        "vbscript:x",
        "file:///etc/passwd",
        "https://localhost",
        "http://127.0.0.1/a",
        "http://2130706433/",
        "http://[::ffff:1.2.3.4]/",
        "https://example..org",
        "https://example.org:99999",
        "https://example.org%2f@evil.fi",
        "https://example.org\\@evil.fi",
    ],
)
def test_anything_else_is_no_link(text):
    assert refused(check_link, text) == "action_link"

"""deploy/proxies/static.conf: a real nginx serves a site as it was made, with strict headers."""

import gzip
from functools import partial

import pytest

from picture.site.folder import SERVED_SITE, SITE_BEFORE, put_site
from tests.deploy.proxies import free_port, proxied, static_text

PAGE = "<!doctype html>\n<title>Yleiskuva</title>\n<p>Älä hätäile.</p>\n".encode()
OLD = {"index.html": PAGE, "assets/0123456789abcdef.svg": b"<svg/>"}
FILES = {
    "index.html": PAGE,
    "404.html": b"<!doctype html>\n<title>Missing</title>\n",
    "fi/index.html": PAGE,
    "fi/areas/MK01.html": PAGE * 100,
    "assets/fedcba9876543210.css": b"a { color: red }",
    "fi/data/trust.csv": b"area,value\n",
    "fi/data/trust.json": b"{}",
    "fi/data/trust.xlsx": b"PK",
}


@pytest.fixture(scope="module")
def served(tmp_path_factory):
    folder = tmp_path_factory.mktemp("static")
    out = folder / "out"
    put_site(OLD, out)
    put_site(FILES, out)
    (out / SERVED_SITE / ".hidden").write_text("secret", encoding="utf-8")

    with proxied("nginx", folder, [free_port(), free_port()], partial(static_text, folder, out)) as proxy:
        yield proxy, out


def test_a_page_comes_packed_to_whoever_can_unpack_it_and_plain_to_others(served):
    proxy, _ = served
    packed = proxy.get("/fi/areas/MK01.html", Accept_Encoding="gzip")
    plain = proxy.get("/fi/areas/MK01.html")
    assert (packed.status, packed.headers["content-encoding"]) == (200, "gzip")
    assert gzip.decompress(packed.content) == plain.content == FILES["fi/areas/MK01.html"]
    assert len(packed.content) < len(plain.content) / 10
    assert "Accept-Encoding" in packed.headers["vary"]
    assert plain.headers["content-type"] == "text/html; charset=utf-8"


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/assets/fedcba9876543210.css", "text/css; charset=utf-8"),
        ("/fi/data/trust.csv", "text/csv; charset=utf-8"),
        ("/fi/data/trust.json", "application/json; charset=utf-8"),
        ("/fi/data/trust.xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    ],
)
def test_every_file_says_what_it_is(served, path, kind):
    proxy, _ = served
    assert proxy.get(path).headers["content-type"] == kind


@pytest.mark.parametrize(
    "path", ["/", "/fi/", "/fi/index.html", "/assets/fedcba9876543210.css", "/fi/data/trust.csv", "/no"]
)
def test_headers_of_safety_stand_on_every_answer_once(served, path):
    proxy, _ = served
    headers = proxy.get(path).headers
    (policy,) = headers.get_all("content-security-policy")
    assert policy.startswith("default-src 'none'; style-src 'self'; img-src 'self' data:;")
    assert "unsafe" not in policy
    for name in ("strict-transport-security", "x-content-type-options", "referrer-policy", "permissions-policy"):
        assert len(headers.get_all(name)) == 1, name


def test_what_is_named_by_its_content_is_kept_for_ever_and_a_page_for_minutes(served):
    proxy, _ = served
    assert "immutable" in proxy.get("/assets/fedcba9876543210.css").headers["cache-control"]
    assert proxy.get("/fi/index.html").headers["cache-control"] == "public, max-age=300"


def test_an_address_without_a_page_is_told_so(served):
    proxy, _ = served
    answer = proxy.get("/fi/areas/MK99.html")
    assert (answer.status, answer.content) == (404, FILES["404.html"])
    assert proxy.get("/.hidden").status == 404
    assert proxy.get("/../../etc/passwd").status in {400, 404}


def test_nobody_sends_anything(served):
    proxy, _ = served
    assert {proxy.get("/fi/index.html", method).status for method in ("POST", "PUT", "DELETE")} == {403}


def test_a_page_of_the_site_before_finds_its_pictures(served):
    proxy, out = served
    assert not (out / SERVED_SITE / "assets" / "0123456789abcdef.svg").exists()
    answer = proxy.get("/assets/0123456789abcdef.svg")
    assert (answer.status, answer.content) == (200, b"<svg/>")
    assert "content-security-policy" in answer.headers
    assert proxy.get("/assets/0000000000000000.svg").status == 404


def test_the_next_site_is_served_from_the_next_request_on(served):
    proxy, out = served
    put_site(FILES | {"fi/index.html": b"<!doctype html>\n<title>Newer</title>\n"}, out)
    assert b"Newer" in proxy.get("/fi/index.html").content
    assert (out / SITE_BEFORE / "fi" / "index.html").read_bytes() == PAGE

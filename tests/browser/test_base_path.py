"""The pages under a path of a host, as the server has it and as a proxy shows it."""

import shutil
import socket
import subprocess

import pytest

from tests.browser.reader import Reader
from tests.browser.server import serving

pytestmark = pytest.mark.browser

NGINX = """
pid {folder}/pid; error_log stderr; daemon off;
events {{}}
http {{
  access_log off; proxy_max_temp_file_size 0;
  client_body_temp_path {folder}; proxy_temp_path {folder}; fastcgi_temp_path {folder};
  uwsgi_temp_path {folder}; scgi_temp_path {folder};
  server {{
    listen 127.0.0.1:{port};
    location /kuva/ {{
      proxy_pass {address}/;
      proxy_http_version 1.1;
      proxy_set_header Host $http_host;
      proxy_set_header Upgrade $http_upgrade;
      proxy_set_header Connection upgrade;
    }}
  }}
}}
"""


@pytest.fixture(scope="module")
def address(chromium, published, tmp_path_factory):
    log = tmp_path_factory.mktemp("server") / "log.txt"
    with serving(published, log, LAGESBILD_BASE_PATH="/official/situation") as where:
        yield where


@pytest.fixture
def behind_proxy(address, desk, tmp_path):
    """Somebody who reads through a proxy that shows the pages under another path."""
    if shutil.which("nginx") is None:
        pytest.skip("no nginx on this machine: install the package `nginx-light` to run this test")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    (tmp_path / "nginx.conf").write_text(NGINX.format(folder=tmp_path, port=port, address=address), encoding="utf-8")
    proxy = subprocess.Popen(["nginx", "-c", tmp_path / "nginx.conf", "-p", tmp_path])
    try:
        for _ in range(100):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
        tab = desk.new_page()
        yield Reader(f"http://127.0.0.1:{port}/kuva", tab)
        tab.close()
    finally:
        proxy.terminate()
        proxy.wait(30)


def read(one):
    """Open a deep link, take a file, go to another page and back to the front page; return the addresses seen."""
    one.open("region", area="MK02", lang="sv")
    assert one.tab.locator(".lb-eyebrow").inner_text() == "Egentliga Finland · 2026"
    with one.tab.expect_download() as waiting:
        picture = one.tab.locator(".lb-more", has=one.tab.locator('a.lb-file[href*=".svg?"]'))
        picture.locator("summary").click()
        picture.locator('a.lb-file[href*=".svg?"]').first.click()
    assert waiting.value.path().stat().st_size > 1000
    seen = [one.tab.url, waiting.value.url]
    for name, page in (("Karta", "map"), ("Översikt", "")):
        one.menu(name)
        one.tab.wait_for_url(f"{one.address}/{page}?**")
        one.until()
        seen.append(one.tab.url)
    assert one.errors == []
    return [address.removeprefix(one.address).partition("?")[0] for address in seen]


def test_pages_files_and_links_lie_under_the_base_path(reader):
    assert read(reader) == ["/region", "/take/profile.svg", "/map", "/"]


def test_a_proxy_may_show_the_pages_under_another_path(behind_proxy):
    assert read(behind_proxy) == ["/region", "/take/profile.svg", "/map", "/"]

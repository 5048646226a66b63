"""Real proxies with the configurations of deploy/proxies, before servers of our own, on this machine alone."""

from __future__ import annotations

import os
import re
import shutil
import socket
import ssl
import subprocess
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPResponse, HTTPSConnection
from pathlib import Path
from string import ascii_lowercase

import pytest
from websockets.sync.client import connect

from tests.bench.reader import PATIENT, Reader

CONFIGURATIONS = Path(__file__).parents[2] / "deploy" / "proxies"
NAME = "tilannekuva.example.fi"  # as in the configurations
PATIENCE = 60  # seconds
REQUEST_SECONDS = 10  # until a request must have come


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


@dataclass(frozen=True, slots=True)
class Proxy:
    """A proxy that listens on the loopback, under the name of the configurations."""

    port: int
    tls: ssl.SSLContext
    websocket_tls: ssl.SSLContext

    def get(self, path: str, method: str = "GET", **headers: str) -> HTTPResponse:
        """Ask for a path; the answer is read. `headers` have underscores for hyphens.

        On a loaded machine a request may come so late that the proxy has closed the connection: it is sent once more.
        """
        start = time.monotonic()
        try:
            return self._get(path, method, headers)
        except OSError:
            if time.monotonic() < start + REQUEST_SECONDS:
                raise
            return self._get(path, method, headers)

    def _get(self, path: str, method: str, headers: dict[str, str]) -> HTTPResponse:
        connection = HTTPSConnection("127.0.0.1", self.port, timeout=PATIENCE, context=self.tls)
        given = {name.replace("_", "-"): value for name, value in headers.items()}
        body = given.pop("body", None)
        connection.request(method, path, body, {"Host": NAME, **given})
        answer = connection.getresponse()
        answer.content = answer.read()
        connection.close()
        return answer


class ProxyReader(Reader):
    """An open page that came through a proxy, with the cookie that it gave."""

    def __init__(self, proxy: Proxy, cookie: str = "", origin: str = f"https://{NAME}") -> None:
        self.proxy = proxy
        self.cookie = cookie
        self.origin = origin
        super().__init__(proxy.port, "map")

    def __post_init__(self) -> None:
        socket_ = connect(
            f"wss://{NAME}/_stcore/stream",
            address=("127.0.0.1", self.proxy.port),
            ssl=self.proxy.websocket_tls,
            origin=self.origin,
            additional_headers={"Cookie": self.cookie} if self.cookie else {},
            subprotocols=["streamlit"],
            max_size=None,
            **PATIENT,
        )
        self.connection = self.open.enter_context(socket_)


def certificate(folder: Path) -> Path:
    """Make a certificate (own.pem) and the file of the configurations, with its key (lagesbild.pem)."""
    key = folder / "key.pem"
    own = folder / "own.pem"
    new = ("req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2")
    name = ("-subj", f"/CN={NAME}", "-addext", f"subjectAltName=DNS:{NAME}")
    subprocess.run(["openssl", *new, *name, "-keyout", str(key), "-out", str(own)], check=True, capture_output=True)
    (folder / "lagesbild.pem").write_bytes(own.read_bytes() + key.read_bytes())
    return own


def trusting(certificate: Path) -> ssl.SSLContext:
    """Return what trusts this certificate alone."""
    context = ssl.create_default_context(cafile=str(certificate))
    context.check_hostname = False  # we connect to the loopback; the certificate is checked
    return context


def trusting_one_reader(certificate: Path) -> ssl.SSLContext:
    """Return the same without TLS 1.3, for a client that reads in one thread and writes in another.

    After its handshake TLS 1.3 sends tickets: while one thread reads them, what another one writes can get stuck until
    the proxy gives the request up (nginx after 10 s: one of 800 connections; none of 900 with TLS 1.2).
    """
    context = trusting(certificate)
    context.maximum_version = ssl.TLSVersion.TLSv1_2
    return context


def changed(text: str, replacements: dict[str, str]) -> str:
    """Replace what differs on this machine; each must be there, so that a test does not run something else."""
    for old, new in replacements.items():
        assert old in text, old
        text = text.replace(old, new)
    return text


def haproxy_text(folder: Path, port: int, servers: Sequence[int]) -> str:
    text = (CONFIGURATIONS / "haproxy.cfg").read_text(encoding="utf-8")
    here = {
        "${HAPROXY_LOG-/dev/log}": "stdout",
        "    user haproxy\n    group haproxy\n": "",
        "bind :80\n": f"bind 127.0.0.1:{free_port()}\n",
        "bind :443 ": f"bind 127.0.0.1:{port} ",
        "/etc/haproxy/lagesbild.pem": str(folder / "lagesbild.pem"),
        "127.0.0.1:8501": f"127.0.0.1:{servers[0]}",
        "127.0.0.1:8502": f"127.0.0.1:{servers[1]}",
    }
    more = "".join(f"    server {name} 127.0.0.1:{one} cookie {name}\n" for name, one in further(servers))
    return changed(text, here) + more


def further(servers: Sequence[int]) -> Iterable[tuple[str, int]]:
    """Name the processes beyond the two of the configurations, in their way: c, d …"""
    return zip(ascii_lowercase[2:], servers[2:], strict=False)


def nginx_text(folder: Path, port: int, servers: Sequence[int]) -> str:
    text = (CONFIGURATIONS / "nginx.conf").read_text(encoding="utf-8")
    here = {
        "listen 80;": f"listen 127.0.0.1:{free_port()};",
        "listen 443 ssl;": f"listen 127.0.0.1:{port} ssl;",
        "/etc/nginx/lagesbild.pem": str(folder / "lagesbild.pem"),
        "/var/log/nginx/lagesbild.log": str(folder / "access.log"),
        "/var/log/nginx/error.log": str(folder / "error.log"),
        "127.0.0.1:8501": f"127.0.0.1:{servers[0]}",
        "127.0.0.1:8502": f"127.0.0.1:{servers[1]}",
        "    keepalive 32;": "".join(f"    server 127.0.0.1:{one} max_fails=0;\n" for _, one in further(servers))
        + "    keepalive 32;",
    }
    kinds = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    folders = "".join(f"    {kind}_temp_path {folder / kind};\n" for kind in kinds)
    user = "user root;\n" if os.geteuid() == 0 else ""  # else nobody's: it may not write into the folders of a test
    own = f"{user}daemon off;\npid {folder / 'nginx.pid'};\nerror_log {folder / 'error.log'};\nevents {{}}\n"
    frame = f"{own}http {{\n{folders}"
    # gzip as Debian's own nginx.conf sets it
    return f"{frame}    gzip on;\n{changed(text, here)}\n}}\n"


def static_text(folder: Path, out: Path, text: str) -> str:
    """Put the site's configuration into the frame that `nginx_text` has made; out: the folder of the sites."""
    site = (CONFIGURATIONS / "static.conf").read_text(encoding="utf-8")
    listens = next(line for line in text.splitlines() if line.strip().endswith(" ssl;")).strip()
    here = {
        "listen 80;": f"listen 127.0.0.1:{free_port()};",
        "listen 443 ssl http2;": listens,
        "/etc/nginx/lagesbild.pem": str(folder / "lagesbild.pem"),
        "/var/log/nginx/lagesbild-site.log": str(folder / "access.log"),
        "/var/log/nginx/error.log": str(folder / "error.log"),
        "/srv/lagesbild-site": str(out),
    }
    begins, ends = text.index("# nginx 1.22"), text.rindex("}")
    return f"{text[:begins]}include /etc/nginx/mime.types;\n{changed(site, here)}\n{text[ends:]}"


KINDS: dict[str, tuple[Callable[[Path, int, Sequence[int]], str], tuple[str, ...]]] = {
    "haproxy": (haproxy_text, ("haproxy", "-db", "-f")),
    "nginx": (nginx_text, ("nginx", "-c")),
}


def skip_without(kind: str) -> None:
    if shutil.which(kind, path="/usr/sbin:/usr/bin:/usr/local/sbin:/usr/local/bin") is None:
        pytest.skip(f"{kind} is not installed: sudo apt-get install {kind}")


@contextmanager
def proxied(kind: str, folder: Path, servers: Sequence[int], edit: Callable[[str], str] = str) -> Iterator[Proxy]:
    """Run a proxy with its configuration (and what `edit` makes of it) before the servers on these ports."""
    skip_without(kind)
    write, command = KINDS[kind]
    own = certificate(folder)
    port = free_port()
    path = folder / "proxy.conf"
    path.write_text(edit(write(folder, port, servers)), encoding="utf-8")
    program = shutil.which(command[0], path="/usr/sbin:/usr/bin:/usr/local/sbin:/usr/local/bin")
    with (folder / "proxy.log").open("w", encoding="utf-8") as log:
        process = subprocess.Popen([program, *command[1:], str(path)], stdout=log, stderr=log)
        try:
            _until_it_listens(port, process, folder / "proxy.log")
            yield Proxy(port, trusting(own), trusting_one_reader(own))
        finally:
            process.terminate()
            try:
                process.wait(PATIENCE)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def _until_it_listens(port: int, process: subprocess.Popen[bytes], log: Path) -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and process.poll() is None:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise RuntimeError(f"The proxy did not start:\n{log.read_text(encoding='utf-8')}")


def until(true: Callable[[], bool], what: str) -> None:
    """Wait until something is so; fail in words when it does not come."""
    end = time.monotonic() + PATIENCE
    while not true():
        assert time.monotonic() < end, what
        time.sleep(0.1)


def cookies(answer: HTTPResponse) -> str:
    """Return the cookies that an answer sets, as a browser sends them back."""
    given = answer.headers.get_all("set-cookie") or []
    return "; ".join(re.split(r";\s*", one)[0] for one in given)

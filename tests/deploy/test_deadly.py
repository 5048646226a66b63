"""A request that kills the server that takes it up must not be given to all of them, one after the other."""

import socket
import subprocess
import sys
import time
from contextlib import ExitStack
from http.client import HTTPException

import pytest

from tests.deploy.proxies import KINDS, free_port, proxied, skip_without, until

pytestmark = pytest.mark.slow
SERVERS = 4
SETTLED = 0.3  # seconds, until a further server would have died
MOST = {"haproxy": 2, "nginx": 3}  # nginx does not count a try on a connection that it had kept open
DEADLY = "/take/deadly.svg"
SERVER = f"""
import os, sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    def do_GET(self):
        if self.path == "{DEADLY}":
            os._exit(1)
        self.send_response(200)
        self.send_header("Content-Length", "2")
        self.end_headers()
        self.wfile.write(b"ok")
    def log_message(self, *_):
        pass

ThreadingHTTPServer(("127.0.0.1", int(sys.argv[1])), Handler).serve_forever()
"""


def listens(port):
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_a_request_that_kills_its_server_leaves_others(kind, tmp_path):
    skip_without(kind)
    ports = [free_port() for _ in range(SERVERS)]
    with ExitStack() as stack:
        servers = [stack.enter_context(subprocess.Popen([sys.executable, "-c", SERVER, str(port)])) for port in ports]
        stack.callback(lambda: [one.kill() for one in servers])
        until(lambda: all(map(listens, ports)), "the servers do not start")
        proxy = stack.enter_context(proxied(kind, tmp_path, ports))
        until(lambda: proxy.get("/health/live").status == 200, "no server behind the proxy answers")
        try:
            status = proxy.get(DEADLY).status
        except (OSError, HTTPException):  # cut off is an answer too
            status = None
        assert status in {None, 502, 503, 504}
        until(lambda: any(one.poll() is not None for one in servers), "no server died")
        time.sleep(SETTLED)
        assert len([one for one in servers if one.poll() is not None]) <= MOST[kind]
        until(lambda: proxy.get("/health/live").status == 200, "the servers that are left do not answer")

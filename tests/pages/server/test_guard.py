"""What reaches Streamlit and what does not: the guard around an application that notes what it is asked."""

import asyncio

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ClientState_pb2 import ClientState

from pages.server import guard
from pages.server.guard import Guard
from pages.server.limits.upload_quota import upload_quota
from pages.server.settings import LOCAL, Settings
from pages.server.stream import read_message
from tests.pages.server.asking import ask, run


def settings(url="", hosts=(), *, uploads=False):
    return Settings(url=url, hosts=LOCAL | set(hosts), uploads=uploads)


class Noting:
    """An application that answers everything and keeps what it received."""

    def __init__(self):
        self.paths, self.messages = [], []

    async def __call__(self, scope, receive, send):
        if scope["type"] == "http":
            self.paths.append(scope["path"])
            await send({"type": "http.response.start", "status": 200, "headers": []})
            await send({"type": "http.response.body", "body": b"answered"})
        elif scope["type"] == "websocket":
            while (message := await receive())["type"] != "websocket.disconnect":
                self.messages.append(message)
                if message["type"] == "websocket.connect":
                    await send({"type": "websocket.accept"})


def asked(path="/", host="127.0.0.1:8501", origin=None, method="GET", **options):
    """Ask for a path; return status and whether the application was reached."""
    inside = Noting()
    one = Guard(inside, settings=settings(**options))
    headers = {"host": host} | ({} if origin is None else {"origin": origin})
    response = ask(one, path, method, headers=headers)
    return response.status_code, inside.paths == [path]


@pytest.mark.parametrize("host", ["localhost", "LOCALHOST:8501", "127.0.0.1:8501", "[::1]:8501"])
def test_this_machines_own_names_are_answered(host):
    assert asked(host=host) == (200, True)


@pytest.mark.parametrize(
    "host", ["evil.invalid", "127.0.0.1.evil.invalid", "localhost@evil.invalid", "[::1", "", "192.0.2.1:8501"]
)
def test_another_name_of_the_server_is_refused_before_streamlit_sees_it(host):
    assert asked(host=host) == (403, False)


def test_a_host_that_an_operator_named_is_answered():
    assert asked(host="tilanne.example.fi", hosts=["tilanne.example.fi"]) == (200, True)


@pytest.mark.parametrize("path", ["/_stcore/health", "/health/live", "/health/ready"])
def test_a_proxy_may_ask_for_health_under_any_name(path):
    assert asked(path, host="10.1.2.3:8501") == (200, True)


@pytest.mark.parametrize(
    "origin",
    [
        "https://evil.invalid",
        "http://127.0.0.1:8502",
        "http://localhost:8501",
        "null",
        "",
        " ",
        "file://127.0.0.1:8501",
        "http://[::1",
    ],
)
def test_a_page_of_another_origin_is_refused(origin):
    assert asked(origin=origin) == (403, False)


@pytest.mark.parametrize("origin", ["http://127.0.0.1:8501", "https://127.0.0.1:8501"])
def test_our_own_pages_are_answered_also_behind_tls(origin):
    assert asked(origin=origin) == (200, True)


def test_the_public_address_is_an_origin_of_ours_where_a_proxy_changes_the_host():
    options = {"url": "https://Tilanne.example.fi", "hosts": ["tilanne.example.fi"]}
    for host in ("tilanne.example.fi", "127.0.0.1:8501"):
        assert asked(host=host, origin="https://tilanne.example.fi", **options) == (200, True)


@pytest.mark.parametrize(
    "path",
    [
        "/_stcore/metrics",
        "/_stcore/agent/interact",
        "/_stcore/agent/openapi.json",
        "/_stcore/agent/mcp",
        "/_stcore/script-health-check",
        "/_stcore/bidi-components/x",
        "/_stcore/what-a-newer-streamlit-adds",
    ],
)
def test_what_only_operators_need_is_closed(path):
    assert asked(path) == (404, False)


@pytest.mark.parametrize(
    ("uploads", "offered", "seen"),
    [(False, "reader", (404, False)), (True, "other", (403, False)), (True, "reader", (200, True))],
)
def test_files_reach_the_server_only_where_uploads_are_on_and_from_pages_that_offer_it(uploads, offered, seen):
    upload_quota().allow(offered)
    try:
        assert asked("/_stcore/upload_file/reader/file", method="PUT", uploads=uploads) == seen
    finally:
        upload_quota().revoke(offered)


def heard(messages, *, host="127.0.0.1:8501", origin=None):
    """Connect, send messages, hang up; return what reached the application and what was sent to the browser."""
    inside, sent = Noting(), []
    waiting = [{"type": "websocket.connect"}, *messages, {"type": "websocket.disconnect"}]
    headers = [(b"host", host.encode())] + ([] if origin is None else [(b"origin", origin.encode())])

    async def receive():
        return waiting.pop(0)

    async def send(message):
        sent.append(message)

    one = Guard(inside, settings=settings())
    run(one, {"type": "websocket", "path": "/_stcore/stream", "headers": headers}, receive, send)
    return [m["bytes"] for m in inside.messages if m["type"] == "websocket.receive"], sent


@pytest.mark.parametrize("names", [{"host": "evil.invalid"}, {"origin": "https://evil.invalid"}, {"origin": "null"}])
def test_a_foreign_websocket_is_refused_before_it_is_accepted(names):
    assert heard([], **names) == ([], [{"type": "websocket.close", "code": 4403}])


@pytest.mark.parametrize("origin", [None, "http://127.0.0.1:8501", "https://127.0.0.1:8501"])
def test_streamlit_never_judges_an_origin_itself(origin):
    """It would ask an outside host for its own address."""
    seen = []

    async def inside(scope, _receive, _send):
        seen.extend(name for name, _ in scope["headers"])

    headers = [(b"host", b"127.0.0.1:8501")] + ([] if origin is None else [(b"origin", origin.encode())])
    one = Guard(inside, settings=settings())
    for kind, path in (("websocket", "/_stcore/stream"), ("http", "/")):
        scope = {"type": kind, "path": path, "raw_path": path.encode(), "query_string": b"", "headers": headers}
        run(one, scope, None, None)
    assert seen == [b"host", b"host"]


def frame(**message):
    return {"type": "websocket.receive", "bytes": BackMsg(**message).SerializeToString()}


RERUN = frame(rerun_script=ClientState(query_string="lang=sv"))
HOSTILE = [
    frame(clear_cache=True),
    frame(load_git_info=True),
    frame(set_run_on_save=True),
    frame(debug_disconnect_websocket=True),
    frame(debug_shutdown_runtime=True),
    {"type": "websocket.receive", "bytes": b"\xff\xff\xff not a message"},
    {"type": "websocket.receive", "bytes": b""},
    {"type": "websocket.receive", "text": "clear_cache"},
]


def test_only_what_the_pages_send_reaches_streamlit():
    through, _ = heard([*HOSTILE, RERUN, *HOSTILE])
    assert through == [RERUN["bytes"]]


@pytest.mark.parametrize("kind", [field.name for field in BackMsg.DESCRIPTOR.oneofs_by_name["type"].fields])
def test_every_kind_of_message_that_streamlit_knows_is_decided(kind):
    """A new kind in a newer Streamlit is refused until somebody lists it."""
    message = BackMsg()
    field = BackMsg.DESCRIPTOR.fields_by_name[kind]
    if field.message_type:
        getattr(message, kind).SetInParent()
    else:
        setattr(message, kind, True if field.type == field.TYPE_BOOL else "x")
    passes = kind in {"rerun_script", "stop_script", "app_heartbeat", "file_urls_request"}
    assert (read_message(message.SerializeToString()) is not None) is passes


def test_a_full_house_makes_room_for_a_reader_from_elsewhere_by_closing_the_quietest_page_of_whoever_holds_most():
    told = []

    async def knock(one, name, host, messages):
        async def send(message):
            if message["type"] != "websocket.accept":
                told.append((name, message.get("code") or message.get("status")))
                messages.put_nowait({"type": "websocket.disconnect"})

        scope = {"type": "websocket", "path": "/_stcore/stream", "headers": [(b"host", b"127.0.0.1")]}
        messages.put_nowait({"type": "websocket.connect"})
        await one({**scope, "client": (host, 1)}, messages.get, send)

    async def morning():
        one, pages, tasks = Guard(Noting(), settings=Settings(readers=2)), {}, []
        for name, host in (("first", "a"), ("second", "a"), ("third", "b"), ("fourth", "b")):
            pages[name] = asyncio.Queue()
            tasks.append(asyncio.create_task(knock(one, name, f"2001:{host}::1", pages[name])))
            await asyncio.sleep(0.01)
            if name == "second":
                pages["first"].put_nowait(RERUN)
                await asyncio.sleep(0.01)
        for messages in pages.values():
            messages.put_nowait({"type": "websocket.disconnect"})
        await asyncio.gather(*tasks)
        return one.pages.count

    assert run(morning) == 0
    assert told[:2] == [("second", 1013), ("fourth", 503)]


@pytest.mark.parametrize(
    ("host", "client", "told"),
    [
        ("tilanne.example.fi", "127.0.0.1", 1),
        ("tilanne.example.fi", "192.0.2.7", 0),
        ("127.0.0.1:8501", "127.0.0.1", 0),
    ],
)
def test_a_proxy_that_does_not_say_where_readers_come_from_is_told_once(monkeypatch, host, client, told):
    events, inside = [], Settings(hosts=LOCAL | {"tilanne.example.fi"})
    monkeypatch.setattr(guard, "event", lambda name, *_: events.append(name))
    one = Guard(Noting(), settings=inside)
    scope = {
        "type": "websocket",
        "path": "/_stcore/stream",
        "headers": [(b"host", host.encode())],
        "client": (client, 1),
    }

    async def receive():
        return {"type": "websocket.disconnect"}

    for _ in range(3):
        run(one, scope, receive, None)
    assert len(events) == told

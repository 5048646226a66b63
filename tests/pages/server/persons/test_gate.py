"""What the layer does while an answer is being made."""

import asyncio
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from contract.persons.people import Decision, Refusal, Role
from contract.persons.trail import read_trail
from pages.server.persons.diary import Diary
from pages.server.persons.gate import Gate
from pages.server.persons.identity import Person

PERSON = Person("official@example.fi", frozenset(), datetime.now(UTC) + timedelta(hours=1))
ADDRESS = {"type": "http", "method": "GET", "path": "/take/map.svg", "query_string": b"", "headers": []}


@dataclass
class Window:
    """Lets somebody in until it is closed."""

    decision: Decision = field(default_factory=lambda: Decision(Role.OFFICIAL))

    def of(self, _scope):
        return PERSON

    def decide(self, _person):
        return self.decision

    def close(self):
        self.decision = Decision(refusal=Refusal.OVER, when=datetime.now(UTC))


def given(tmp_path, *, before=False, between=False):
    """Ask for a file whose reader's window closes while it is made, or while it is sent; return status and body."""
    window = Window()
    sent = []

    async def app(_scope, _receive, send):
        if before:
            window.close()
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": b"figures, ", "more_body": True})
        if between:
            window.close()
        await send({"type": "http.response.body", "body": b"and more"})

    async def send(message):
        sent.append(message)

    gate = Gate(app, window, window, Diary(tmp_path / "trail"), None, "x-remote-user")
    asyncio.run(gate(ADDRESS, None, send))
    return sent[0]["status"], b"".join(one.get("body", b"") for one in sent)


def test_a_window_that_ends_while_a_file_is_made_ends_the_answer_and_nothing_is_noted(tmp_path):
    status, body = given(tmp_path, before=True)
    assert status == 403
    assert b"figures" not in body
    assert read_trail(tmp_path / "trail") == ()


def test_a_file_whose_sending_began_inside_the_window_is_sent_whole_and_noted(tmp_path):
    assert given(tmp_path, between=True) == (200, b"figures, and more")
    assert [one.what for one in read_trail(tmp_path / "trail")] == ["taken"]

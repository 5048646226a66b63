"""Hostile messages on the websocket."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import suppress
from random import Random

from google.protobuf.descriptor import FieldDescriptor
from google.protobuf.message import Message
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ClientState_pb2 import ClientState

from tests.load.strangers.target import MARK, Target, any_bytes, drained, frame

TEXTS = (
    "",
    "x",
    MARK,
    f"lang=sv&area={MARK}",
    "../../etc/passwd",
    "\x00",
    "ä" * 500,
    "<script>",
    "MK02",
    "map",
    "a" * 50_000,
)
NUMBERS = (0, 1, -1, 2**31 - 1, -(2**31), 255)
DEPTH, EACH = 4, 25  # of nested messages; messages on one connection
FLOOD = 400  # messages of one flood
FOREIGN = ("http://evil.invalid", "https://evil.invalid:8501", "null", "file://", "http://127.0.0.1.evil.invalid")


def any_message(random: Random) -> bytes:
    """Return some message: of every kind that Streamlit knows, filled at random; torn; or no message at all."""
    if random.random() < 0.15:
        return any_bytes(random, 2_000)
    message = BackMsg()
    kind = random.choice(BackMsg.DESCRIPTOR.oneofs_by_name["type"].fields)
    fill(message, kind, random, 0)
    content: bytes = message.SerializeToString()
    if random.random() < 0.3:
        return mutated(content, random)
    return content


def fill(message: Message, field: FieldDescriptor, random: Random, depth: int) -> None:
    """Put something into a field, and into some fields of what it holds."""
    place = getattr(message, field.name)
    if field.message_type is not None and field.message_type.GetOptions().map_entry:
        return
    if field.message_type is not None:
        inner = place.add() if is_list(field) else place
        inner.SetInParent()
        if depth < DEPTH:
            for one in field.message_type.fields:
                if random.random() < 0.5:
                    fill(inner, one, random, depth + 1)
        return
    value = any_value(field, random)
    with suppress(ValueError, TypeError):
        if is_list(field):
            place.extend([value] * random.randrange(1, 50))
        else:
            setattr(message, field.name, value)


def is_list(field: FieldDescriptor) -> bool:
    return bool(field.is_repeated)


def any_value(field: FieldDescriptor, random: Random) -> object:
    match field.cpp_type:
        case FieldDescriptor.CPPTYPE_STRING:
            return random.choice(TEXTS).encode() if field.type == FieldDescriptor.TYPE_BYTES else random.choice(TEXTS)
        case FieldDescriptor.CPPTYPE_BOOL:
            return random.random() < 0.5
        case FieldDescriptor.CPPTYPE_DOUBLE | FieldDescriptor.CPPTYPE_FLOAT:
            return random.choice((0.0, float("nan"), float("inf"), 1e300))
        case FieldDescriptor.CPPTYPE_ENUM:
            return random.choice(field.enum_type.values).number
    return random.choice(NUMBERS)


def mutated(content: bytes, random: Random) -> bytes:
    """Return a message with bytes lost, changed, doubled or added."""
    at = random.randrange(len(content) + 1)
    match random.randrange(4):
        case 0:
            return content[:at]
        case 1:
            return content[:at] + any_bytes(random, 9) + content[at + 1 :]
        case 2:
            return content + content
    return content[:at] + any_bytes(random, 200) + content[at:]


def rerun(random: Random, page: str = "", query: str | None = None) -> bytes:
    """Return the message that asks for a run of some view."""
    asked = f"lang=sv&area=MK{random.randrange(1, 20):02}&x={random.random()}" if query is None else query
    content: bytes = BackMsg(rerun_script=ClientState(query_string=asked, page_name=page)).SerializeToString()
    return content


async def garbage(target: Target, random: Random) -> None:
    """Send messages of every kind, whole and broken, on one connection."""
    messages = [any_message(random) for _ in range(EACH)]
    async with target.stream() as (reader, writer):
        for message in messages:
            opcode = 1 if random.random() < 0.05 else 2
            writer.write(frame(message, opcode))
            await writer.drain()
        await drained(reader, target, "messages of every kind", 0.5)


async def frames(target: Target, random: Random) -> None:
    """Send frames that no client may send: unmasked, reserved, endless, in pieces that never end."""
    message = rerun(random)
    bad = (
        frame(message, masked=False),
        frame(message, opcode=random.choice((3, 5, 11, 15))),
        b"\xf2" + frame(message)[1:],
        frame(message, length=1 << 62),
        frame(message, length=150_000_000),
        frame(message, 0),
        frame(b"x" * 200, 9),
        frame(b"", 8),
        frame(any_bytes(random, 50), 8),
        b"".join(frame(message[:3], (place and 0) or 2, last=False) for place in range(300)),
        b"".join(frame(b"ping", 9) for _ in range(500)),
        any_bytes(random, 3_000),
    )
    async with target.stream() as (reader, writer):
        writer.write(random.choice(bad))
        await writer.drain()
        await drained(reader, target, "frames", 0.3)


async def huge(target: Target, random: Random) -> None:
    """Send a message of 1 to 20 MB."""
    size = random.choice((1, 5, 20)) * 1_000_000
    message = rerun(random, query="lang=sv&x=" + "y" * size)
    async with target.stream() as (reader, writer):
        writer.write(frame(message))
        await asyncio.wait_for(writer.drain(), 20)
        await drained(reader, target, "a huge message", 1)


async def flood(target: Target, random: Random) -> None:
    """Ask for one run after the other and wait for none."""
    pages = ("", "map", "trends", "region", "groups", "methods", MARK)
    async with target.stream() as (reader, writer):
        reading = asyncio.create_task(drained(reader, target, "a flood", 10))
        with suppress(ConnectionError, TimeoutError):
            for _ in range(FLOOD):
                writer.write(frame(rerun(random, random.choice(pages))))
                await asyncio.wait_for(writer.drain(), 10)
                await asyncio.sleep(0.005)
        await reading


async def pulses(target: Target, random: Random) -> None:
    """Send signs of life and stops without end, some runs among them."""
    some = [
        BackMsg(app_heartbeat=True).SerializeToString(),
        BackMsg(stop_script=True).SerializeToString(),
        rerun(random),
    ]
    async with target.stream() as (reader, writer):
        reading = asyncio.create_task(drained(reader, target, "pulses", 5))
        with suppress(ConnectionError, TimeoutError):
            for _ in range(FLOOD):
                writer.write(frame(random.choices(some, (10, 5, 1))[0]) * 5)
                await asyncio.wait_for(writer.drain(), 10)
                await asyncio.sleep(0)
        await reading


async def deaf(target: Target, random: Random) -> None:
    """Ask for many runs and never read a byte."""
    async with target.stream() as (_, writer):
        for _ in range(40):
            writer.write(frame(rerun(random, random.choice(("", "map", "methods")))))
            await asyncio.sleep(0.1)
        await asyncio.sleep(2)


async def torn(target: Target, random: Random) -> None:
    """Connect, ask for a page and tear the connection off."""
    async with target.stream() as (_, writer):
        writer.write(frame(rerun(random, random.choice(("", "map")))))
        await asyncio.sleep(random.uniform(0, 0.1))


async def foreign(target: Target, random: Random) -> None:
    """Open the websocket from a foreign page, or under a foreign name."""
    origin = random.choice(FOREIGN)
    headers = {"Origin": origin} if random.random() < 0.7 else {"Host": "evil.invalid", "Origin": "http://evil.invalid"}
    async with target.stream(**headers) as (reader, _):
        await drained(reader, target, headers, 0.1)


async def half(target: Target, random: Random) -> None:
    """Begin a request and go on so slowly that it never ends."""
    head = b"GET /_stcore/stream HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow: " + b"a" * random.randrange(200)
    async with target.knocking() as (_, writer):
        writer.write(head[: random.randrange(1, len(head))])
        for _ in range(20):
            await asyncio.sleep(0.5)
            writer.write(b"a")


def every_kind() -> Iterator[str]:
    yield from (field.name for field in BackMsg.DESCRIPTOR.oneofs_by_name["type"].fields)

"""Ask an application over HTTP without a server."""

import asyncio
from concurrent.futures import ThreadPoolExecutor

import httpx


def run(function, *arguments):
    """Run a coroutine in a thread of its own: the browser tests leave an event loop running in this one."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(lambda: asyncio.run(function(*arguments))).result()


def ask(app, path, method="GET", *, client=("127.0.0.1", 50_000), **options):
    """Ask for a path; return the answer."""

    async def once():
        transport = httpx.ASGITransport(app, client=client)
        async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1:8501") as asking:
            return await asking.request(method, path, **options)

    return run(once)

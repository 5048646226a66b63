"""Start the server: `python -m pages.server`, in the folder of app.py, with the settings of the environment.

It stands here and not in `pages/`, where Streamlit takes every script for a page that any reader may run.
"""

from __future__ import annotations

import logging
import resource
import sys
import time
from contextlib import suppress
from pathlib import Path
from types import FrameType

import uvicorn

from contract.errors import UserError
from contract.persons.people import read_people
from pages.server.limits.protocols import LimitedHttp, LimitedWebSocket
from pages.server.persons.provider import ProviderError, read_provider
from pages.server.settings import Listening, SettingError, Settings, read_settings, unknown_settings
from pages.server.watch.logs import event, start_logging
from pages.server.watch.metrics import metrics, serve_metrics
from pages.server.watch.process import process

APP = "app:app"  # as `streamlit run app.py` finds it; uvicorn imports it
PING_SECONDS = 30  # how often an open page is asked whether it is still there, and how long it may think about it
LONGEST_MESSAGE = 200_000  # bytes; what a page sends of itself stays below 10 kB
LONGEST_HEAD = 32_768  # bytes of an address with all headers
SWITCH_SECONDS = 0.0005  # after which a page that is made lets the network go first, if it waits
PATIENCE = 30  # seconds for which a server that ends waits for files that are being taken


def main() -> int:
    """Serve until SIGTERM or SIGINT; return the exit code: 0, or 2 for a setting that cannot be used."""
    try:
        settings = read_settings()
    except SettingError as error:
        sys.stderr.write(f"{error}\n")
        return 2
    flood = start_logging(
        settings.log
    )  # before anything imports Streamlit, which gives its loggers handlers of its own
    for name in unknown_settings():
        event("unknown_setting", logging.WARNING, name=name)
    if problem := template_problem(settings.template):
        sys.stderr.write(f"LAGESBILD_TEMPLATE: {problem}\n")
        return 2
    if problem := persons_problem(settings):
        sys.stderr.write(f"{problem}\n")
        return 2
    metrics().lines_lost.set_function(lambda: flood.lost)
    _open_more_files()
    # each round of the event loop waits for the threads that make pages: 5 ms by default
    sys.setswitchinterval(SWITCH_SECONDS)
    if isinstance(settings.metrics, Listening):
        try:
            serve_metrics(settings.metrics)
        except OSError as error:
            sys.stderr.write(f"LAGESBILD_METRICS: nothing can listen there. {error}\n")
            return 2
    server = DrainingServer(configuration(settings), settings.drain_seconds)
    with suppress(KeyboardInterrupt):  # Ctrl-C has ended it in order already
        server.run()
    return 0


def template_problem(template: Path | None) -> str:
    """Return why slides cannot be made on an office's template; "" where they can, or where there is none."""
    if template is None:
        return ""
    # 20 MB that a server without a template does not need
    from picture.export.pptx.own.layouts import own_deck  # noqa: PLC0415
    from picture.export.pptx.own.opening import read_template  # noqa: PLC0415

    try:
        own_deck(read_template(template))
    except UserError as error:
        return str(error)
    return ""


def persons_problem(settings: Settings) -> str:
    """Return why persons cannot be let in; "" where they can, or where nobody signs in."""
    try:
        if settings.people is not None:
            read_people(settings.people)
        if settings.provider is not None:
            read_provider(settings.provider)
    except UserError as error:
        return f"LAGESBILD_PEOPLE: {error}"
    except ProviderError as error:
        return f"LAGESBILD_OIDC: {error}"
    return ""


class DrainingServer(uvicorn.Server):
    """A server that is told to end, says so to the proxy for some time, and then ends."""

    def __init__(self, config: uvicorn.Config, drain_seconds: float) -> None:
        super().__init__(config)
        self.drain_seconds = drain_seconds
        self.ends: float | None = None  # on the clock

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """Begin to drain at the first signal; end at once at the second."""
        if self.ends is None and self.drain_seconds:
            self.ends = time.monotonic() + self.drain_seconds
            process().draining = True
            self._captured_signals.append(sig)
        else:
            super().handle_exit(sig, frame)

    async def on_tick(self, counter: int) -> bool:
        """End when the time of draining is over."""
        if self.ends is not None and time.monotonic() >= self.ends:
            self.should_exit = True
        return await super().on_tick(counter)


def configuration(settings: Settings) -> uvicorn.Config:
    """Return how the web server runs: as Streamlit starts it itself, with limits and without its name."""
    return uvicorn.Config(
        APP,
        host=settings.address,
        port=settings.port,
        http=LimitedHttp,
        ws=LimitedWebSocket,
        ws_ping_interval=PING_SECONDS,
        ws_ping_timeout=PING_SECONDS,
        ws_max_size=LONGEST_MESSAGE,
        ws_per_message_deflate=False,  # as Streamlit sets it: packing costs more than the network that it saves
        h11_max_incomplete_event_size=LONGEST_HEAD,
        timeout_graceful_shutdown=PATIENCE,
        server_header=False,
        access_log=False,
        log_config=None,
        use_colors=False,
    )


def _open_more_files() -> None:
    """Let this process hold as many connections as the machine allows: every open page is one."""
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))


if __name__ == "__main__":
    sys.exit(main())

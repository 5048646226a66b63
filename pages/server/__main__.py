"""Start the server: `python -m pages.server`, in the folder of app.py, with the settings of the environment.

It stands here and not in `pages/`, where Streamlit takes every script for a page that any reader may run.
"""

from __future__ import annotations

import sys
from contextlib import suppress

import uvicorn

from pages.server.settings import SettingError, Settings, read_settings

APP = "app:app"  # as `streamlit run app.py` finds it; uvicorn imports it
PING_SECONDS = 30  # how often an open page is asked whether it is still there, and how long it may think about it
LONGEST_MESSAGE = 1_000_000  # bytes; what a page sends of itself stays below 10 kB
LONGEST_HEAD = 32_768  # bytes of an address with all headers
PATIENCE = 30  # seconds for which a server that ends waits for files that are being taken


def main() -> int:
    """Serve until SIGTERM or SIGINT; return the exit code: 0, or 2 for a setting that cannot be used."""
    try:
        settings = read_settings()
    except SettingError as error:
        sys.stderr.write(f"{error}\n")
        return 2
    server = uvicorn.Server(configuration(settings))
    with suppress(KeyboardInterrupt):  # Ctrl-C has ended it in order already
        server.run()
    return 0


def configuration(settings: Settings) -> uvicorn.Config:
    """Return how the web server runs: as Streamlit starts it itself, with limits and without its name."""
    return uvicorn.Config(
        APP,
        host=settings.address,
        port=settings.port,
        ws="websockets-sansio",
        ws_ping_interval=PING_SECONDS,
        ws_ping_timeout=PING_SECONDS,
        ws_max_size=LONGEST_MESSAGE,
        ws_per_message_deflate=False,  # as Streamlit sets it: packing costs more than the network that it saves
        h11_max_incomplete_event_size=LONGEST_HEAD,
        timeout_graceful_shutdown=PATIENCE,
        server_header=False,
        access_log=False,
        use_colors=False,
    )


if __name__ == "__main__":
    sys.exit(main())

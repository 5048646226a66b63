"""The one kind of error that is shown to people without a traceback."""


class Refusal(Exception):  # noqa: N818 - it names what happens, in the words of the user
    """Say what was wrong, what stood there instead, and what to do next."""

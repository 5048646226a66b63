"""A page that ends in an error nobody foresaw."""

import logging
import tomllib
from pathlib import Path
from types import SimpleNamespace

import pytest
from streamlit.util import calc_hash

from contract.codes import Language
from pages.parts import failed_page
from pages.server.watch.logs import LogRateLimit
from picture.text.words import word

ROOT = Path(__file__).parents[3]


def test_a_failed_page_tells_a_number_in_every_language_and_the_log_where_it_failed(monkeypatch):
    shown, logged = [], []
    monkeypatch.setattr(failed_page.st, "error", shown.append)
    monkeypatch.setattr(failed_page, "event", lambda *said, **fields: logged.append((said, fields)))
    monkeypatch.setattr(failed_page, "_build", lambda: "abc")
    context = SimpleNamespace(page_script_hash=calc_hash("map"))
    monkeypatch.setattr(failed_page, "get_script_run_ctx", lambda **_: context)
    with pytest.raises(KeyError) as failed:
        raise KeyError("area=MK07")
    assert failed_page.explain_failure(failed.value) is True
    ((said, fields),) = logged
    number = fields["place"].split()[1]
    assert (said, fields["page"], fields["build"]) == (("page_failed", logging.ERROR), "map", "abc")
    assert "test_failed_page.py:" in fields["place"]
    assert "MK07" not in str(logged) + str(shown)
    assert shown == ["  \n".join(word("page_failed", language, number=number) for language in Language)]


@pytest.mark.parametrize(("message", "passes"), [("Uncaught app execution", False), ("another", True)])
def test_streamlits_own_line_with_the_words_of_the_error_is_left_out(message, passes):
    record = logging.LogRecord("streamlit.error_util", logging.ERROR, "", 0, message, (), None)
    assert LogRateLimit().filter(record) is passes


def test_nothing_writes_errors_past_the_log():
    """Where rich is installed Streamlit would paint a traceback with the words of the error."""
    settings = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))
    assert settings["logger"]["enableRich"] is False

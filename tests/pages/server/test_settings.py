from dataclasses import fields
from pathlib import Path

import pytest

from pages.server.settings import (
    LOCAL,
    SETTINGS,
    Listening,
    LogForm,
    Metrics,
    SettingError,
    Settings,
    read_settings,
    unknown_settings,
)


def test_without_settings_the_server_answers_to_this_machine_only_and_takes_no_files():
    settings = read_settings({})
    assert settings == Settings()
    assert settings.hosts == LOCAL
    assert (settings.address, settings.port, settings.base_path, settings.url) == ("127.0.0.1", 8501, "", "")
    assert settings.uploads is False
    assert settings.metrics is Metrics.LOCAL


def test_every_field_has_a_variable_of_the_environment():
    assert [field.name for field in fields(Settings)] == list(SETTINGS)


def test_the_public_address_and_the_named_hosts_are_answered_to():
    settings = read_settings({"LAGESBILD_URL": "https://tilanne.example.fi:8443/", "LAGESBILD_HOSTS": "One.fi, two.fi"})
    assert settings.url == "https://tilanne.example.fi:8443"
    assert settings.hosts == LOCAL | {"tilanne.example.fi", "one.fi", "two.fi"}


@pytest.mark.parametrize(("text", "uploads"), [("on", True), ("ON ", True), ("off", False), ("", False)])
def test_files_are_taken_only_when_an_operator_says_so(text, uploads):
    assert read_settings({"LAGESBILD_UPLOADS": text}).uploads is uploads


@pytest.mark.parametrize(
    ("name", "text", "field", "value"),
    [
        ("ADDRESS", "10.1.2.3", "address", "10.1.2.3"),
        ("ADDRESS", "::1", "address", "::1"),
        ("ADDRESS", "localhost", "address", "127.0.0.1"),
        ("PORT", " 80 ", "port", 80),
        ("BASE_PATH", "situation/", "base_path", "/situation"),
        ("BASE_PATH", "/a/b-2", "base_path", "/a/b-2"),
        ("BASE_PATH", "/", "base_path", ""),
        ("METRICS", "OFF", "metrics", Metrics.OFF),
        ("METRICS", "127.0.0.1:9464", "metrics", Listening("127.0.0.1", 9464)),
        ("METRICS", "[::1]:9464", "metrics", Listening("::1", 9464)),
        ("LOG", "json", "log", LogForm.JSON),
        ("READERS", "50", "readers", 50),
        ("CACHE_MB", "0", "cache_mb", 0),
        ("FILL", "off", "fill", False),
        ("EXPORT_PROCESSES", "4", "exports", 4),
        ("DRAIN_SECONDS", "0", "drain_seconds", 0),
        ("TEMPLATE", __file__, "template", Path(__file__).resolve()),
        ("FRAMED_BY", "https://A.fi/, http://b.fi:81,https://a.fi", "framed_by", ("https://a.fi", "http://b.fi:81")),
        ("FRAMED_BY", "https://a.fi,*", "framed_by", ("*",)),
        ("SECURITY_CONTACT", "mailto:turva@example.fi", "security_contact", "mailto:turva@example.fi"),
    ],
)
def test_a_setting_is_read(name, text, field, value):
    assert getattr(read_settings({f"LAGESBILD_{name}": text}), field) == value


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("LAGESBILD_UPLOADS", "true"),
        ("LAGESBILD_URL", "javascript:alert(1)"),
        ("LAGESBILD_URL", "example.fi"),
        ("LAGESBILD_URL", "file:///etc/passwd"),
        ("LAGESBILD_URL", "http://[::1"),
        ("LAGESBILD_URL", "https://example.fi/?a=1"),
        ("LAGESBILD_URL", "https://example.fi/a b"),
        ("LAGESBILD_HOSTS", "*"),
        ("LAGESBILD_HOSTS", "https://example.fi"),
        ("LAGESBILD_ADDRESS", "127.0.0.1:8501"),
        ("LAGESBILD_ADDRESS", "all"),
        ("LAGESBILD_PORT", "0"),
        ("LAGESBILD_PORT", "65536"),
        ("LAGESBILD_PORT", "٨٥٠١"),
        ("LAGESBILD_BASE_PATH", "/a//b"),
        ("LAGESBILD_BASE_PATH", "/../a"),
        ("LAGESBILD_BASE_PATH", "/a?b"),
        ("LAGESBILD_BASE_PATH", "/a/static"),
        ("LAGESBILD_METRICS", "yes"),
        ("LAGESBILD_METRICS", "9464"),
        ("LAGESBILD_LOG", "xml"),
        ("LAGESBILD_CACHE_MB", "1.5"),
        ("LAGESBILD_CACHE_MB", "-1"),
        ("LAGESBILD_READERS", "0"),
        ("LAGESBILD_EXPORT_PROCESSES", "0"),
        ("LAGESBILD_DRAIN_SECONDS", "-1"),
        ("LAGESBILD_DRAIN_SECONDS", "1.5"),
        ("LAGESBILD_FRAMED_BY", "example.fi"),
        ("LAGESBILD_FRAMED_BY", "https://example.fi/path"),
        ("LAGESBILD_FRAMED_BY", "https://example.fi; script-src *"),
        ("LAGESBILD_FRAMED_BY", "https://example.fi https://b.fi"),
        ("LAGESBILD_FRAMED_BY", "https://exämple.fi"),
        ("LAGESBILD_FRAMED_BY", "https://*"),
        ("LAGESBILD_FRAMED_BY", "data:"),
        ("LAGESBILD_SECURITY_CONTACT", "turva@example.fi"),
        ("LAGESBILD_SECURITY_CONTACT", "https://example.fi/\r\nX: y"),
    ],
)
def test_a_setting_that_cannot_be_used_is_named_with_what_it_holds_and_what_to_write(name, text):
    with pytest.raises(SettingError, match=name) as error:
        read_settings({name: text})
    assert repr(text) in str(error.value)
    assert "Write " in str(error.value)


def test_a_mistyped_name_is_noticed():
    set_by_operator = dict.fromkeys(("LAGESBILD_HOST", "LAGESBILD_HOSTS", "LAGESBILD_DATA", "HOME"), "x")
    assert unknown_settings(set_by_operator) == ["LAGESBILD_HOST"]


def test_where_people_sign_in_measurements_are_not_told_at_an_address_that_asks_nobody(tmp_path):
    given = {"LAGESBILD_SIGN_IN": "header", "LAGESBILD_PEOPLE": __file__, "LAGESBILD_TRAIL": str(tmp_path)}
    assert read_settings(given).metrics is Metrics.LOCAL
    with pytest.raises(SettingError, match="LAGESBILD_METRICS"):
        read_settings({**given, "LAGESBILD_METRICS": "127.0.0.1:9464"})

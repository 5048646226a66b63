import pytest

from pages.server.settings import LOCAL, SettingError, read_settings


def test_without_settings_the_server_answers_to_this_machine_only_and_takes_no_files():
    settings = read_settings({})
    assert settings.hosts == LOCAL
    assert settings.url == ""
    assert settings.uploads is False


def test_the_public_address_and_the_named_hosts_are_answered_to():
    settings = read_settings({"LAGESBILD_URL": "https://tilanne.example.fi:8443/", "LAGESBILD_HOSTS": "One.fi, two.fi"})
    assert settings.url == "https://tilanne.example.fi:8443"
    assert settings.hosts == LOCAL | {"tilanne.example.fi", "one.fi", "two.fi"}


@pytest.mark.parametrize(("text", "uploads"), [("on", True), ("ON ", True), ("off", False), ("", False)])
def test_files_are_taken_only_when_an_operator_says_so(text, uploads):
    assert read_settings({"LAGESBILD_UPLOADS": text}).uploads is uploads


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("LAGESBILD_UPLOADS", "true"),
        ("LAGESBILD_URL", "javascript:alert(1)"),
        ("LAGESBILD_URL", "example.fi"),
        ("LAGESBILD_URL", "file:///etc/passwd"),
    ],
)
def test_a_setting_that_cannot_be_used_is_named_with_what_it_holds(name, text):
    with pytest.raises(SettingError, match=name) as error:
        read_settings({name: text})
    assert repr(text) in str(error.value)

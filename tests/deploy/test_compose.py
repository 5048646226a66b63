"""deploy/compose.yml: no engine runs it here, but what it names exists, and replicas share nothing but the store."""

import re
from pathlib import Path

import pytest
import yaml

from pages.server.settings import SETTINGS
from tests.deploy.test_image import CONTAINERFILE, ROOT, stages

COMPOSE = ROOT / "deploy" / "compose.yml"
REPLICAS = ("a", "b", "c")
BY_HAND = {"./lagesbild.pem"}  # whoever runs it puts them there


@pytest.fixture(scope="module")
def services():
    return yaml.safe_load(COMPOSE.read_text(encoding="utf-8"))["services"]


def test_each_replica_has_a_receiver_and_a_volume_of_its_own_and_only_the_receiver_writes(services):
    assert set(services) == {"proxy", *REPLICAS, *(f"receive-{one}" for one in REPLICAS)}
    for one in REPLICAS:
        assert services[one]["volumes"] == [f"{one}:/data:ro"]
        assert services[f"receive-{one}"]["volumes"] == [f"{one}:/data"]


def test_every_setting_exists_and_no_two_replicas_listen_at_one_port(services):
    named = {name for one in services.values() for name in one.get("environment", ())}
    assert named <= {one.name for one in SETTINGS.values()}
    ports = [services[one]["environment"]["LAGESBILD_PORT"] for one in REPLICAS]
    assert ports == ["8501", "8502", "8503"]
    proxy = (ROOT / "deploy" / "proxies" / "haproxy.cfg").read_text(encoding="utf-8")
    assert re.findall(r"server ([abc]) 127\.0\.0\.1:(\d+) cookie \1", proxy) == list(zip(REPLICAS, ports, strict=True))


def test_what_is_started_stands_in_the_image(services):
    assert services["a"]["build"]["target"] in stages(CONTAINERFILE.read_text(encoding="utf-8"))
    command = services["receive-a"]["entrypoint"]
    assert ROOT.joinpath(*command[-1].split("."), "__main__.py").is_file()
    entry = stages(CONTAINERFILE.read_text(encoding="utf-8"))["serve"][-1]
    assert command[0] in entry


def test_every_file_that_is_mounted_exists(services):
    mounted = {one.split(":")[0] for one in services["proxy"]["volumes"]} - BY_HAND
    assert [one for one in mounted if not Path(COMPOSE.parent, one).is_file()] == []


def test_the_keys_of_the_store_reach_the_receivers_alone(services):
    assert {name for name, one in services.items() if "env_file" in one} == {f"receive-{one}" for one in REPLICAS}


def test_every_process_of_ours_runs_without_rights(services):
    for name, one in services.items():
        if name != "proxy":
            assert (one["read_only"], one["cap_drop"]) == (True, ["ALL"]), name

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
    assert set(services) == {"network", "proxy", *REPLICAS, *(f"receive-{one}" for one in REPLICAS)}
    for one in REPLICAS:
        assert services[one]["volumes"] == [f"{one}:/data:ro"]
        assert services[f"receive-{one}"]["volumes"] == [f"{one}:/data"]


def test_every_setting_exists_and_no_two_replicas_listen_at_one_port(services):
    ours = [one for name, one in services.items() if name != "proxy"]
    named = {name for one in ours for name in one.get("environment", ())}
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


def test_a_server_cannot_look_at_what_waits_and_a_receiver_may_write_into_a_new_volume(services):
    """A new volume has the owner of the folder in the image; what waits is for the receiver's user alone."""
    image = stages(CONTAINERFILE.read_text(encoding="utf-8"))
    (receiver,) = (line.split()[1] for line in image["serve"] if line.startswith("USER "))
    assert {services[one]["user"] for one in REPLICAS} == {"10002:10002"}
    assert not any("user" in services[f"receive-{one}"] for one in REPLICAS)
    owner, group = receiver.split(":")
    assert f"install -d -o {owner} -g {group} /data" in " ".join(image["system"])


def test_proxy_and_replicas_share_a_network_that_lives_on_when_one_of_them_starts_again(services):
    assert {services[one]["network_mode"] for one in ("proxy", *REPLICAS)} == {"service:network"}
    assert services["network"]["ports"] == ["80:80", "443:443"]
    assert not any("ports" in one for name, one in services.items() if name != "network")


def test_the_proxy_logs_where_the_engine_reads(services):
    (name,) = services["proxy"]["environment"]
    assert f'log "${{{name}-/dev/log}}" ' in (ROOT / "deploy" / "proxies" / "haproxy.cfg").read_text(encoding="utf-8")

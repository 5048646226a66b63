from base64 import b64encode
from hashlib import sha256

from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from pages.server.headers import Headers, content_policy, security_headers
from tests.pages.server.asking import ask


def test_a_script_of_ours_is_named_by_the_hash_of_its_text():
    text = "alert('ä')"
    wanted = b64encode(sha256(text.encode()).digest()).decode()
    assert f"script-src 'self' 'sha256-{wanted}';" in content_policy([f"<p>x</p><script>{text}</script>"])


def test_no_other_script_and_no_other_host_is_allowed():
    policy = dict(security_headers([]))["content-security-policy"]
    rules = dict(rule.split(" ", 1) for rule in policy.split("; "))
    assert "unsafe" not in rules["script-src"]
    assert not [rule for rule in rules.values() if "http" in rule or "*" in rule]
    assert rules["frame-ancestors"] == "'self'"


def test_only_scripts_that_are_named_may_stand_in_a_page():
    assert "'sha256-" not in dict(security_headers([]))["content-security-policy"]


def test_an_answer_with_a_policy_of_its_own_has_that_one_and_every_other_header():
    async def answer(_request):
        return PlainTextResponse("x", headers={"Content-Security-Policy": "default-src 'none'"})

    app = Headers(Starlette(routes=[Route("/", answer)]), headers=security_headers([]))
    headers = ask(app, "/").headers
    assert headers.get_list("content-security-policy") == ["default-src 'none'"]
    assert headers["x-content-type-options"] == "nosniff"

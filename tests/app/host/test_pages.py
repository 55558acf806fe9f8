"""What a host hands out: the page and its parts, and nothing from anywhere else on the disk."""

from __future__ import annotations

import re

import pytest

from sovsim.app.host.page import handed_out
from sovsim.app.page.front import modules
from sovsim.app.words import languages, texts
from tests.app.host.hosts import TOY, browser, host


def test_the_page_loads_modules_and_styles_of_this_host_alone() -> None:
    visitor = browser(host())
    page = visitor.get("/")
    assert page.status_code == 200
    assert '<meta name="sovsim-host" content="served">' in page.text
    parts = re.findall(r'(?:src|href)="([^"]+)"', page.text)
    assert {"front/js/main.js", "front/style.css"} <= set(parts)
    for part in parts:
        if part != "data:,":
            found = visitor.get(f"/{part}")
            assert found.status_code == 200, part
            kind = "text/css" if part.endswith("css") else "text/javascript"
            assert found.headers["content-type"] == f"{kind}; charset=utf-8"


def test_a_page_is_of_the_language_that_its_host_speaks() -> None:
    for language in languages():
        page = handed_out(language)["/"].content.decode()
        assert f'<html lang="{language}">' in page
        assert texts(language)["noscript"] in page


def test_every_module_is_handed_out_as_it_is() -> None:
    visitor = browser(host())
    for path, source in modules().items():
        assert visitor.get(f"/front/js/{path}").text == source


def test_a_page_may_speak_to_its_host_and_run_what_that_serves() -> None:
    visitor = browser(host())
    for path in ("/", "/content.json", "/nowhere", "/front/js/main.js"):
        headers = visitor.get(path).headers
        policy = dict(part.split(" ", 1) for part in headers["content-security-policy"].split("; "))
        assert policy["default-src"] == "'none'"
        assert policy["script-src"] == "'self' 'wasm-unsafe-eval'"
        assert policy["worker-src"] == policy["connect-src"] == "'self'"
        assert policy["frame-ancestors"] == "'none'"
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["cross-origin-resource-policy"] == "same-origin"


@pytest.mark.parametrize(
    "path",
    [
        "/front/js/../../host/guard.py",
        "/front/js/%2e%2e/%2e%2e/host/guard.py",
        "/front/../../../pyproject.toml",
        "//etc/passwd",
        "/front/js//etc/passwd",
        "/front/texts/",
        "/front",
        "/front/js/main.js/",
        "/front/js/MAIN.js",
        "/%00",
        "/ask/../front/style.css%00",
    ],
)
def test_no_path_of_a_request_is_looked_for_on_the_disk(path: str) -> None:
    found = browser(host()).get(path)
    assert found.status_code in (404, 405)
    assert "root:" not in found.text
    assert "import" not in found.text


def test_content_is_of_all_scenarios_or_of_those_that_are_named() -> None:
    visitor = browser(host())
    assert list(visitor.get("/content.json").json()["scenarios"]) == [TOY, "toy-four-states"]
    named = visitor.get("/content.json", params={"scenario": TOY})
    assert list(named.json()["scenarios"]) == [TOY]
    unknown = visitor.get("/content.json", params={"scenario": "../x"})
    assert unknown.status_code == 422
    assert unknown.json()["error"]["kind"] == "unknown-scenario"
    assert '"../x"' in unknown.json()["error"]["message"]

"""Who is answered: pages of this host, under its own names, with a token where one is asked for."""

from __future__ import annotations

import pytest

from sovsim.app.host.guard import Door
from tests.app.host.hosts import HERE, PORT, browser, host


@pytest.mark.parametrize(
    "name",
    [
        "evil.example",
        f"evil.example:{PORT}",
        f"127.0.0.1.evil.example:{PORT}",
        "127.0.0.1",
        "127.0.0.1:1",
        f"192.168.0.7:{PORT}",
        f"localhost:{PORT}:{PORT}",
        f"[::1:{PORT}",
        "",
    ],
)
def test_a_name_that_only_points_here_is_not_answered(name: str) -> None:
    visitor = browser(host())
    for path in ("/", "/content.json"):
        found = visitor.get(path, headers={"host": name})
        assert found.status_code == 403
        assert found.json()["error"]["kind"] == "wrong-host"
        assert "set-cookie" not in found.headers


@pytest.mark.parametrize("name", [f"localhost:{PORT}", f"LOCALHOST:{PORT}", f"[::1]:{PORT}"])
def test_other_names_of_this_computer_are_answered(name: str) -> None:
    assert browser(host()).get("/", headers={"host": name}).status_code == 200


@pytest.mark.parametrize(
    "origin",
    ["http://evil.example", "null", f"https://127.0.0.1:{PORT}", "http://127.0.0.1:1", ""],
)
def test_a_page_of_somebody_else_cannot_ask(origin: str) -> None:
    visitor = browser(host())
    visitor.get("/")
    for path in ("/ask", "/scenarios", "/ensemble"):
        found = visitor.post(path, content=b"{}", headers={"origin": origin})
        assert found.status_code == 403
        assert found.json()["error"]["kind"] == "wrong-origin"


def test_a_page_of_somebody_else_cannot_embed_but_may_link() -> None:
    visitor = browser(host())
    cross = {"sec-fetch-site": "cross-site"}
    assert visitor.get("/kernel.js", headers=cross).status_code == 403
    link = {**cross, "sec-fetch-mode": "navigate"}
    assert visitor.get("/", headers=link).status_code == 200


def test_an_own_page_asks_with_its_origin() -> None:
    found = browser(host()).post("/ask", json={"ask": "describe"}, headers={"origin": HERE})
    assert found.json()["format"] == 1


def test_with_a_token_nobody_is_answered_who_has_not_shown_it() -> None:
    made = host(Door("0.0.0.0", PORT, "a-long-token"))
    stranger = browser(made, f"http://192.168.0.7:{PORT}")
    assert stranger.get("/").status_code == 403
    assert "token" in stranger.get("/").text
    for path in ("/content.json", "/kernel.js", "/front/js/main.js", "/?token=a-long-tokem"):
        refused = stranger.get(path)
        assert refused.status_code == 403
        assert "set-cookie" not in refused.headers
    assert stranger.post("/ask", json={"ask": "describe"}).json()["error"]["kind"] == "no-session"


def test_who_shows_the_token_is_answered_and_the_address_forgets_it() -> None:
    made = host(Door("0.0.0.0", PORT, "a-long-token"))
    visitor = browser(made, f"http://192.168.0.7:{PORT}")
    first = visitor.get("/?token=a-long-token")
    assert (first.status_code, first.headers["location"]) == (303, "/")
    assert "HttpOnly" in first.headers["set-cookie"]
    assert visitor.get("/").status_code == 200
    assert visitor.post("/ask", json={"ask": "describe"}).json()["format"] == 1
    assert browser(made, f"http://192.168.0.7:{PORT}").get("/").status_code == 403


def test_a_foreign_name_is_not_answered_even_where_others_are_let_in() -> None:
    made = host(Door("0.0.0.0", PORT, "a-long-token"))
    found = browser(made).get("/?token=a-long-token", headers={"host": f"evil.example:{PORT}"})
    assert found.json()["error"]["kind"] == "wrong-host"


def test_the_address_is_one_that_a_browser_can_open() -> None:
    assert Door("127.0.0.1", 81).address == "http://127.0.0.1:81/"
    assert Door("::1", 81).address == "http://[::1]:81/"
    assert Door("10.0.0.1", 81, "a b&c").address == "http://10.0.0.1:81/?token=a+b%26c"
    assert "0.0.0.0" not in Door("0.0.0.0", 81, "x").address

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from typing import Any

import pytest
from aiohttp import WSServerHandshakeError
from aiohttp.test_utils import TestClient, TestServer

from qualcode.web.door import Door
from qualcode.web.server import COOKIE, ScreenServer

Client = TestClient[Any, Any]


async def _client(*, by_key: bool) -> Client:
    door = Door("nyckel-som-duger", loopback=by_key)
    server = ScreenServer("false", door, host="127.0.0.1", port=1, title="<b>Närbyråkrati</b>", by_key=by_key)
    client = TestClient(TestServer(await server._make_app()))
    await client.start_server()
    return client


@pytest.fixture
async def keyed() -> AsyncIterator[Client]:
    client = await _client(by_key=True)
    yield client
    await client.close()


@pytest.fixture
async def locked() -> AsyncIterator[Client]:
    client = await _client(by_key=False)
    yield client
    await client.close()


async def test_without_the_key_nothing_is_shown(keyed: Client) -> None:
    for path in ("/", "/static/js/textual.js", "/ws", "/?key=fel"):
        answer = await keyed.get(path)
        assert answer.status == 403
        assert "Närbyråkrati" not in await answer.text()


async def test_the_key_lets_in_once_and_leaves_the_address(keyed: Client) -> None:
    answer = await keyed.get("/?key=nyckel-som-duger", allow_redirects=False)
    assert answer.status == 303
    assert answer.headers["Location"] == "/"
    assert "HttpOnly" in answer.headers["Set-Cookie"]
    assert "SameSite=Strict" in answer.headers["Set-Cookie"]
    assert (await keyed.get("/")).status == 200


async def test_the_page_asks_nowhere_else_and_shows_titles_as_text(keyed: Client) -> None:
    page = await keyed.get("/?key=nyckel-som-duger")
    text = await page.text()
    assert not re.search(r"(?:src|href)=\"(?:https?:)?//", text)
    assert "<b>" not in text
    assert "default-src 'none'" in page.headers["Content-Security-Policy"]
    for path in re.findall(r"(?:src|href)=\"(/[^\"]+)\"", text):
        assert (await keyed.get(path)).status == 200
    style = await (await keyed.get("/page/page.css")).text()
    assert "http" not in style


async def test_a_page_from_elsewhere_cannot_connect(keyed: Client) -> None:
    await keyed.get("/?key=nyckel-som-duger")
    with pytest.raises(WSServerHandshakeError):
        await keyed.ws_connect("/ws", headers={"Origin": "http://elak.example"})
    with pytest.raises(WSServerHandshakeError):
        await keyed.ws_connect("/ws")


async def test_a_foreign_host_name_is_refused(keyed: Client) -> None:
    answer = await keyed.get("/?key=nyckel-som-duger", headers={"Host": "elak.example"})
    assert answer.status == 403


async def test_another_interface_asks_for_the_password(locked: Client) -> None:
    door = await locked.get("/")
    assert str(door.url).endswith("/enter")
    assert "password" in await door.text()
    origin = {"Origin": f"http://{door.url.host}:{door.url.port}"}
    assert (await locked.post("/enter", data={"password": "fel"}, headers=origin)).status == 403
    assert (await locked.post("/enter", data={"password": "nyckel-som-duger"})).status == 403
    inside = await locked.post("/enter", data={"password": "nyckel-som-duger"}, headers=origin)
    assert inside.status == 200
    assert COOKIE in {c.key for c in locked.session.cookie_jar}


async def test_the_password_is_not_taken_from_the_address(locked: Client) -> None:
    answer = await locked.get("/?key=nyckel-som-duger")
    assert str(answer.url).endswith("/enter")

"""The frame around the chat: the bar by role, the page in the reader's language, nothing else."""

import re

import pytest
from fastapi import FastAPI, Request
from fastapi.responses import HTMLResponse, PlainTextResponse, Response
from fastapi.testclient import TestClient
from starlette.middleware.base import RequestResponseEndpoint
from starlette.routing import Mount

from tests.toy_app import ToySource
from web.chat.frame import Frame
from web.people.user import Role, User
from web.services import Services

# Starlette's own: deprecated names of asyncio.
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")


def chat_in(language: str) -> FastAPI:
    """What stands for Gradio's page: it says which it is, and below which path it was asked."""
    chat = FastAPI()

    @chat.get("/")
    def page(request: Request) -> HTMLResponse:
        root = request.scope["root_path"]
        content = f'<html\n lang="en"><head></head><body class="a">{language} {root}</body></html>'
        return HTMLResponse(content)

    @chat.get("/config")
    def config() -> PlainTextResponse:
        return PlainTextResponse(f"<head></head>{language}")

    return chat


def client_of(role: Role) -> TestClient:
    """The chat in Chinese at the root and in English at its own path, open to one person."""
    app = FastAPI()
    app.state.services = Services(ToySource(), lambda *_: None)

    @app.middleware("http")
    async def known(request: Request, go_on: RequestResponseEndpoint) -> Response:
        request.state.user = User(1, "李四", role)
        return await go_on(request)

    @app.get("/taken")
    def taken() -> PlainTextResponse:
        return PlainTextResponse("taken")

    english = Frame(chat_in("en"), "en", "/en")
    chinese = Frame(chat_in("zh"), "zh", "")
    chinese.serve({"en": english})
    app.router.routes += [Mount("/en", english), Mount("/", chinese)]
    return TestClient(app)


def links(page: str) -> list[str]:
    return re.findall(r'<a href="(/[^"]*)"', page)


@pytest.mark.parametrize(("role", "shown"), [("reader", False), ("editor", False), ("admin", True)])
def test_the_bar_shows_what_the_person_may_open(role: Role, shown: bool) -> None:
    page = client_of(role).get("/").text
    assert ("/settings" in links(page)) is shown
    assert {"/", "/match", "/lookup", "/library", "/evaluation"} <= set(links(page))
    assert 'href="/" aria-current="page"' in page
    assert "李四" in page
    assert page.index("<body") < page.index('class="bar"') < page.index("zh ")


def test_the_page_is_in_the_language_asked_for_and_keeps_it() -> None:
    client = client_of("reader")
    page = client.get("/").text
    assert 'lang="zh-CN"' in page
    assert "zh </body>" in page
    page = client.get("/?language=en&chat=7").text
    assert '<html lang="en"' in page
    assert "en /en</body>" in page  # its scripts call the English chat
    assert "/?language=zh&amp;chat=7" in page
    assert "en /en</body>" in client.get("/").text  # from the cookie
    assert "zh </body>" in client.get("/?language=zh").text


def test_a_chat_asked_for_at_its_own_path_is_in_its_own_language() -> None:
    page = client_of("reader").get("/en/", headers={"Cookie": "language=zh"}).text
    assert "en /en</body>" in page
    assert ">Ask<" in page


def test_what_is_no_page_passes_as_it_is() -> None:
    client = client_of("reader")
    assert client.get("/config").text == "<head></head>zh"
    assert client.get("/en/config").text == "<head></head>en"


@pytest.mark.parametrize("path", ["/none", "/en/none"])
def test_an_unknown_address_is_a_page_of_the_product(path: str) -> None:
    answer = client_of("reader").get(path, headers={"Accept": "text/html"})
    assert answer.status_code == 404
    assert 'role="alert">这里没有页面' in answer.text
    assert 'href="/library"' in answer.text  # under the bar
    answer = client_of("reader").get(f"{path}?language=en", headers={"Accept": "text/html"})
    assert 'role="alert">There is no page here' in answer.text


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_an_unknown_address_of_the_api_is_told_as_the_api_tells(method: str) -> None:
    answer = client_of("reader").request(method, "/api/v1/none")
    assert answer.status_code == 404
    assert answer.json()["error"]["code"] == "not_found"


def test_an_address_asked_for_in_the_wrong_way_is_told_apart_from_an_unknown_one() -> None:
    answer = client_of("reader").delete("/taken")
    assert answer.status_code == 405
    assert answer.json()["error"]["code"] == "method_not_allowed"

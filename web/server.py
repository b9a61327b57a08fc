"""The server: pages and API in one FastAPI application.

Called by `app.py`, which opens the data folder, and by tests, which bring their own source.
"""

import socket
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import uvicorn
from fastapi import FastAPI
from fastapi.staticfiles import StaticFiles
from starlette.routing import Route

from web import entrance, health, pages, sign_on
from web.agent import Agent
from web.api import (
    audit,
    changing,
    chats,
    compatible,
    description,
    judgements,
    matches,
    people,
    questions,
    reading,
    synonyms,
)
from web.guard import Guard
from web.measure import Measure
from web.problems import handle_problems
from web.services import Services

WEB = Path(__file__).parent
_API = (
    questions,
    matches,
    reading,
    changing,
    judgements,
    chats,
    people,
    synonyms,
    audit,
    compatible,
)
STOP_S = 30  # how long a stop waits for what runs


def create_server(services: Services) -> FastAPI:
    """The application without the chat (`web.chat.mount`), which takes seconds to load."""
    agent = Agent(services)

    @asynccontextmanager
    async def lifespan(_app: FastAPI) -> AsyncIterator[None]:
        services.line.open()
        async with agent.running():
            yield
        services.line.close()

    app = FastAPI(
        title="循条 API",
        summary="带条款编号的政策问答",
        version="1",
        openapi_url="/api/openapi.json",
        docs_url=None,
        redoc_url=None,
        lifespan=lifespan,
    )
    app.state.services = services
    handle_problems(app)
    for module in _API:
        app.include_router(module.router)
    app.include_router(health.router)
    app.include_router(entrance.router)
    app.include_router(sign_on.router)
    app.include_router(description.router)
    app.router.routes.append(Route("/mcp", agent, methods=["POST"]))
    app.mount("/own", StaticFiles(directory=WEB / "static"))
    for router in pages.ROUTERS:
        app.include_router(router)
    app.add_middleware(Guard, accounts=services.accounts)
    app.add_middleware(Measure, metrics=services.metrics)
    return app


class _Server(uvicorn.Server):
    """A web server that says when it listens."""

    def __init__(self, config: uvicorn.Config, listens: Callable[[], None]) -> None:
        super().__init__(config)
        self._listens = listens

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Starts, and says so if it did."""
        await super().startup(sockets)
        if self.started:
            self._listens()


def server_of(
    app: FastAPI, host: str, port: int, listens: Callable[[], None] = lambda: None
) -> uvicorn.Server:
    """The web server, to `run`; a stop waits for the requests that run.

    `listens` is called once, when it answers.
    """
    config = uvicorn.Config(
        app,
        host=host,
        port=port,
        log_level="warning",
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=STOP_S,
        timeout_keep_alive=10,
    )
    return _Server(config, listens)

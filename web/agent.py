"""`/mcp`: the tools that an agent calls over MCP (streamable HTTP), with what its user may see."""

from collections.abc import AsyncIterator, Awaitable
from contextlib import asynccontextmanager
from typing import Any, TypeVar

from mcp.server import MCPServer
from mcp.server.mcpserver import Context
from mcp.server.mcpserver.exceptions import ToolError
from mcp.server.transport_security import TransportSecuritySettings
from starlette.types import ASGIApp, Receive, Scope, Send

from rag.answer import answer_record
from rag.match.profile import ProfileError
from rag.question.query import QuestionError
from web.api import matches, reading
from web.api.records import MatchBody
from web.asking import answer_to
from web.line import Busy
from web.people.user import User
from web.problems import Forbidden, Refusal
from web.rate import TooMany
from web.services import Services, view_of

T = TypeVar("T")
_MAX_CLAUSES = 50


class Agent:
    """The ASGI application at `/mcp`; it answers while `running`."""

    def __init__(self, parts: Services) -> None:
        """Over the parts of a server."""
        self._parts = parts
        self._app: ASGIApp | None = None

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """A server of the protocol for as long as the whole server runs."""
        server = tools_of(self._parts)
        # `web.guard` has looked at the host and the origin already.
        trusting = TransportSecuritySettings(enable_dns_rebinding_protection=False)
        app = server.streamable_http_app(
            stateless_http=True, json_response=True, transport_security=trusting
        )
        async with server.session_manager.run():
            self._app = app
            yield

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes a request on."""
        assert self._app is not None
        await self._app(scope, receive, send)


def tools_of(parts: Services) -> MCPServer:
    """The tools, each asked for the user whom the guard let pass."""
    server = MCPServer("xuntiao", instructions="带条款编号的政策问答", log_level="ERROR")

    @server.tool(description="回答一个政策问题：带条款引用的回答，或拒答及理由。")
    async def ask(question: str, ctx: Context) -> dict[str, Any]:
        user = _user(ctx, "ask")
        return answer_record(await _said(answer_to(parts, user, question)))

    @server.tool(description="一个条款及其下级的原文；section 如 二/(三)。")
    async def get_section(doc_id: str, section: str, ctx: Context) -> dict[str, Any]:
        view = view_of(_user(ctx, "read"), parts)
        try:
            return reading.section(view, doc_id, section)
        except Refusal as error:
            raise ToolError(str(error)) from error

    @server.tool(description="查找与一句话最相关的条款，好的在前；top 为 1 至 50。")
    async def find_clauses(words: str, ctx: Context, top: int = 10) -> list[dict[str, Any]]:
        user = _user(ctx, "ask")
        n = min(max(top, 1), _MAX_CLAUSES)
        answer = await _said(answer_to(parts, user, words, n))
        return [
            {
                "doc_id": hit.clause.doc_id,
                "section": hit.clause.section,
                "label": hit.clause.label,
                "text": hit.clause.text,
                "rank": hit.rank,
            }
            for hit in answer.hits
        ]

    @server.tool(description="企业适用哪些条款：符合、不符合、待定；text 为企业情况的描述。")
    async def match(text: str, ctx: Context) -> dict[str, Any]:
        body = MatchBody(text=text[:5000], fields=None, as_of=None)
        return await _said(matches.match(body, parts, _user(ctx, "ask")))

    return server


def _user(ctx: Context, scope: str) -> User:
    request: Any = ctx.request_context.request
    user: User = request.state.user
    if not user.may("reader", scope):
        raise ToolError(Forbidden.sentence)
    return user


async def _said(work: Awaitable[T]) -> T:
    """What the work returns; what a person could mend reaches the agent as a sentence."""
    try:
        return await work
    except (QuestionError, ProfileError, Refusal, TooMany) as error:
        raise ToolError(str(error)) from error
    except Busy as error:
        raise ToolError("现在提问的人较多，请稍等几秒再试。") from error

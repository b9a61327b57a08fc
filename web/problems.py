"""What went wrong, as an HTTP answer: a sentence with the remedy and never an internal detail.

Refusal (status, code, sentence)
  Forbidden      403  the role or the key does not allow it
  NotFound       404  no such document, section, record
"""

import logging

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from corpus.document import CorpusError
from index.errors import IndexUnusable
from rag.match.profile import ProfileError
from rag.question.query import QuestionError
from rag.words.own import SynonymError
from web.line import Busy, Closing
from web.people.accounts import PersonError
from web.rate import TooMany

_LOG = logging.getLogger("xuntiao")
_BY_STATUS = {
    401: ("login_required", "请先登录，或在 Authorization 中给出有效的 API 密钥。"),
    403: ("forbidden", "当前账号或密钥没有这项权限；请联系管理员。"),
    404: ("not_found", "没有这个地址；可用的接口见 /api/docs。"),
    405: ("method_not_allowed", "这个地址不接受此种请求；可用的接口见 /api/docs。"),
    413: ("too_large", "请求内容太大；请减小后再试。"),
    429: ("too_many", "请求过于频繁；请稍后再试。"),
}


class Refusal(Exception):
    """A request that is refused: its HTTP status, a code for programs, a sentence for people."""

    status = 400
    code = "bad_request"
    sentence = "请求有误。"

    def __init__(self, sentence: str | None = None) -> None:
        """The class's own sentence, if none is given."""
        super().__init__(sentence or self.sentence)


class Forbidden(Refusal):
    """The role or the key does not allow it."""

    status = 403
    code, sentence = _BY_STATUS[403]


class NotFound(Refusal):
    """No such document, section or record, or none that this user may see."""

    status = 404
    code = "not_found"
    sentence = "没有找到；可能已被移除，或当前账号看不到。"


def problem(
    status: int, code: str, sentence: str, headers: dict[str, str] | None = None
) -> Response:
    """The body that every failed request gets."""
    body = {"error": {"code": code, "message": sentence}}
    return JSONResponse(body, status_code=status, headers=headers)


def problem_of_status(status: int, headers: dict[str, str] | None = None) -> Response:
    """The answer with this status to what no route took."""
    code, sentence = _BY_STATUS.get(status, ("refused", "请求有误。"))
    return problem(status, code, sentence, headers)


def problem_of(error: Exception) -> Response:
    """The answer to what was raised; what nobody foresaw is logged and not shown."""
    match error:
        case Refusal():
            return problem(error.status, error.code, str(error))
        case QuestionError() | ProfileError() | PersonError() | SynonymError():
            return problem(400, "bad_question", str(error))
        case CorpusError():
            return problem(422, "unusable_file", str(error))
        case IndexUnusable():
            return problem(409, "index_unusable", str(error))
        case Busy():
            sentence = "现在提问的人较多，请稍等几秒再试。"
            return problem(503, "busy", sentence, {"Retry-After": str(Busy.retry_after_s)})
        case TooMany():
            headers = {"Retry-After": str(error.retry_after_s)}
            return problem(429, "too_many", str(error), headers)
        case Closing():
            return problem(503, "closing", "服务正在停止，请稍后再试。", {"Retry-After": "10"})
        case _:
            _LOG.error("a request failed", exc_info=error)
            return problem(500, "failed", "程序出了错，已记入日志；请稍后再试。")


def handle_problems(app: FastAPI) -> None:
    """Every error of a route becomes an answer."""

    async def answer(_request: Request, error: Exception) -> Response:
        return problem_of(error)

    async def wrong_fields(_request: Request, error: Exception) -> Response:
        assert isinstance(error, RequestValidationError)
        return problem(422, "invalid", _fields(error))

    async def http(_request: Request, error: Exception) -> Response:
        assert isinstance(error, HTTPException)
        return problem_of_status(error.status_code, dict(error.headers) if error.headers else None)

    asked = (QuestionError, ProfileError, PersonError, SynonymError)
    for kind in (*asked, Refusal, CorpusError, IndexUnusable, Busy, Closing, TooMany):
        app.add_exception_handler(kind, answer)
    app.add_exception_handler(RequestValidationError, wrong_fields)
    app.add_exception_handler(HTTPException, http)
    app.add_exception_handler(Exception, answer)


def _fields(error: RequestValidationError) -> str:
    """Which fields are wrong; what was sent is not repeated."""
    names = dict.fromkeys(
        ".".join(str(part) for part in each["loc"] if part not in ("body", "query", "path"))
        for each in error.errors()
    )
    named = "、".join(name[:80] for name in list(names)[:5] if name)
    return f"字段 {named} 缺失或不合要求；格式见 /api/docs。" if named else "请求不是合法的 JSON。"

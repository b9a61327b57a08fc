"""Routes whose failures are pages with the sentence, not JSON."""

import json
from collections.abc import Callable, Coroutine
from typing import Any

from fastapi import Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.routing import APIRoute
from starlette.exceptions import HTTPException

from web.pages.page import page, words_of
from web.problems import Refusal, problem_of
from web.services import current_user


class PageRoute(APIRoute):
    """A route of a page."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """The handler, with failures caught."""
        handler = super().get_route_handler()

        async def caught(request: Request) -> Response:
            try:
                return await handler(request)
            except HTTPException:
                raise  # what the server says of every address alike
            except RequestValidationError:
                sentence = "地址或表单中有缺失或不合要求的内容；请返回重试。"
                return failure(request, Refusal(sentence))
            except Exception as error:
                return failure(request, error)

        return caught


def failure(request: Request, error: Exception) -> Response:
    """The page for what was raised; in Chinese where its sentence is known in no other language."""
    told = problem_of(error)
    said = json.loads(bytes(told.body))["error"]
    words = words_of(request)
    sentence = said["message"]
    if words.language != "zh":
        sentence = words.known(f"problem_{said['code']}", sentence)
    return _page(request, told.status_code, sentence)


def unknown_address(request: Request, status: int) -> Response:
    """The page for an address that no route takes (404), or none in this way (405)."""
    code = "method_not_allowed" if status == 405 else "not_found"
    return _page(request, status, words_of(request)[f"problem_{code}"])


def _page(request: Request, status: int, sentence: str) -> Response:
    return page(request, "failure.html", current_user(request), status=status, sentence=sentence)

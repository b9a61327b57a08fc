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
    """The page for what was raised."""
    return failure_page(request, problem_of(error))


def failure_page(request: Request, told: Response) -> Response:
    """The page that says what an answer of the API says; in Chinese where only that is known."""
    said = json.loads(bytes(told.body))["error"]
    sentence = words_of(request).known(f"problem_{said['code']}", said["message"])
    user = current_user(request)
    return page(request, "failure.html", user, status=told.status_code, sentence=sentence)

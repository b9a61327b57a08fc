"""Any OpenAI-compatible endpoint as a generator: DeepSeek, Qwen, vLLM, Ollama, llama.cpp."""

import json
import random
import time
from collections.abc import Iterator, Sequence
from typing import cast

import httpx2
import openai
from openai.types.chat import ChatCompletionChunk, ChatCompletionMessageParam

from rag.generate.protocol import GenerationError, Message
from rag.generate.settings import GeneratorSettings

_N_ATTEMPTS = 3  # on 429, 5xx and no connection; what is silent once is silent again
_FIRST_WAIT_S = 0.5  # before the second attempt, doubled before each further one
_CONNECT_S = 10.0


class Endpoint:
    """A model behind `{address}/chat/completions`."""

    def __init__(self, settings: GeneratorSettings) -> None:
        """Connects to nothing yet."""
        self.name = settings.model
        self._settings = settings
        # A local server wants no key, and the SDK wants some.
        self._client = openai.OpenAI(
            base_url=settings.place,
            api_key=settings.key or "none",
            max_retries=0,  # the SDK's own would each take the whole time anew
        )

    def stream(self, messages: Sequence[Message]) -> Iterator[str]:
        """See `Generator.stream`; the settings' time is for all of it, retries included."""
        deadline = time.monotonic() + self._settings.timeout_s
        finished = False
        try:
            with self._opened(messages, deadline) as pieces:
                for piece in pieces:
                    if time.monotonic() > deadline:
                        raise GenerationError(self._sentence("超过时限没有说完"))
                    if not piece.choices:
                        continue
                    choice = piece.choices[0]
                    if choice.delta.content:
                        yield choice.delta.content
                    if choice.finish_reason:
                        finished = choice.finish_reason == "stop"
        except openai.APIStatusError as error:
            raise GenerationError(self._sentence(_reason(error.status_code))) from None
        except (openai.APITimeoutError, httpx2.TimeoutException):
            raise GenerationError(self._sentence("超过时限没有回答")) from None
        except (openai.APIError, httpx2.HTTPError) as error:
            raise GenerationError(self._sentence(f"连接中断（{type(error).__name__}）")) from None
        except (json.JSONDecodeError, ValueError, TypeError, AttributeError):
            raise GenerationError(self._sentence("返回的内容不合协议")) from None
        if not finished:
            raise GenerationError(self._sentence("回答没有说完"))

    def _opened(
        self, messages: Sequence[Message], deadline: float
    ) -> openai.Stream[ChatCompletionChunk]:
        """The reply's stream; asked again with growing pauses while the server is busy or down."""
        asked = cast(list[ChatCompletionMessageParam], [m._asdict() for m in messages])
        wait = _FIRST_WAIT_S
        for attempt in range(1, _N_ATTEMPTS + 1):
            left = max(deadline - time.monotonic(), 0.01)
            try:
                return self._client.chat.completions.create(
                    model=self._settings.model,
                    messages=asked,
                    max_tokens=self._settings.max_tokens,
                    temperature=0.0,
                    stream=True,
                    timeout=openai.Timeout(left, connect=min(_CONNECT_S, left)),
                )
            except openai.APITimeoutError:
                raise
            except (openai.RateLimitError, openai.InternalServerError, openai.APIConnectionError):
                if attempt == _N_ATTEMPTS or time.monotonic() + wait > deadline:
                    raise
                time.sleep(wait * random.uniform(0.8, 1.2))
                wait *= 2
        raise AssertionError("the last attempt returns or raises")

    def _sentence(self, why: str) -> str:
        return f"生成模型 {self.name} {why}，请检查 {self._settings.place} 和它的设置。"


def _reason(status: int) -> str:
    if status in (401, 403):
        return "拒绝了密钥（环境变量 XUNTIAO_GENERATOR_KEY）"
    if status == 404:
        return "不存在（404）"
    return "请求过多（429）" if status == 429 else f"出错（{status}）"

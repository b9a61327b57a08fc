"""Which model phrases answers, read from the environment once, here; nothing is on by default.

XUNTIAO_GENERATOR      openai:ADDRESS#MODEL   an OpenAI-compatible endpoint
                       local:FOLDER           a transformers model, or a file .gguf
XUNTIAO_GENERATOR_KEY  the endpoint's key; nowhere else, never logged
XUNTIAO_GENERATOR_TIMEOUT   seconds until an answer is given up (60)
XUNTIAO_GENERATOR_TOKENS    the budget of an answer (512)
XUNTIAO_GENERATOR_CONTEXT   characters of clauses that the model is shown (6000)
XUNTIAO_QUERY_HELP          rewrite: the model completes follow-ups before they are searched (off)
"""

import os
from dataclasses import dataclass, field
from typing import Literal

_KINDS = ("openai", "local")
_REMEDY = "请写成 openai:地址#模型 或 local:文件夹"


class GeneratorUnusable(Exception):
    """Settings that name no usable model: one sentence with the remedy."""


@dataclass(frozen=True)
class GeneratorSettings:
    """A model and its bounds. `place` is an address or a path, `model` the endpoint's name for it.

    `timeout_s` is for a whole answer, `max_tokens` its budget, `max_characters` what is shown;
    `rewrites` whether the model completes follow-ups.
    """

    kind: Literal["openai", "local"]
    place: str
    model: str = ""
    key: str = field(default="", repr=False)
    timeout_s: float = 60.0
    max_tokens: int = 512
    max_characters: int = 6000
    rewrites: bool = False

    @classmethod
    def from_environment(cls, named: str | None = None) -> "GeneratorSettings | None":
        """Those that `named` (a command's `--generator`), else the environment asks for, or None.

        Raises:
            GeneratorUnusable: they cannot be read.
        """
        spec = named or os.environ.get("XUNTIAO_GENERATOR")
        if not spec:
            return None
        kind, _, rest = spec.partition(":")
        place, _, model = rest.rpartition("#") if kind == "openai" else (rest, "", "")
        if kind not in _KINDS or not place or (kind == "openai" and not model):
            raise GeneratorUnusable(f"生成模型“{spec}”无法识别；{_REMEDY}。")
        if kind == "openai" and not place.startswith(("http://", "https://")):
            raise GeneratorUnusable(
                f"生成模型的地址“{place}”不以 http:// 或 https:// 开头；{_REMEDY}。"
            )
        return cls(
            "openai" if kind == "openai" else "local",
            place,
            model,
            os.environ.get("XUNTIAO_GENERATOR_KEY", ""),
            _number("XUNTIAO_GENERATOR_TIMEOUT", cls.timeout_s),
            int(_number("XUNTIAO_GENERATOR_TOKENS", cls.max_tokens)),
            int(_number("XUNTIAO_GENERATOR_CONTEXT", cls.max_characters)),
            _rewrites(),
        )


def _rewrites() -> bool:
    named = os.environ.get("XUNTIAO_QUERY_HELP") or ""
    if named not in ("", "rewrite"):
        raise GeneratorUnusable(
            f"环境变量 XUNTIAO_QUERY_HELP 的值“{named}”无法识别；请写 rewrite 或取消设置。"
        )
    return bool(named)


def _number(name: str, default: float) -> float:
    text = os.environ.get(name)
    if not text:
        return default
    try:
        value = float(text)
    except ValueError:
        value = 0.0
    if not 0 < value < 1e7:
        raise GeneratorUnusable(f"环境变量 {name} 的值“{text}”不是正数，请改正或取消设置。")
    return value

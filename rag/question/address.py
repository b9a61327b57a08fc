"""The section that a question names, in any way of speaking, as an address of the corpus.

    二(三)2讲什么 · 二.三.2 · 第二部分第三条第2点   -> 二/(三)/2
    第12条第二项                                      -> 第十二条/(二)
    附件1第二条                                       -> 附件1/二

`references` reads steps (styles, number) from words; `resolve` finds the sections that they fit.
Nothing here knows what the sections say.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from corpus.marker import Style, read_marker
from corpus.numeral import in_hanzi, number_of
from corpus.section import is_below

_N = r"[〇零一二三四五六七八九十百两]+|\d{1,3}"
_SIMPLE = r"[一二三四五六七八九十]{1,3}"
# What a spoken word may stand for, the likeliest first. A document without articles has items that
# people call 条, one without parts has 一、 that people call 部分.
_SPOKEN: dict[str, tuple[Style, ...]] = {
    "编": ("part", "hanzi"),
    "章": ("chapter", "hanzi"),
    "节": ("division", "hanzi_paren"),
    "部分": ("hanzi", "chapter", "part", "roman"),
    "大": ("hanzi", "chapter", "digit"),
    "条": ("article", "hanzi_paren", "hanzi", "digit"),
    "款": ("hanzi_paren", "digit"),
    "项": ("hanzi_paren", "digit", "digit_paren"),
    "目": ("digit", "digit_paren"),
    "点": ("hanzi_paren", "digit", "digit_paren", "hanzi"),
    "个": ("hanzi_paren", "digit", "digit_paren", "hanzi"),
    "问": ("question",),
}
_OUTERMOST = ("编", "章", "部分", "大", "附件")
_UNIT = re.compile(
    rf"附件\s*(?P<annex>{_N})?"
    rf"|第\s*[(（]?(?P<number>{_N})[)）]?\s*(?P<spoken>编|章|节|个?部分|大[点条项块]|条|款|项(?!目)|目|小?点|小[条项]|个|问)"
    r"(?!目的|目标|生?产线|路线|跑道|代|届|批)(?P<again>之[一二三四五六七八九十])?"
    rf"|[(（]\s*(?P<paren>{_N})\s*[)）]"
    rf"|(?P<dotted>(?<=[./\-·]){_SIMPLE}(?=[./\-·讲说是的规有里]|$))"
    rf"|(?P<hanzi>(?<![\u4e00-\u9fff\d]){_SIMPLE}(?=\s*[、./\-·]?\s*[(（])"
    rf"|(?<![\u4e00-\u9fff\d]){_SIMPLE}(?=[./\-·](?:{_SIMPLE}|\d))|(?<![\u4e00-\u9fff\d]){_SIMPLE}(?=、[^一二三四五六七八九十\d]))"
    r"|(?P<digit>(?<!\d)(?<!\d\.)\d{1,2}(?![\d%％a-z年月日个万亿家名天倍元次人岁]|\.\d))"
    r"|(?P<circled>[①-⑳])"
)
_SIZE = re.compile(r"^[个小](?=.)")
_GAP = re.compile(r"[\s的之、/.．,，:：\-·里下中]*")

_OUTSIDE = 100  # more than any style costs


@dataclass(frozen=True)
class Step:
    """One level of a reference: a number, and the styles it may be written in, likeliest first."""

    styles: tuple[Style, ...]
    number: int
    outermost: bool = False
    again: str = ""  # `之一`, an article put in later


def references(text: str) -> tuple[Step, ...]:
    """The steps of the first section that the folded text names, outermost first."""
    at = 0
    while found := _UNIT.search(text, at):
        chain = [found]
        while following := _UNIT.match(text, _GAP.match(text, chain[-1].end()).end()):  # type: ignore[union-attr]
            if following["annex"] is None and following[0].startswith("附件"):
                break
            chain.append(following)
        if _is_reference(chain, text):
            return tuple(_step(unit) for unit in chain)
        at = found.end()
    return ()


def written(steps: Iterable[Step]) -> str:
    """The steps as an address in their likeliest style: for a section that nobody knows."""
    steps = tuple(steps)
    # 第二部分第三条 is 二/(三): where the outermost level is 一、, what people call 条 is (一).
    official = bool(steps) and steps[0].styles[0] == "hanzi"
    return "/".join(
        f"({in_hanzi(step.number)})" if official and step.styles[0] == "article" else _token(step)
        for step in steps
    )


def resolve(
    steps: tuple[Step, ...], sections: Iterable[tuple[str, str]], within: str | None = None
) -> tuple[str, ...]:
    """The sections that the steps fit best: what their addresses end in, each once, in order.

    `sections` are pairs of document and address. More than one result means that the reference is
    ambiguous; those are whole addresses. `within` prefers the sections below that one.
    Example: `第十二条第二项` over `第三章/第十二条/(二)` -> `第十二条/(二)`.
    """
    fitting: dict[tuple[str, str], int] = {}
    for key in sections:
        tokens = key[1].split("/")
        penalty = _penalty(steps, tokens) if len(tokens) >= len(steps) else None
        if penalty is not None:
            outside = within is not None and not is_below(key[1], within)
            fitting.setdefault(key, penalty + _OUTSIDE * outside)
    best = [key for key, penalty in fitting.items() if penalty == min(fitting.values())]
    whole = tuple(dict.fromkeys(section for _, section in best))
    ends = {"/".join(section.split("/")[-len(steps) :]) for section in whole}
    if within is None and len(ends) == 1 and len({doc for doc, _ in best}) == len(best):
        return tuple(ends)
    return whole


def _is_reference(chain: list[re.Match[str]], text: str) -> bool:
    first = chain[0]
    if first["annex"] or first["spoken"] not in (None, "个"):
        return True
    if first["hanzi"]:
        return len(chain) > 1 or text[first.end() : first.end() + 1] == "、"
    return bool(first["paren"]) and first.start() == 0


def _step(unit: re.Match[str]) -> Step:
    if unit[0].startswith("附件"):
        return Step(("annex",), number_of(unit["annex"]) if unit["annex"] else 1, outermost=True)
    if unit["spoken"]:
        spoken = "大" if unit["spoken"].startswith("大") else _SIZE.sub("", unit["spoken"])
        return Step(
            _SPOKEN[spoken],
            number_of(unit["number"]),
            spoken in _OUTERMOST,
            unit["again"] or "",
        )
    if paren := unit["paren"]:
        style: Style = "digit_paren" if paren.isdigit() else "hanzi_paren"
        return Step((style,), number_of(paren))
    if unit["hanzi"]:
        return Step(("hanzi",), number_of(unit["hanzi"]), outermost=True)
    if unit["dotted"]:
        return Step(("hanzi_paren",), number_of(unit["dotted"]))
    if unit["digit"]:
        return Step(("digit", "digit_paren", "hanzi_paren"), int(unit["digit"]))
    return Step(("circled",), "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳".index(unit[0]) + 1)


def _penalty(steps: tuple[Step, ...], tokens: list[str]) -> int | None:
    """How far the last tokens are from the steps' likeliest styles; None where they do not fit."""
    penalty = 0
    offset = len(tokens) - len(steps)
    for place, (step, token) in enumerate(zip(steps, tokens[offset:], strict=True)):
        mark = _mark(token)
        if mark is None or mark[1:] != (step.number, step.again) or mark[0] not in step.styles:
            return None
        above = tokens[: offset + place]
        if step.outermost and any(_mark(t) and not t.startswith("附件") for t in above):
            return None
        penalty += step.styles.index(mark[0]) * 10 + 1 * bool(above and above[0].startswith("附件"))
    return penalty


def _mark(token: str) -> tuple[Style, int, str] | None:
    """The style, number and `之…` of an address token; None for `落款` and the like."""
    token = token.partition("@")[0]
    if re.fullmatch(_SIMPLE, token):
        return "hanzi", number_of(token), ""
    if token.isdigit():
        return "digit", int(token), ""
    if found := re.fullmatch(r"问(\d*)", token):
        return "question", int(found[1] or 0), ""
    marker = read_marker(token)
    again = re.search(r"之[一二三四五六七八九十]$", token)
    return (marker.style, marker.number, again[0] if again else "") if marker else None


def _token(step: Step) -> str:
    hanzi = in_hanzi(step.number)
    forms: dict[Style, str] = {
        "annex": f"附件{step.number}",
        "part": f"第{hanzi}编",
        "chapter": f"第{hanzi}章",
        "division": f"第{hanzi}节",
        "article": f"第{hanzi}条{step.again}",
        "hanzi": hanzi,
        "hanzi_paren": f"({hanzi})",
        "digit_paren": f"({step.number})",
        "question": f"问{step.number}",
    }
    return forms.get(step.styles[0], str(step.number))

"""Lists that stand inside a paragraph: `应具备以下功能：一是…；二是…`.

A question for the things that such a list names is answered by all of it, never by one item alone.
"""

import re
from collections.abc import Sequence

from index.hit import Hit
from index.tokenize import fold
from rag.draft import Draft, quoted
from rag.held.holdings import Holdings
from rag.held.passage import Passage, sentences
from rag.question.query import Query
from rag.route.found import supported

_THING = re.compile(
    r"功能|条件|材料|资料|要求|内容|要素|情形|情况|程序|步骤|职责|任务|措施|方式|标准|原则|要点|指标|信息"
    r"|事项|模式|类型|渠道|途径|范围|对象|方面|问题|环节|服务|权利|义务|责任|行为|信号|目标|重点"
)
_ASKS = re.compile(r"哪|什么|啥|几|多少|分别|列")
_ORDINAL = (
    r"(?:[一二三四五六七八九十]{1,2}[是则要]|第[一二三四五六七八九十]{1,2}[,，、]|[(（][一二三四五六七八九十\d]{1,2}[)）]"
    r"|\d{1,2}[.．、](?!\d)|[①-⑳])"
)
_FIRST = re.compile(
    r"(?:[:：,，。；;]\s*)(?:一[是则要]|第一[,，、]|[(（][一1][)）]|1[.．、](?!\d)|①)"
)
_NEXT = re.compile(rf"^{_ORDINAL}")
_OPENS = re.compile(r"以下|下列|如下|包括|分为|具备|主要|应当?|须|[:：]")
_N_HITS = 4
_MAX_CHARACTERS = 700


def listed_inside(query: Query, ranked: Sequence[Hit], holdings: Holdings) -> Draft | None:
    """The list inside the first clause that opens one of what is asked for, or None."""
    text = fold(query.text)
    if query.is_value and not re.search(r"几|哪", text):
        return None
    things = [thing[0] for thing in _THING.finditer(text)]
    if not things or not _ASKS.search(text) or query.kind == "body":
        return None
    for hit in ranked[:_N_HITS]:
        if hit.clause.doc_id not in holdings.documents:
            continue
        for run in _runs(sentences(hit.clause)):
            opening = run[0].text
            begin = _FIRST.search(opening)
            said = opening[: begin.start() + 1] if begin else opening
            last = re.split(r"[。；;]", said.rstrip("：:,，"))[-1]
            if not any(thing in fold(last) for thing in things) or not _OPENS.search(last):
                continue
            if sum(len(p.text) for p in run) <= _MAX_CHARACTERS and supported(
                query, hit.clause, holdings
            ):
                return Draft(quoted(run))
    return None


def _runs(parts: Sequence[Passage]) -> list[list[Passage]]:
    """The sentences of each list: the one that opens it with its first item, and the items."""
    runs: list[list[Passage]] = []
    open_run = False
    for at, part in enumerate(parts):
        if _FIRST.search(part.text):
            runs.append([part])
            open_run = True
        elif _NEXT.match(part.text) and _is_first(part.text) and at:
            runs.append([parts[at - 1], part])
            open_run = True
        elif open_run and _NEXT.match(part.text):
            runs[-1].append(part)
        else:
            open_run = False
    return [run for run in runs if len(run) > 1]


def _is_first(text: str) -> bool:
    return bool(re.match(r"一[是则要]|第一[,，、]|[(（][一1][)）]|①", text))

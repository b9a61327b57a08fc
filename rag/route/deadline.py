"""By when a task is to be done, where the bracket behind it says so: `（甲局负责，8月底前完成）`.

The bracket is often a clause of its own, which holds no word of the task.
"""

import re
from collections.abc import Sequence

from corpus.squeeze import one_line
from index.hit import Hit
from rag.draft import Draft, Statement
from rag.held.holdings import Holdings
from rag.question.query import Query
from rag.route.found import supported
from rag.route.responsible import tasks_in, told
from rag.words.terms import coverage, subject_words

_ASKS = re.compile(
    r"(?:什么时候|何时|啥时候|哪一?(?:天|年|个?月)|几月|几号|多久|最[晚迟]|时限|期限|时间).{0,12}(?:完成|办[结完]|到位|落实|建成|做完|弄完|出来?)"
    r"|(?:完成|办结|到位|落实|建成|做完|弄完).{0,8}(?:什么时候|何时|啥时候|哪一?(?:天|年|个?月)|几月|几号|时限|期限|时间)"
)
_DAY = (
    r"(?:(?:19|20)\d\d年)?(?:\d{1,2}月)?(?:\d{1,2}日|底|末|上半年|下半年|第?[一二三四]季度|年底)?"
)
_BY = re.compile(
    rf"(?:(?:完成|办理|实施|推进|落实|工作)?(?:时限|时间|期限|进度|节点)(?:要求|安排|节点)?\s*[:：]\s*(?P<after>[^,，;；。)）]{{2,20}})"
    rf"|(?P<before>(?=\d){_DAY}前)(?:[^,，;；。)）]{{0,6}}(?:完成|到位|建成|办结|落实|印发|出台)))"
)
_NEAR = 0.75
_N_HITS = 4


def deadline(query: Query, ranked: Sequence[Hit], holdings: Holdings) -> Draft | None:
    """The day in the bracket of the task that says most of the question, or None.

    Only where the paragraphs name units and days in brackets, and a hit close to the best.
    """
    if query.kind not in ("date", "year") or not _ASKS.search(query.text):
        return None
    top = max((hit.score for hit in ranked), default=0.0)
    words = subject_words(query.text)
    best: tuple[float, Draft] | None = None
    for hit in ranked[:_N_HITS]:
        if hit.clause.doc_id not in holdings.documents or hit.score < _NEAR * top:
            continue
        if hit.clause.kind == "table" or not supported(query, hit.clause, holdings):
            continue
        tasks = tasks_in(hit.clause, holdings)
        if not tasks:
            continue
        _, said = told(query.text, tasks, holdings.weights)
        found = _BY.search(said[-1].text)
        if found is None:
            continue
        shown = (found["after"] or found["before"] or "").strip()
        heading = " ".join(hit.clause.heading_path)
        score = coverage(words, f"{heading} {' '.join(p.text for p in said)}", holdings.weights)
        if best is None or score > best[0]:
            text = f"{shown}：{one_line(said[-1].text)}"
            best = score, Draft((Statement(text, said[-1:]),), shown=shown)
    return best[1] if best else None

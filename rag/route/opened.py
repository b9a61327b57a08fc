"""The items that a sentence opens: `停止发放的情形共有几种`, `申请要交哪些材料`.

All items under the clause that the question is about are named and counted; the sentence that
opens them is said, not cited among them.
"""

import re
from collections.abc import Sequence

from corpus.document import Clause
from corpus.squeeze import one_line
from index.hit import Hit
from index.tokenize import fold
from rag.draft import Draft, Statement, quoted
from rag.held.holdings import Holdings
from rag.held.passage import sentences
from rag.question.query import Query, understand
from rag.route.contents import heading_of, items_of
from rag.route.found import MAX_LACKING, open_share, supported
from rag.route.parts import parts_of

_ASKS = re.compile(
    r"(?:一?共|总共)?(?:有|是|列了|规定了|需要|要|分)?(?:哪)?(?:几|多少)(?:个|种|条|项|类|样|份|步|款)"
)
# Papers are listed whole however they are asked for; what people call them.
_PAPERS_ASKED = re.compile(
    r"(?:哪些|什么|哪几[样份种个项]|几样|几份)的?(?:申[报请])?(?:材料|资料|证件|证明|手续|文件(?!里|中|都?有|规定|提))"
    r"|(?:材料|资料|证件|证明)(?:都|要|需要)?(?:有|是|包括|分)?(?:哪些|哪几|什么)"
    r"|(?:交|提交|准备|带|递|备|出具|提供)(?:的是|些|齐)?(?:哪些|什么|哪几样|几样)(?:东西|资料)?"
)
_PAPERS = re.compile(r"(?:材料|资料|文件|证明|要件|证件)[^。;；]{0,8}[:：]\s*$")
_THING = re.compile(
    r"情形|情况|条件|材料|资料|程序|步骤|要求|标准|职责|任务|措施|内容|行为|义务|模式|方式|形式|类型|途径|渠道|功能"
    r"|场景|环节|阶段|办法|选择|档次|等级"
)
_OPENS = re.compile(r"[:：]\s*$")
_BELOW = re.compile(r"以下|下列|如下")
_NAMES = re.compile(r"[叫是有]?(?:什么|啥|哪)")
_FIRST = re.compile(r"第一次|头一[次回]|初次")
_N_HITS = 12
_MAX_LEAD = 40  # characters of the opening sentence that are said before the items


def opened_items(query: Query, ranked: Sequence[Hit], holdings: Holdings) -> Draft | None:
    """The items of the first clause that opens a list of what is asked for, or None."""
    text = _FIRST.sub("首次", fold(query.text))
    papers = _PAPERS_ASKED.search(text) is not None
    thing = _THING.search(text)
    if not papers and not (_ASKS.search(text) and thing):
        return None
    if papers and parts_of(query):
        return None  # each of several things is asked for by itself
    about = understand(_PAPERS_ASKED.sub("材料", text) if papers else _ASKS.sub("有哪些", text))
    for clause in _openers(ranked, holdings, named=_NAMES.search(text) is not None):
        items = items_of(clause, holdings.documents[clause.doc_id].clauses)
        if len(items) < 2:
            continue
        if papers and not _PAPERS.search(fold(clause.text)):
            continue
        said = fold(clause.text + " ".join(clause.heading_path))
        if not papers and (thing is None or thing[0] not in said):
            continue
        # What lists papers is about applying, whether it says so or not.
        fits = open_share(about, clause, holdings) <= MAX_LACKING if papers else False
        if not (fits or supported(about, clause, holdings)):
            continue
        if not _OPENS.search(clause.text):
            names = [heading_of(item) for item in items]
            return Draft(quoted(names), lead=f"共 {len(items)} 项：")
        opening = one_line(sentences(clause)[-1].text).removeprefix("答：").rstrip("：:")
        short = len(opening) <= _MAX_LEAD and not re.search(r"\d", opening)
        lead = f"{opening}，共 {len(items)} 项：" if short else f"共 {len(items)} 项："
        passages = [sentences(item)[0] for item in items]
        listed = tuple(Statement(one_line(p.text), (p,)) for p in passages)
        return Draft(listed, lead=lead)
    return None


def _openers(ranked: Sequence[Hit], holdings: Holdings, *, named: bool) -> list[Clause]:
    """The clauses found that open a list, and those that open the list which one found is of.

    Where the items' names are asked for, also one that says 以下 and goes on behind it.
    """
    found: dict[tuple[str, str], Clause] = {}
    for hit in ranked[:_N_HITS]:
        clause = hit.clause
        if clause.doc_id not in holdings.documents:
            continue
        if named and _BELOW.search(clause.text):
            found.setdefault((clause.doc_id, clause.section), clause)
        above = clause.section.rpartition("/")[0]
        for section in (clause.section, above):
            for other in holdings.documents[clause.doc_id].clauses:
                if other.section == section and section and _OPENS.search(other.text):
                    found.setdefault((other.doc_id, other.section), other)
    return list(found.values())

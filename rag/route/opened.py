"""How many items a sentence opens: `停止发放的情形共有几种`, `申请要满足几个条件`.

Counted are the items under the clause that the question is about; all of them are named.
"""

import re
from collections.abc import Sequence

from index.hit import Hit
from index.tokenize import fold
from rag.draft import Draft, Statement, quoted
from rag.held.holdings import Holdings
from rag.held.passage import sentences
from rag.question.query import Query, understand
from rag.route.contents import heading_of, items_of
from rag.route.found import supported

_ASKS = re.compile(
    r"(?:一?共|总共)?(?:有|是|列了|规定了|需要|要|分)?(?:哪)?(?:几|多少)(?:个|种|条|项|类|样|份|步|款)"
)
_THING = re.compile(
    r"情形|情况|条件|材料|资料|程序|步骤|要求|标准|职责|任务|措施|内容|行为|义务|模式|方式|形式|类型|途径|渠道|功能"
    r"|场景|环节|阶段|办法|选择|档次|等级"
)
_OPENS = re.compile(r"[:：]\s*$")
_BELOW = re.compile(r"以下|下列|如下")
_NAMES = re.compile(r"[叫是有]?(?:什么|啥|哪)")
_N_HITS = 8


def opened_items(query: Query, ranked: Sequence[Hit], holdings: Holdings) -> Draft | None:
    """The items of the first clause that opens a list of what is counted, or None."""
    text = fold(query.text)
    if not (_ASKS.search(text) and (thing := _THING.search(text))):
        return None
    about = understand(_ASKS.sub("有哪些", text))
    for hit in ranked[:_N_HITS]:
        clause = hit.clause
        colon = bool(_OPENS.search(clause.text))
        named = _NAMES.search(text) and _BELOW.search(clause.text)
        if clause.doc_id not in holdings.documents or not (colon or named):
            continue
        items = items_of(clause, holdings.documents[clause.doc_id].clauses)
        if len(items) < 2 or thing[0] not in fold(clause.text + " ".join(clause.heading_path)):
            continue
        if not supported(about, clause, holdings):
            continue
        lead = f"共 {len(items)} 项："
        if not colon:
            names = [heading_of(item) for item in items]
            return Draft(quoted(names), lead=lead)
        opening = sentences(clause)[-1]
        first = Statement(" ".join(opening.text.split()), (opening,))
        passages = [sentences(item)[0] for item in items]
        listed = tuple(Statement(" ".join(p.text.split()), (p,)) for p in passages)
        return Draft((first, *listed), lead=lead)
    return None

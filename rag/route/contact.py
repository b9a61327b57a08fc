"""Whom to call or where to send: the line of the document that gives a telephone, a mail, a place.

It stands at the end or in brackets and holds no word of what the document is about.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from index.hit import Hit
from rag.draft import Draft, quoted
from rag.held.holdings import Holdings
from rag.held.passage import Passage, sentences
from rag.question.query import Query
from rag.route.found import supported

_PHONE = r"(?<![\d.])(?:0\d{2,3}[-—－ ]?)?\d{7,8}(?!\d)|(?<!\d)1\d{10}(?!\d)|(?<!\d)12345(?!\d)"
_WANTED = tuple(
    (re.compile(asked), re.compile(said))
    for asked, said in (
        (r"电话|手机|热线|联系方式|找谁联系|怎么联系|如何联系|传真", _PHONE),
        (r"邮箱|邮件|电子版.{0,4}(?:发|寄|报)", r"[\w.+-]+@[\w-]+\.[\w.]+"),
        (r"网址|网站是", r"https?://|www\."),
        (r"联系人|找谁联系", r"联系人\s*[:：]\s*[\u4e00-\u9fff]{2,4}"),
        (r"邮编", r"邮编\s*[:：]?\s*\d{6}"),
        (
            r"(?:邮寄|寄送?|报送|递交|送)到?(?:哪|什么地方)|(?:邮寄|通讯|办公|联系)地址",
            r"地址\s*[:：]",
        ),
    )
)

# Words of calling and sending, no subject.
_ASIDE = re.compile(r"咨询|联系|打(?=哪|什么)|发到|寄到|哪个?|多少|是|几号|[?？]")
_N_HITS = 3


def contact(query: Query, ranked: Sequence[Hit], holdings: Holdings) -> Draft | None:
    """The lines of the document that is found first which give what is asked for, or None.

    Lines of the section that was found go before the others of its document.
    """
    wanted = [said for asked, said in _WANTED if asked.search(query.text)]
    if not wanted or not ranked:
        return None
    bare = query.text
    for asked, _ in _WANTED:
        bare = asked.sub(" ", bare)
    about = replace(query, text=_ASIDE.sub(" ", bare), kind="text")
    clause = next(
        (
            hit.clause
            for hit in ranked[:_N_HITS]
            if hit.clause.doc_id in holdings.documents and supported(about, hit.clause, holdings)
        ),
        None,
    )
    if clause is None:
        return None
    own = holdings.documents[clause.doc_id].clauses
    ordered = sorted(own, key=lambda c: (c.section != clause.section, c.start))
    lines = [sentence for c in ordered for sentence in sentences(c)]
    kept: dict[Passage, None] = {}
    for said in wanted:
        for line in (one for one in lines if said.search(one.text)):
            kept[line] = None
            break
    return Draft(quoted(list(kept))) if kept else None

"""Questions about how a section is divided: what its items are, how many, which is the third.

`重点产业包括哪些` is answered with the headings of all items, complete by construction. A question
that says more than the section's name asks about something inside it and is left to the search.
"""

import re
from collections.abc import Sequence

from corpus.document import Clause
from corpus.marker import number_of
from index.tokenize import fold
from rag.draft import Draft, Statement
from rag.holdings import Holdings
from rag.name import bare_name
from rag.passage import Passage, slice_of
from rag.query import Query
from rag.terms import content_words

_ITEMS = re.compile(
    r"(?:包括|包含|分为|分成|列了|列出|有|是|含|涉及|涵盖)(?:了)?(?:哪|几|多少|什么)|哪[几些]|"
    r"几(?:个|大|项|条|类|种|方面|部分)|多少(?:个|项|条|类)|第[一二三四五六七八九十\d]+(?:个|项|条)?是|"
    r"列出|分别"
)
_NTH = re.compile(r"第([一二三四五六七八九十]+|\d{1,2})(?:个|项|条|类)?(?:[^,，。?？]{0,6})?是")
_WHICH = re.compile(r"第几")
# What a question calls the items, beside the section's own name.
_ITEM_WORDS = re.compile(
    r"第[一二三四五六七八九十]+(?:部分|章|条|款|项|大点)?|[一二三四五六七八九十\d]+(?:大|个|项|条|类)|"
    r"产业|行业|任务|措施|内容|方面|方向|部分|条款?|项目?|类别?|领域|工作|环节|板块|章节?|节|点|"
    r"重点|主要|具体|细分|下面|下属|下设|列|分|文件|意见|通知|方案|办法|政策"
)
_MAX_HEADING = 40


def contents(query: Query, holdings: Holdings) -> Draft | None:
    """The items of the section that is named, or None where none is or more is asked."""
    if query.kind not in ("text", "count", "place") and not query.wants_all:
        return None
    if _WHICH.search(query.text):
        return _position(query, holdings)
    if not _ITEMS.search(query.text):
        return None
    section = _asked(query, holdings)
    if section is None:
        return None
    items = items_of(section, holdings.clauses)
    if len(items) < 2:
        return None
    passages = [heading_of(item) for item in items]
    listed = tuple(Statement(p.text.rstrip("。"), (p,)) for p in passages)
    name = bare_name(section)
    if (nth := _NTH.search(query.text)) and (place := _ordinal(nth[1])) <= len(items):
        lead = f"{name}共 {len(items)} 项，第{nth[1]}项是："
        return Draft((listed[place - 1],), lead=lead)
    return Draft(listed, lead=f"{name}共 {len(items)} 项：", exhaustive=True)


def items_of(section: Clause, clauses: Sequence[Clause]) -> list[Clause]:
    """The first clause of each numbered section right below, in reading order."""
    below: dict[str, Clause] = {}
    for clause in clauses:
        if (
            clause.doc_id == section.doc_id
            and clause.section.rpartition("/")[0] == section.section
            and clause.kind in ("heading", "item")
            and not clause.section.endswith("表")
        ):
            below.setdefault(clause.section, clause)
    return list(below.values())


def heading_of(clause: Clause) -> Passage:
    """The heading with which a section opens, or its first sentence where it has none."""
    heading = clause.heading_path[-1].strip() if clause.heading_path else ""
    at = clause.text.find(heading) if heading else -1
    if at >= 0 and len(heading) > 4:
        return slice_of(clause, at, at + len(heading))
    stop = re.search(r"[。;；:：\n]", clause.text)
    return slice_of(clause, 0, min(stop.start() if stop else len(clause.text), _MAX_HEADING * 2))


def _asked(query: Query, holdings: Holdings) -> Clause | None:
    """The section whose division is asked for, if the question says nothing beyond its name."""
    if query.address:
        return next(
            (c for c in holdings.clauses
             if c.section == query.address or c.section.endswith(f"/{query.address}")), None,
        )  # fmt: skip
    named = [(n, c) for n, found in holdings.named(query.text) for c in found[:1]]
    part = re.search(r"第([一二三四五六七八九十]+)(?:部分|章|大点)", query.text)
    if part:
        whole = next(
            (c for c in holdings.clauses if c.section in (part[1], f"第{part[1]}章")), None
        )
        if whole is not None:
            named = [("", whole)]
    if len(named) != 1:
        return None
    name, section = named[0]
    said = fold(query.text).replace(name, " ") if name else fold(query.text)
    said = said.replace(fold(section.heading_path[-1]), " ")
    own = "".join(fold(h) for h in section.heading_path) + fold(
        holdings.documents[section.doc_id].title
    )
    rest = [
        word
        for word in content_words(_ITEM_WORDS.sub(" ", _NTH.sub(" ", said)))
        if not word.isdigit() and word not in own
    ]
    return section if not rest else None


def _position(query: Query, holdings: Holdings) -> Draft | None:
    """Which item of its parent the named section is."""
    named = holdings.named(query.text)
    candidates = [c for _, found in named for c in found[:1]]
    for section in candidates:
        parent = section.section.rpartition("/")[0]
        holder = next(
            (c for c in holdings.clauses if (c.doc_id, c.section) == (section.doc_id, parent)), None
        )
        items = items_of(holder, holdings.clauses) if holder else []
        place = next((i for i, c in enumerate(items, 1) if c.section == section.section), None)
        if holder and place:
            of_all = f"{bare_name(holder)}共 {len(items)} 项，第{place}项是{bare_name(section)}。"
            return Draft((Statement(of_all, (heading_of(items[place - 1]),)),))
    return None


def _ordinal(text: str) -> int:
    return int(text) if text.isdigit() else number_of(text)

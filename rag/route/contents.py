"""Questions about how a section is divided: what its items are, how many, which is the third.

`重点产业包括哪些` is answered with the headings of all items, complete by construction. A question
that says more than the section's name asks about something inside it and is left to the search.
"""

import re
from collections.abc import Sequence

from corpus.document import FRAME_SECTIONS, Clause
from corpus.numeral import number_of
from corpus.section import is_below
from index.tokenize import fold
from rag.draft import Draft, Statement
from rag.held.holdings import Holdings
from rag.held.name import bare_name
from rag.held.passage import Passage, slice_of
from rag.question.query import Query
from rag.route.located import sections_named
from rag.words.terms import content_words

_ITEMS = re.compile(
    r"(?:包括|包含|分为|分成|列了|列出|有|是|含|涉及|涵盖)(?:了)?(?:哪|几|多少|什么)|哪[几些]|"
    r"几(?:个|大|项|条|类|种|方面|部分)|多少(?:个|项|条|类)|第[一二三四五六七八九十\d]+(?:个|项|条)?是|"
    r"列出|分别|分[哪几]"
)
# What about a section is asked, where it is not its items.
_ASPECT = re.compile(
    r"目标|条件|标准|材料|流程|程序|时间|期限|牵头|责任|负责|单位|金额|奖励|补贴|布局|收入|项目"
)
_NTH = re.compile(r"第([一二三四五六七八九十]+|\d{1,2})(?:个|项|条|类)?(?:[^,，。?？]{0,6})?是")
_WHICH = re.compile(r"第几")
# What a question calls the items, beside the section's own name.
_ITEM_WORDS = re.compile(
    r"第[一二三四五六七八九十]+(?:部分|章|条|款|项|大点)?|[一二三四五六七八九十\d]+(?:大|个|项|条|类)|"
    r"产业|行业|任务|措施|内容|方面|方向|部分|条款?|项目?|类别?|领域|工作|环节|板块|章节?|节|点|安排|部署|提出|布置|明确|规定|哪[几些]|"
    r"重点|主要|具体|细分|下面|下属|下设|列|分|文件|意见|通知|方案|办法|政策"
)
_DOCUMENT = re.compile(
    r"文件|意见|通知|方案|办法|政策|规定|措施|全文|全篇|整[份个]|通篇|细则|条例|计划"
)
_PARTS = re.compile(r"(?<!第[一二三四五六七八九十])部分|[几多少]章|章节|板块|大块|大项")
_INNER_PART = re.compile(r"[”」》\u4e00-\u9fff][这那]一?(?:部分|章|节|块|条|项)")  # “基金”那部分
_MAX_HEADING = 40


def contents(query: Query, holdings: Holdings, preferred: str) -> Draft | None:
    """The items of the section that is named, or None where none is or more is asked.

    `preferred` is the document meant where the question names none.
    """
    if query.kind not in ("text", "count", "place") and not query.wants_all:
        return None
    if _WHICH.search(query.text):
        return _position(query, holdings)
    if not _ITEMS.search(query.text) or _ASPECT.search(query.text):
        return None
    of_whole = _DOCUMENT.search(query.text) and _PARTS.search(query.text) and not query.address
    if of_whole and not _INNER_PART.search(query.text):
        return _outermost(holdings, preferred)
    section = _asked(query, holdings, preferred)
    if section is None:
        return None
    section = _opening(section, holdings) or section
    items = items_of(section, holdings.clauses)
    if len(items) < 2:
        return None
    passages = [heading_of(item) for item in items]
    listed = tuple(Statement(p.text.rstrip("。"), (p,)) for p in passages)
    name = bare_name(section)
    if (nth := _NTH.search(query.text)) and (place := number_of(nth[1])) <= len(items):
        lead = f"{name}共 {len(items)} 项，第{nth[1]}项是："
        return Draft((listed[place - 1],), lead=lead)
    return Draft(listed, lead=f"{name}共 {len(items)} 项：", exhaustive=True)


def _opening(section: Clause, holdings: Holdings) -> Clause | None:
    """The clause below a section that opens the list of what the section is called.

    `第二章 登记事项` says in its first article `登记事项包括：`.
    """
    name = fold(bare_name(section))
    for clause in holdings.documents[section.doc_id].clauses:
        if not is_below(clause.section, section.section):
            continue
        last = re.split(r"[。；;，,]", fold(clause.text.rstrip()))[-1]
        if last.endswith(":") and name in last and len(items_of(clause, holdings.clauses)) > 1:
            return clause
    return None


def _outermost(holdings: Holdings, doc_id: str) -> Draft | None:
    """The outermost parts of a document."""
    parts = _parts(holdings, doc_id)
    if len(parts) < 2:
        return None
    passages = [heading_of(part) for part in parts]
    listed = tuple(Statement(p.text.rstrip("。"), (p,)) for p in passages)
    return Draft(listed, lead=f"共 {len(parts)} 个部分：", exhaustive=True)


def _parts(holdings: Holdings, doc_id: str) -> list[Clause]:
    found: dict[str, Clause] = {}
    for clause in holdings.documents[doc_id].clauses:
        top = "/" not in clause.section and clause.section not in FRAME_SECTIONS
        if top and clause.kind in ("heading", "item") and not clause.section.endswith("表"):
            found.setdefault(clause.section, clause)
    return list(found.values())


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


def _asked(query: Query, holdings: Holdings, preferred: str) -> Clause | None:
    """The section whose division is asked for, if the question says nothing beyond its name."""
    named = [(n, c) for n, found in holdings.named(query.text) for c in found[:1]]
    if query.address:
        placed = sections_named(query, holdings, preferred)
        if len(placed) != 1:
            return None
        named = [("", placed[0])]
    if len(named) != 1:
        return None
    name, section = named[0]
    if any(year not in holdings.documents[section.doc_id].text for year in query.years):
        return None
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
        if not parent:
            items = _parts(holdings, section.doc_id)
            place = next((i for i, c in enumerate(items, 1) if c.section == section.section), None)
            if place:
                said = f"{bare_name(section)}是第{place}部分（共 {len(items)} 个部分）。"
                return Draft((Statement(said, (heading_of(items[place - 1]),)),))
        if holder and place:
            of_all = f"{bare_name(holder)}共 {len(items)} 项，第{place}项是{bare_name(section)}。"
            return Draft((Statement(of_all, (heading_of(items[place - 1]),)),))
    return None

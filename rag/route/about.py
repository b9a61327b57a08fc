"""Questions about a document itself: who issued it, when, to whom, its number, its validity.

Every answer quotes the slice that the metadata was read from; what the document does not say is
refused, also where a person has noted it down.
"""

import re
from dataclasses import replace

from corpus.date import iso_date
from corpus.document import Clause, Document
from corpus.squeeze import one_line
from index.tokenize import fold, tagged
from rag.across.scope import numbered
from rag.draft import Draft, Statement, quoted, refuse
from rag.evidence.demand import Demand, demands_of, shortfall
from rag.held.holdings import Holdings
from rag.held.passage import Passage, sentence_at, sentences, whole
from rag.question.edition import other_edition
from rag.question.query import Query

_ITSELF = re.compile(
    r"文件|意见|通知|办法|方案|规定|措施|政策|规划|细则|决定|问答|条例|计划|要点|清单|指引|指南|纲要|公告|通告"
    r"|批复|章程|规则|倡议|policy"
)
# `谁发的这个文`; 这文件, 本文书, 该文化 are other words.
_THIS = re.compile(r"[这该此本][个份篇]?(?:红头)?文(?![件字章化本明书科学体旅献艺档案种库物号])")
_ISSUE = (
    r"(?:发布|印发|签发|出台|成文|落款|发文|颁布|公布|制定|发[的滴了出]|下发|盖章|盖的|联合发|共同发|一[起同]发|联名|会签"
    r"|署名|联署)"
)
_ASKS_WHEN = r"(?:时间|日期|何时|什么时候|哪一?年|哪天|哪一天|几号|啥时候|几几年|几月)"
# A year that is claimed: `是2019年发布的吧`; in `2024年要求政策发布前…` it is none.
_CLAIMS_WHEN = re.compile(
    rf"(?:{_ISSUE}.{{0,8}}(?:19|20)\d\d年|(?:19|20)\d\d年.{{0,6}}{_ISSUE})"
    r".{0,6}(?:吧|吗|对不对|没错|是不是|[?？]?$)|(?:是不是|是否)(?:在|于)?(?:19|20)\d\d年"
)
_WHEN = re.compile(
    rf"{_ISSUE}.{{0,8}}{_ASKS_WHEN}|{_ASKS_WHEN}.{{0,6}}{_ISSUE}"
    rf"|(?:{_ITSELF.pattern})》?是{_ASKS_WHEN}的"
)
_ASKS_WHO = (
    r"(?:谁|哪[家几两三四五六七八九十]+[家个]?(?:单位|机关|机构|部门)?"
    r"|(?:哪个(?!(?:发文)?[文字]号)|几[家个])(?:单位|机关|机构|部门|政府|局)?"
    r"|哪些(?:单位|机关|机构|部门)|哪级政府|什么(?:单位|机关|部门))"
)
_WHO = re.compile(
    rf"{_ASKS_WHO}.{{0,6}}{_ISSUE}|{_ISSUE}.{{0,4}}(?:单位|机关|机构|主体|部门)"
    rf"|{_ISSUE}的?是?{_ASKS_WHO}|落款是|来源(?:写|是|为|于)"
)
# What is only supposed: `要是相关法律被废止了，…`.
_CONDITION = re.compile(r"(?:要是|如果|若(?!干)|假如|假设|万一|一旦|因为)[^,，。?？]{0,30}[,，]")
# When something is to be done, counted from the document's own day: `印发后，各单位要在几天内…`.
_SINCE = re.compile(
    rf"(?:{_ISSUE}|施行|实施|生效)(?:之日)?(?:以后|之后|后|起|以来|以前|之前|前)[,，]?(?=.{{6}})"
)
_CHANGED = r"(?:修订|修正|修改)"
_REVISED = re.compile(
    rf"(?:最近|最新|最后|最末|上|前)的?一?次的?{_CHANGED}(?!的|了)|第[一二三四五六七八九十]次{_CHANGED}"
    rf"|{_CHANGED}[过于的]?[是在]?{_ASKS_WHEN}|{_ASKS_WHEN}.{{0,4}}{_CHANGED}的?(?:[?？]|$)|{_CHANGED}过?(?:了)?(?:几|多少)次"
)
_NTH = re.compile(rf"第[一二三四五六七八九十]次{_CHANGED}")
_LATEST = re.compile(r"最近|最新|最后|最末|上一?次")
# Lines of a signature that name no body: `(此件公开发布)`, who to call.
_NO_BODY = re.compile(r"^\s*[(（](?!.*代章)|联系|电话|校对|抄送|责任编辑|打印|公开发布|依申请公开")
_HOW_MANY = re.compile(r"(?:几|多少)[家个]")
_WHY = re.compile(r"背景|(?:制定|出台|印发).{0,4}(?:依据|目的|原因)|为什么.{0,4}(?:出台|制定|印发)")
_TO = re.compile(r"主送|发给(?:谁|哪)|写给谁|印发给|下发给|收文|抄送")
_NUMBER = re.compile(r"文号|发文字号|第?几号文|(?<!老)字号")
_TITLE = re.compile(r"标题|题目|全称|(?:文件|办法|方案)(?:名|的名字|名称)|叫什么名")
# What a 文号 is the number of: `某政发〔2025〕6号印发的是什么清单`.
_OF_NUMBER = re.compile(
    rf"号》?{_ISSUE}?的?(?:文件)?(?:是|叫)?(?:什么|哪[一个份]{{0,2}})(?:{_ITSELF.pattern}|清单|名录|目录|要点)?[?？。]*$"
)
_ANNEX = re.compile(r"附件.{0,4}(?:叫|有哪|有几|是什么|名称)|(?:哪些|几个|哪几个)附件")
_HEADER = re.compile(r"页眉|网页|题头|抬头|最上面|“?发布日期”?(?:写|那行)")
_EFFECTIVE = re.compile(
    r"施行|生效|(?:什么时候|何时|哪天|哪一天)(?:开始|正式)?(?:实施|实行|执行)|实施日期|起实施"
)
_EXPIRES = re.compile(r"有效期|失效|到期|过期|有效[到至几多]|管几年|有效.{0,3}年|截止")
_REPEALS = re.compile(r"废止|废了|废掉|取代|代替|作废|替代")
_AMENDS = re.compile(r"(?:修改|修订)了?(?:哪|什么)")
_IN_FORCE = re.compile(r"现行有效|还有效|有效吗|是否有效|有没有效|失效了[吗没]|还能用|还管用|过期")
_OF_ITSELF = re.compile(
    r"施行|生效|实施|有效期?|失效|到期|过期|废止|废了|取代|作废|修改|修订|落款|来源|机关|日期|盖章|签发|正式|哪[家天级]"
)
_MAX_LACKING = 0.6
_FIELDS = (
    ("number", _NUMBER, "文号"),
    ("effective", _EFFECTIVE, "施行日期"),
    ("expires", _EXPIRES, "有效期"),
    ("repeals", _REPEALS, "废止的文件"),
    ("amends", _AMENDS, "修改的文件"),
)


def about(query: Query, document: Document, holdings: Holdings) -> Draft | None:
    """The answer to a question about the document itself, or None where it asks something else."""
    draft = _about(query, document)
    if draft is None or _is_meant(query, document, holdings):
        return draft
    return None if draft.reason else refuse("no_evidence", "没有找到所问的文件")


def names_no_document(query: Query, holdings: Holdings) -> bool:
    """Whether a question about a document says nothing of which one: `这份文件是谁印发的`."""
    if query.titles or query.number or query.years:
        return False
    return not _demanded(query, _beside(query), holdings)


def _beside(query: Query) -> str:
    """What a question says beside what it asks of the document itself."""
    rest = query.text
    for pattern in (
        _WHEN, _CLAIMS_WHEN, _REVISED, _WHO, _WHY, _TO, _NUMBER, _TITLE, _ANNEX, _HEADER,
        _OF_ITSELF, _THIS,
    ):  # fmt: skip
        rest = pattern.sub(" ", rest)
    return rest


def _demanded(query: Query, rest: str, holdings: Holdings) -> tuple[Demand, ...]:
    return demands_of(replace(query, text=rest), holdings.weights, holdings.text)


def _is_meant(query: Query, document: Document, holdings: Holdings) -> bool:
    """Whether what else the question says fits the document: its title and what it opens with."""
    rest = _beside(query)
    opening = [c.text for c in document.clauses if c.kind in ("preamble", "heading")][:30]
    behind = fold(" ".join((holdings.frames[document.doc_id], *opening)))
    if any(t == "ns" and w[-1] in "省市区县" and w not in behind for w, t in tagged(rest)):
        return False  # another place's document
    if other_edition(fold(rest), fold(holdings.frames[document.doc_id])):
        return False
    demands = _demanded(query, rest, holdings)
    title = fold(document.title)
    shortened = [
        d for d in demands if re.search(r"[\u4e00-\u9fff]{0,4}".join(map(re.escape, d.word)), title)
    ]
    open_ones = [d for d in demands if d not in shortened]  # 节水 shortens 节约用水
    total = sum(d.weight for d in demands)
    if not shortened or not total:
        return shortfall(demands, behind, holdings.weights).share <= _MAX_LACKING
    share = sum(d.weight for d in open_ones) / total
    return share * shortfall(open_ones, behind, holdings.weights).share <= _MAX_LACKING


def _about(query: Query, document: Document) -> Draft | None:
    text = _THIS.sub("文件", _SINCE.sub(" ", _CONDITION.sub(" ", query.text)))
    if _REVISED.search(text) and query.address is None:
        return _revisions(text, document)
    clauses = document.clauses
    signature = [c for c in clauses if c.section == "落款"]
    dates = [whole(c) for c in signature if iso_date(c.text)] or _slices(document, "issued")
    if query.number and _OF_NUMBER.search(text) and numbered(query.number, {"": document}):
        return _title(query, document)
    if query.number and (named := _naming(query.number, clauses)):
        return Draft(quoted(named))
    if _TO.search(text):
        addressees = [c for c in clauses if c.kind == "addressee"]
        return _quote(addressees) or refuse("no_evidence", "文件没有写明主送机关")
    if not _NUMBER.search(text) and not _ITSELF.search(text) and not _HEADER.search(text):
        return None
    if _HEADER.search(text):
        header = [c for c in clauses if c.section == "题头" and iso_date(c.text)]
        if header and re.search("日期|时间|哪天|哪一天|几号", text):
            return _quote(header)
    if query.address is None and _ANNEX.search(text):
        listed = [c for c in clauses if c.section == "附件说明"]
        first = [c for c in clauses if c.section.startswith("附件") and "/" not in c.section]
        return _quote(listed or first) or refuse("no_evidence", "文件没有附件")
    when, who = bool(_WHEN.search(text) or _CLAIMS_WHEN.search(text)), bool(_WHO.search(text))
    if (when or who) and query.address is None:
        return _issued(query, document, signature, dates, who=who, when=when)
    if query.address is None and _TITLE.search(text):
        return _title(query, document)
    if _WHY.search(text):
        return _quote([c for c in clauses if c.kind == "preamble"][:1])
    return _fields(text, document, dates)


def _revisions(text: str, document: Document) -> Draft:
    """The days on which a document was revised, as its head or its opening lists them.

    Only the last, or the one of the number that is asked for: `第二次修订`.
    """
    lines = [
        clause
        for clause in document.clauses
        if clause.section == "题头" and re.search(_CHANGED, clause.text) and iso_date(clause.text)
    ]
    if nth := _NTH.search(text):
        number = nth[0][:3]
        lines = [clause for clause in lines if number in clause.text]
    elif _LATEST.search(text):
        lines = sorted(lines, key=lambda clause: iso_date(clause.text) or "")[-1:]
    return _quote(lines) or refuse("no_evidence", "文件没有写明所问的修订")


def _issued(
    query: Query,
    document: Document,
    signature: list[Clause],
    dates: list[Passage],
    *,
    who: bool,
    when: bool,
) -> Draft:
    dated = {passage.clause for passage in dates}
    signed = [whole(c) for c in signature if c not in dated and not _NO_BODY.search(c.text)]
    bodies = signed or _slices(document, "issuer")
    asked = [*(bodies if who else []), *(dates[-1:] if when else [])]
    if asked and who and not when and _HOW_MANY.search(query.text):
        return Draft(quoted(asked), lead=f"共 {len(bodies)} 家：")
    if not asked:
        return refuse("no_evidence", "文件没有写明落款单位或日期", signature)
    draft = Draft(quoted(asked))
    claimed = [y for y in query.years if when and y not in dates[-1].text] if dates else []
    if claimed:
        first = draft.statements[-1]
        said = Statement(f"不是{claimed[0]}年，落款日期是{first.text}", first.passages)
        return Draft((*draft.statements[:-1], said))
    return draft


def _title(query: Query, document: Document) -> Draft | None:
    slices = document.metadata.slices("title")
    if not slices:
        known = document.metadata.title
        noted = f"（目录登记为《{known}》）" if known else ""
        return refuse("no_evidence", f"文件正文没有载明标题{noted}")
    clause = _holding(document, slices[0].start)
    if clause is None:
        return None
    part = slices[0]
    text = document.text[part.start : part.end]
    claimed = re.search(r"[“\"](.+?)[”\"]", query.text)
    verdict = "不是，标题是" if claimed and fold(claimed[1]) not in fold(text) else ""
    passage = Passage(clause, text, part.start, part.end)
    return Draft((Statement(verdict + one_line(text), (passage,)),))


def _fields(text: str, document: Document, dates: list[Passage]) -> Draft | None:
    """What the metadata says of number, validity and other documents, in the document's words."""
    asked = [(name, label) for name, pattern, label in _FIELDS if pattern.search(text)]
    if _IN_FORCE.search(text):
        asked = [("effective", "施行日期"), ("expires", "有效期")]
    if not asked:
        return None
    found: dict[tuple[int, int], Passage] = {}
    for name, _ in asked:
        for part in document.metadata.slices(name):
            if passage := sentence_at(document, part.start):
                found.setdefault((passage.start, passage.end), passage)
    if not found:
        labels = "、".join(dict.fromkeys(label for _, label in asked))
        return refuse("no_evidence", f"文件没有写明{labels}", [passage.clause for passage in dates])
    return Draft(quoted([found[key] for key in sorted(found)]))


def _slices(document: Document, field: str) -> list[Passage]:
    """The slices that a field of the metadata was read from."""
    return [
        Passage(clause, document.text[part.start : part.end], part.start, part.end)
        for part in document.metadata.slices(field)
        if (clause := _holding(document, part.start)) and part.end <= clause.end
    ]


def _holding(document: Document, at: int) -> Clause | None:
    return next((c for c in document.clauses if c.start <= at < c.end), None)


def _naming(number: str, clauses: tuple[Clause, ...]) -> list[Passage]:
    """The sentences that speak of the document with that number."""
    wanted = re.sub(r"\s", "", fold(number))
    return [
        sentence
        for clause in clauses
        for sentence in sentences(clause)
        if wanted in re.sub(r"\s", "", fold(sentence.text))
        and (clause.section == "题头" or _REPEALS.search(sentence.text))
    ][:1]


def _quote(clauses: list[Clause]) -> Draft | None:
    return Draft(quoted([whole(clause) for clause in clauses])) if clauses else None

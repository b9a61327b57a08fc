"""Questions over what all documents say of themselves, answered as from a register of them.

    哪份文件废止了云科发〔2020〕31号 · 它被几号文修改了      what ended or changed a document
    哪些文件已经失效 · 现行有效的有哪些                      validity on a day, ended ones included
    2024年市科技局印发了哪些文件 · 最新的是哪份              issuer and date
    一共多少份文件                                           all

Every document is listed with the words that show it. What documents say of other things is not
looked for here.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from corpus.document import Document
from corpus.identity import names
from corpus.squeeze import one_line
from index.tokenize import fold
from rag.across.library import Library
from rag.draft import Draft, Statement, refuse
from rag.held.passage import Passage, sentence_at
from rag.question.query import Query
from rag.route.responsible import named_units
from rag.words.terms import content_words

_FILE = r"(?:文件|政策|办法|规定|通知|措施|方案|规划|意见|条例|细则|决定)"
WHICH_FILE = re.compile(
    rf"(?:哪[一几两]?[份个些部]?|什么|几份|多少份|多少个)(?:现行|有效|市级|区级|市里|区里|的)*{_FILE}"
    rf"|{_FILE}(?:是|有|都有)?哪[一几]?[份个些](?!\s*[材地产企单])|几号文|哪[一几]?份(?![\u4e00-\u9fff])"
    r"|哪[一几]?份(?=[今明去]年|(?:19|20)\d\d年|还|已经?|最|先|快|将|要|会|不再|失效|到期|过期)"
)
_ENDS = r"(?:废止|废掉|废了|取代|替代|代替|作废)"
_ENDED_BY = re.compile(
    rf"(?:哪|谁|什么|几号)[^,，。]{{0,10}}?{_ENDS}(?:了|掉)?(?=[^?？。吗呢]{{4}})"
    rf"|(?:哪|谁|什么|几号)[^,，。]{{0,10}}?[把将][^,，。]{{2,30}}{_ENDS}"
    rf"|被(?:哪|谁|什么|几号)[^,，。]{{0,8}}{_ENDS}"
)
_ENDED_WHAT = re.compile(rf"{_ENDS}了?(?:的是)?(?:哪|什么|几号)")
_CHANGED_BY = re.compile(
    r"(?:哪|谁|什么|几号)[^,，。]{0,10}?(?:修改|修订|修正)(?:了|过)?(?=[^?？。吗呢]{4})"
    r"|(?:哪|谁|什么|几号)[^,，。]{0,10}?[把将对][^,，。]{2,30}(?:修改|修订|修正)"
    r"|被(?:哪|谁|什么|几号)[^,，。]{0,8}(?:修改|修订|修正)"
)
_OVER = re.compile(rf"失效|过期|到期|过了有效期|不再有效|不能用了|作废|{_ENDS}|无效")
_VALID = re.compile(
    r"现行有效|还管用|还在用|还有效|仍然?有效|有效的|在施行|正在执行|现行的?|还能用|没过期|未失效"
)
_HOLDS = re.compile(
    r"有效[吗么嘛]|(?:失效|过期|到期|废止|作废|废)了?(?:吗|没有?|么)|还能用[吗么]|还(?:在执行|管用|算数)[吗么]"
    r"|(?:是否|是不是)(?:还|仍|现行|已经?)?(?:有效|失效|废止|过期|作废)|有没有(?:失效|废止|过期|效)"
)
_ISSUE = re.compile(r"印发|发布|出台|制定|颁布|公布|下发|发的|发过|发了|联合发文")
_LATEST = re.compile(r"最新|最近|最晚|最后")
_EARLIEST = re.compile(r"最早|最先|第一份")
_COUNT = re.compile(rf"(?:一共|总共|共|收录|库里|现在)?.{{0,6}}(?:多少|几)[份个]{_FILE}")
_WORDS_BEFORE = re.compile(r"^.*(?:废止了?|修改了?|取代了?|文件|[份把将被是了])(?=.{2})")
_ITS_OLD = re.compile(r"被(?:它|其|该办法|该文件)(?:所)?(?:废止|取代|替代)的")
# Whose term ends within a year: `哪份今年年底就到期了`, `2026年底前要失效的是哪几份`.
_DUE = re.compile(
    r"(?P<when>[今明后]年|(?:19|20)\d\d年)(?:年)?(?:[底末内里]|之内|以内)?(?:之?以?前)?"
    r"(?:就|将|会|快|要|便)*(?:到期|失效|过期|截止|期满)"
)
_YEARS_ON = {"今年": 0, "明年": 1, "后年": 2}
_FORM = re.compile(
    rf"{WHICH_FILE.pattern}|{_OVER.pattern}|{_VALID.pattern}|{_ISSUE.pattern}|{_LATEST.pattern}|"
    rf"{_EARLIEST.pattern}|{_FILE}|截至|截止|目前|已经|现在|今天|这些|那些|就|要|还(?:在|管)?用|管用|手头|或者?|以及|列出|所有|全部|一共|"
    r"(?:19|20)\d\d年?|\d{1,2}月(?:\d{1,2}日)?|里|中|是|的|了|都|有|被|由|份|市级|区级|市里|区里|时间|日期"
)  # fmt: skip


class Register:
    """Answers over all documents of an index; safe to share between threads."""

    def __init__(self, library: Library) -> None:
        """All documents of the index, in force or not."""
        self._library = library
        self.documents = library.documents
        self.governments = library.governments
        self.titles = library.titles

    def answer(self, query: Query, day: str) -> Draft | None:
        """The answer to a question over all documents on a day, or None where it asks else."""
        text = query.text
        if len(self.documents) < 2 or query.address:
            return None
        if _ITS_OLD.search(text):
            return self._with_its_old(query)
        if _ENDED_BY.search(text) and not _ENDED_WHAT.search(text):
            if (meant := self._meant(query)) is not None:
                return self._ended_by(*meant)
        if _CHANGED_BY.search(text) and (meant := self._meant(query)) is not None:
            return self._changed_by(*meant)
        if _HOLDS.search(text) and (meant := self._meant(query)) is not None and meant[1]:
            return self._validity([self.documents[i] for i in meant[1]], day)
        if not WHICH_FILE.search(text):
            return None
        if (due := _DUE.search(text)) and not self._left(text.replace(due[0], " ")):
            return self._due(due["when"], day)
        left = self._left(text)
        if left:
            return None
        if _OVER.search(text) and not _VALID.search(_OVER.sub("", text)):
            return self._over(day)
        chosen, why = self._chosen(query)
        if chosen is None:
            return None
        if _VALID.search(text):
            chosen = [d for d in chosen if self._is_in_force(d, day)]
            why = f"{why}现行有效"
        return self._listed(query, chosen, why, day)

    def _left(self, text: str) -> list[str]:
        """The words of a question that say more than this register can tell."""
        for unit in self._issuers_named(text):
            text = text.replace(unit, " ")
        for government in dict.fromkeys(self.governments.values()):
            for name in government.names:
                text = text.replace(name, " ")
        return [word for word in content_words(_FORM.sub(" ", text)) if not word.isdigit()]

    def _meant(self, query: Query) -> tuple[str, Sequence[str]] | None:
        """What the question calls the document that was ended or changed, and its ids."""
        everything = self.documents
        if query.number:
            # subtle: the words in front of a number are read into it.
            number = _WORDS_BEFORE.sub("", query.number)
            ids = [i for i, d in everything.items() if _ends_with(query.number, d.metadata.number)]
            return (everything[ids[0]].metadata.number or number) if ids else number, ids
        if query.titles:
            title = query.titles[0]
            return f"《{title}》", [i for i, d in everything.items() if names(title, d)]
        said = self.titles.mentioned(query.text, set(everything), self.governments)
        if not said:
            return None
        begin, end, ids_said = said[0]
        return f"“{query.text[begin:end].strip()}”", sorted(ids_said)

    def _ended_by(self, called: str, ids: Sequence[str]) -> Draft:
        found = [by for ended, by in self._library.repeals if ended in ids]
        return self._saying(called, found, "repeals", ids, "废止")

    def _changed_by(self, called: str, ids: Sequence[str]) -> Draft:
        found = [by for i, later in self._library.amended.items() if i in ids for by in later]
        return self._saying(called, found, "amends", ids, "修改")

    def _saying(
        self, called: str, found: Sequence[str], field: str, ids: Sequence[str], verb: str
    ) -> Draft:
        """The documents that say so, each with its number and the sentence; or a refusal."""
        wanted = _bare(called)
        by_text = [
            doc_id
            for doc_id, d in self.documents.items()
            for passage in self._passages(d, field)
            if wanted in _bare(passage.text)
        ]
        statements = []
        for doc_id in dict.fromkeys((*found, *by_text)):
            document = self.documents[doc_id]
            passages = [
                p for p in self._passages(document, field)
                if wanted in _bare(p.text) or any(names_in(p, self.documents[i]) for i in ids)
            ]  # fmt: skip
            shown = [*self._passages(document, "number")[:1], *passages[:1]]
            if shown:
                quote = one_line(shown[-1].text)
                text = f"《{document.title}》{_numbered(document)}"
                text += "" if quote in document.title else f"：{quote}"
                statements.append(Statement(text, tuple(shown)))
        if not statements:
            return refuse("no_evidence", f"没有文件写明{verb}{called}")
        return Draft(tuple(statements))

    def _with_its_old(self, query: Query) -> Draft | None:
        """A document named in the question and those that it repealed, each with its number."""
        said = self.titles.mentioned(query.text, set(self.documents), self.governments)
        if not said:
            return None
        statements = []
        for doc_id in sorted(said[0][2]):
            document = self.documents[doc_id]
            number = self._passages(document, "number")[:1]
            if number:
                text = f"《{document.title}》{_numbered(document)}"
                statements.append(Statement(text, tuple(number)))
            for passage in self._passages(document, "repeals"):
                statements.append(Statement(one_line(passage.text), (passage,)))
        return Draft(tuple(dict.fromkeys(statements))) if statements else None

    def _over(self, day: str) -> Draft:
        """All documents that do not hold on a day, with what says so."""
        found = [self._ended(document, day) for document in self.documents.values()]
        statements = tuple(statement for statement in found if statement is not None)
        if not statements:
            return refuse("no_evidence", f"截至{_in_words(day)}，没有写明失效或者被废止的文件")
        lead = f"截至{_in_words(day)}，已失效或者被废止的共 {len(statements)} 份："
        return Draft(statements, lead=lead)

    def _due(self, when: str, day: str) -> Draft:
        """All documents in force on a day whose term ends within the year that is named."""
        year = str(int(day[:4]) + _YEARS_ON[when]) if when in _YEARS_ON else when[:4]
        chosen = [
            document
            for document in self.documents.values()
            if (document.metadata.expires or "")[:4] == year and self._is_in_force(document, day)
        ]
        draft = self._validity(chosen, day)
        if draft is None:
            return refuse("no_evidence", f"没有现行文件写明在{year}年到期")
        return replace(draft, lead=f"{year}年内到期的现行文件共 {len(draft.statements)} 份：")

    def _ended(self, document: Document, day: str) -> Statement | None:
        """That a document does not hold any more on a day, and why; None where nothing says so."""
        why, passages = self._repealed(document, day)
        expires = document.metadata.expires
        if expires and expires < day:
            why = [f"有效期至{_in_words(expires)}", *why]
            passages = [*self._passages(document, "expires")[:1], *passages]
        if not why or not passages:
            return None
        text = f"《{document.title}》{_numbered(document)}：{'，'.join(why)}"
        return Statement(text, tuple(passages))

    def _repealed(self, document: Document, day: str) -> tuple[list[str], list[Passage]]:
        """What repealed a document before a day, or what it amends, in words; a passage of it."""
        why: list[str] = []
        passages: list[Passage] = []
        for relation in self._library.legal_status(document.doc_id, day).by:
            if relation.kind == "repeals":
                later, earlier = self.documents[relation.later], self.documents[relation.earlier]
                whose = "" if earlier is document else f"所修改的《{earlier.title}》"
                why.append(f"{whose}已被《{later.title}》废止")
                passages += [p for p in self._passages(later, "repeals") if names_in(p, earlier)]
        return why, passages[:1]

    def _validity(self, documents: Sequence[Document], day: str) -> Draft | None:
        """Whether named documents hold on a day, each with the words that say so."""
        statements = []
        for document in documents:
            if (ended := self._ended(document, day)) is not None:
                statements.append(replace(ended, text=f"已失效。{ended.text}"))
                continue
            passages = list(
                dict.fromkeys(
                    (*self._passages(document, "effective"), *self._passages(document, "expires"))
                )
            ) or self._passages(document, "issued")  # fmt: skip
            if not passages:
                continue
            begins = document.metadata.effective or document.metadata.issued or ""
            if begins > day:
                said = f"尚未施行。《{document.title}》自{_in_words(begins)}起施行"
            else:
                expires = document.metadata.expires
                until = f"，有效期至{_in_words(expires)}" if expires else "，没有写明有效期"
                said = f"现行有效。《{document.title}》{_numbered(document)}{until}"
            changing = self._library.amended.get(document.doc_id, ())
            for later in (self.documents[i] for i in changing):
                if self._is_in_force(later, day):
                    said += f"，已由《{later.title}》修改"
                    passages += self._passages(later, "amends")[:1]
            statements.append(Statement(said, tuple(passages)))
        return Draft(tuple(statements)) if statements else None

    def _is_in_force(self, document: Document, day: str) -> bool:
        return self._library.legal_status(document.doc_id, day).holds

    def _chosen(self, query: Query) -> tuple[list[Document] | None, str]:
        """The documents of the issuers, places and years in the question, and these in words."""
        text = query.text
        tests: list[tuple[str, Callable[[Document], bool]]] = []
        issuers = self._issuers_named(text)
        if issuers:
            tests.append(("、".join(issuers), lambda d: any(u in _issuer(d) for u in issuers)))
        else:
            whose = [g for g in dict.fromkeys(self.governments.values()) if g.names[0] in text]
            level = re.search(r"[市区](?=里|级)", text)
            if whose:
                tests.append((whose[0].name, lambda d: self.governments.get(d.doc_id) in whose))
            elif level:
                tests.append((f"{level[0]}级", lambda d: self._level(d) == level[0]))
        for year in query.years[:1] if _ISSUE.search(text) else ():
            tests.append((f"{year}年", lambda d, y=year: (d.metadata.issued or "")[:4] == y))  # type: ignore[misc]
        general = _VALID.search(text) or _LATEST.search(text) or _EARLIEST.search(text)
        if not tests and not general and not _COUNT.search(text):
            return None, ""
        kept = [d for d in self.documents.values() if all(test(d) for _, test in tests)]
        return kept, "".join(f"{name}" for name, _ in tests)

    def _level(self, document: Document) -> str:
        government = self.governments.get(document.doc_id)
        return government.level if government else ""

    def _issuers_named(self, text: str) -> list[str]:
        issuers = {
            part
            for d in self.documents.values()
            for part in re.split(r"[、，, ]", d.metadata.issuer or "")
            if part
        }
        if not _ISSUE.search(text):
            return []
        return [u for u in named_units(text, sorted(issuers)) if u not in self._places()]

    def _places(self) -> set[str]:
        return {g.name for g in self.governments.values()}

    def _listed(self, query: Query, chosen: Sequence[Document], why: str, day: str) -> Draft:
        dated = [d for d in chosen if d.metadata.issued]
        last, first = _LATEST.search(query.text), _EARLIEST.search(query.text)
        if (last or first) and dated:
            edge = (max if last else min)(d.metadata.issued or "" for d in dated)
            chosen = [d for d in dated if d.metadata.issued == edge]
        if not chosen:
            return refuse("no_evidence", f"没有{why or '所问'}文件")
        statements = []
        for document in chosen:
            date = document.metadata.issued
            said = f"，{_in_words(date)}" if date else ""
            begins = document.metadata.effective or date or ""
            if not self._is_in_force(document, day):
                said += "，尚未施行" if begins > day else "，已失效"
            passages = [
                *self._passages(document, "number")[:1],
                *self._passages(document, "issuer")[:1],
                *self._passages(document, "issued")[:1],
            ] or self._passages(document, "title")[:1]
            if passages:
                text = f"《{document.title}》{_numbered(document)}{said}"
                statements.append(Statement(text, tuple(dict.fromkeys(passages))))
        return Draft(tuple(statements), lead=f"{why or '收录'}的文件共 {len(statements)} 份：")

    def _passages(self, document: Document, field: str) -> list[Passage]:
        found = [sentence_at(document, part.start) for part in document.metadata.slices(field)]
        return [passage for passage in dict.fromkeys(found) if passage is not None]


def names_in(passage: Passage, document: Document) -> bool:
    """Whether a sentence names a document by title or number."""
    number = document.metadata.number
    if number and _bare(number) in _bare(passage.text):
        return True
    return any(names(name, document) for name in re.findall(r"《([^《》]+)》", passage.text))


def _ends_with(said: str, number: str | None) -> bool:
    return number is not None and _bare(said).endswith(_bare(number))


def _bare(text: str) -> str:
    return re.sub(r"[\s第〔〕\[\]()（）【】“”《》]", "", fold(text))


def _issuer(document: Document) -> str:
    return document.metadata.issuer or ""


def _numbered(document: Document) -> str:
    return f"（{document.metadata.number}）" if document.metadata.number else ""


def _in_words(day: str) -> str:
    """`2023-12-31` -> `2023年12月31日`."""
    year, month, date = day.split("-")
    return f"{year}年{int(month)}月{int(date)}日"

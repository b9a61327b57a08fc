"""Which document says something: `展位费补助是哪个文件规定的` is the question for 展位费补助.

The answer names the document, an annex by its own title, and quotes the clause.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from corpus.document import Clause, Document
from rag.draft import Draft, Statement
from rag.question.query import Query, understand
from rag.route.register import WHICH_FILE

_SAYS = (
    r"(?:规定|写明|写着|写|提到|提及|说到|说|讲到|讲|管|涉及|包含|包括|明确"
    r"|找得到|能找到|查得到|能查到|支持|有)"
)
_ASKED = re.compile(
    rf"(?:是|在|由|归|从|出自|见于)?(?:{WHICH_FILE.pattern})(?:里面?|中|上)?(?:都|还)?(?:{_SAYS})?(?:了|过|要|到)*的?"
)
_ASIDE = re.compile(
    r"^(?:请问|我?就?想(?:问|知道|查)(?:一下)?|问一下|麻烦问)[,，]?|(?:这|那)几份文件|啊|呀|呢"
)
_SEVERAL = re.compile(r"哪[些几]|多少[份个]|几[份个]文件")
_MAX_TITLE = 40


def asked_of_files(query: Query) -> Query | None:
    """The question for what the document is asked to say; None where no document is asked for."""
    if not WHICH_FILE.search(query.text) or "几号文" in query.text:
        return None
    text = _ASIDE.sub("", _ASKED.sub(" ", query.text)).strip(" ,，。?？的")
    if len(text) < 2:
        return None
    asked = understand(text)
    return replace(
        asked, kind="text", unit=None, wants_all=False, operation=None, question=query.question
    )


def asks_for_all_files(query: Query) -> bool:
    """Whether all documents are asked for that say it: 哪些文件, 哪几份."""
    return bool(_SEVERAL.search(query.text))


def every(best: Draft, each: Sequence[Draft]) -> Draft:
    """The best document's answer and those of the others that answer too, each document once."""
    answered = [draft for draft in each if draft.reason is None and draft.statements]
    statements = dict.fromkeys(s for draft in (best, *answered) for s in draft.statements[:1])
    first: dict[str, Statement] = {}
    for statement in statements:
        first.setdefault(statement.passages[-1].clause.doc_id, statement)
    notes = tuple(dict.fromkeys(n for draft in (best, *answered) for n in draft.notes))
    lead = f"写明的文件共 {len(first)} 份："
    return replace(best, statements=tuple(first.values()), lead=lead, notes=notes)


def under_titles(draft: Draft, documents: Mapping[str, Document]) -> Draft:
    """The draft with the document, and the annex, named before what each statement says."""
    if draft.reason is not None:
        return draft
    named = tuple(
        Statement(f"{_place(s.passages[-1].clause, documents)}：{s.text}", s.passages)
        for s in draft.statements
    )
    return replace(draft, statements=named)


def _place(clause: Clause, documents: Mapping[str, Document]) -> str:
    document = documents[clause.doc_id]
    top = clause.section.split("/")[0]
    annexed = (
        c.text.strip()
        for c in document.clauses
        if c.section == top and c.kind == "paragraph" and top.startswith("附件")
    )
    title = next((t for t in annexed if len(t) <= _MAX_TITLE and "。" not in t), "")
    annex = f"{top}《{title}》" if title else ""
    return f"《{document.title}》{annex}{'' if annex else clause.label}"

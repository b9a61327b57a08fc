"""Lists of a document: the sentence that opens one and the numbered items that belong to it.

第五条 有下列情形之一的，不得颁发导游证：     the lead
(一)无民事行为能力的；                       its items, up to the next text of the
(二)患有传染性疾病的；                       lead's own section
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from corpus.document import Clause, Document
from corpus.section import is_below
from rag.held.passage import Passage, sentences, slice_of

_OPENS = re.compile(r"(?:[:：]|(?:包括|如下|分为)[。.]?)\s*$")
_ANNOUNCES = re.compile(  # `五千元以下罚款` announces nothing
    r"下列|如下|(?<![\d元万千百十亿人年月日时吨个%％岁层级米里倍名件户等])以下(?!简称|统称|称|[，,。；;、)）])"
)
# A heading opens a list where it says what its items are: `（一）申报条件与要求`.
_HEADS = re.compile(
    r"(?:条件|要求|材料|资料|流程|程序|步骤|职责|义务|对象|范围|方式|情形|标准|措施|原则|内容)$"
)
_BODY = ("item", "paragraph", "tail", "heading")


@dataclass(frozen=True)
class Enumeration:
    """A list: `opening`, what the clause `lead` says before its `items`, from the sentence that
    announces them (`有下列情形之一的，…；情节严重的，…：`).

    Only the items right below; those of an item that opens a list of its own are that one's.
    """

    lead: Clause
    opening: Passage
    items: tuple[Clause, ...]


def lists_by_section(
    documents: Iterable[Document],
) -> dict[tuple[str, str], tuple[Enumeration, ...]]:
    """The lists with two items or more that each section (document, address) opens, in order."""
    found: dict[tuple[str, str], tuple[Enumeration, ...]] = {}
    for document in documents:
        for one in _lists(document.clauses):
            key = (document.doc_id, one.lead.section)
            found[key] = (*found.get(key, ()), one)
    return found


def _lists(clauses: Sequence[Clause]) -> Iterator[Enumeration]:
    for at, lead in enumerate(clauses):
        if lead.kind not in _BODY:
            continue
        if not _opens(lead):
            continue
        items = _following(lead, clauses[at + 1 :])
        if len(items) > 1:
            yield Enumeration(lead, _opening(lead), tuple(items))


def _opens(lead: Clause) -> bool:
    if lead.kind == "heading":
        of_law = lead.section.rpartition("/")[2].startswith("第")  # a chapter holds articles
        return not of_law and _HEADS.search(lead.text.strip()) is not None
    return bool(_OPENS.search(lead.text) or _ANNOUNCES.search(lead.text))


def _opening(lead: Clause) -> Passage:
    said = sentences(lead)
    first = next((s for s in reversed(said) if _ANNOUNCES.search(s.text)), said[-1])
    begin = first.start - lead.start
    return slice_of(lead, begin, len(lead.text))


def _following(lead: Clause, clauses: Sequence[Clause]) -> list[Clause]:
    """The first clauses of the sections right below, up to the next text of the lead's section."""
    items: dict[str, Clause] = {}
    for clause in clauses:
        if clause.section.rpartition("/")[0] == lead.section:
            if clause.kind in ("item", "heading"):
                items.setdefault(clause.section, clause)
        elif not is_below(clause.section, lead.section):
            break
    return list(items.values())


def with_nested(
    items: Sequence[Clause], lists: Mapping[tuple[str, str], Sequence[Enumeration]]
) -> list[Clause]:
    """The items in order, each followed by those of the lists that it opens itself.

    `lists` gives those that a section (document, address) opens.
    """
    found: list[Clause] = []
    for item in items:
        found.append(item)
        for own in lists.get((item.doc_id, item.section), ()):
            found.extend(with_nested(own.items, lists))
    return found

"""Every place where a phrase stands word for word, and the clauses at an address."""

from collections.abc import Iterator, Mapping

from corpus.document import Clause, Document
from corpus.section import is_within
from corpus.squeeze import squeeze
from index.tokenize import fold
from rag.question.address import references, resolve
from rag.tables.selection import SelectionError
from rag.tables.table import Table, row_of

_BESIDE = "。；;\n"


def find_phrase(documents: Mapping[str, Document], phrase: str) -> Table:
    """A row for each time that the phrase stands in a clause, in reading order.

    Line breaks and blanks beside Chinese characters, which a page's layout makes, do not part the
    phrase; everything else must be as written. The quote is the sentence around it.

    Raises:
        SelectionError: an empty phrase.
    """
    wanted = squeeze(phrase.strip()).text
    if not wanted:
        raise SelectionError("查找的短语是空的；请给出要查找的原文。")
    rows = tuple(
        row_of(document, clause, start, end, {"phrase": document.text[start:end].strip()})
        for document in documents.values()
        for clause in document.clauses
        for start, end in _sentences(clause, wanted)
    )
    return Table("find", ("phrase",), rows, len(documents))


def section_at(document: Document, address: str) -> tuple[Clause, ...]:
    """The clauses at an address and below it, in reading order.

    The address may be written as the text writes it (`二、（三）`, `第十二条`).

    Raises:
        SelectionError: no such section; names those that are near.
    """
    sections = list(dict.fromkeys(c.section for c in document.clauses))
    wanted = (
        (address,)
        if address in sections
        else resolve(references(fold(address)), [(document.doc_id, one) for one in sections])
    )
    if len(wanted) == 1:
        below = [one for one in sections if f"/{one}/".endswith(f"/{wanted[0]}/")]
        start = wanted[0] if wanted[0] in sections else below[0]
        return tuple(c for c in document.clauses if is_within(c.section, start))
    if wanted:
        raise SelectionError(f"“{address}”可以是{'、'.join(wanted[:8])}；请写全编号。")
    raise SelectionError(
        f"《{document.title}》没有“{address}”这一条；编号的写法如：{'、'.join(sections[:8])}。"
    )


def _sentences(clause: Clause, wanted: str) -> Iterator[tuple[int, int]]:
    whole = squeeze(clause.text)
    at = whole.text.find(wanted)
    while at >= 0:
        end = at + len(wanted)
        first = max(whole.text.rfind(mark, 0, at) for mark in _BESIDE) + 1
        ends = [stop + 1 for mark in _BESIDE if (stop := whole.text.find(mark, end)) >= 0]
        last = min(ends, default=len(whole.text))
        start, stop = whole.slice(first, last)
        yield clause.start + start, clause.start + stop
        at = whole.text.find(wanted, last)

"""The gold of questions against the documents: a wrong one is refused with file, line and reason.

Does not read a file or ask anything. `check_places` proves that there is what a question cites;
`check_against` proves besides that the gold could be right: its strings stand in the sections that
it cites, what is computed adds up, nothing contradicts itself and nothing is asked twice.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from corpus.document import Document
from eval.question import Place, Question, QuestionFileError, fold, holds

_NUMBER = r"\d+(?:\.\d+)?"
_SUM = re.compile(rf"计算:({_NUMBER}(?:[-+*/]{_NUMBER})+)=({_NUMBER})(?![\d.])")


def check_places(questions: Sequence[Question], documents: Mapping[str, Document]) -> None:
    """Nothing, where every gold file and section exists.

    Raises:
        QuestionFileError: the first one that does not.
    """
    for question in questions:
        for place in question.gold:
            _holding(question, place, documents)


def check_against(questions: Sequence[Question], documents: Mapping[str, Document]) -> None:
    """Nothing, where the gold of every question is proved by the documents.

    Strings are compared as `fold` leaves them. A string that no document holds because it is
    computed is proved by a note that starts with its sum: 「计算：1200+300=1500」. In a question of
    type meta the document's title and number count as part of each section.

    Raises:
        QuestionFileError: the first question whose gold is not proved, and why.
    """
    seen: dict[tuple[str, str | None, str | None], int] = {}
    for question in questions:
        for reason in _mistakes(question, documents):
            raise QuestionFileError(question.path, question.line, reason)
        asked = (_bare(question.question), question.doc, question.as_of)
        if asked in seen:
            raise QuestionFileError(
                question.path, question.line, f"这个问题重复，第 {seen[asked]} 行已经问过"
            )
        seen[asked] = question.line


def _mistakes(question: Question, documents: Mapping[str, Document]) -> Iterator[str]:
    if question.doc is not None and not any(
        Place(question.doc, "").is_in(doc_id) for doc_id in documents
    ):
        yield f"doc 写的文件「{question.doc}」不在已索引的文件中"
    for name, entries in (
        ("cite", question.cite),
        ("contains", question.contains),
        ("any", question.any),
    ):
        for entry in entries:
            if entries.count(entry) > 1:
                yield f"{name} 里「{entry}」写了两次"
    if not question.answerable:
        if question.cite or question.contains or question.any:
            yield "不能回答的问题写了 cite、contains 或 any"
        if question.exhaustive:
            yield "不能回答的问题 exhaustive 却是 true"
        return
    if not (question.exhaustive or question.contains or question.any):
        yield "能回答的问题没有写 contains 或 any，无从判断对错"
    sections: list[str] = []
    for place in question.gold:
        holding = _holding(question, place, documents)
        if len(holding) > 1:
            yield f"cite 里的条款「{place.section}」在多份文件中都有，请写成 文件#条款"
        sections += (_section(documents[doc_id], place.section, question) for doc_id in holding)
    yield from _unproved(question, sections)


def _holding(
    question: Question, place: Place, documents: Mapping[str, Document]
) -> tuple[str, ...]:
    """The ids of the documents that have this place; refused where there are none."""
    in_file = [doc_id for doc_id in documents if place.is_in(doc_id)]
    if not in_file:
        raise QuestionFileError(
            question.path, question.line, f"cite 里的文件「{place.doc}」不在已索引的文件中"
        )
    holding = tuple(
        doc_id
        for doc_id in in_file
        if any(clause.section == place.section for clause in documents[doc_id].clauses)
    )
    if not holding:
        reason = f"cite 里的条款「{place.section}」在文件中不存在"
        near = _as_written(place.section)
        if any(c.section == near for doc_id in in_file for c in documents[doc_id].clauses):
            reason += f"，是不是「{near}」"
        raise QuestionFileError(question.path, question.line, reason)
    return holding


def _as_written(section: str) -> str:
    """The address as addresses are written: half-width, without closing punctuation or blanks."""
    return re.sub(r"[.、,](?=/|$)", "", fold(section).replace("、", "/").strip("/"))


def _section(document: Document, section: str, question: Question) -> str:
    """The folded text of a section itself, what lies below it left out."""
    passages = [fold(clause.text) for clause in document.clauses if clause.section == section]
    # subtle: 「1.3D打印」 is item 1, named 3D打印; its own number must not read as part of 「3」.
    marker = re.escape(section.rsplit("/", 1)[-1])
    passages = [re.sub(rf"^{marker}[.、]", "", passage) for passage in passages]
    if question.type == "meta":
        passages += [fold(document.metadata.title or ""), fold(document.metadata.number or "")]
    # A character that no string has keeps the end of one passage from joining the next.
    return "\0".join(passages)


def _unproved(question: Question, sections: Sequence[str]) -> Iterator[str]:
    def stands(string: str) -> bool:
        return any(holds(section, string) for section in sections)

    computed: str | None = None
    note = unicodedata.normalize("NFKC", question.note or "")
    if note.startswith("计算:"):
        match = _SUM.match(note)
        if match is None:
            yield "note 里的算式读不出，请写成「计算：1200+300=1500」"
            return
        operands, computed = re.findall(_NUMBER, match[1]), match[2]
        if _value(match[1]) != Decimal(computed):
            yield f"note 里的算式「{match[1]}={computed}」算得不对"
        for operand in operands:
            if not stands(operand):
                yield f"note 里的算式用了「{operand}」，所引条款中没有这个数"
        if not any(holds(fold(s), computed) for s in (*question.contains, *question.any)):
            yield f"note 里算出的「{computed}」没有写进 contains 或 any"

    def proved(string: str) -> bool:
        return stands(string) or (computed is not None and holds(fold(string), computed))

    for string in question.contains:
        if not proved(string):
            yield f"contains 里的「{string}」在所引条款中找不到"
    if question.any and not any(proved(string) for string in question.any):
        yield f"any 里的「{'」「'.join(question.any)}」在所引条款中一个也找不到"


def _value(sum_: str) -> Decimal:
    """The value of numbers joined by + - * /, products first."""
    total = Decimal(0)
    for sign, term in re.findall(r"([-+]?)([^-+]+)", sum_):
        first, *rest = re.findall(rf"([*/]?)({_NUMBER})", term)
        product = Decimal(first[1])
        for operator, factor in rest:
            product = product * Decimal(factor) if operator == "*" else product / Decimal(factor)
        total += -product if sign == "-" else product
    return total


def _bare(text: str) -> str:
    """The letters and digits only, in one width and case."""
    return "".join(char for char in fold(text) if char.isalnum())

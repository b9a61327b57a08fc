"""A question as understood: what it asks for and what it is bound to, read from its words alone.

Knows nothing of the documents; `rag.evidence.pattern` holds the two against each other.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from typing import Any

from rag.question import asked
from rag.question.address import references, written
from rag.question.asked import Kind, Operation

__all__ = [
    "MAX_CHARACTERS", "Kind", "Operation", "Query", "QuestionError", "Rewrite",
    "parsed", "readable", "understand",
]  # fmt: skip

MAX_CHARACTERS = 500

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u200b-\u200f\u202a-\u202e\ufeff]")
_YEAR = re.compile(
    r"(?<!\d)((?:19|20)\d{2})(?!\d)(?=\s*年|[^\d号万亿千百元家个名人项件吨米%])|(?<!\d)((?:19|20)\d{2})$"
)
_TITLE = re.compile(r"《([^《》]{2,80})》")
_NUMBER = re.compile(r"[\u4e00-\u9fff]{1,12}[〔\[(【]\s*(?:19|20)\d{2}\s*[〕\])】]\s*\d{1,4}\s*号")


class QuestionError(ValueError):
    """A question that cannot be asked; its text is one sentence for the user."""


@dataclass(frozen=True)
class Rewrite:
    """What a question said and what it was taken to mean."""

    said: str
    meant: str


@dataclass(frozen=True)
class Query:
    """A question as understood.

    What it asks for:
        kind           of value; `text` where any words may answer
        unit           that a number is asked for in (`多少家` -> `家`)
        wants_all      all of something
        wants_verdict  yes or no, nothing else
        operation      a calculation over several clauses; None where a clause states the answer
        definition     what a term means
        how            a way to do something

    What it is bound to:
        years          `2022`, in order
        address        a section, without document (`二/(三)/2`)
        titles         of documents, as written between 《》
        number         a document's number (`武政规〔2019〕29号`), folded
        beyond         (document, address) pairs that an answer is not wanted from, cited before

    `question` is as asked, `text` with noise folded away and mistyped words mended, as `rewrites`
    tell.
    """

    question: str
    text: str
    kind: Kind
    years: tuple[str, ...]
    address: str | None
    wants_all: bool
    unit: str | None = None
    wants_verdict: bool = False
    operation: Operation | None = None
    definition: bool = False
    how: bool = False
    titles: tuple[str, ...] = ()
    number: str | None = None
    beyond: tuple[tuple[str, str], ...] = ()
    rewrites: tuple[Rewrite, ...] = ()

    @property
    def is_value(self) -> bool:
        """Whether a single value answers."""
        return self.kind in ("amount", "percentage", "count", "date", "year")


def understand(question: str) -> Query:
    """What the question asks for, by its words alone; `understanding` knows the documents.

    Raises:
        QuestionError: empty, too long (over 500 characters), or with control characters.
    """
    return parsed(question, readable(question))


def parsed(question: str, text: str, rewrites: tuple[Rewrite, ...] = ()) -> Query:
    """The query that `text` states, the readable and mended form of `question`."""
    number = _NUMBER.search(text)
    unnumbered = _NUMBER.sub(" ", text)  # the year inside a number binds nothing else
    return Query(
        question=question,
        text=text,
        kind=asked.kind_of(text),
        years=tuple(dict.fromkeys(found[1] or found[2] for found in _YEAR.finditer(unnumbered))),
        address=written(references(text)) or None,
        wants_all=asked.wants_all(text),
        unit=asked.unit_of(text),
        wants_verdict=asked.wants_verdict(text),
        operation=asked.operation_of(text),
        definition=asked.wants_definition(text),
        how=asked.wants_way(text),
        titles=tuple(_TITLE.findall(text)),
        number="".join(number[0].split()) if number else None,
        rewrites=rewrites,
    )


def readable(question: str) -> str:
    """The question in one width and script, blanks folded.

    Raises:
        QuestionError: why it cannot be asked.
    """
    if not question.strip():
        raise QuestionError("问题是空的，请输入一个问题。")
    if len(question) > MAX_CHARACTERS:
        raise QuestionError(
            f"问题有 {len(question)} 个字，超过 {MAX_CHARACTERS} 字的上限，请缩短后再问。"
        )
    if _CONTROL.search(question) or any("\ud800" <= c <= "\udfff" for c in question):
        raise QuestionError("问题里有不可见的控制字符，请删去后再问。")
    text = _simplified().convert(" ".join(unicodedata.normalize("NFKC", question).split()))
    if not any(character.isalnum() for character in text):
        raise QuestionError("问题里没有文字，请用一句话提问。")
    return str(text)


@cache
def _simplified() -> Any:  # noqa: ANN401 (opencc has no types)
    """The converter from traditional to simplified characters."""
    import opencc

    return opencc.OpenCC("t2s")

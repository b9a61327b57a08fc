"""What a number of things stands for: `“六个一”要求是啥`, `“三统一”指什么`, `四个最严有哪些`.

Found is the list of just so many things that all say the word: `一次告知、一表申请、…` are six that
begin with 一. Also where the documents never call it so.
"""

import re
from collections.abc import Sequence

from corpus.document import Clause
from corpus.numeral import number_of
from index.hit import Hit
from index.tokenize import fold
from rag.draft import Draft, Statement
from rag.held.passage import Passage, sentences
from rag.question.query import Query

_NUMBER = r"[两二三四五六七八九十]{1,2}|\d{1,2}"
_NAMED = re.compile(
    rf"[“\"'‘「『](?P<number>{_NUMBER})(?:个|项|大|条|种|类)?(?P<word>[\u4e00-\u9fff]{{1,4}})[”\"'’」』]"
)
_BARE = re.compile(
    rf"(?P<number>{_NUMBER})个(?P<word>[一不最零全统同必有未][\u4e00-\u9fff]{{0,3}}?)(?=要求|原则|标准|是|指|包|有|分|具|都|里|[?？,，]|$)"
)
_ASKS = re.compile(r"什么|啥|哪|几个|内容|解释|意思|分别|具体|包括|列")
_ITEM = r"[“\"‘「]?[^、，,。；;：:“”\"‘’「」\s]{2,16}[”\"’」]?"
_RUN = re.compile(rf"{_ITEM}(?:、{_ITEM})+(?:[和与及]{_ITEM})?")
_QUOTES = '“”"‘’「」'


def counted_list(query: Query, ranked: Sequence[Hit], clauses: Sequence[Clause]) -> Draft | None:
    """The sentence with the list of so many things, or None where none is asked for or found.

    The clauses of the hits are looked through first, then all others, in reading order.
    """
    named = _NAMED.search(query.text) or _BARE.search(query.text)
    if named is None or not _ASKS.search(query.text):
        return None
    number = number_of(named["number"])
    word = fold(named["word"])
    if number < 2:
        return None
    first = [hit.clause for hit in ranked]
    for clause in dict.fromkeys((*first, *clauses)):
        if word not in fold(clause.text):
            continue
        for sentence in sentences(clause):
            if items := _listed(sentence, number, word):
                text = f"{'、'.join(items)}（共 {number} 项）"
                return Draft((Statement(text, (sentence,)),))
    return None


def _listed(sentence: Passage, number: int, word: str) -> list[str]:
    """The things of a list in the sentence, if it names just so many that all say the word."""
    for run in _RUN.finditer(sentence.text):
        items = [item.strip(_QUOTES) for item in run[0].split("、")]
        begun = [item for item in items if fold(item).startswith(word)]
        if len(begun) == len(items) == number:
            return items
        if len(word) > 1 and len(items) == number and all(word in fold(item) for item in items):
            return items
    return []

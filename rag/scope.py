"""Which documents a question means: by the words of their titles, by the day it speaks of.

Chooses documents only; where a question names none, all of them stay.
"""

import math
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from corpus.document import Document
from index.tokenize import fold, tokenize
from rag.query import Query
from rag.terms import stop_words

# Words by which people call a document; with a word of its title they name it.
KINDS = (
    "规划 方案 办法 措施 意见 问答 决定 政策 通知 细则 条例 规定 计划 要点 公告 解读 文件"
).split()
_TITLE_FORM = re.compile(
    r"关于|印发|的通知|试行|暂行|若干|实施|进一步|加快|推动|支持|促进|人民政府|办公室"
)
_DEADLINE = re.compile(r"(?:到|至|力争|截至|到了)\s*$")
_AIM = re.compile(r"^年?(?:底|末)?(?:前|之前|以前|的?(?:目标|收入|产值|规模|任务))")


@dataclass(frozen=True)
class Titles:
    """The words of each document's title, with how many titles hold each."""

    words: Mapping[str, frozenset[str]]
    df: Mapping[str, int]

    @classmethod
    def of(cls, documents: Mapping[str, Document]) -> "Titles":
        """Read the titles."""
        words = {
            doc_id: frozenset(
                w
                for w in tokenize(_TITLE_FORM.sub(" ", document.title))
                if len(w) > 1 and w not in stop_words() and not w.isdigit()
            )
            for doc_id, document in documents.items()
        }
        df = Counter(word for own in words.values() for word in own)
        return cls(words, df)

    def scores(self, text: str) -> dict[str, float]:
        """How much each document's title is named by a text; 0 for one that is not."""
        folded = fold(text)
        n = len(self.words)
        found: dict[str, float] = {}
        for doc_id, own in self.words.items():
            said = [word for word in own if word in folded]
            # A word inside another that is said too counts once.
            outer = [w for w in said if not any(w != o and w in o for o in said)]
            found[doc_id] = sum(math.log(n / self.df[w]) for w in outer)
        return found

    def named(self, query: Query, documents: Mapping[str, Document]) -> frozenset[str]:
        """The documents that the question calls by title or kind; empty where it names none."""
        if query.titles:
            wanted = [fold(title) for title in query.titles]
            return frozenset(
                doc_id
                for doc_id, document in documents.items()
                if any(title in fold(document.title) for title in wanted)
            )
        if not any(kind in query.text for kind in KINDS):
            return frozenset()
        scores = {i: s for i, s in self.scores(query.text).items() if i in documents}
        best = max(scores.values(), default=0.0)
        if best <= 0:
            return frozenset()
        return frozenset(doc_id for doc_id, score in scores.items() if score >= 0.8 * best)


def bound_years(query: Query, as_of: date | None) -> Query:
    """The question without the year that says only on which day it is asked.

    `2022年申请要交什么` as of a day in 2022 asks for what held then; `到2022年` sets a year.
    """
    if as_of is None:
        return query
    year = str(as_of.year)
    at = query.text.find(year)
    if year not in query.years or at < 0:
        return query
    if _DEADLINE.search(query.text[:at]) or _AIM.search(query.text[at + len(year) :]):
        return query
    return replace(query, years=tuple(y for y in query.years if y != year))

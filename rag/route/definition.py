"""What a term means: the sentence that defines it, or the words that it stands for.

Only a sentence that says so defines (X，是指…; 所称X; 以下简称X; 以上包含本数). A term that is
merely used is left to the search.
"""

import re
from collections.abc import Iterable

from corpus.document import Clause
from index.tokenize import fold
from rag.draft import Draft, quoted
from rag.held.passage import Passage, sentences
from rag.question.query import Query

_QUOTED = re.compile(r"[“\"「『‘](?P<term>[^”\"」』’]{1,30})[”\"」』’]")
_MANNER = re.compile(
    r"^(?:请问|请|文件|政策|办法|本|这个|这份|现行|里|中|的|所谓|所称|什么是|啥是|何谓|何为|什么叫|"
    r"解释一下|怎么定义|如何定义|怎么界定|如何界定|怎么理解|定义)+"
)
_END = re.compile(
    r"(?:到底|究竟|具体|分别|都|主要)?(?:是?指(?:的是)?|是什么意思|什么意思|啥意思|的定义|的含义|是什么|是啥|"
    r"算不算|怎么(?:理解|定义|界定)|如何(?:理解|定义|界定)|包含|包括|指的?).*$"
)
_ASKS = re.compile(r"(?:怎么|如何)?(?:定义|界定|理解|解释)")
_MIN, _MAX = 2, 20


def defined(query: Query, clauses: Iterable[Clause]) -> Draft | None:
    """The sentences that define the term that the question asks for, or None."""
    if not query.definition and not re.search(r"本数|是指|指什么", query.text):
        return None
    terms = _terms(query.text)
    found: list[Passage] = []
    for clause in clauses:
        for sentence in sentences(clause):
            folded = re.sub(r"[“”\"「」\s]", "", fold(sentence.text))
            if any(_defines(term, folded) for term in terms) and not folded.endswith("?"):
                found.append(sentence)
                break
    return Draft(quoted(found[:3])) if found else None


def _terms(text: str) -> list[str]:
    said = [match["term"] for match in _QUOTED.finditer(text)]
    if not said:
        rest = _ASKS.sub("", re.sub(r"[?？。!！]", "", text))
        rest = _MANNER.sub("", _END.sub("", rest)) or _MANNER.sub("", rest)
        said = [rest, *re.split(r"里的?|中的?|对|的", rest)[-1:]]
    folded = [fold(re.sub(r"\s", "", term)) for term in said]
    return [term for term in dict.fromkeys(folded) if _MIN <= len(term) <= _MAX]


def _defines(term: str, sentence: str) -> bool:
    at = re.escape(term)
    return bool(
        re.search(
            rf"(?:所称的?)?{at}(?:[(（][^)）]*[)）])?[,，]?(?:是指|指的?是|系指|即指?|是?指(?!导|标|定|数))"
            rf"|所称的?{at}|{at}(?:均|都)?(?:不)?(?:包含|包括|含)本[数级]|[(（]以下(?:简|统)称{at}[)）]",
            sentence,
        )
    )

"""Which documents a question means: by the words of their titles, by the day it speaks of.

Chooses documents only; where a question names none, all of them stay.
"""

import math
import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from datetime import date

from corpus.document import Document
from corpus.identity import names
from index.tokenize import fold, tagged, tokenize
from rag.across.government import Government
from rag.question.query import Query
from rag.words.terms import stop_words

# Words by which people call a document; with a word of its title they name it.
KINDS = (
    "规划 方案 办法 措施 意见 问答 决定 政策 通知 细则 条例 规定 计划 要点 公告 解读 文件"
).split()
_GENERIC = ("文件", "政策", "通知", "规定")  # call any document, hence name none
_ALL = re.compile(
    r"(?:所有|全部|各份?|哪[一几]?[份个些部]?|几份|每份|这些|那些|别的|其他|多少份?|(?<![\u4e00-\u9fff])份)的?"
    r"(?:现行|有效|市级|区级|的)*(?:文件|政策|规定|办法|通知|措施|方案|规划|意见)"
)
_INNER = re.compile(r"《[^《》]*(?:《[^《》]*》[^《》]*)*》")
_MAX_PART = 2  # characters of a word that may be part of a title's without being one of its own
_REACH = 14  # characters before its kind in which a question names a document
# What may stand between a document's subject and its kind: 储能发展实施规划, 绿地管理暂行办法.
_BETWEEN = re.compile(
    r"(?:实施|行动|暂行|试行|管理|发展|若干|专项|工作|支持|扶持|促进|推进|的|×|x|[\"“”《》()（）])+$"
)
_POINTS = re.compile(r"(?:[整这那该本此]|[这那整]份|[这那]个)$")
_INSIDE = re.compile(r"[里中上]|(?:规定|要求|写|说|提)的?")
_BREAK = re.compile(r"[,，、。?？!！;；:：\s]|和|与|跟|以及|还是|比|在|按照?|根据|除了|对照")
_TITLE_FORM = re.compile(
    r"关于|印发|的通知|试行|暂行|若干|实施|进一步|加快|推动|支持|促进|人民政府|办公室"
)
_MARK = re.compile(r"暂行|试行|(?:19|20)\d\d(?=年)")
_DEADLINE = re.compile(r"(?:到|至|力争|截至|到了)\s*$")
_AIM = re.compile(r"^年?(?:底|末|前|之前|以前|的?(?:目标|收入|产值|规模|任务))")
_REPORTED = re.compile(
    r"(?:《[^《》]*》)?[\u4e00-\u9fff]{0,8}(?:问答|解读|释义|图解|网上|原来的?文件|旧文件)(?:里|上|中)*(?:说|写|讲|称|提到|介绍)的?是?"
)
_STILL = re.compile(
    r"(?:现在|如今|目前|今天)?(?:还|仍|依然|依旧)(?:是|对|准|算数|作数|有效|这样|成立|适用)*[吗么嘛]|现在(?:对|准)[吗么嘛]"
)
_STILL_VALUE = re.compile(
    r"(?:还|仍)(?:是|按|给)(?P<value>[^,，。?？]{0,6}\d[^,，。?？]{0,6})[吗么嘛]"
)
_THIS = re.compile(rf"(?:这|该|本|此|上述)(?:一)?(?:份|个|部)?(?:{'|'.join(KINDS)})")
_WAN = re.compile(r"(?<=\d)万(?=[,，。\s?？对]|$)")


@dataclass(frozen=True)
class Titles:
    """The words of each document's title, with how many titles hold each.

    `marks` tell documents of one name apart: that one is provisional, the year of issue. `quoted`
    gives the document that another's title names: what a decision changes, a 问答 explains. `texts`
    are the titles, folded.
    """

    words: Mapping[str, frozenset[str]]
    df: Mapping[str, int]
    kinds: Mapping[str, frozenset[str]]
    bodies: tuple[str, ...] = ()
    marks: Mapping[str, frozenset[str]] = field(default_factory=dict)
    quoted: Mapping[str, str] = field(default_factory=dict)
    texts: tuple[str, ...] = ()

    @classmethod
    def of(cls, documents: Mapping[str, Document], bodies: Collection[str] = ()) -> "Titles":
        """Read the titles; words inside the names of `bodies` name no document."""
        words = {
            doc_id: frozenset(
                w
                for w in tokenize(_TITLE_FORM.sub(" ", document.title))
                if len(w) > 1 and w not in stop_words() and not w.isdigit()
            )
            for doc_id, document in documents.items()
        }
        df = Counter(word for own in words.values() for word in own)
        kinds = {doc_id: _kinds(document.title) for doc_id, document in documents.items()}
        marks = {doc_id: _marks(document) for doc_id, document in documents.items()}
        longest_first = tuple(sorted(map(fold, bodies), key=len, reverse=True))
        texts = tuple(fold(document.title) for document in documents.values())
        return cls(words, df, kinds, longest_first, marks, _quoted(documents), texts)

    def scores(self, text: str) -> dict[str, float]:
        """How much each document's title is named by a text; 0 for one that is not."""
        folded = fold(text)
        for body in self.bodies:
            folded = folded.replace(body, " ")
        for word in tagged(folded):
            # subtle: 企业家 is not 企业, unless some title has it.
            if len(word[0]) > _MAX_PART and not any(word[0] in title for title in self.texts):
                folded = folded.replace(word[0], " ")
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
        if query.number and (ids := numbered(query.number, documents)):
            return ids
        if query.titles:
            wanted = [fold(title) for title in query.titles]
            return frozenset(
                doc_id
                for doc_id, document in documents.items()
                if any(title in fold(document.title) for title in wanted)
            )
        if _ALL.search(query.text):
            return frozenset()
        found: set[str] = set()
        for kind in re.finditer("|".join(KINDS), query.text):
            found |= self._of_kind(query.text, kind, documents)
        return frozenset(found | {i for i in documents if self.quoted.get(i) in found})

    def _of_kind(
        self, text: str, kind: re.Match[str], documents: Mapping[str, Document]
    ) -> set[str]:
        """The documents that the words before a kind call, or all of a kind that is pointed at.

        `企业家培训计划` and `那条措施` call none: the word before is in no title, or counts parts.
        """
        said = _BREAK.split(text[max(0, kind.start() - _REACH) : kind.start()])[-1]
        own = {i for i in documents if kind[0] in self.kinds[i]}
        last = _BETWEEN.sub("", fold(said))
        words = [w for w in tokenize(last) if len(w) > 1]
        titled = [i for i in documents if words and words[-1] in fold(documents[i].title)]
        if titled and last.endswith(words[-1]) and kind[0] not in _GENERIC:
            scores = {i: s for i, s in self.scores(said).items() if i in titled}
            among = [i for i in titled if i in own and scores[i] > 0] or titled
            best = max(scores[i] for i in among)
            return {i for i in among if best > 0 and scores[i] >= 0.8 * best}
        pointed = _POINTS.search(last) or (not last and _INSIDE.match(text[kind.end() :]))
        return own if pointed and kind[0] not in _GENERIC else set()

    def mentioned(
        self, text: str, among: Set[str], governments: Mapping[str, Government]
    ) -> list[tuple[int, int, frozenset[str]]]:
        """Where a text calls single documents by words of their titles and their kind.

        Start, end and the document; `储能规划`, `临江区办法`, `市里的问答`.
        """
        found: list[tuple[int, int, frozenset[str]]] = []
        specific = "|".join(kind for kind in KINDS if kind not in _GENERIC)
        for kind in re.finditer(specific, text):
            left = max(0, kind.start() - _REACH, found[-1][1] if found else 0)
            breaks = list(_BREAK.finditer(text, left, kind.start()))
            left = breaks[-1].end() if breaks else left
            said = text[left : kind.start()]
            own = {i for i in among if kind[0] in self.kinds.get(i, ())}
            scores = {i: self._called(said, i, governments.get(i)) for i in own}
            best = max((score for score, _ in scores.values()), default=0.0)
            chosen = [i for i, (score, _) in scores.items() if score == best]
            if len(chosen) > 1 and (marked := set(_MARK.findall(said))):
                chosen = [i for i in chosen if marked <= self.marks.get(i, frozenset())]
            if len(chosen) != 1 or (best <= 0 and len(own) > 1):
                continue
            begin = left + scores[chosen[0]][1]
            found.append((begin, kind.end(), frozenset(chosen)))
        return found

    def _called(self, said: str, doc_id: str, whose: Government | None) -> tuple[float, int]:
        """How much words before a kind call a document, and where they begin."""
        folded = fold(said)
        words = [word for word in self.words[doc_id] if word in folded]
        places = [name for name in (whose.names if whose else ()) if name in folded]
        level = re.search(f"{whose.level}[里级上的]", folded) if whose else None
        score = sum(math.log(1 + len(self.words) / self.df[word]) for word in words)
        score += 2.0 * bool(places) + 1.0 * bool(level)
        begins = [folded.find(word) for word in (*words, *places)]
        begins += [level.start()] if level else []
        return score, min(begins, default=len(said))

    def own_words(self, doc_id: str, among: Set[str]) -> tuple[str, ...]:
        """The words that only this one of some documents has in its title, titles quoted aside."""
        others = [i for i in among if i != doc_id and self.kinds.get(i) and doc_id != i]
        return tuple(
            word
            for word in self.words[doc_id]
            if not any(word in self.words[other] for other in others)
            and not word.endswith(("市", "区", "县"))
            and word not in KINDS
            and not _TITLE_FORM.search(word)
        )


def numbered(said: str, documents: Mapping[str, Document]) -> frozenset[str]:
    """The documents whose 文号 ends what a question calls one; words before may be read into it."""
    wanted = _bare(said)
    return frozenset(
        doc_id
        for doc_id, document in documents.items()
        if (number := document.metadata.number) and wanted.endswith(_bare(number))
    )


def _bare(number: str) -> str:
    return re.sub(r"[\s第〔〕\[\]()（）【】]", "", fold(number))


def _quoted(documents: Mapping[str, Document]) -> dict[str, str]:
    found: dict[str, str] = {}
    for doc_id, document in documents.items():
        for title in re.findall(r"《(.+)》", document.title):
            meant = [i for i, d in documents.items() if i != doc_id and names(title, d)]
            found.update((doc_id, i) for i in meant)
    return found


def _marks(document: Document) -> frozenset[str]:
    issued = document.metadata.issued
    return frozenset((*_MARK.findall(document.title), *([issued[:4]] if issued else ())))


def _kinds(title: str) -> frozenset[str]:
    """The kinds that a title's own words state; one that it quotes is another document's."""
    own = _INNER.sub(" ", fold(title)) if re.search(r"修改|修订|问答|解读|废止", title) else title
    return frozenset(kind for kind in KINDS if kind in own)


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


def of_last_document(
    query: Query, cited: Sequence[str], documents: Mapping[str, Document]
) -> Query:
    """The question with 这份文件 meaning the document that was cited last, if any was."""
    last = next((i for i in cited if i in documents), None)
    if last is None or query.titles or query.number or not _THIS.search(query.text):
        return query
    return replace(query, titles=(documents[last].title,))


def still_so(query: Query, titles: Titles, documents: Mapping[str, Document]) -> Query:
    """The question whether something still holds, of what it was read about instead of where.

    `问答上说能拿60万，现在还对吗` asks what is so now, not what the 问答 says: of the document that
    the 问答 explains, where it is one.
    """
    if not _REPORTED.search(query.text):
        return query
    meant = {titles.quoted.get(i, i) for i in titles.named(query, documents)}
    about = (documents[meant.pop()].title,) if len(meant) == 1 else ()
    if same := _STILL_VALUE.search(query.text):
        text = query.text.replace(same[0], f"是{same['value']}吗")
        return replace(query, text=_REPORTED.sub("", text), titles=about)
    if not _STILL.search(query.text):
        return query
    text = _WAN.sub("万元", _REPORTED.sub("", _STILL.sub("对吗", query.text)))
    return replace(query, text=text, titles=about)

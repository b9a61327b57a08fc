"""The several documents that a question sets side by side: `市里和区里各奖多少`, `修改前后差多少`.

    云州市和临江区 · 市里 区里        the documents of two governments
    储能规划和低空方案                two documents by words of their titles
    旧办法和现行办法 · 修改前后       two versions (`rag.across.versions`)

Finds the sides and the question that is put to each; answers nothing.
"""

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from index.tokenize import fold
from rag.across.government import Government
from rag.across.library import Library
from rag.across.side import (
    JOINED,
    Mention,
    Side,
    Sides,
    operation_on_sides,
    put,
    said_of,
    times_asked,
)
from rag.across.versions import Versions
from rag.question.query import Query

_LEVELS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (level, re.compile(pattern))
    for level, pattern in (
        ("国家", r"国家(?=和|与|跟|、|及|层面|对|里)|中央|全国(?=和|与)"),
        ("省", r"省里|省上|省级(?=和|与|、|政策|层面)|全省"),
        (
            "市",
            r"市里|市上|市(?=加区)|市级(?=和|与|、|政策|层面)|(?<=[和与、跟])市级|市本级"
            r"|市(?=[、和]区|区两)|全市(?=和|与)",
        ),
        (
            "区",
            r"区里|区上|区级(?=和|与|、|政策|层面)|(?<=[和与、跟])区级|本区|区(?=两[级头])|(?<=市加)区",
        ),
    )
)
_ELSEWHERE = re.compile(
    r"(?:(?<=^)|(?<=[和与跟、及比,，\s]))(?![市省]加)[\u4e00-\u9fff]{2,3}?[区县市](?![域位块间内别分级里上])|国家|省里|中央"
)
_LOCATES = re.compile(r"(?:[在从到往进去来]|位于|落户|迁[入至]|搬[到来去])$")
_GIVES = re.compile(
    r"(?:区|市)?(?:里|级)?(?:现行|现在|目前|最高|一年|每年)?的?(?:对|给|奖|补|有没有|有|能|按|规定)"
)
# One clause says of both whether they go together.
_TOGETHER = re.compile(r"(?:一起|同时|重复|一并)(?:享受|申报|申请|领|拿)|叠加|兼得|两头[拿领]")
_SIDE_OF = re.compile(r"[这那]边|方面|本级|[里级]")
_EACH_OF = re.compile(r"各|分别|两[份个](?:文件|规划|方案|办法|措施|政策)")


class Divided:
    """Finds the sides of questions over one set of documents."""

    def __init__(self, library: Library) -> None:
        """All documents of the index, in force or not."""
        self._documents = library.documents
        self._governments = library.governments
        self._titles = library.titles
        self._changed = library.amended
        self._versions = Versions(library)

    def sides(self, query: Query, in_force: frozenset[str]) -> Sides | None:
        """The sides of a question, or None where it is about one document or all.

        That two may be had together is said in one of them.

        `in_force` are the documents of the day; only old rules that are asked for go beyond them.
        """
        if len(self._documents) < 2:
            return None
        text = query.text
        if _TOGETHER.search(text):
            return None
        mentions = self._versions.named(text, in_force) or self._several(text, in_force)
        first: dict[object, Mention] = {}
        for mention in mentions:
            key = (mention.side.doc_ids or mention.side.label, mention.side.before)
            first.setdefault(key, mention)
        if len(first) < 2:
            return None
        kept = list(first.values())
        return Sides(
            tuple(mention.side for mention in kept),
            tuple(put(query, said) for said in said_of(text, kept, mentions)),
            operation_on_sides(text),
        )

    def giver(self, text: str, in_force: frozenset[str]) -> Side | None:
        """The one government whose rules a question asks for: `桐溪区对独立站有补助吗`.

        Not one that only says where somebody is: `我在桐溪区做…`.
        """
        for body in self._titles.bodies:
            text = text.replace(body, "□" * len(body))
        named = [
            (begin, end, whose)
            for begin, end, whose in self._places(text)
            if not _LOCATES.search(text[:begin]) and _GIVES.match(text[end:])
        ]
        if len({whose for _, _, whose in named}) != 1:
            return None
        begin, end, whose = named[0]
        ids = frozenset(i for i, g in self._governments.items() if g == whose) & in_force
        return Side(text[begin:end], ids) if ids else None

    def place(self, text: str, in_force: frozenset[str]) -> Side | None:
        """The one government that a question names in full, if others have documents too.

        Not one that only says where somebody is.
        """
        named = [
            (begin, end, whose)
            for begin, end, whose in self._places(text)
            if text[begin:end] == whose.name
            and not _LOCATES.search(text[:begin])
            and not any(text.startswith(body, begin) for body in self._titles.bodies)
        ]
        if len({whose for _, _, whose in self._places(text)}) != 1 or not named:
            return None
        begin, end, whose = named[0]
        ids = frozenset(i for i, g in self._governments.items() if g == whose) & in_force
        return Side(text[begin:end], ids) if ids and ids != in_force else None

    def _several(self, text: str, in_force: frozenset[str]) -> list[Mention]:
        """Documents by title, governments by name and level, in the question's order."""
        found: list[Mention] = []
        for begin, end, doc_ids in self._titles.mentioned(text, in_force, self._governments):
            whole = doc_ids.union(*(self._changed.get(i, ()) for i in doc_ids)) & in_force
            found.append(Mention(begin, end, Side(text[begin:end].strip(), whole)))
        titled = list(found)
        for begin, end, whose in self._places(text):
            if any(m.start < end and begin < m.end for m in found):
                continue
            ids = frozenset(i for i, g in self._governments.items() if g == whose) & in_force
            if of_side := _SIDE_OF.match(text[end:]):
                end += of_side.end()
            found.append(Mention(begin, end, Side(text[begin:end], ids)))
        for level, pattern in _LEVELS:
            for said in pattern.finditer(text):
                if any(m.start < said.end() and said.start() < m.end for m in found):
                    continue
                ids = frozenset(i for i, g in self._governments.items() if g.level == level)
                found.append(Mention(*said.span(), Side(said[0], ids & in_force)))
        found += self._elsewhere(text, found)
        if len({m.side.doc_ids for m in titled}) > 1:
            found = titled
        if len(found) < 2:
            found = self._topics(text, in_force)
        found.sort(key=lambda mention: mention.start)
        return found if _is_joint(text, found) else []

    def _places(self, text: str) -> list[tuple[int, int, Government]]:
        """Where governments are named, the longest names first."""
        called = [(n, g) for g in dict.fromkeys(self._governments.values()) for n in g.names]
        found: list[tuple[int, int, Government]] = []
        for name, whose in sorted(called, key=lambda pair: -len(pair[0])):
            for said in re.finditer(re.escape(name), text):
                if not any(b < said.end() and said.start() < e for b, e, _ in found):
                    found.append((*said.span(), whose))
        return found

    def _elsewhere(self, text: str, found: Sequence[Mention]) -> list[Mention]:
        """A place next to one of the sides that no document is of."""
        other = []
        for said in _ELSEWHERE.finditer(text):
            if any(m.start < said.end() and said.start() < m.end for m in found):
                continue
            before, after = text[: said.start()], text[said.end() :]
            beside = any(
                re.fullmatch(JOINED, text[m.end : said.start()])
                or re.fullmatch(JOINED, text[said.end() : m.start])
                for m in found
            )
            if beside or (not found and re.search(rf"^{JOINED}", after) and not before):
                other.append(Mention(*said.span(), Side(said[0], frozenset())))
        return other

    def _topics(self, text: str, in_force: frozenset[str]) -> list[Mention]:
        """储能和低空: words of which each stands in the title of one document alone."""
        if not (operation_on_sides(text) or _EACH_OF.search(text)):
            return []
        found: list[Mention] = []
        folded = fold(text)
        for doc_id in in_force:
            for word in self._titles.own_words(doc_id, in_force):
                if word not in folded or not self._is_of(word, doc_id):
                    continue
                for said in re.finditer(re.escape(word), folded):
                    whole = frozenset({doc_id, *self._changed.get(doc_id, ())}) & in_force
                    found.append(
                        Mention(*said.span(), Side(text[said.start() : said.end()], whole))
                    )
        first: dict[frozenset[str], Mention] = {}
        for mention in sorted(found, key=lambda m: (m.start, -m.end)):
            first.setdefault(mention.side.doc_ids, mention)
        return list(first.values()) if len(first) == 2 else []

    def _is_of(self, word: str, doc_id: str) -> bool:
        """Whether most clauses that hold a word are of one document: 储能, not 企业."""
        holding = Counter(
            i for i, d in self._documents.items() for c in d.clauses if word in fold(c.text)
        )
        return 2 * holding[doc_id] >= holding.total()


def _is_joint(text: str, found: Sequence[Mention]) -> bool:
    """Whether the question is put to each of those that it mentions."""
    if len(found) < 2:
        return False
    if operation_on_sides(text) or re.search(r"各|分别|两[级头地边份个]|都|又|以及", text):
        return True
    if times_asked(text) > 1 and times_asked(text[found[-1].start :]) == 1:
        return True
    return any(
        re.fullmatch(rf"\s*{JOINED}+\s*", text[a.end : b.start]) or text[a.end : b.start] == ""
        for a, b in pairwise(found)
    )

"""Two versions of the same rules that a question names: 修改前后, 旧办法和现行办法, 2020年办法.

Old rules are found by what repealed them, amended ones by what amends them.
"""

import re

from rag.across.library import Library
from rag.across.side import Mention, Side

_CHANGE = r"(?:修改|修订|修正|调整|改动|新政|改)"
_AROUND = re.compile(
    rf"{_CHANGE}(?:决定)?(?:之|以)?前(?:和|与|跟|、|，|,|以及)?(?:{_CHANGE})?(?:之|以)?后"
)
_BEFORE_ALONE = re.compile(rf"{_CHANGE}(?:决定)?(?:出台|施行|实施|发布)?(?:之|以)?前")
_AFTER_ALONE = re.compile(
    rf"{_CHANGE}(?:决定)?(?:出台|施行|实施|发布)?(?:之|以)?后|(?:出台|施行|实施|发布)后|现在|如今|目前"
)
_KIND = (
    r"(?:暂行|试行|管理|扶持|支持|实施)*"
    r"(?:办法|措施|规定|政策|规划|方案|意见|细则|条例|版本?|文件|文|规则|标准)"
)
# Which of the two is to be followed is laid down in one place: 按修改前还是修改后的标准走.
_CHOICE = re.compile(rf"(?:[按依照]|适用|执行)[^,，。]{{0,4}}{_CHANGE}.{{0,10}}还是")
_OLD = re.compile(
    rf"(?:旧|老|原来?的?|以前的?|过去的?|此前的?|上一版|废止的?)(?:的)?{_KIND}|旧规|老规矩|暂行{_KIND}|旧版|老版"
)
_NEW = re.compile(rf"(?:新|现行|现在的?|目前的?|如今的?|现有)(?:的)?{_KIND}|新规|新版")
_BOTH = re.compile(rf"(?:新旧|新老|旧新|老新|前后)(?:两[个份版部])?{_KIND}|新旧两版")
_YEARLY = re.compile(rf"(?P<year>20\d\d)年?(?:的|版|那[份版]|出台的|发布的)?{_KIND}?")


class Versions:
    """Finds versions of rules in questions over one set of documents, in force or not."""

    def __init__(self, library: Library) -> None:
        """All documents of the index."""
        self._documents = library.documents
        self._titles = library.titles
        self._changed = library.amended
        self._pairs = library.repeals

    def named(self, text: str, in_force: frozenset[str]) -> list[Mention]:
        """The two versions that a text names, or nothing."""
        return self._amended(text, in_force) or self._rules(text, in_force)

    def _amended(self, text: str, in_force: frozenset[str]) -> list[Mention]:
        """修改前后: what is amended, without and with the amendment."""
        amended = {i: later for i, later in self._changed.items() if i in in_force}
        found = _AROUND.search(text)
        before, after = _BEFORE_ALONE.search(text), _AFTER_ALONE.search(text)
        if not amended or _CHOICE.search(text) or not (found or (before and after)):
            return []
        scores = {i: self._titles.scores(text).get(i, 0.0) for i in amended}
        best = [i for i, score in scores.items() if score == max(scores.values())]
        originals = frozenset(best)
        both = originals.union(*(amended[i] for i in best)) & in_force
        old, new = Side("修改前", originals, before=True), Side("修改后", both)
        if found:
            return [Mention(*found.span(), old), Mention(*found.span(), new)]
        if before is None or after is None or before.start() == after.start():
            return []
        return [Mention(*before.span(), old), Mention(*after.span(), new)]

    def _rules(self, text: str, in_force: frozenset[str]) -> list[Mention]:
        """旧办法, 2020年办法 and 现行办法: the two of a pair of which one repeals the other."""
        old, new = _OLD.search(text), _NEW.search(text)
        if both := _BOTH.search(text):
            old = new = both
        years = [found for found in _YEARLY.finditer(text) if found[0] != f"{found['year']}年"]
        if len(years) == 2:
            chosen = [self._of_year(found["year"], text) for found in years]
            sides = [Side(f["year"], ids) for f, ids in zip(years, chosen, strict=True) if ids]
            if len(sides) == 2:
                return [Mention(*f.span(), s) for f, s in zip(years, sides, strict=True)]
        if years and old and years[0].start() < old.end() and old.start() <= years[0].end():
            old = re.compile(
                re.escape(text[years[0].start() : max(years[0].end(), old.end())])
            ).search(text)
        elif years and old is None and new is not None and years[0].start() != new.start():
            old = years[0]
        if not self._pairs or not (old and new) or (old.span() == new.span() and not both):
            return []
        scores = self._titles.scores(text)
        earlier, later = max(
            self._pairs, key=lambda p: scores.get(p[0], 0.0) + scores.get(p[1], 0.0)
        )
        with_changes = frozenset({later, *self._changed.get(later, ())}) & (in_force | {later})
        return [
            Mention(*old.span(), Side("旧的" if both else old[0], frozenset({earlier}))),
            Mention(*new.span(), Side("新的" if both else new[0], with_changes)),
        ]

    def _of_year(self, year: str, text: str) -> frozenset[str]:
        scores = self._titles.scores(text)
        of_year = [
            i
            for i, d in self._documents.items()
            if year in (d.metadata.number or "") or year == (d.metadata.issued or "")[:4]
        ]
        best = max((scores.get(i, 0.0) for i in of_year), default=0.0)
        return frozenset(i for i in of_year if scores.get(i, 0.0) == best)

"""The numbers that a calculation works on, and the targets that a question speaks of.

Chooses, does not calculate. Precision before recall: a word of the question that no target's
metric or heading accounts for means that something else is asked.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from corpus.target import Target
from index.tokenize import fold
from rag.evidence.demand import demands_of
from rag.evidence.quantity import NUMERAL, Quantity, number
from rag.held.name import bare_name, section_names
from rag.held.passage import Passage, sentences
from rag.question.query import Query
from rag.words.synonyms import same_as
from rag.words.terms import Weights, content_words

_AIM = re.compile(r"目标|指标")
# Words of the calculation itself and of its form, not of its subject.
FORM = re.compile(
    r"哪一?[个家项条类些几]?|最[高低大小多少]|[更较]?[高低大小多少](?:一些|一点)?|超过|高于|大于|突破|"
    r"多于|不低于|不少于|至少|达到|低于|小于|不到|少于|不超过|以上|以下|以内|合计|总和|之和|相加|加起来|"
    r"一共|总共|相差|差距|差额|排名|排序|从高到低|从低到高|比较|相比|对比|分别|各自|各个?|所有|全部|"
    r"列出|逐一|逐个|写明|写了|写在|单项|单个|条款|除外|不含|总目标|目标值|指标|产业|行业|领域|年底|全市|"
    r"是否|一样|相同|不同|分别|力争|预期|计划|多少|第[一二三]"
)
_BOUND = re.compile(
    rf"(?P<word>不低于|不少于|大于等于|至少|达到|正好是?|刚好是?|恰好是?|等于|都是|超过|高于|大于|突破|多于|不超过|低于|小于|不到|少于)?"
    rf"\s*(?P<value>{NUMERAL})\s*(?P<unit>(?:万亿|亿|万|千|百)?元?|%|[家个名项])?"
    rf"\s*(?P<after>及?以上|以下|以内)?"
)
LIMITS = {">": "超过", ">=": "不低于", "<": "低于", "<=": "不超过", "=": "等于"}
_NOUN = 0.5  # a demand of this weight is a subject, not a manner of speaking
_SHOWN = r"(?:不低于|不少于|至少|超过|突破|高于|不超过|不高于|低于)?\s*"


@dataclass(frozen=True)
class Operand:
    """One number: what it is called and measures, how it is written, the words that say it.

    `comparator` and `by` are those of a target; a grant and a cell state `=` and no year.
    """

    name: str
    metric: str
    shown: str
    quantity: Quantity
    passage: Passage
    comparator: str = "="
    by: str | None = None


@dataclass(frozen=True)
class Bound:
    """A limit that a question sets: `超过2000亿元` is `>` 2000 亿元."""

    comparator: str
    quantity: Quantity

    def holds(self, quantity: Quantity) -> bool:
        """Whether the number as written lies within the limit; False for another dimension."""
        if quantity.dimension != self.quantity.dimension:
            return False
        left, right = quantity.base, self.quantity.base
        return {
            ">": left > right, ">=": left >= right, "<": left < right, "<=": left <= right,
            "=": left == right,
        }[self.comparator]  # fmt: skip


def bound_of(text: str) -> Bound | None:
    """The limit in the folded text of a question, or None: years and bare numbers set none."""
    for found in _BOUND.finditer(text):
        if not found["unit"] or not (found["word"] or found["after"]):
            continue
        unit = found["unit"]
        unit = unit + "元" if unit in ("亿", "万亿", "万", "千", "百") else unit
        word, after = found["word"] or "", found["after"] or ""
        if word in ("超过", "高于", "大于", "突破", "多于"):
            comparator = ">"
        elif word in ("低于", "小于", "不到", "少于"):
            comparator = "<"
        elif word.startswith(("正好", "刚好", "恰好", "等于", "都是")):
            comparator = "="
        elif word == "不超过" or after in ("以下", "以内"):
            comparator = "<="
        else:
            comparator = ">="
        return Bound(comparator, Quantity(number(found["value"]), unit))
    return None


def operand(target: Target) -> Operand:
    """A target as an operand; its name is that of its section, or its metric in a list of aims."""
    clause = target.clause
    said = clause.text[target.start - clause.start : target.end - clause.start]
    value = f"{target.value}"
    pattern = rf"{_SHOWN}{re.escape(value)}\s*{re.escape(target.unit)}(?:以上|以下|以内|左右)?"
    shown = re.search(pattern, said)
    passage = next(
        (s for s in sentences(clause) if s.start <= target.start and target.end <= s.end),
        Passage(clause, clause.text, clause.start, clause.end),
    )
    name = target.metric if is_overall(target) else bare_name(clause) or target.metric
    return Operand(
        name, target.metric, shown[0] if shown else value + target.unit,
        Quantity(Decimal(value), target.unit), passage, target.comparator, target.by,
    )  # fmt: skip


def is_overall(target: Target) -> bool:
    """Whether the target stands in a list of aims, not under the subject that it belongs to."""
    return any(_AIM.search(heading) for heading in target.clause.heading_path)


def of_subjects(
    subjects: Sequence[str], query: Query, targets: Sequence[Target]
) -> list[Operand] | None:
    """One operand for each named section, of one metric and dimension; None where one has none."""
    chosen: list[Operand] = []
    for subject in subjects:
        own = [t for t in _of_years(query, targets) if subject in section_names(t.clause)]
        if not own:
            return None
        chosen.append(operand(_best(query, own)))
    return chosen if len({o.quantity.dimension for o in chosen}) == 1 else None


def of_family(
    query: Query, targets: Sequence[Target], weights: Weights, corpus_text: str
) -> tuple[list[Operand], str]:
    """All targets of the metric that the question names, and a word that none accounts for.

    Empty where no metric is meant. In a list of aims the totals are left out, unless there is
    nothing else.
    """
    targets = _of_years(query, targets)
    words = _attribute_words(query)
    families: dict[tuple[str, str], list[Target]] = {}
    for target in targets:
        key = (Quantity(Decimal(0), target.unit).dimension, fold(target.metric)[-2:])
        families.setdefault(key, []).append(target)
    scored = [
        (sum(_said_by(word, family) for word in words), len(family), family)
        for family in families.values()
    ]
    if not scored:
        return [], ""
    matched, _, family = max(scored, key=lambda entry: entry[:2])
    if not matched and not (_AIM.search(query.text) and len(family) > 1):
        return [], ""
    left = replace(query, text=FORM.sub(" ", _BOUND.sub(" ", query.text)))
    missing = next(
        (
            demand.word
            for demand in demands_of(left, weights, corpus_text)
            if (demand.weight >= _NOUN or re.search(f"{demand.word}的?(?:目标|指标)", query.text))
            and not _said_by(demand.word, targets)
        ),
        "",
    )
    single = [target for target in family if not is_overall(target)]
    return [operand(target) for target in single or family], missing


def _of_years(query: Query, targets: Sequence[Target]) -> list[Target]:
    return [
        t for t in targets
        if not query.years or any((t.by or "").startswith(year) for year in query.years)
    ]  # fmt: skip


def _attribute_words(query: Query) -> list[str]:
    text = FORM.sub(" ", _BOUND.sub(" ", query.text))
    for year in query.years:
        text = text.replace(year, " ")
    return [word for word in content_words(text) if len(word) > 1 and not word.isdigit()]


def _said_by(word: str, targets: Sequence[Target]) -> bool:
    said = fold(" ".join(f"{t.metric} {' '.join(t.clause.heading_path)}" for t in targets))
    return any(other in said for other in same_as().get(word, (word,)))


def _best(query: Query, targets: Sequence[Target]) -> Target:
    """The target whose metric says most of the question; the first of equals."""
    words = _attribute_words(query)
    return max(targets, key=lambda t: sum(_said_by(word, [t]) for word in words))


def said_in_name(query: Query, operands: Sequence[Operand]) -> list[Operand]:
    """The operands that the question names by a word of their own; empty for fewer than two."""
    words = _attribute_words(query)
    shared = [w for w in words if all(w in fold(f"{o.name} {o.metric}") for o in operands)]
    own = [w for w in words if w not in shared]
    chosen = [
        o for o in operands
        if any(s in fold(o.name) for w in own for s in same_as().get(w, (w,)))
    ]  # fmt: skip
    return chosen if 1 < len(chosen) < len(operands) else []

"""Questions about several subjects at once: `汽车产业和数字产业哪个目标高`, one question for each.

A subject is a section's name that the question holds; comparing the answers is left to the reader,
who sees each with its quote.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from index.tokenize import fold, tagged
from rag.draft import Draft
from rag.evidence.quantity import gap, span_in_days, total
from rag.evidence.value import quantities
from rag.held.holdings import Holdings
from rag.question.query import Query, understand
from rag.words.synonyms import official

_COMPARES = re.compile(
    r"哪个|分别|各自|各是|相比|对比|比较|不同|区别|差多少|相差|一样|谁(?:的|更)|更[高低大小多少]|还是|同一[家个]"
)
_EACH = re.compile(
    r"各个?(?:产业|行业|领域|项|条|地|区(?!域))|每个|哪些|哪几[个项条]|所有|全部|列出|逐一|分别|几个|多少个"
)


def asks_all(query: Query) -> bool:
    """Whether the question is about all subjects of a kind: `各产业的目标`."""
    return bool(_EACH.search(query.text))


def subjects_of(query: Query, holdings: Holdings) -> tuple[str, ...]:
    """The section names that a comparing question holds, in its order; empty for fewer than two."""
    if query.operation is None and not _COMPARES.search(query.text):
        return ()
    subjects = tuple(name for name, _ in holdings.named(official(query.text)))
    return subjects if len(subjects) > 1 else ()


def question_about(query: Query, subject: str, subjects: Sequence[str]) -> Query:
    """The question with only one of its subjects; a bare target is one of money."""
    text = fold(query.text)
    for other in subjects:
        text = text.replace(other, "")
    asked = understand(f"{subject} {re.sub(r'[和与跟、,]', ' ', text)}")
    if asked.kind == "text" and re.search("目标|收入|规模|产值|金额|资金", text):
        return replace(asked, kind="amount")
    return asked


_JOINTS = ("和", "与", "跟", "及", "同")


def halves(query: Query) -> tuple[Query, ...]:
    """Two questions out of one that joins two things by 和: `博士和硕士的补贴差多少`; or none."""
    if query.operation not in ("difference", "compare", "sum", "max", "min"):
        return ()
    words = [word for word, _ in tagged(query.text)]
    tags = [tag for _, tag in tagged(query.text)]
    for at, word in enumerate(words):
        if word not in _JOINTS or at == 0 or at + 1 >= len(words):
            continue
        end = at + 1
        while end < len(words) and tags[end][0] in "nvajxbl" and words[end] not in _STOPS:
            end += 1
        begin = at
        while begin > 0 and tags[begin - 1][0] in "najxbl":
            begin -= 1
        left, right = "".join(words[begin:at]), "".join(words[at + 1 : end])
        if not left or not right:
            continue
        before, after = "".join(words[:begin]), "".join(words[end:])
        asked = re.sub(r"两个|[,，]|[相]?差(?:多少)?|哪个.*$|合计|加起来|一共|分别|各", "", after)
        money = "多少" + (query.unit or "")
        texts = [f"{before}{subject}{asked}{money}" for subject in (left, right)]
        return tuple(replace(understand(text), years=query.years) for text in texts)
    return ()


_OF_TIME = re.compile(
    r"时限|期限|时间|几天|多少天|几个?(?:工作日|月|小时|年)|多久|更?[快慢紧短长宽早晚](?:一?些|一?点)?(?=[?？,，吗呢]|$)|先|赶"
)
_TWO = re.compile(
    r"^(?P<first>[^?？]{4,40}?)[,，]?(?:和|与|跟|同|以及|还是|比起?)(?P<second>[^?？]{4,40}?)[,，]?"
    r"(?:这?两(?:个|者|项|件事?|种|类)|之间)?[,，]?(?:的?时限|的?期限|的?时间|的?要求)?[,，]?(?:哪|谁|相比|比较|各|分别)"
)


def spans_of(query: Query) -> tuple[tuple[str, Query], ...]:
    """The two matters whose spans of time a question compares, each with its question; or none.

    `备案，和变更登记，哪个时限更紧？` asks how many days each of them takes.
    """
    text = fold(query.text)
    if not _OF_TIME.search(text) or not (found := _TWO.search(text)):
        return ()
    if query.operation not in ("compare", "difference", "max", "min", None):
        return ()
    sides = [re.sub(r"[,，]|的$", " ", found[side]).strip() for side in ("first", "second")]
    return tuple((side, replace(understand(f"{side}几天"), years=query.years)) for side in sides)


def shorter_first(sides: Sequence[str], drafts: Sequence[Draft]) -> Draft | None:
    """The answers on the spans of two matters under the shorter one; None without both."""
    if any(draft.reason or not draft.shown for draft in drafts):
        return None
    days = [span_in_days(draft.shown) for draft in drafts]
    if None in days:
        return None
    statements = tuple(
        replace(draft.statements[0], text=f"{side}：{draft.statements[0].text}")
        for side, draft in zip(sides, drafts, strict=True)
    )
    first, second = (span or Decimal(0) for span in days)
    if first == second:
        return Draft(statements, lead="时限一样：")
    at = 0 if first < second else 1
    lead = f"“{sides[at]}”的时限更短（{drafts[at].shown}）："
    return Draft(statements, lead=lead)


_STOPS = frozenset("的 相差 差 哪个 合计 分别 各 一共 之间 两者".split())


def together(query: Query, drafts: Sequence[Draft]) -> Draft | None:
    """The statements of all drafts, with the difference or sum of their values where that is asked.

    None where one of them refuses, or where a calculation lacks a value.
    """
    if any(draft.reason for draft in drafts):
        return None
    statements = [statement for draft in drafts for statement in draft.statements]
    notes = tuple(dict.fromkeys(note for draft in drafts for note in draft.notes))
    values = [q[0] for d in drafts if (q := quantities(d.shown))]
    if query.operation in ("difference", "sum") and len(values) == len(drafts) == 2:
        if values[0].dimension != values[1].dimension:
            return None
        if query.operation == "sum":
            lead = f"合计{total(values)}："
        else:
            lead = f"相差{gap(*values)}："
        return Draft(tuple(statements), lead=lead, notes=notes)
    return Draft(tuple(statements), notes=notes)

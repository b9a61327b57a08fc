"""Amounts listed under a sentence that grants by them.

`按下列标准给予租房补贴：` and below it `（一）博士：每月2500元`.

An item that names to whom and an amount grants nothing by itself; what it grants stands in the
sentence before the colon, so that the slice of such a benefit begins there.
"""

import re
from typing import NamedTuple

from corpus.amount import MONEY, MONEY_RANGE, PERCENT, PERCENT_RANGE
from corpus.document import Clause
from corpus.grant import CEILING, EACH, find_grants
from corpus.marker import read_marker
from corpus.squeeze import squeeze

_LEAD_IN = re.compile(
    r"(?:[^。;；,，:：\n]{0,60}[,，])*?[^。;；,，:：\n]{0,60}?(?:下列|以下|如下)(?:的)?(?:标准|规定|额度|比例|档次|情形|方式)"
    r"(?:分别|一次性)?(?:给予|予以|发放|享受)?[^,，。;；:：\d]{0,16}?"
    r"(?P<what>[\u4e00-\u9fff]{0,6}?(?:奖励|奖补|补贴|补助|资助|贴息|津贴))(?:[,，][^。:：\n]{0,40})?[:：]$"
)
_STANDARD = re.compile(
    r"(?P<what>[\u4e00-\u9fff]{2,14}?(?:奖励|奖补|补贴|补助|资助|津贴))(?:的)?(?:标准|金额|额度|比例)"
    r"(?:为|如下|分别为|按以下标准执行)?[:：]$"
)
_LISTED = re.compile(
    rf"(?P<whom>[^:：,，。;；]{{1,30}}?)[:：,，]?\s*(?:按照?|给予|为)?(?P<each>{EACH})?(?P<top>{CEILING})?"
    rf"(?P<each_behind>{EACH})?(?P<amount>{MONEY_RANGE}|{PERCENT_RANGE}|{MONEY}|{PERCENT})(?:的标准)?[。;；]?"
)


class LeadIn(NamedTuple):
    """What the items below grant, and `document.text[start:]` that says so."""

    what: str
    section: str
    start: int


class Listed(NamedTuple):
    """One item: to whom, per whom or how often, whether the amount is a ceiling."""

    whom: str
    each: str
    top: bool
    amount: str


def read_lead_in(clause: Clause) -> LeadIn | None:
    """The lead-in that closes a clause (or a line of it), None where none does."""
    whole = squeeze(clause.text.rstrip())
    sentence = re.split(r"[。;；]", whole.text)[-1]
    first = len(whole.text) - len(sentence)
    found = _LEAD_IN.search(sentence) or _STANDARD.search(sentence)
    if found is None:
        return None
    return LeadIn(found["what"], clause.section, clause.start + whole.slice(first, first + 1)[0])


def read_listed(clause: Clause, lead_in: LeadIn) -> Listed | None:
    """The item as an amount under `lead_in`; None for any other and for one that grants itself."""
    if clause.kind != "item" or not clause.section.startswith(lead_in.section + "/"):
        return None
    text = squeeze(clause.text.strip()).text
    marker = read_marker(text)
    found = _LISTED.fullmatch(text[marker.length :].strip() if marker else text)
    if found is None or find_grants(text):
        return None
    each = (found["each"] or "") + (found["each_behind"] or "")
    return Listed(found["whom"].strip(), each, bool(found["top"]), found["amount"])

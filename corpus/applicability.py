"""Whom a whole document is for and whom not, in one sentence: 本办法适用于…, …的不予支持."""

import re
from collections.abc import Collection, Iterator

from corpus.asking import read_requirements
from corpus.bound import Inclusion
from corpus.document import Clause
from corpus.requirement import Requirement
from corpus.squeeze import Squeezed
from corpus.stretch import NOT_ALLOWED, stretch_of, verdict_of
from corpus.trade import ENGAGED_LIST

SHUT_ALONE = re.compile(
    r"(?:对|凡)?[^,，。;；:：]{2,40}(?:的|企业|单位|主体|机构|项目)(?:企业|单位|主体|机构|项目)?[,，]?(?:自[^,，。;；]{2,16}起)?(?:[一二三四五\d]+年内)?(?:一律)?(?:(?:不得|不予|不再|不能)"
    r"(?:申报|申请|享受|支持|扶持|补助|补贴|受理|奖励|奖补|资助|贴息|补偿|兑现)|不(?:享受|适用)本|不在[^,，。;；]{0,8}(?:范围|之列)|取消[^,，。;；]{0,8}资格|一票否决)"
)
APPLIES = re.compile(
    r"^(?:本[\u4e00-\u9fff]{2,4})?(?:的)?适用(?:于|对象[为是]?)|^(?:专项资金的?)?(?:支持|扶持|奖励|适用)对象(?:为|是|包括)|"
    r"^(?:享受|申请|申报)[^,，。;；:：]{0,18}?(?:企业|单位|主体|机构)[,，]?(?:应当?|须|需|必须)(?!.{0,4}于|.{0,3}在每?年)|"
    r"^(?=[^,，。]{6,60}适用本)|^凡(?=[^。]{4,60}(?:均可|都可以?|可以?)(?:按照?|依照)?本)"
)
# 家政机构上年度营业收入应不低于100万元: what whoever applies must be or have.
OBLIGES = re.compile(
    r"^(?P<who>[^,，。;；:：]{0,16}?(?:企业|单位|主体|机构|公司|合作社|申[报请]人|项目))"
    r"(?P<what>[^,，。;；:：]{0,16}?(?:应当?|须|必须|未|无|不存在)(?:已|依法|同时)?[^。;；:：]{4,})$"
)
_BE = re.compile(
    r"不低于|不少于|不超过|不高于|达到|以上|以下|注册|登记|备案|具有|具备|拥有|取得|建立|纳入|符合|未[被发受因]|无|不存在"
)
_APPLICANT = re.compile(
    r"(?:申[报请]|享受)[^,，。;；:：]{0,12}?(?:企业|单位|主体|机构|公司|人|项目)"
)
_ALL_MAY = re.compile(
    r"[,，]?(?:均可|都可以?|可以?)(?:按照?|依照)?本[^,，。;；]*$|适用本[^,，。;；]*$"
)
# 从事机器人制造的企业，以及应用机器人的单位
_TWO_KINDS = re.compile(
    r"^(?P<one>[^。;；]+的[^的。;；]{0,8}(?:企业|单位|机构|个人))[,，]?(?:以及|和|及)(?P<other>[^,，。;；]{2,}的[^的,，。;；]{0,8}(?:企业|单位|机构|个人))$"
)
_EACH_SHUT = re.compile(r"(?:^|(?<=[,，]))[^,，。;；]{3,60}(?=的[,，])")
_PROCEDURE = re.compile(r"提交|提供|填报|报送|受理|登录|每年\d|公示")
_MUST_NOT_BE = re.compile(r"未(?=[被受发有存因出])|无(?=[重违不失欠])|没有|不存在")
_ONE_KIND = re.compile(r"^[^,，。;；]{2,10}(?:企业|机构|单位)(?:应当?|须|需|必须)已?(?!具有独立)")


def under_heading(
    clause: Clause, whole: Squeezed, begin: int, what: str, inclusion: Inclusion, *, alone: bool
) -> Iterator[Requirement]:
    """What a clause asks of all under a heading of `what`; `alone` where none stands beside it."""
    end = len(whole.text.rstrip("；;。"))
    text = whole.text[begin:end]
    if "。" in text and what != "条件":  # who comes first; what follows is of something else
        end = begin + text.index("。")
        text = whole.text[begin:end]
    if "。" in text or _PROCEDURE.search(text):
        return
    if one := _ONE_KIND.match(text):  # 外贸企业须…: nothing that others must have
        begin += one.end()
    for asked in read_requirements(stretch_of(clause, whole, begin, end), inclusion):
        if what == "条件" or asked.kind in ("place", "industry"):
            yield asked
        elif alone and (
            asked.kind in ("qualification", "threshold") or _MUST_NOT_BE.match(asked.text)
        ):
            yield asked  # 规模以上工业企业 alone; of several kinds each is one of many


def obliged(
    clause: Clause, whole: Squeezed, begin: int, whose: Collection[str], inclusion: Inclusion
) -> Iterator[Requirement]:
    """`家政机构应在平台注册，且录入率不低于80%。`: each such sentence from `begin` on.

    Only of applicants: those whom the document calls so (`whose`), or 申报企业.
    """
    for sentence in re.finditer(r"[^。;；]+", whole.text[begin:]):
        found = OBLIGES.match(sentence[0])
        if not found or _PROCEDURE.search(sentence[0]) or not _BE.search(found["what"]):
            continue
        if found["who"] not in whose and not _APPLICANT.fullmatch(found["who"]):
            continue
        start = begin + sentence.start() + found.start("what")
        lead = re.match(r"(?:应当?|须|必须)(?:同时|已)?", found["what"])
        start += lead.end() if lead else 0
        stretch = stretch_of(clause, whole, start, begin + sentence.end())
        yield from read_requirements(stretch, inclusion)


def shut_alone(
    clause: Clause, whole: Squeezed, begin: int, inclusion: Inclusion
) -> Iterator[Requirement]:
    """`列入经营异常名录的企业不予支持。`, each such sentence."""
    for sentence in re.finditer(r"[^。;；]+", whole.text[begin:]):
        if not SHUT_ALONE.match(sentence[0]) and SHUT_ALONE.search(sentence[0]):
            # 拖欠工资的，劳务派遣单位申请补贴的，不予受理: each of them
            for one in _EACH_SHUT.finditer(sentence[0]):
                span = begin + sentence.start() + one.start(), begin + sentence.start() + one.end()
                stretch = stretch_of(clause, whole, *span)
                yield from read_requirements(stretch, inclusion, excludes=True)
        elif SHUT_ALONE.match(sentence[0]):
            stop = sentence.end() - len(verdict_of(sentence[0]))
            stretch = stretch_of(clause, whole, begin + sentence.start(), begin + stop)
            yield from read_requirements(stretch, inclusion, excludes=True)


def applies_to(
    clause: Clause, whole: Squeezed, begin: int, found: re.Match[str], inclusion: Inclusion
) -> Iterator[Requirement]:
    """What stands behind 适用于: each part asked, or shut out where it is excepted."""
    colon = re.search(r"条件[:：]", whole.text[begin:])
    begin += max(colon.end() - found.end(), 0) if colon else 0
    end = whole.text.find("。", begin)
    end = len(whole.text) if end < 0 else end
    start = begin + found.end()
    if may := _ALL_MAY.search(whole.text[start:end]):
        end = start + may.start()
    at = start
    if _PROCEDURE.search(whole.text[start:end]):
        return
    if both := _TWO_KINDS.match(whole.text[start:end]):
        spans = [(start + both.start(side), start + both.end(side)) for side in ("one", "other")]
        options = tuple(
            read_requirements(stretch_of(clause, whole, *span), inclusion) for span in spans
        )
        if all(options):
            of = stretch_of(clause, whole, start, end)
            span = of.slice(0, end - start)
            yield Requirement("either", clause, *span, options=options)
            return
    for part in _parts(whole.text[start:end]):
        excludes = bool(NOT_ALLOWED.search(part))
        stop = at + len(part) - (len(verdict_of(part)) if excludes else 0)
        if stop > at:
            yield from read_requirements(
                stretch_of(clause, whole, at, stop), inclusion, excludes=excludes
            )
        at += len(part)


def _parts(text: str) -> Iterator[str]:
    """A text cut behind its commas, but not inside a list of what applicants do."""
    lists = [found.span() for found in ENGAGED_LIST.finditer(text)]
    begin = 0
    for comma in re.finditer(r"[,，;；]", text):
        if not any(a < comma.start() < b for a, b in lists):
            yield text[begin : comma.end()]
            begin = comma.end()
    yield text[begin:]

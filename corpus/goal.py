"""The wordings that state a goal inside one phrase: metric, comparator, number, unit.

`产值达到300亿元`, `建成实验室20个`, `培育10家以上企业`, `能耗下降15%`, `80%以上的社区完成改造`.
Whether the phrase plans something, and for when, is `corpus.target`'s.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

_COUNTER = (
    r"吨标准?煤|千瓦时|千瓦|兆瓦|吉瓦|吨|立方米|平方米|平方公里|公里|海里|公顷|亩|人次|架次|班次|车次|人|家|个|名|项|件|"
    r"套|台|辆|张|座|户|所|位|条|处|只|支|篇|场|次|例|批|本|册|款|部|艘|架|床|头|倍|天|岁|分|个工作日|工作日|小时|分钟|标箱|"
    r"微克|毫克|千克|公斤|分贝|千瓦时|班列|列|对|株|棵|羽|"
    r"标准箱|元|美元|PB|TB|EB|EFLOPS|PFLOPS|GW|MW|Gbps"
)
_UNIT = (
    rf"(?:(?:百万|千万|万亿|万|亿|千|百)?(?:{_COUNTER})(?:人民币)?|%|％|‰|个百分点)"
    r"(?:[/／](?:立方米|平方米|万人|千人|人|年|日|天|升|户|小时|吨|亩))?"
)
_NUMBER = r"\d+(?:,\d{3})*(?:\.\d+)?"
_VALUE = rf"(?P<value>{_NUMBER})\s*(?P<unit>{_UNIT})|(?P<word>万亿|千亿|百亿)(?P<yuan>元)"
_RANGE = rf"(?P<low>{_NUMBER})\s*(?:{_UNIT})?\s*(?:[—–\-~～－]+|至|到)\s*"
# subtle: `超过百万只的规模化应用` describes a use; a target's value ends its phrase.
_END = r"(?P<after>以上|以下|以内|左右|上下)?(?:的目标|目标|大关|关口)?(?=[,，。;；、\s(（]|$)"
_COMPARE = (
    r"(?P<word_for>不低于|不少于|不小于|至少达到|达到或超过|达到并稳定在|达到|突破|超过|高于|大于|不超过|不高于|不大于|低于|小于|"
    r"(?:下降|降低|压减|压缩|缩短|减少|降)(?:到|至)|控制在|(?:提高|提升|增加|增长|扩大|上升|发展)(?:到|至)|"
    r"增至|稳定在|保持在|维持在|达|≥|≤|>|＞|<|＜)"
)
_HOPE = r"(?P<hope>力争|争取|预计|将|要|实现|均|总体|分别|约)*"
_STATED = re.compile(
    rf"(?P<metric>[^,，。;；]{{2,60}}?){_HOPE}{_COMPARE}(?P<about>约)?"
    rf"(?P<base>[\u4e00-\u9fff]{{1,12}}的)?(?:{_RANGE})?(?:{_VALUE}){_END}"
)
_GROWS = re.compile(
    rf"^(?P<metric>[^,，。;；]{{2,40}}?(?:增长|下降|降低|提高|提升|减少|压减|缩短|增加))(?P<about>约)?"
    rf"(?:{_RANGE})?(?:{_VALUE}){_END}$"
)
_RATE = re.compile(
    rf"^(?P<metric>[^,，。;；\d]{{2,40}}?(?:率|比例|比重|占比|增速|覆盖面))(?:为|约)?(?:{_RANGE})?(?:{_VALUE}){_END}$"
)
_BUILD = r"建设|建成|新建|培育|引进|打造|新增|组建|创建|设立|认定|实施|培养|发展|形成|布局|集聚"
_MORE_BUILD = (
    r"开通|建立|招引|落地|推广|改造|新改建|完成|孵化|转化|举办|开展|发布|制定|推出|储备|吸引|遴选|开放|上线|"
    r"归集|汇聚|研制|突破|支持|培训|治理|修复|种植|淘汰|更新|购置|开发|升级|服务|帮扶|招募|安装|接入|拆除|投运|引育|选育|"
    r"带动|选派|选树|扶持|壮大|拥有|推动|实现|开设|增设|投放|建好"
)
_MODE = r"(?:重点|累计|力争|争取|确保|再|新|全市|全省|全区|每年|年均|组织|培育|打造)*"
_VERB = rf"{_MODE}(?:{_BUILD}|{_MORE_BUILD})"
_WORDS = r"[\u4e00-\u9fffA-Za-z0-9+“”\"()（）、·×—-]"
_COUNTED = re.compile(
    rf"^(?P<verb>{_VERB})(?P<metric>(?:(?!\d){_WORDS}){{2,40}}?)(?:{_VALUE}){_END}$"
)
_COUNTED_NEXT = re.compile(rf"^(?P<metric>(?:(?!\d){_WORDS}){{2,30}}?)(?:{_VALUE}){_END}$")
_NUMBER_FIRST = re.compile(
    rf"^(?P<verb>{_VERB})(?P<kind>[^\d,，]{{0,40}}?)(?P<about>约)?(?:{_RANGE})?"
    rf"(?P<value>{_NUMBER})\s*(?P<unit>(?!%|％){_UNIT})"
    rf"(?P<after>以上|左右|余|多)?(?:的)?(?!大关|关口|台阶|、)(?P<metric>[^,，。;；\d]{{2,40}})$"
)
_NUMBER_FIRST_NEXT = re.compile(
    rf"^(?P<value>{_NUMBER})\s*(?P<unit>(?!%|％){_UNIT})(?P<after>以上|左右|余|多)?(?:的)?(?!大关|关口|台阶)(?P<metric>[^,，。;；、\d]{{2,40}})$"
)
_SHARE_FIRST = re.compile(
    r"(?:^|(?<=推动)|(?<=实现)|(?<=确保)|(?<=力争))(?P<value>\d+(?:\.\d+)?)\s*(?P<unit>[%％])(?P<after>以上|左右)?的"
    r"(?P<metric>[^,，。;；\d]{2,40})$"
)
_SHARE_DONE = re.compile(
    r"[\u4e00-\u9fff](?P<value>\d+(?:\.\d+)?)\s*(?P<unit>[%％])(?P<after>以上|左右)?的"
    r"(?P<metric>[^,，。;；\d]{2,30}?(?:建成|完成|实现|达到|设立|覆盖|接入|开展)[^,，。;；\d]{0,30})$"
)
_PLAIN = "家|个|项|户|名|条|座|所|处|套|台|只|支|辆|架|张"
_DONE = re.compile(
    rf"^[^,，。;；\d]{{0,12}}?(?P<value>{_NUMBER})\s*(?P<unit>万?(?:{_PLAIN}))(?P<after>以上|左右|余|多)?(?:的)?"
    r"(?P<metric>[\u4e00-\u9fffA-Za-z“”]{2,30}?)(?:全面|全部|基本|如期)*(?:建成|完成|投用|开工|投产|建成投用|投入使用|落地)(?:投用|投产)?$"
)
# `产值过百亿元的集群5个`: a noun and its number; what is reported or met about is none.
_NOUN = re.compile(
    rf"^(?P<metric>(?:(?!报送|提交|召开|不少|每(?![万千百]+[人户名])|前|内|第)[^,，。;；]){{2,40}}?[\u4e00-\u9fff])"
    rf"(?P<value>{_NUMBER})\s*(?P<unit>万?(?:{_PLAIN})){_END}$"
)
_AGAIN = re.compile(rf"^(?:分别)?{_COMPARE}(?P<about>约)?(?:{_VALUE}){_END}$")
_EACH_OF = re.compile(
    rf"^(?P<metrics>[^,，。;；\d]{{4,60}}?)(?P<of>数量|总数|总量|比例|占比)?分别(?:{_COMPARE}|(?P<moves>下降|降低|减少|压减|提高|提升|增长|增加))(?P<values>\d\S*)$"
)
_ALL_OF = re.compile(
    r"^(?:实现|推动|确保)?(?P<metric>[^,，。;；\d]{2,40}?)(?P<value>100)(?P<unit>[%％])(?P<after>)[\u4e00-\u9fff]{2,8}$"
)
_AT_LEAST = re.compile(
    rf"^(?P<subject>[^,，。;；]{{0,30}}?)(?:至少|不少于)(?P<verb>{_MODE}(?:{_BUILD}))(?P<list>\d.*)$"
)
_COUNTED_FIRST = re.compile(
    r"^(?P<value>\d+)(?P<unit>名|家|个|项|位|座)(?P<metric>[^,，。;；、]{2,30})$"
)
_ABOVE = {
    "突破": ">", "超过": ">", "高于": ">", "大于": ">", "低于": "<", "小于": "<",
    "不超过": "<=", "不高于": "<=", "不大于": "<=",
    "≥": ">=", "≤": "<=", ">": ">", "＞": ">", "<": "<", "＜": "<",
}  # fmt: skip
_LEADING = re.compile(
    rf"^(?:力争|争取|确保|实现|推动|使|努力|其中|预计|总体上)*(?:{_MODE}(?:建设|建成|新建|培育|引进|打造|新增|组建|创建|设立|认定|"
    r"实施|培养|集聚|完成|开通|建立))?(?=.{2})"
)
_ONLY_HOPE = re.compile(r"^(?:力争|争取|确保|使|努力|其中|预计|总体上)+(?=.{2})")
_BIG = {"万亿": (1, "万亿元"), "千亿": (1000, "亿元"), "百亿": (100, "亿元")}


class Goal(NamedTuple):
    """A metric as named, a comparator (see `corpus.target`), a number and its unit."""

    metric: str
    comparator: str
    value: int | float
    unit: str


def at_least(phrase: str) -> Iterator[Goal]:
    """The goals of `每个园区至少引进3名工程师、2家企业`, which plan without a year."""
    found = _AT_LEAST.match(phrase)
    if found is None:
        return
    subject = found["subject"].strip()
    each = subject + found["verb"] if subject.startswith("每") else ""
    for part in found["list"].split("、"):
        if counted := _COUNTED_FIRST.match(part):
            yield Goal(each + counted["metric"], ">=", int(counted["value"]), counted["unit"])


def find_goals(phrase: str) -> list[Goal]:
    """The goals that a phrase without comma states, in order; [] where it states none."""
    if found := _EACH_OF.match(phrase):
        return _in_turn(found)
    parts = [part for part in re.split(r"、|(?:和|及|以及)(?=\d)", phrase) if part]
    if len(parts) > 1:
        goals = _listed(parts)
        if goals:
            return goals
    return _single(phrase)


def again(phrase: str, before: Goal | None) -> list[Goal]:
    """The goal of `达到400家左右`, which is about the metric `before` it with the same unit."""
    found = _AGAIN.match(phrase)
    if found is None or before is None:
        return []
    goal = _goal(found, before.metric)
    return [goal] if goal.unit == before.unit else []


def _in_turn(found: re.Match[str]) -> list[Goal]:
    """`甲企业和乙企业分别达到600家和1000家`: a goal for each, where the numbers are as many."""
    metrics = re.split(r"、|和|及", found["metrics"])
    values = [re.fullmatch(rf"(?:{_VALUE})(?P<after>以上|左右|以下)?", v)
              for v in re.split(r"、|和|及", found["values"])]  # fmt: skip
    if len(metrics) != len(values) or not all(values):
        return []
    word = found["word_for"] or ""
    metrics = [metric + (found["moves"] or "") for metric in metrics]
    goals = [_goal(value, metric) for value, metric in zip(values, metrics, strict=True) if value]
    compared = _comparator(word, None) if word else "="
    return [g._replace(comparator=compared) if g.comparator == "=" else g for g in goals]


def _listed(parts: list[str]) -> list[Goal]:
    """`建成工作站10个、平台20个`: each part a goal under the verb of the first, or []."""
    goals: list[Goal] = []
    for at, part in enumerate(parts):
        found = _single(part)
        if not found and at:
            match = _NUMBER_FIRST_NEXT.match(part) or _COUNTED_NEXT.match(part)
            found = [_goal(match, match["metric"])] if match else []
        if len(found) != 1:
            return []
        goals += found
    return goals


def _single(phrase: str) -> list[Goal]:
    if found := _STATED.match(phrase):
        return _with_range(found, _LEADING.sub("", found["metric"].strip()))
    if found := _COUNTED.match(phrase):
        return [_goal(found, found["metric"])]
    if found := _GROWS.match(phrase) or _RATE.match(phrase):
        return _with_range(found, _ONLY_HOPE.sub("", found["metric"]))
    if found := _NUMBER_FIRST.match(phrase):
        return _with_range(found, found["metric"])
    found = _SHARE_FIRST.search(phrase) or _SHARE_DONE.search(phrase) or _ALL_OF.match(phrase)
    if found := found or _DONE.match(phrase) or _NOUN.match(phrase):
        return [_goal(found, found["metric"])]
    return []


def _with_range(found: re.Match[str], metric: str) -> list[Goal]:
    goal = _goal(found, metric)
    if not found["low"]:
        return [goal]
    low = _number(found["low"])
    return [goal._replace(comparator=">=", value=low), goal._replace(comparator="<=")]


def _goal(found: re.Match[str], metric: str) -> Goal:
    groups = found.groupdict()
    after = "左右" if groups.get("about") else groups.get("after")
    comparator = _comparator(groups.get("word_for") or "", after)
    if groups.get("word"):
        value, unit = _BIG[groups["word"]]
        return Goal(metric, comparator, value, unit)
    unit = found["unit"].replace("％", "%").replace("／", "/")
    return Goal(metric, comparator, _number(found["value"]), unit)


def _number(text: str) -> int | float:
    text = text.replace(",", "")
    return float(text) if "." in text else int(text)


def _comparator(word: str, after: str | None) -> str:
    if after in ("以下", "以内"):
        return "<="
    if after in ("左右", "上下"):
        return "≈"
    if word in _ABOVE:
        return _ABOVE[word]
    if word.startswith(("下降", "降", "控制", "压", "缩", "减")):
        return "<="
    return ">=" if word or after in ("以上", "余", "多") else "="

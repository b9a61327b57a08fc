"""The wordings that grant something inside one sentence, without to whom and up to how much.

`给予30万元奖励`, `奖励30万元`, `按投资额的8%给予补助`, `按每人每月1000元的标准发放补贴`,
`补助比例提高至3%`, `租金减免50%`, and, without an amount, `免收2个月租金`.
Taxes are not read: 免征 mostly tells of a law, it does not grant.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from corpus.amount import MONEY, MONEY_RANGE, PERCENT, PERCENT_RANGE

_NOUN = (
    r"(?:奖励金|奖励|奖补|补贴|补助金|补助|资助|贴息|奖金|津贴|补偿|资金支持|扶持资金|扶持|支持|资金|减免|减征|"
    r"返还|安家费|救助金|慰问金|抚恤金|优惠|配套)"
)
_KIND = rf"(?:[\u4e00-\u9fff（）()]{{0,10}}?){_NOUN}(?:补助|补贴|奖励)?(?:资金|金)?"
# What may stand before 奖励20万元 as a part of its name.
_OF_KIND = (
    r"(?:一次性|项目|生活|租金|安家|购房|住房|岗位|培训|建设|运营|运行|研发|配套|保费|社保|社会保险|就业|创业|"
    r"人才|认定|物流|展位|用电|贷款|设备|临时|误餐|交通|伙食|住院|就业服务|求职创业|吸纳就业)*"
)
# 发放一次性求职补贴500元: behind these words a name begins.
_GIVEN_KIND = (
    r"(?:(?:(?<=一次性)|(?<=发放)|(?<=给予))(?!一次性|最高|不超过)"
    rf"[\u4e00-\u9fff]{{2,6}}?|{_OF_KIND})"
)
CEILING = (
    r"(?:最高(?:不超过|不得超过|不高于|可达|可给予|给予|可获得|可获|补贴|补助|奖励|为)?|"
    r"(?:总额|累计|合计)?(?:最多)?(?:原则上)?不(?:得)?(?:超过|高于)|上限(?:为|是)?|最多|封顶)"
)
_UNIT_OF = (
    r"(?:人|户|年|月|天|日|亩|平方米|公里|吨标准?煤|吨|台|辆|件|项|个|家|套|条|场|次|人次|班|笔|头|株|张|例|孔|座|"
    r"千瓦时|课时|学年|学期|季度|个项目|条航线|个工作站|个家庭|个站点|个?品种|个床位|张床位|个学位|个车位|"
    r"标准箱|架次|航班|公斤|千克|千瓦|兆瓦|立方米|平米|公顷|米|床|辆次|集|部|款|单)"
)
EACH = rf"(?:每一?{_UNIT_OF}){{1,4}}"
_MONEYS = rf"(?:{MONEY_RANGE}|{MONEY}(?:(?:[、和及]|以及){MONEY})*)"
_PERCENTS = rf"(?:{PERCENT_RANGE}|{PERCENT}(?:[、和及]{PERCENT})*)"
_GIVES = (
    r"(?:给予|予以|发放|享受|获得|可获|兑现)"
    r"(?:(?:最长|连续|不超过|为期)*[\d一二三四五]{1,2}(?:年|个月)(?:的|[、,，]))?"
)
_TO = r"(?:第[一二三])?[^,，。;；:：\d%％一二三四五六七八九十]{0,16}?"
_WITHIN = r"(?P<within>以内|以下)?"
_STANDARD = r"(?:的?(?:标准|比例|额度|幅度))?"
_INNER = rf"(?:[、,，]?(?P<inner_top>{CEILING})(?P<inner>{MONEY}))?"

# 奖励(引进园区)100万元
_WHOM = (
    r"(?:(?!资金|总额|投资|基金|预算|比例|最高|上限|方式|额度的|[不每总提增减给予按的])"
    r"[\u4e00-\u9fff()（）]){0,10}?"
)

# The whole name where its standard is stated: 被征地农民养老保险补贴标准为…
_NAMED = (
    r"(?:(?<![\u4e00-\u9fffA-Za-z0-9“”])(?!按|以|对|给予|予以|将|各|可?享受|可|单个|每)"
    rf"[\u4e00-\u9fffA-Za-z]{{2,14}}|(?<=享受)[\u4e00-\u9fff]{{2,10}}|{_OF_KIND})"
)

_WHO = r"(?:(?!最高|上限|不超过|每|给予|再|总额|累计|单个|一次性)[\u4e00-\u9fff]){2,8}?"

_PATTERNS = tuple(
    re.compile(pattern)
    for pattern in (
        # 按投资额的8%给予(企业)(最高50万元)补助
        rf"(?:按照?|以|依据)(?P<base>[^,，。;；%％]{{0,40}}?)(?P<amount>{_PERCENTS}){_STANDARD}[,，]?"
        rf"(?:由[\u4e00-\u9fff]{{2,8}})?(?:再)?(?:一次性)?(?:给予|予以|发放|进行|提供|计算|享受|配套)?{_TO}{_INNER}"
        rf"{_WITHIN}的?(?P<what>{_KIND})",
        # 给予(企业)投资额8%、最高50万元的补助
        rf"{_GIVES}(?P<base>[^,，。;；]{{0,30}}?)(?P<amount>{_PERCENTS}){_STANDARD}{_INNER}的?(?P<what>{_KIND})",
        # 对投资额的8%给予补助
        rf"(?P<base>(?:(?!按)[^,，。;；%％]){{0,40}}?(?:额|费用|投入|投资|支出|成本|租金|利息|金额|部分|"
        rf"价款|费|价|资金|保费|收入|税款|款)的?)"
        rf"(?P<amount>{_PERCENTS}){_STANDARD}[,，]?(?:给予|予以|进行|享受){_TO}{_INNER}的?(?P<what>{_KIND})",
        # 按每人每月1000元的标准发放补贴
        rf"(?:按照?|以)(?P<base>(?:(?!申请)[^,，。;；:：\d]|\d(?=[名人个户家])){{0,20}}?)(?P<each>{EACH})?(?P<top>{CEILING})?"
        rf"(?P<amount>{_MONEYS}){_WITHIN}{_STANDARD}[,，]?(?:一次性)?(?:给予|予以|发放|进行|享受)?{_TO}(?P<what>{_KIND})",
        # 给予(企业)(每人)(最高)50万元(以内)的奖励
        rf"{_GIVES}{_TO}(?P<top>{CEILING})?(?P<each>{EACH})?(?P<top_behind>{CEILING})?(?:一次性)?"
        rf"(?P<amount>{_MONEYS}){_WITHIN}{_STANDARD}的?(?:发放|给予)?(?P<what>{_KIND})",
        # (每人)奖励(最高)50万元
        rf"(?P<each>{EACH})?(?:再|另|额外|各|均)?(?P<what>{_GIVEN_KIND}(?:奖励|奖补|补贴|补助|资助|奖金|津贴)){_WHOM}"
        rf"(?:为|是|[:：])?(?P<top>{CEILING})?(?P<each_behind>{EACH})?(?P<top_behind>{CEILING})?(?P<amount>{_MONEYS}|{_PERCENTS})(?!以[上下]|的)",
        # 每亩一次性补600元，奖8万元
        rf"(?:(?P<each>{EACH})[\u4e00-\u9fff]{{0,4}}?|(?<=[,，的]))(?:再|另|均|各|一次性)*(?P<what>奖|补)"
        rf"(?P<top>{CEILING})?(?P<amount>{_MONEYS})(?!以[上下]|的)",
        # 补助比例提高至3%，补贴标准为租金的30%
        rf"(?P<what>{_NAMED}(?:奖励|奖补|补贴|补助|资助|贴息|津贴))[,，]?(?:比例|标准|额度)(?:由[^,，。;；]{{1,16}}?)?"
        rf"(?:(?:提高|上调|增加|上浮|调整|提升)(?:到|至|为)|按照?|为|是|[:：])(?:(?:(?!为)[^,，。;；\d]){{0,12}}的)?"
        rf"(?P<each>{EACH})?(?P<amount>{_PERCENTS}|{_MONEYS})(?:执行)?",
        # 租金减免50%
        rf"(?P<what>[\u4e00-\u9fff]{{2,8}}?(?:减免|减征|减收))(?P<amount>{PERCENT})",
        rf"(?P<what>(?:减免|减征)[\u4e00-\u9fff]{{1,10}}?)(?P<amount>{PERCENT})",
        # 资助金额不超过总投资的30%
        rf"(?P<what>{_OF_KIND}(?:奖励|奖补|补贴|补助|资助|贴息|资金支持))(?:金额|额度|比例|资金)?(?P<top>{CEILING})"
        rf"[^,，。;；\d]{{2,16}}?的(?P<amount>{_PERCENTS})",
    )
)
_TERM = (
    r"(?:[前后首第][一二两三四五\d]{1,2}年|[一二两三四五六\d]{1,2}个月)?"
    r"(?:的)?(?:房屋租金|房租|租金)?"
)
_LISTED = re.compile(rf"(?P<whom>[\u4e00-\u9fff]{{2,8}}?)(?P<each>{EACH})?(?P<amount>{MONEY})")
# 生活补助博士8万元、硕士5万元
_LIST = re.compile(
    rf"(?P<what>{_OF_KIND}(?:奖励|奖补|补贴|补助|资助|津贴))(?:标准)?(?:为|[:：])?"
    rf"(?P<list>{_WHO}(?:{EACH})?{MONEY}(?:[、,，]{_WHO}(?:{EACH})?{MONEY})+)"
)
_FREE = re.compile(
    rf"(?P<what>{_TERM}(?:免收|免缴|免交|全额(?:补贴|补助|减免|返还|贴息|资助)|减半(?:收取|补贴|收费)?))"
    r"(?=[,，、。;；]|$)|"
    rf"(?P<object>{_TERM}(?:免收|免除|免缴|减半收取)[\u4e00-\u9fff\d]{{0,10}}(?:租金|房租|费用|费))"
    r"(?=[,，。;；]|$)"
)
# A sentence that refuses, takes back, looks back, works out an example or appeals grants nothing.
_NOT = re.compile(
    r"不予|不再给予|不再享受|取消|追回|收回|退回|退还|罚款|处罚|罚金|没收|已发放|累计发放|共发放|已给予|已拨付|骗取|"
    r"乘以|计算为|举例|例如|甲公司|乙公司|据统计|同比(?!.{0,12}(?:以上|不低于|高于|超过))|截至目前|惠及|预算|安排专项|^所需(?:资金|经费)|设立.{0,8}资金"
)
_APPEAL = re.compile(r"鼓励|支持|引导|推动|倡导|落实|申请|不得|不准|视情")
_REPLACED = re.compile(r"^[^“”]{0,20}”(?:修改为|改为|调整为)")


_RECEIVER = re.compile(r"^.{0,8}?(?:企业|单位|机构|个人|人员|团队|园区|财政|农户|居民)(?=.)")
_BEFORE_NAME = re.compile(
    r"^.*(?:给予|发放|予以|享受|申领|支付|发给)|^(?:的|另|将|再|安排|月份|标准|该月的?|该)+"
)
_EACH_ONE = re.compile(
    r"每(?:人|户|亩|吨|台|辆|件|套|株|头|张|家)(?=(?:再|另|额外)?(?:给予|予以)?(?:定额)?$)"
)
_ONE_LIMIT = re.compile(
    r"(?:^|[)）.．、])(?:单个|单户|单家|每家|每户|每个|同一)[^,，]{0,16}(?:金额|额度|资金)"
)
_ONLY_TOP = re.compile(
    rf"(?:年度|单个|同一|每[\u4e00-\u9fff\d]{{1,6}}?)?{CEILING}(?:奖励|补贴|补助|资助|给予)?{MONEY}$"
)
_ONCE = re.compile(r"^(?:一次性)+(?=.)")
_TOP_BEFORE = re.compile(rf"(?P<each>{EACH})?最高(?:可|可以|可获得?)?$")  # 每年最高可享受…
_RATIO = re.compile(
    rf"(?P<what>\d+(?:\.\d+)?[:：]\d+(?:\.\d+)?)(?:的比例)?(?:给予|予以|进行)?{_TO}(?P<noun>配套|补助|奖补|补贴)"
)


class Grant(NamedTuple):
    """One grant: `amounts` as written (none for 免收租金), `top` where they are ceilings.

    `each` is per whom or how often (`每人每月`), `inner` a ceiling named within the wording;
    `name_first` is true for 奖励30万元, where what stands before may be a part of the name.
    `whoms` has one for each amount of 补助博士8万元、硕士5万元, else none.
    """

    what: str
    amounts: tuple[str, ...]
    top: bool
    each: str
    inner: str | None
    start: int
    end: int
    name_first: bool
    whoms: tuple[str, ...] = ()


def find_grants(sentence: str) -> list[Grant]:
    """The grants of a sentence in order, none overlapping."""
    if _NOT.search(sentence):
        return []
    grants = [_listed(match) for match in _LIST.finditer(sentence)]
    if grants:
        return grants
    found = sorted(
        (f for pattern in _PATTERNS for f in pattern.finditer(sentence)),
        key=lambda f: (f.start("amount"), f.start()),
    )
    end = 0
    for match in found:
        is_cap = _is_ceiling(sentence, match, bool(grants)) or _is_between_purses(sentence, match)
        if match.start("amount") < end or is_cap or _REPLACED.match(sentence[match.end() :]):
            continue
        grants.append(_grant(sentence, match))
        end = match.end()
    if not grants and (ratio := _RATIO.search(sentence)):
        what = f"{ratio['what']}{ratio['noun']}"
        grants.append(Grant(what, (), False, "", None, *ratio.span(), False))
    if not grants and not _APPEAL.search(sentence):
        grants += _free(sentence)
    return grants


def _listed(match: re.Match[str]) -> Grant:
    each = list(_LISTED.finditer(match["list"]))
    amounts = tuple(one["amount"] for one in each)
    whoms = tuple(one["whom"] for one in each)
    per = each[0]["each"] or ""
    return Grant(_name(match["what"]), amounts, False, per, None, *match.span(), False, whoms)


def _grant(sentence: str, match: re.Match[str]) -> Grant:
    groups = match.groupdict()
    top = any(groups.get(name) for name in ("top", "top_behind", "within"))
    if groups.get("base") is not None and re.search(rf"{CEILING}", groups["base"] or ""):
        top = False  # 按不超过费用50%的标准: the share itself is stated
    each = (groups.get("each") or "") + (groups.get("each_behind") or "")
    if not each and groups.get("each_behind", "no") is None:
        before = re.search(rf"{EACH}$", sentence[: match.start()])  # 每亩补助3000元
        before = before or _EACH_ONE.search(sentence[: match.start()])
        each = before[0] if before else ""
    elif not each:
        before = _EACH_ONE.search(sentence[: match.start()])  # 每人给予5000元补贴
        each = before[0] if before else ""
    amounts = re.findall(rf"{MONEY_RANGE}|{PERCENT_RANGE}|{MONEY}|{PERCENT}", match["amount"])
    if ahead := _TOP_BEFORE.search(sentence[: match.start()]):
        top, each = True, (ahead["each"] or "") + each
    # subtle: 单人家庭每月补贴600元 names no 单人家庭每月补贴: what stands before 每 is to whom.
    first = match.start("what") < match.start("amount") and not groups.get("each")
    inner, span = groups.get("inner"), match.span()
    return Grant(_name(match["what"]), tuple(amounts), top, each, inner, *span, first)


def _name(what: str) -> str:
    """What is granted without whom it is given to and how: `研制企业奖励` -> 奖励."""
    what = _BEFORE_NAME.sub("", what)
    return _ONCE.sub("", _RECEIVER.sub("", what))


def _is_ceiling(sentence: str, match: re.Match[str], behind: bool) -> bool:
    """`补贴总额最高不超过30万元` and `补贴上限为30万元` limit another grant and are none."""
    groups = match.groupdict()
    top = groups.get("top") or groups.get("top_behind") or ""
    if not top and not _TOP_BEFORE.search(sentence[: match.start()]):
        return False
    part = re.split(r"[,，]", sentence[: match.end()])[-1]
    given = re.search(_GIVES, part) is not None
    if "上限" in top or (re.search(r"总额|累计|合计", part) and (behind or not given)):
        return True
    if not given and _ONE_LIMIT.search(part.strip()):
        return True
    if behind and _ONLY_TOP.match(part.strip()):
        return True
    limits = re.search(r"单个|单户|单家|单项|每家|同一|年度|每户|每个|金额|额度", part)
    return behind and limits is not None and not given


def _is_between_purses(sentence: str, match: re.Match[str]) -> bool:
    """`省财政对三市补助70%` shares costs out among governments."""
    part = re.split(r"[,，]", sentence[: match.end()])[-1]
    return re.search(r"财政对[^,，]{0,12}(?:省|市|县|区|州|地区|地方|财政)", part) is not None


def _free(sentence: str) -> Iterator[Grant]:
    if not re.search(r"(?:^|[,，])对|的[,，]|企业|人员|个人|单位|户|承租", sentence):
        return
    for match in _FREE.finditer(sentence):
        if not match[0].endswith("外"):  # 除免收…外
            yield Grant(
                match[0].removeprefix("的"), (), False, "", None, match.start(), match.end(), False
            )

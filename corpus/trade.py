"""Which industries a condition names: 属于新材料产业, 从事软件开发的企业, 机器人企业.

Told by words of belonging and by what stands before 企业; whose industry it is, is the matcher's.
"""

import re

_INDUSTRY = re.compile(
    r"(?:属于|聚焦|围绕|面向|从事|专注于?|服务领域属于|主营)?"
    r"(?P<names>[\u4e00-\u9fffA-Za-z0-9（）()]{2,14}?(?:(?:、|和|或者?|及|与|以及)[\u4e00-\u9fffA-Za-z0-9（）()]{2,14}?)*)"
    r"(?:等)?(?:重点|优势|特色|新兴)?(?P<end>产业|领域|行业)"
)
_BELONGS = re.compile(
    r"(?:(?:服务领域|主营业务|所属产业|所属行业)?属于|(?:主营业务|所属产业|所属行业)[为是])(?P<names>[\u4e00-\u9fff、A-Za-z0-9]{2,60}?)(?:的|产业|领域|行业|$)"
)
_ENGAGED = re.compile(
    r"(?:主要|专业|专门)?(?:从事|主营)(?P<names>[\u4e00-\u9fff、A-Za-z0-9]{2,40}?)(?:产品)?"
    r"(?:加工|生产|制造|研发|经营|服务|开发|设计|等)*(?:业务)?的?(?=企业|单位|机构|主体|合作社|$)"
)
# 从事氢气制备、储运，电池研发制造，以及氢能应用的企业: one list, whatever stands between its items.
ENGAGED_LIST = re.compile(
    r"(?:主要|专业|专门)?(?:从事|主营)(?P<names>[^,，。;；的]{2,40}(?:[,，](?!具|拥|取得|获|且|并|注册|登记|年|不|已|"
    r"在|经|符合|信用|依法|纳税|正常|有|无|未|近|税)[^,，。;；的\d]{2,40})*)(?:业务|活动)?的?"
    r"(?=(?:各类|相关)?(?:企业|单位|机构|主体|合作社|法人|经营|实体|社会组织|民办))"
)
_OF_INDUSTRY = re.compile(
    r"(?P<name>[\u4e00-\u9fff]{2,8}?)(?:类)?(?P<who>企业|产品|项目|装备|机构|组织)$"
)
_WORK = re.compile(r"(?<=..)(?:生产|服务|经营|运营|研发|种植)+$")
_NO_INDUSTRY = re.compile(
    r"企业|单位|中小|小微|大型|中型|小型|微型|科技|国有|民营|外资|内资|本[市区省]|区内|市内|申报|申请|重大|重点|符合|"
    r"各类|上述|前款|相关|有关|其他|以上|规定|认定|投资|引进|新增|获|经|开展|实施|服务|购买|购置|立项|研发|关联|"
    r"新建|制造业|改造|技改|优秀|示范|首次|主导|参与|整体|成长|初创|迁入|评|级|用|生产|整机|开发|建成|高新|专精|提供|培育|创新|"
    r"^(?:加工|制造|生产|贸易|工业|技术)$|国内|境内|境外|产业|领域|行业|对外|年度|^纳入|^列入|统筹|统计|入驻"
)
_NAMED_SO = re.compile(r"(?:认定|评定|评|列|获批|授予)为[^,，的]{0,12}$")
_PEOPLE = re.compile(
    r"博士|硕士|人才|工程师|人员|职工|毕业生|个人|创业者|团队|院士|专家|高管|农户|居民|科研人员|技能"
)


def read_trades(text: str, taken: list[tuple[int, int]]) -> tuple[int, int, tuple[str, ...]] | None:
    """The industries first named outside what is `taken`: start, end and names; None for none."""
    for pattern in (_BELONGS, ENGAGED_LIST, _ENGAGED, _INDUSTRY):
        for match in pattern.finditer(text):
            names = [n for n in re.split(r"[、,，]|或者|以及|和|或|及|与", match["names"]) if n]
            names = [re.sub(r"^(?:对|新认定的|属于|聚焦|从事|围绕|面向)+", "", n) for n in names]
            names = [re.sub(r"(?:之一|等)$", "", n) for n in names]
            names = [
                re.sub(r"(?:产品)?(?:研发|生产|制造|加工|销售|经营|服务|设计|业务|活动)+$", "", n)
                for n in names
            ]
            names = [n for n in names if len(n) > 1]
            said = [n for n in names if not _NO_INDUSTRY.search(n)]
            if said and pattern is _INDUSTRY:
                names = said
            if said and not covers(taken, match):
                return match.start(), match.end(), tuple(names)
    first = min((start for start, _ in taken), default=len(text))
    whose = re.sub(
        r"(?:的|上?一?年度?|近[一二两三四五\d]+个?年)+$", "", text[:first]
    )  # 软件企业年度研发投入
    firm = _OF_INDUSTRY.search(text.rstrip("的")) or _OF_INDUSTRY.search(whose)
    if firm:
        listed = re.split(r"[的对与在为上]", text[: firm.end("name")])[-1]
        at = firm.end("name") - len(listed)
        if any(at < stop and start < firm.end() for start, stop in taken):
            return None
        said = [n for n in re.split(r"、|以及|及|和|与", listed) if len(n) > 1]
        said = [_WORK.sub("", n) for n in said]
        names = [n for n in said if not (_NO_INDUSTRY.search(n) or _PEOPLE.search(n))]
        if _NAMED_SO.search(text[:at]):
            return None  # 新认定为绿色食品、有机农产品
        if names and len(names) == len(said) and all(len(n) < 9 for n in names):
            return at, firm.end(), tuple(names)
    return None


def covers(taken: list[tuple[int, int]], match: re.Match[str]) -> bool:
    """Whether a match overlaps what is taken."""
    return any(match.start() < stop and start < match.end() for start, stop in taken)

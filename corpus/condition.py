"""To whom a grant goes: the part of its sentence that limits it.

`对首次认定的企业，在市级奖励之外，给予` -> 首次认定的企业; None where nothing limits it.
"""

import re

_AROUND = " ,，、:：\u3000"
_TO_WHOM = re.compile(r"^(?:对于?|凡是?|向)(?!外|接|口|标|照|此|应|其|该)")
_HIS = re.compile(r"^其[\u4e00-\u9fff]{2,10}$")  # 其指导教师奖励10万元
_HIS_OWN = re.compile(r"^对(?:其|该|此)")
# Parts that say how, by whom or besides what something is granted.
_ASIDE = re.compile(
    r"^(?:以?外|[各本]?[省市区县]?[各]?级?(?:政府|财政)|.{0,24}应当|可申[报请领].*|分[\d一二三两]+年.{0,6}|在.{0,30}(?:之外|以外|基础上|范围内|额度内)|经.{0,24}(?:[后後]|的)|除.{0,24}外|按(?:照)?(?:有关|相关)?规定|"
    r"根据.{0,30}|按照?.{0,40}|依据.{0,30}|由.{0,20}|可|可以|将|再|另|另外|同时|其中|此外|一次性|分别|每年|连续.{1,4}年.{0,4}|"
    r"原则上|从.{0,30}(?:中|列支|安排)|采[用取].{0,10}方式|给予.*|.{0,12}(?:标准|如下|情形)(?:分别)?(?:为)?|并|且|并可|"
    r"符合条件后|认定[后後]|付息[后後]|审核[后後]|[\u4e00-\u9fff]{0,8}(?:财政|财政部门|财政局|基金|专项资金)(?:再|将|可|统筹资金再?)?|"
    r"每(?:人|户|年|月|天|亩|个|家|项|条|台|辆)\S{0,6})$"
)
_TAIL = re.compile(
    r"(?:一次性|分别|每年|每月|每人|每项|每户|每亩|每家|再|可以|可|将|按规定|给予|予以|享受|获得|发放|各|最高|"
    r"另行|均|连续[一二三四五\d]年|由?[\u4e00-\u9fff]{0,4}财政)+$"
)
_POLICY = re.compile(
    r"^(?:支持|鼓励|加大|设立|推动|建立|发挥|落实|深化|统筹|完善|强化|优化|推进|引导|加强|提高|提升|扩大|实施|"
    r"开展|安排|发展|优先|纳入|做[强大优]|培育|打造|壮大|加快|深入|积极|大力|持续|全面|着力|激励|促进|助力|推行|激发|构建|聚焦|围绕|用好|每多)"
)
_GIVER = re.compile(r"(?:财政|政府|部门|财政局|基金|资金|银行)$")
_GIVEN = re.compile(r"(?:给予|予以|实行|享受)[^的]{0,8}$")
_MAX_BARE = 60


def read_condition(before: str, opens_clause: bool, name_first: bool) -> str | None:
    """What limits a grant, from the text of its sentence before it, or None.

    `opens_clause` says that the sentence opens a clause, so that all of its parts are about it;
    `name_first` that a noun right before the grant may be a part of its name (创新团队资助300万元).
    """
    before = before.rpartition("“")[2] if before.rfind("“") > before.rfind("”") else before
    parts = [part.strip(_AROUND) for part in re.split(r"[,，]|(?<=\S)[:：]", before)]
    parts = [_TAIL.sub("", part).strip(_AROUND) for part in parts]
    while parts and (not parts[-1] or _ASIDE.match(parts[-1])):
        parts.pop()
    if not parts:
        return None
    to_whom = [row for row, part in enumerate(parts) if _TO_WHOM.match(part)]
    if _HIS.match(parts[-1]):
        return _finish(parts[-1:])
    if to_whom:
        first = to_whom[-1]
        kept = [_TO_WHOM.sub("", parts[first]), *parts[first + 1 :]]
        return _finish(kept)
    if _HIS_OWN.match(parts[-1]) and len(parts) > 1:
        parts = parts[:-1]
    parted = before[-1:] in _AROUND or _TAIL.search(before) or parts[-1].endswith("的")
    counted = parts[-1].startswith("每")  # 每增长100万美元奖励2万元
    if name_first and not parted and not counted and not _LEVEL_ONLY.fullmatch(parts[-1]):
        return None
    kept = parts if opens_clause and not any(_POLICY.match(p) for p in parts) else parts[-1:]
    if _POLICY.match(kept[-1]) or _GIVER.search(kept[-1]) or len(kept[-1]) > _MAX_BARE:
        return None
    return _finish(kept)


def _finish(parts: list[str]) -> str | None:
    kept = [
        part
        for row, part in enumerate(parts)
        if part and not (_ASIDE.match(part) and (row or not part.startswith("由")))
    ]
    parts = [_GIVEN.sub("", part) for part in kept]
    text = "，".join(parts).strip(_AROUND).removeprefix("将")
    return text.removesuffix("的") or None


_LEVEL = (
    r"(?:(?:国家|省|市|区|县|部|州|自治区|乡镇|世界|国际|全国|全省|全市)级?|(?:国际|国家|行业|地方|团体)标准|"
    r"[特一二三四五六]等(?:奖)?|[金银铜]奖|第[一二三四五六]名|[A-Za-zⅠⅡⅢ甲乙丙丁]{1,3}(?:类|级|档|轮)|"
    r"[一二三四五]星级?|博士(?:研究生)?|硕士(?:研究生)?|本科(?:生)?|大专|优秀|良好|合格|"
    r"\d+(?:\.\d+)?(?:亿元|万元|亿美元|万美元|%|人|家|个|名|项|强|万千瓦|吨))"
)
_LEVEL_ONLY = re.compile(rf"{_LEVEL}(?:的)?")
_LEVELS = re.compile(rf"{_LEVEL}(?:[、和及]{_LEVEL})+")


def share_out(condition: str | None, count: int) -> list[str | None]:
    """The condition of each of `count` amounts that are granted 分别, in order.

    `首次认定的国家级、省级中心` and two amounts give 首次认定的国家级中心 and
    首次认定的省级中心; where the parts cannot be told apart, each amount has the whole.
    """
    if condition is None or count < 2:
        return [condition] * count
    for found in _LEVELS.finditer(condition):
        levels = re.split(r"[、和及]", found[0])
        if len(levels) == count:
            before, after = condition[: found.start()], condition[found.end() :]
            return [f"{before}{level}{after}" for level in levels]
    parts = re.split(r"、|和|及|以及|(?<=[”》])(?=[“《])", condition)
    if len(parts) == count and all(1 < len(part) <= 40 for part in parts):
        return list(_completed(parts) or [condition] * count)
    return [condition] * count


def share_levels(before: str, count: int) -> list[str] | None:
    """The level of each of `count` amounts, from the last part of the text before them.

    `…，根据考核结果为优秀、良好的，分别` and two give 考核结果为优秀 and 考核结果为良好;
    None where the last part has no list of as many levels.
    """
    parts = [part.strip(_AROUND) for part in re.split(r"[,，]", before)]
    parts = [kept for part in parts if (kept := _TAIL.sub("", part).strip(_AROUND))]
    if not parts:
        return None
    last = re.sub(r"^(?:根据|按照?|依据|经|对于?)", "", parts[-1]).removesuffix("的")
    shared = share_out(last, count)
    return [one for one in shared if one] if len(set(shared)) == count else None


def _completed(parts: list[str]) -> list[str] | None:
    """`新认定的国家重点实验室`, `省重点实验室`: what stands before 的 counts for both.

    None where the first part has more behind its 的 than the others, which may count for them too.
    """
    head, found, first = parts[0].rpartition("的")
    if not found:
        return parts
    if any(abs(len(first) - len(part)) > 2 for part in parts[1:] if "的" not in part):
        return None
    return [parts[0], *(part if "的" in part else f"{head}的{part}" for part in parts[1:])]

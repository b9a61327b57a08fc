"""Bodies and places named in a text: 市科技局, 云州高新区, 临江区人民政府."""

import re
from typing import NamedTuple

_SUFFIX = (
    r"局|委员会|管委会|管理委员会|委(?!托|员|派|任)|厅|办公室|部(?!分|件|门|署|位|委|队|级|长)|人民政府|"
    r"开发区|高新区|经开区|新区|新城|区(?!域|间|块|位|内|分|别|级|外|属|政)|县(?!级)|支队|总队|供电公司|银行|海关|集团|协会|"
    r"中心(?!城|任|工|化)|研究院"
)
_NAME = re.compile(rf"[\u4e00-\u9fff]{{2,14}}?(?:{_SUFFIX})(?:人民政府|管委会)?")
_GENERIC = re.compile(
    r"(?:核心|集聚|示范|验证|功能|先导|试验|实验|合作|保税|片|辖|社|园|地|小|街|厂|各|全|本|所在|市辖|试飞|发展|大|专|示范园|"
    r"创新|服务|检测|研发|检验检测|数据|技术|产业|国家级|省级|市级)(?:区|中心)$|领导小组"
)
_OF_A_PLACE = re.compile(r"[省市县](?![级辖内域])[\u4e00-\u9fff]{3,}中心$")  # 市医疗保险服务中心
# Characters that stand around a name and in none.
_SPLIT = re.compile(
    r"[由以和及与为将对在向把被经从至于是报后并送,，、;；。:：()（）〈〉《》\s“”]|联合|会同|依托|支持|鼓励|推动|利用|同意|位于|设在|组织|委托|所在|其中"
)


# `和` inside these joins no two bodies.
_ONE = re.compile(
    r"经济和信息化|工业和信息化|发展和改革|自然资源和规划|住房和城乡建设|人力资源和社会保障|文化和旅游|"
    r"政务服务和大数据|生态和环境|科学和技术|农业和农村"
)


class Name(NamedTuple):
    """A name as it stands, folded."""

    text: str
    start: int
    end: int


def names_in(folded: str) -> list[Name]:
    """The bodies and places of a folded text, in order; kinds of areas (核心区) are left out."""
    found: list[Name] = []
    at = 0
    joined = _ONE.sub(lambda match: "一" * len(match[0]), folded)
    for cut in [*_SPLIT.finditer(joined), None]:
        end = cut.start() if cut else len(folded)
        for match in _NAME.finditer(folded, at, end):
            if _OF_A_PLACE.match(match[0]) or not _GENERIC.search(match[0]):
                found.append(Name(match[0], match.start(), match.end()))
        at = cut.end() if cut else end
    return found


def places_of(names: list[str], folded: str) -> list[Name]:
    """Where given names stand in a folded text, longer ones before those inside them."""
    found: list[Name] = []
    for name in sorted(set(names), key=lambda n: (-len(n), n)):
        for match in re.finditer(re.escape(name), folded):
            if not any(f.start < match.end() and match.start() < f.end for f in found):
                found.append(Name(name, match.start(), match.end()))
    return sorted(found, key=lambda name: name.start)

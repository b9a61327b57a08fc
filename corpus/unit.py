"""Lists of units (bodies that are to do something) as responsibility lines write them."""

import re
from typing import NamedTuple

_AROUND = "。;；,，、: \u3000\n\t"
_PAIRS = {"(": ")", "（": "）", "〈": "〉", "<": ">", "《": "》", "〔": "〕", "【": "】"}
# subtle: 武汉经济技术开发区(汉南区) is a name, 〈含开发区，下同〉 is not part of one.
_QUALIFIER = re.compile(
    r"[〈<【][^〉>】]{0,80}[〉>】]|[(（](?:含|包括|不含|以下|下同|按|分别)[^)）]{0,80}[)）]"
)
_ROLE_MARK = re.compile(r"[(（]\s*(牵头|主办|主责|配合|协办|参与)(?:单位|部门|负责)?\s*[)）]")
_SHARED_ENDINGS = (
    "人民政府", "管委会", "管理委员会", "政府", "街道办事处", "办事处", "相关部门", "有关部门",
)  # fmt: skip
_PLACES = (
    "省",
    "区",
    "市",
    "县",
    "州",
    "旗",
    "新城",
    "开发区",
    "园区",
    "高新区",
    "镇",
    "乡",
    "街道",
)
_ENDINGS = (
    "局|委|办|厅|部|院|中心|政府|管委会|委员会|政务办|办公室|公司|集团|部门|单位|银行|分行|中心支行|支行|"
    "办事处|总队|支队|大队|社|海关|工会|联合会|协会|商会|工商联|团委|妇联|科协|残联|侨联|文联|总工会|指挥部|专班|"
    "小组|署|站|所|馆|学校|大学|学院|区|县|市|省|镇|乡|街道|镇街|检察院|法院"
)
_NO_UNIT = re.compile(
    r"企业|项目(?!办|中心|部)|工作(?!局|办|委|中心|部|小组|组|领导)|按照|根据|加强|推进|建立|以及|由|要|应当|完成|持续|长期|落实|负责|实施|底前|"
    r"(?:19|20)\d\d年|时限|等等"
)
_ORGAN = re.compile(
    rf"[\u4e00-\u9fff\d]{{1,30}}(?:{_ENDINGS})(?:[(（][^()（）]+[)）])?(?:{_ENDINGS})?"
)
_KINDS_OF_PLACE = re.compile(r"(?<=[各区县市])[(（][省市区县旗、,，]{1,8}[)）](?=[\u4e00-\u9fff])")
_LEVEL = re.compile(
    r"(?:市|省|区|县|州|各|国家|国务院|自治区|开发区|高新区|经开区|新区|管委会)|"
    r"[\u4e00-\u9fff]{2,10}(?:省|市|区|县|州|自治区|开发区|新区)(?=[\u4e00-\u9fff]{2})"
)
_VAGUE = re.compile(
    r"级以上|以上|所在地|当地|主管部门|有权|指定|共同的|各级|起草|牵头部门|配合部门|实施部门"
)
# 市自然资源和规划局 is one unit; in 市科技局和市财政局 a new one begins.
_JOINED = re.compile(
    r"(?<=[局委办厅府])[和及与](?=[\u4e00-\u9fff]{2,}$)|(?<=会)[和及与](?=[市省区县各州])|"
    r"(?<=[区县市])[和及与](?=[\u4e00-\u9fff]{1,12}(?:区|县|市|政府|管委会)$)"
)
_AND_OTHERS = re.compile(
    r"等(?:\d+|[一二三四五六七八九十]+)?(?:个|家)?(?:有关|相关|市级|市有关|市相关)*(?:部门|单位|区)?$"
)
_OTHERS_BETWEEN = re.compile(
    r"等(?:省|市|县|区)?(?:级|直)?(?:有关|相关)?(?:部门|单位)(?:和|及|与|以及|、|，|,)"
)
_OWN_PART = re.compile(r"按照?(?:各自)?(?:职责|分工|权限).*$")


_BARE_PLACE = re.compile(r"(?!各|有关|相关)[\u4e00-\u9fff]{2,3}")


class Unit(NamedTuple):
    """A unit's name; `role` is what a mark behind it says (`市科技局（牵头）`), else None."""

    name: str
    role: str | None


def read_units(text: str) -> list[str]:
    """The units of a list, qualifiers dropped and shared endings given to each that lacks one.

    Example: `市科技局,江夏区、新洲区人民政府` -> `[市科技局, 江夏区人民政府, 新洲区人民政府]`.
    """
    return [unit.name for unit in read_marked_units(text)]


def read_marked_units(text: str) -> list[Unit]:
    """The units of a list in the order named, each with the role that is marked behind it."""
    text = _OTHERS_BETWEEN.sub("、", _joined_lines(text))
    units: list[Unit] = []
    for group in _split(text, ",，;；"):
        pieces = [piece for part in _split(group, "、/／") for piece in _blank_parted(part)]
        pieces = [each for piece in pieces for each in _JOINED.split(piece)]
        found = [unit for piece in pieces if (unit := _unit(piece))]
        ending = _shared_ending(found[-1].name) if found else ""
        kind = _kind_of_place(found[-1].name, ending) if ending else ""
        for unit in found:
            if kind and _BARE_PLACE.fullmatch(unit.name) and not is_organ(unit.name):
                units.append(unit._replace(name=unit.name + kind + ending))
                continue
            lacks = ending and unit.name.endswith(_PLACES) and not unit.name.endswith(ending)
            units.append(unit._replace(name=unit.name + ending) if lacks else unit)
    return units


def is_organ(name: str) -> bool:
    """Whether a name ends as bodies' names do and holds no word of a sentence."""
    plain = _KINDS_OF_PLACE.sub("", name)
    return not _NO_UNIT.search(plain) and _ORGAN.fullmatch(plain) is not None


def is_definite(name: str) -> bool:
    """Whether a name says of which place or level the body is: 市科技局, not 有关主管部门."""
    return is_organ(name) and bool(_LEVEL.match(name)) and not _VAGUE.search(name)


def _unit(piece: str) -> Unit | None:
    mark = _ROLE_MARK.search(piece)
    name = _QUALIFIER.sub("", _ROLE_MARK.sub("", piece)).strip(_AROUND)
    name = _OWN_PART.sub("", name).strip(_AROUND)
    name = _AND_OTHERS.sub("", name).strip(_AROUND)
    if name.count("（") + name.count("(") != name.count("）") + name.count(")"):
        name = name.strip("（）()")
    return Unit(name, mark[1] if mark else None) if name else None


def _shared_ending(name: str) -> str:
    for ending in _SHARED_ENDINGS:
        if name.endswith(ending) and name.removesuffix(ending).endswith(_PLACES):
            return ending
    return ""


def _kind_of_place(name: str, ending: str) -> str:
    """`区` of 西山区人民政府, which 东湖、西山区人民政府 shares with 东湖."""
    place = name.removesuffix(ending)
    return place[-1] if len(place) > 2 and place[-1] in "区县市镇乡" else ""


def _joined_lines(text: str) -> str:
    """A list that was wrapped over lines as one; a name may go on in the next line."""
    return "".join(line.strip() for line in text.strip(_AROUND).split("\n"))


def _blank_parted(piece: str) -> list[str]:
    """`市科技局 市财政局` is two units; any other blank stands inside a name."""
    parts = piece.split()
    if len(parts) > 1 and all(is_organ(_QUALIFIER.sub("", part).strip(_AROUND)) for part in parts):
        return parts
    return ["".join(parts)]


def _split(text: str, separators: str) -> list[str]:
    """Cut at separators that stand in no brackets: 各县（市、区）人民政府 stays whole."""
    parts, depth, begin = [], 0, 0
    for at, char in enumerate(text):
        if char in _PAIRS:
            depth += 1
        elif char in _PAIRS.values():
            depth = max(depth - 1, 0)
        elif depth == 0 and char in separators:
            parts.append(text[begin:at])
            begin = at + 1
    return [part for part in [*parts, text[begin:]] if part.strip()]

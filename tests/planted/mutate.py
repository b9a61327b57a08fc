"""True sentences made false in one place each, the same every time: the lies that models tell."""

import re
from collections.abc import Iterator
from typing import NamedTuple


class Lie(NamedTuple):
    """A sentence that is false, and what was done to a true one."""

    kind: str
    text: str


_NUMBER = re.compile(
    r"(?<![\d年月-])\d+(?:\.\d+)?(?=\s*(?:万|亿|元|%|％|家|个|人|名|条|平方|架|日|年(?!\d)))"
)
_UNITS = (("亿元", "万元"), ("万元", "亿元"), ("万千瓦", "千瓦"), ("个工作日", "个月"), ("平方米", "亩"),
          ("％", "‰"), ("%", "‰"), ("千瓦时", "千瓦"), ("元", "万元"), ("家", "万家"), ("年", "个月"))  # fmt: skip
_BOUNDS = (("不超过", "不低于"), ("不低于", "不超过"), ("不少于", "不超过"), ("最高不超过", "至少"), ("以上", "以下"),
           ("上限", "下限"), ("最多", "最少"), ("突破", "低于"))  # fmt: skip
_DENIALS = (("不予", "给予"), ("不再", "继续"), ("不得", "可以"), ("给予", "不予"), ("可以", "不得"), ("可获得", "不能获得"),
            ("应当", "无需"), ("应于", "不必于"), ("应自", "无需自"), ("负责", "不负责"), ("建成", "不再建设"),
            ("达到", "未达到"), ("奖励", "不奖励"), ("补助", "不补助"), ("支持", "不支持"))  # fmt: skip
_BODIES = (("市科技局", "市商务局"), ("市经济和信息化局", "市教育局"), ("市地方金融局", "市审计局"), ("市公安局", "市司法局"),
           ("开发区经济发展局", "开发区财政局"), ("区人民政府", "区统计局"), ("区科技主管部门", "区税务部门"))  # fmt: skip
_PLACES = (
    ("临江区", "望山区"),
    ("青湖开发区", "临江区"),
    ("云州高新区", "沙溪区"),
    ("云州市", "江城市"),
    ("我市", "外省"),
)
_WHAT = (("高新技术企业", "外资企业"), ("规模以上工业企业", "个体工商户"), ("研发费用", "广告费用"), ("博士", "本科生"),
         ("中试基地", "众创空间"), ("一次性", "每年"), ("每年", "每月"), ("每月", "每周"), ("储能", "光伏"), ("租金", "物业费"),
         ("低空", "高铁"), ("科技型中小企业", "房地产企业"), ("设备投资额", "厂房投资额"))  # fmt: skip
_YEAR = re.compile(r"20\d\d(?=年)")
_DAY = re.compile(r"(\d{1,2})月(\d{1,2})日")


def lies_of(sentence: str) -> Iterator[Lie]:
    """Every lie that one change makes of a true sentence; none that might be true by chance."""
    for match in _NUMBER.finditer(sentence):
        wrong = f"{float(match[0]) + 7:g}"
        yield Lie("number", sentence[: match.start()] + wrong + sentence[match.end() :])
        break
    yield from _first(sentence, "unit", _UNITS)
    yield from _first(sentence, "bound", _BOUNDS)
    yield from _first(sentence, "denial", _DENIALS)
    yield from _first(sentence, "body", _BODIES)
    yield from _first(sentence, "place", _PLACES)
    yield from _first(sentence, "what", _WHAT)
    if year := _YEAR.search(sentence):
        yield Lie("year", sentence.replace(year[0], str(int(year[0]) + 3), 1))
    if day := _DAY.search(sentence):
        wrong = f"{int(day[1]) % 12 + 1}月{day[2]}日"
        yield Lie("day", sentence.replace(day[0], wrong, 1))


def _first(sentence: str, kind: str, pairs: tuple[tuple[str, str], ...]) -> Iterator[Lie]:
    for true, false in pairs:
        counted = (
            rf"(?<=[\d十百千万亿])(?:个)?{re.escape(true)}" if kind == "unit" else re.escape(true)
        )
        if found := re.search(counted, sentence):
            yield Lie(kind, sentence[: found.start()] + false + sentence[found.end() :])
            return

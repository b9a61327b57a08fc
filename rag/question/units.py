"""Measure words: what things are counted in and what time is measured in.

    家 户 人次 字 页 份 张 亩 平方米 吨 千瓦时 微克 …       `COUNTED`
    工作日 天 小时 个月 年 …                               `LASTING`

Longer units stand before those that they begin with, so that `人次` is not read as `人`.
"""

import re

__all__ = ["COUNTED", "LASTING", "same_unit", "unit_named"]

_OF_THINGS = (
    "家次 户次 人次 件次 项次 台次 车次 架次 班次 家 户 人 名 位 周岁 "
    "岁 个 项 件 种 大类 小类 门类 类 条 款 篇 部 章 部分 页 字节 "
    "字符 字 行 册 本 卷 期 批次 批 次(?!性) 届 场 节 堂 门 课时 "
    "学时 学分 积分 分 轮 遍 趟 座 栋 幢 套 处 所 站 辆 台 架 艘 列 "
    "只 头 匹 株 棵 张 枚 颗 支 根 块 片 床位 席位 张床 席 桌 组 队 "
    "班 岗位 例 起 宗 笔 单 份 车位 泊位 层 间 级 档 方面 大 步 道 "
    "环节 街道 乡镇 社区 村"
).split()
_MEASURED = (
    "平方公里 平方千米 平方米 平米 平方 公顷 亩 公里 千米 厘米 毫米 英寸 里 米 立方米 立方 "
    "吨标准煤 吨标煤 吨 公斤 千克 毫克 微克 克 斤 毫升 升 千瓦时 兆瓦时 千瓦 兆瓦 吉瓦 度 摄氏度 "
    "分贝 伏 赫兹 标准箱 标箱 倍 [GMKT]b/s [GMK]bps [GMT]B kWh MWh GWh kW MW GW TEU"
).split()
_OF_TIME = (
    "个工作日 工作日 个自然日 自然日 个日历日 日历日 天 个小时 小时 个钟头 钟头 分钟 秒 个星期 "
    "星期 个礼拜 礼拜 个季度 季度 周 个月 月 年 个学期 学期 日"
).split()


def _either(units: list[str]) -> str:
    return "|".join(sorted(dict.fromkeys(units), key=len, reverse=True))


COUNTED = _either([*_OF_THINGS, *_MEASURED])
LASTING = _either(_OF_TIME)

# What is asked in one may be written in another.
_SAME = tuple(
    frozenset(group.split())
    for group in (
        "人 名 位",
        "家 户",
        "项 件 条 种",
        "类 大类 种 门类",
        "份 件",
        "所 家 座",
        "座 处",
        "平方米 平米 平方",
        "公里 千米",
        "吨标准煤 吨标煤",
        "公斤 千克",
        "次 场 期 轮",
        "台 辆 套",
        "张 份",
        "岁 周岁",
        "车位 个",
        "床位 张床 张",
        "部分 个",
        "社区 个",
        "街道 个",
        "乡镇 个",
        "环节 个",
    )
)
_BY_TIMES = frozenset("家户人件项台车班架")  # 人次: one and the same may count twice
# What a question calls a measure, and the units that it is written in.
_NAMED = tuple(
    (re.compile(name), unit)
    for name, unit in (
        (r"字数|篇幅|多少个?字", "字"),
        (r"页数", "页"),
        (r"面积.{0,8}多[大少]|多大的?(?:面积|场地|地方)", "平方米"),
        (r"年龄.{0,10}(?:多[大少]|几|上限|限制)|多大(?:年纪|岁数|年龄)", "岁"),
        (r"(?P<unit>[人户家件次份项名页])数(?:量)?.{0,10}(?:多少|几|上限|下限|限制)", ""),
        (r"(?:载重|重量|总质量).{0,6}(?:多少|多重|几)|多重", "吨"),
        (r"(?:里程|距离|长度).{0,6}(?:多少|多长|多远|几)|多远", "公里"),
    )
)


def unit_named(text: str) -> str | None:
    """The unit of a measure that a question calls by its name: `字数上限是多少` -> `字`."""
    for name, unit in _NAMED:
        if found := name.search(text):
            return unit or found["unit"]
    return None


def same_unit(unit: str) -> str:
    """A pattern of the units that a number asked for in `unit` may be written in: `名|人|位`."""
    same = {unit}
    for group in _SAME:
        if unit in group:
            same |= group
    same |= {f"{one}次" for one in same & _BY_TIMES}
    written = "|".join(sorted(map(re.escape, same), key=len, reverse=True))
    return (
        f"(?:{written})(?!(?<=个)(?:工作日|自然日|日历日|小时|钟头|星期|礼拜|季度|月|学期|百分点))"
    )

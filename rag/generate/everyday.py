"""A sentence in everyday words, spelled as clauses spell the same.

每度电补贴0.2元            每千瓦时补贴0.2元
到2027年3月15日结束        到2027年3月15日
室温达不到标准             室温未达到标准
    除导盲犬外，犬只不得进入   犬只不得进入，但导盲犬除外
"""

import re

_SPELLINGS = (
    (re.compile(r"每度电?"), "每千瓦时"),
    (re.compile(r"(?<=[\d万亿])度电"), "千瓦时电"),
    # Of power: 18度 alone is a temperature.
    (
        re.compile(r"(?<=电)(?P<between>[^,，;；]*[,，][^,，;；]*?\d万?)度(?!电)"),
        r"\g<between>千瓦时",
    ),
    (
        re.compile(r"(?<=[到至])(?P<day>\d[\d年月]*[年月日]底?)(?:结束|截止|为止)(?=[,，。;；]|$)"),
        r"\g<day>",
    ),
    (re.compile(r"达不到"), "未达到"),
    (
        re.compile(
            r"(?:^|(?<=[,，;；]))除了?(?P<out>[^,，;；]{1,16}?)(?:之|以)?外[,，]"
            r"(?!还|另|也|同时|均|都)(?P<rule>[^,，。;；]*不[^,，。;；]*)"
        ),
        r"\g<rule>,但\g<out>除外",
    ),
    (re.compile(r"不(?:允许|许可|准许|可以)"), "不得"),
)


def as_clauses_spell(folded: str) -> str:
    """The folded sentence with its everyday spellings replaced."""
    for everyday, written in _SPELLINGS:
        folded = everyday.sub(written, folded)
    return folded

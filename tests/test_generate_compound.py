"""What a compound sentence says, one statement after the other, worked out by hand."""

import pytest

from index.tokenize import fold
from rag.generate.compound import taken_apart
from rag.generate.verify import verify
from tests.planted.load import Planted, sources_for


@pytest.mark.parametrize(
    ("sentence", "statements"),
    [
        ("国家级的奖励30万元，省级的奖励15万元", ["国家级的奖励30万元", "省级的奖励15万元"]),
        ("对年节水2万立方米以上的项目，按投资额的15%补助，最高60万元", None),
        ("营业收入首次突破10亿元的规上工业企业，可获奖励15万元", None),
        (
            "到2027年，建成起降点200个，开通航线40条",
            ["到2027年,建成起降点200个", "到2027年,开通航线40条"],
        ),
        ("企业达到70家、上市公司达到15家", ["企业达到70家", "上市公司达到15家"]),
        ("每人补贴1000元、1500元、2000元", None),
        (
            "该办法适用于四层以上住宅，不适用于别墅",
            ["该办法适用于四层以上住宅", "该办法不适用于别墅"],
        ),
    ],
)
def test_a_sentence_is_taken_apart_where_it_says_several_things(
    sentence: str, statements: list[str] | None
) -> None:
    parts = taken_apart(fold(sentence))
    assert [part.text for part in parts] == (statements or [fold(sentence)])


def test_what_a_part_leaves_out_was_told_before_it() -> None:
    first, second = taken_apart(fold("国家级企业奖励30万元，省级的奖励15万元"))
    assert first.told == ""
    assert second.told == "国家级企业奖励30万元"


@pytest.mark.parametrize(
    ("sentence", "is_shown"),
    [
        ("首次创建为国家级节水型企业的奖励30万元，省级的奖励15万元，复评合格的不再奖励。", True),
        ("首次创建为国家级节水型企业的奖励15万元，省级的奖励30万元，复评合格的不再奖励。", False),
        ("首次创建为国家级节水型企业的奖励30万元，复评合格的奖励15万元。", False),
    ],
)
def test_each_part_is_held_against_the_clause(sentence: str, is_shown: bool) -> None:
    about = Planted("water-saving-measures", "三/(一)", "", sentence)
    assert verify(f"{sentence}[1]", sources_for(about)).is_shown is is_shown

"""The goals that a phrase states, worked out by hand from its words."""

import pytest

from corpus.goal import Goal, again, at_least, find_goals
from corpus.marker import read_marker
from corpus.section import Node


@pytest.mark.parametrize(
    ("phrase", "goals"),
    [
        ("产值达到1,200亿元", [Goal("产值", ">=", 1200, "亿元")]),
        ("产值突破百亿元", [Goal("产值", ">", 100, "亿元")]),
        ("力争企业满意率不低于98.5%", [Goal("企业满意率", ">=", 98.5, "%")]),
        ("投诉率控制在3%以内", [Goal("投诉率", "<=", 3, "%")]),
        ("成本降低到20万元", [Goal("成本", "<=", 20, "万元")]),
        ("单位能耗不高于15％", [Goal("单位能耗", "<=", 15, "%")]),
        ("能耗下降15%", [Goal("能耗下降", "=", 15, "%")]),
        ("建成平台50个左右", [Goal("平台", "≈", 50, "个")]),
        ("培育10家以上龙头企业", [Goal("龙头企业", ">=", 10, "家")]),
        (
            "培育3—5家龙头企业",
            [Goal("龙头企业", ">=", 3, "家"), Goal("龙头企业", "<=", 5, "家")],
        ),
        ("建成工作站10个、平台20个", [Goal("工作站", "=", 10, "个"), Goal("平台", "=", 20, "个")]),
        ("培育企业10家、做好服务", []),  # the second part is no metric of the number
        (
            "高新企业和科创企业分别达到600家和1000家",
            [Goal("高新企业", ">=", 600, "家"), Goal("科创企业", ">=", 1000, "家")],
        ),
        ("高新企业和科创企业分别达到600家", []),  # one number for two
        ("做好服务", []),
    ],
)
def test_the_goals_of_a_phrase(phrase: str, goals: list[Goal]) -> None:
    assert find_goals(phrase) == goals


def test_a_goal_that_goes_on_is_about_the_metric_before_it() -> None:
    before = Goal("企业", "=", 200, "家")
    assert again("达到400家左右", before) == [Goal("企业", "≈", 400, "家")]
    assert again("达到400个左右", before) == []  # another unit
    assert again("达到400家左右", None) == []


def test_what_each_has_to_do_at_least() -> None:
    assert list(at_least("每个园区至少引进3名工程师、2家企业")) == [
        Goal("每个园区引进工程师", ">=", 3, "名"),
        Goal("每个园区引进企业", ">=", 2, "家"),
    ]
    assert list(at_least("至少引进3名工程师")) == [Goal("工程师", ">=", 3, "名")]
    assert list(at_least("引进3名工程师")) == []


@pytest.mark.parametrize(
    ("line", "heading", "bare"),
    [
        ("（一）" + "甲" * 40, "（一）" + "甲" * 40, True),
        ("（一）" + "甲" * 41, "（一）", False),  # too long for a name
        ("（一）目标。到2025年完成。", "（一）目标", False),
        ("（一）目标：", "（一）目标：", False),
        ("第三条 目标", "第三条", False),
    ],
)
def test_the_heading_of_a_section_and_whether_its_line_holds_more(
    line: str, heading: str, bare: bool
) -> None:
    marker = read_marker(line)
    assert marker is not None
    node = Node(marker, marker.number, marker.token, marker.label, None, 0)
    node.name(line)
    assert (node.heading, node.bare) == (heading, bare)

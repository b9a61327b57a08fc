"""Who does what, and which conditions a statement must tell."""

import pytest

from rag.generate.condition import condition_of, narrowed_less
from rag.generate.polarity import denies_alike
from rag.generate.role import exchanged

UPGRADED = "对首次升规且次年营业收入保持正增长的,给予一次性奖励15万元"
BASE = "对新认定的生物医药领域中试基地,按设备原值的25%给予补助,最高不超过500万元"


@pytest.mark.parametrize(
    ("source", "said", "part"),
    [
        (UPGRADED, "首次升规的奖励15万元", "次年"),
        (UPGRADED, "首次升规且次年营业收入正增长的奖励15万元", None),
        (UPGRADED, "奖励为15万元", None),
        (BASE, "新认定的中试基地补助设备原值的25%", "生物医药"),
        (BASE, "补助最高不超过500万元", None),
        ("连续2年评价为不合格的", "评价为不合格的", "2年"),
    ],
)
def test_a_condition_is_told_whole_or_not_at_all(source: str, said: str, part: str | None) -> None:
    assert narrowed_less(said, [source], "") == part


def test_a_condition_ends_where_its_result_begins() -> None:
    condition = condition_of(UPGRADED)
    assert condition is not None
    assert condition.result == "给予一次性奖励15万元"
    assert len(condition.parts) == 2


@pytest.mark.parametrize(
    ("source", "said", "what"),
    [
        ("区科技局汇总后报区人民政府审定", "区科技局审定", "区科技局审定"),
        ("区科技局汇总后报区人民政府审定", "由区人民政府审定", None),
        ("县财政局负责资金安排", "资金由县民政局安排", None),  # a stranger, told by another rule
        ("对企业购买科研院所技术成果的", "对科研院所购买企业技术成果的", "科研院所购买"),
        ("对企业购买科研院所技术成果的", "企业购买技术成果的", None),
    ],
)
def test_an_action_stays_with_who_acts(source: str, said: str, what: str | None) -> None:
    assert exchanged(said, source) == what


@pytest.mark.parametrize(
    ("said", "alike"),
    [
        ("收入下降的企业可以领取奖励", False),
        ("收入持平的企业可以领取奖励", False),
        ("收入下降的企业不符合条件", True),
        ("收入增长的企业可以领取奖励", True),
    ],
)
def test_a_case_that_is_denied_is_not_affirmed(said: str, alike: bool) -> None:
    evidence = "领取奖励的企业收入应当增长,收入持平或者下降的,均不符合条件"
    assert denies_alike(said, evidence, "") is alike

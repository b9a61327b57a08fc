"""What an asker tells of itself, held against the rule; two leads side by side; rules for all."""

from pathlib import Path

import pytest

from index.build import build
from index.settings import Settings
from rag.pipeline import Pipeline

_FARMS = """青禾市示范农场认定办法

第一条 为规范示范农场的认定工作，制定本办法。

第二条 申请认定示范农场的，应当同时符合下列条件：
（一）在青禾市登记注册满3年，具有独立法人资格；
（二）大棚面积不少于5000平方米；
（三）近2年内未发生农产品质量安全事故。

第三条 申请认定示范农场应当提交下列材料：
（一）示范农场认定申请表；
（二）营业执照复印件；
（三）土地流转合同。

第四条 经认定的示范农场，给予一次性奖励20万元。

第五条 灌溉机器人攻关任务，鼓励全国范围内具有攻关能力的企业揭榜。

青禾市农业农村局
2025年3月1日
"""
_PLAN = """青禾市现代农业发展实施意见

一、建设种业基地。到2027年，建成良种繁育基地12个，与天津开展良种联合攻关。
（牵头单位：市农业农村局；责任单位：市科技局）

二、培养乡土人才。每年培训新型职业农民2000名。
（牵头单位：市人力资源社会保障局；责任单位：市农业农村局）

三、完善冷链物流。到2027年，新建冷链仓库30座。
（牵头单位：市商务局；责任单位：市交通运输局）

青禾市人民政府
2025年5月6日
"""


@pytest.fixture(scope="module")
def farms(tmp_path_factory: pytest.TempPathFactory) -> Pipeline:
    """The pipeline over the documents."""
    corpus, home = tmp_path_factory.mktemp("told"), tmp_path_factory.mktemp("told-home")
    (corpus / "farms.txt").write_text(_FARMS, encoding="utf-8")
    (corpus / "plan.txt").write_text(_PLAN, encoding="utf-8")
    build(Settings(home), Path(corpus), progress=False)
    return Pipeline.open(Settings(home))


@pytest.mark.parametrize(
    ("question", "says"),
    [
        ("我们在青禾注册才一年半，能申请示范农场认定吗？", "满3年"),
        ("大棚面积只有3000平方米，能不能申请示范农场认定？", "不少于5000平方米"),
        ("我们公司注册在天津，能揭灌溉机器人攻关任务的榜吗？", "全国范围内"),
    ],
)
def test_the_condition_that_is_told_of_is_shown(question: str, says: str, farms: Pipeline) -> None:
    answer = farms.ask(question)
    assert not answer.refused
    assert says in answer.answer


def test_what_is_to_be_handed_in_is_still_told(farms: Pipeline) -> None:
    answer = farms.ask("申请示范农场认定要交哪些材料？")
    assert "土地流转合同" in answer.answer
    assert "满3年" not in answer.answer


def test_the_leads_of_two_tasks_stand_beside_each_other(farms: Pipeline) -> None:
    answer = farms.ask("建设种业基地和培养乡土人才两项，牵头单位是同一家吗？")
    assert "市农业农村局" in answer.answer
    assert "市人力资源社会保障局" in answer.answer


def test_a_rule_of_one_place_is_not_asked_for_another(farms: Pipeline) -> None:
    assert farms.ask("天津的示范农场认定奖励多少？").refused

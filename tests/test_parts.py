"""Questions that ask for several things at once: each is answered, or named as not found."""

from datetime import date
from pathlib import Path

import pytest

from index.build import build
from index.settings import Settings
from rag.pipeline import Pipeline
from rag.question.query import understand
from rag.route.parts import parts_of

_DAY = date(2026, 3, 1)


@pytest.fixture(scope="module")
def two(tmp_path_factory: pytest.TempPathFactory) -> Pipeline:
    """The pipeline over the documents."""
    home = tmp_path_factory.mktemp("parts")
    build(Settings(home), Path(__file__).parent / "computed", progress=False)
    return Pipeline.open(Settings(home))


@pytest.mark.parametrize(
    ("question", "own"),
    [
        (
            "人才办法审核要几个工作日、公示几个工作日？",
            ["审核要几个工作日", "公示几个工作日"],
        ),
        ("申请补贴什么时候、向谁、交什么材料", ["什么时候", "向谁", "交什么材料"]),
        ("申请认定，场地、设备、人员各要多少", ["场地", "设备", "人员"]),
        ("汽车产业的目标是多少、牵头单位是谁", ["目标是多少", "牵头单位是谁"]),
        ("汽车产业和数字产业的目标相差多少", []),
        ("汽车产业的目标是多少", []),
        ("我们在武汉，有哪些扶持", []),
    ],
)
def test_a_question_is_cut_by_what_it_asks(question: str, own: list[str]) -> None:
    assert [part.own for part in parts_of(understand(question))] == own


@pytest.mark.parametrize(
    ("question", "says"),
    [
        ("审核要几个工作日、公示几个工作日？", ["15个工作日", "公示5个工作日"]),
        ("冷藏车和星级冷链企业2027年的目标各是多少？", ["2400辆", "30家"]),
        ("申请人才补贴什么时候申请、要交什么材料？", ["3月1日至3月31日", "（三）劳动合同"]),
        ("博士和硕士的生活补贴每月各多少，发多久？", ["3000元、1500元", "36个月"]),
    ],
)
def test_all_that_is_asked_for_is_said(question: str, says: list[str], two: Pipeline) -> None:
    answer = two.ask(question, as_of=_DAY)
    assert all(said in answer.answer for said in says)


def test_what_is_not_found_is_named(two: Pipeline) -> None:
    answer = two.ask("冷链贷款贴息的比例和担保费各是多少？", as_of=_DAY)
    assert "贷款利率的50%" in answer.answer
    assert answer.answer.endswith("没有找到写明“担保费”的条款。")

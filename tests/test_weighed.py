"""Grants set against each other, over a plan with tables and rules for talent."""

from datetime import date
from pathlib import Path

import pytest

from index.build import build
from index.settings import Settings
from rag.across.library import Library
from rag.held.holdings import Holdings
from rag.pipeline import Pipeline
from rag.question.pair import joined
from rag.route.grant_value import grants_in_force

_DAY = date(2026, 3, 1)


@pytest.fixture(scope="module")
def two(tmp_path_factory: pytest.TempPathFactory) -> Pipeline:
    """The pipeline over the documents."""
    home = tmp_path_factory.mktemp("computed")
    build(Settings(home), Path(__file__).parent / "computed", progress=False)
    return Pipeline.open(Settings(home))


@pytest.mark.parametrize(
    ("question", "says", "sections"),
    [
        ("博士和硕士的购房补贴相差多少？", "相差20万元", ["第二章/第四条"]),
        ("五星级冷链企业比三星级多奖多少？", "相差80万元", ["三/(三)"]),
        ("新能源冷藏车和燃油冷藏车每辆补贴相差多少？", "相差3万元/辆", ["三/(二)"]),
        ("产地冷库和公共冷库的补助上限相差多少？", "相差120万元", ["三/(一)"]),
        (
            "南屏县博士购房补贴和海澜市五星级冷链企业奖励，哪个多？",
            "新评定的五星级冷链企业更高",
            ["三/(三)", "第二章/第四条"],
        ),
        ("购房补贴最高的是哪类人才？", "最高的是新引进的博士，30万元", ["第二章/第四条"]),
        (
            "建博士后工作站和院士工作站各资助多少？",
            "院士工作站：120万元",
            ["第二章/第七条"],
        ),
    ],
)
def test_grants_are_compared_each_cited(
    question: str, says: str, sections: list[str], two: Pipeline
) -> None:
    answer = two.ask(question, as_of=_DAY)
    assert says in answer.answer
    assert list(dict.fromkeys(c.section for c in answer.citations)) == sections


@pytest.mark.parametrize(
    ("question", "lacking"),
    [
        ("硕士和本科生的购房补贴相差多少？", "本科生"),
        ("产地冷库和移动冷库的补助上限差多少？", "移动冷库"),
    ],
)
def test_what_no_grant_is_for_is_named(question: str, lacking: str, two: Pipeline) -> None:
    answer = two.ask(question, as_of=_DAY)
    assert answer.refused
    assert f"没有写明“{lacking}”" in answer.answer


def test_a_grant_that_was_changed_is_no_operand(related: Pipeline) -> None:
    """Of 10万元, 30%, 50万元, 300元 and 1000元 the first and the third were changed."""
    documents = related.documents
    grants = grants_in_force(Holdings.of(documents), Library.of(documents).changes)
    amounts = [g.benefit.amount for g in grants if g.benefit.clause.doc_id == "measures"]
    assert amounts == [30, 300, 1000]


def test_a_question_joins_its_sides() -> None:
    assert joined("对国家级、省级和市级中心各奖多少")[0].sides == ("国家级", "省级", "市级中心")
    assert joined("中型无人机和飞行器,取证奖励相差多少")[0].rest == " ,取证奖励相差多少"
    assert not joined("首次认定高企奖多少")

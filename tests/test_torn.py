"""Terms that the word cutter glues to what stands beside them."""

from pathlib import Path

import pytest

from index.build import build
from index.settings import Settings
from rag.pipeline import Pipeline
from rag.words.torn import around_torn_terms

TEXT = """青江市支持企业创新办法

第一条 对首次认定的高新技术企业，给予一次性奖励18万元。

第二条 到2025年，全市氢能产业产值达到30亿元；到2027年，全市氢能产业产值比2020年增长两倍，突破90亿元，规模以上企业达到25家。
"""


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Pipeline:
    """Answers over one small document."""
    folder = tmp_path_factory.mktemp("office")
    (folder / "rules.txt").write_text(TEXT, encoding="utf-8")
    home = tmp_path_factory.mktemp("home")
    build(Settings(home), Path(folder), progress=False)
    return Pipeline.open(Settings(home))


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("高企能拿多少", (("高企", True), ("能拿多少", False))),
        ("认定高企奖多少", (("认定", False), ("高企", True), ("奖多少", False))),
        ("市场地图", (("市场地图", False),)),  # holds 场地, but no word is torn
    ],
)
def test_a_torn_term_stays_whole(text: str, pieces: tuple[tuple[str, bool], ...]) -> None:
    assert around_torn_terms(text) == pieces


@pytest.mark.parametrize("question", ["首次认定高企能拿多少钱？", "首次认定高企奖多少？"])
def test_a_short_name_beside_a_verb_is_understood(question: str, office: Pipeline) -> None:
    assert office.ask(question).answer.startswith("18万元")


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("2025年氢能产业产值目标是多少？", "30亿元"),
        ("2027年氢能产业产值目标是多少？", "突破90亿元"),
        ("2027年氢能规上企业要有多少家？", "25家"),
    ],
)
def test_a_value_is_of_the_year_that_is_asked_for(
    question: str, value: str, office: Pipeline
) -> None:
    assert office.ask(question).answer.startswith(value)


@pytest.mark.parametrize("question", ["能补多少？", "可以拿多少钱？"])
def test_a_question_that_names_no_matter_is_asked_for_it(question: str, office: Pipeline) -> None:
    answer = office.ask(question)
    assert (answer.refused, answer.reason) == (True, "needs_detail")

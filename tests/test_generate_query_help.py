"""A model's help with the question: used only where it keeps all that the question binds."""

from collections.abc import Iterator, Sequence

import pytest

from eval.query_help import query_help
from eval.question import Question
from rag.generate.answering import GeneratedPipeline
from rag.generate.protocol import GenerationError, Message
from rag.generate.query_help import hypothetical, keeps, rewritten
from rag.generate.settings import GeneratorSettings, GeneratorUnusable
from rag.pipeline import Pipeline
from rag.question.conversation import Turn

CARS = "汽车产业2022年主营业务收入目标是多少？"
AEROSPACE = "航空航天产业2022年主营业务收入目标是多少？"


class Says:
    """A generator that says one thing, whatever it is asked, and counts how often."""

    name = "says"

    def __init__(self, text: str, *, fails: bool = False) -> None:
        self.text = text
        self.fails = fails
        self.n_asked = 0

    def stream(self, messages: Sequence[Message]) -> Iterator[str]:
        self.n_asked += 1
        yield from self.text
        if self.fails:
            raise GenerationError("断开")


@pytest.mark.parametrize(
    ("question", "said", "expected"),
    [
        ("那航空航天产业呢？", AEROSPACE, AEROSPACE),
        ("那2025年呢？", "汽车产业2025年主营业务收入目标是多少？", None),
        ("那2025年呢？", CARS, "那2025年呢？"),  # the year that has no answer was lost
        ("江夏区的呢？", "汽车产业2022年主营业务收入目标是多少？", "江夏区的呢？"),
        (
            "那航空航天产业呢？",
            "航空航天产业奖励多少万元？",
            "那航空航天产业呢？",
        ),  # 奖励: nobody asked
        ("不牵头的是谁？", "汽车产业牵头的是谁？", "不牵头的是谁？"),
        ("那航空航天产业呢？", "", "那航空航天产业呢？"),
    ],
)
def test_a_rewriting_keeps_what_was_asked(question: str, said: str, expected: str | None) -> None:
    assert rewritten(question, (Turn(CARS),), Says(said)) == (expected or said)


def test_a_first_question_is_never_rewritten() -> None:
    generator = Says(AEROSPACE)
    assert rewritten(CARS, (), generator) == CARS
    assert generator.n_asked == 0


def test_a_failing_model_leaves_the_question() -> None:
    assert rewritten("那航空航天产业呢？", (Turn(CARS),), Says(AEROSPACE, fails=True)) != AEROSPACE
    assert hypothetical(CARS, Says("目标是", fails=True)) == ""


def test_a_hypothesis_is_one_line() -> None:
    assert hypothetical(CARS, Says("收入达到1亿元。\n说明：仅供参考")) == "收入达到1亿元。"


def test_earlier_questions_lend_their_words() -> None:
    assert keeps("牵头单位是谁", "汽车产业的牵头单位是谁", [CARS])
    assert not keeps("牵头单位是谁", "医药产业的牵头单位是谁", [CARS])


def test_a_follow_up_is_asked_in_full_where_the_setting_says_so(pipeline: Pipeline) -> None:
    helped = GeneratedPipeline(pipeline, Says(AEROSPACE), rewrites=True)
    answer = helped.ask("那航空航天产业呢？", turns=(Turn(CARS),))
    assert answer.question == "那航空航天产业呢？"
    assert answer.understood == AEROSPACE
    assert "400亿元" in answer.answer


def test_the_setting_is_read_or_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XUNTIAO_QUERY_HELP", "rewrite")
    settings = GeneratorSettings.from_environment("local:x")
    assert settings is not None
    assert settings.rewrites
    monkeypatch.setenv("XUNTIAO_QUERY_HELP", "everything")
    with pytest.raises(GeneratorUnusable):
        GeneratorSettings.from_environment("local:x")


def test_the_measure_compares_the_same_questions_with_and_without_help(pipeline: Pipeline) -> None:
    asked = [
        Question("a", "number", CARS, ("二/(三)",), (), (), answerable=True, exhaustive=False),
        Question("b", "number", "外星产业？", (), (), (), answerable=False, exhaustive=False),
    ]
    generator = Says("到2022年,全市汽车产业主营业务收入力争达到4000亿元以上。")
    figures, seconds = query_help(asked, pipeline.index, generator)
    assert generator.n_asked == len(seconds) == 1
    assert [row["R@1"].value for row in figures.values()] == [1.0, 1.0, 1.0]
    astray = Says("把握石墨烯在光电子、微电子、超级电容器等多领域的研发与应用。")
    figures, _ = query_help(asked, pipeline.index, astray)
    values = [row["RR@10"].value or 0.0 for row in figures.values()]
    assert values[0] == 1.0
    assert values[2] < 1.0

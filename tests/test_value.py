"""Values in a sentence: which number belongs to which phrase, and what a verdict makes of it."""

from collections.abc import Callable

import pytest

from corpus.document import Clause
from rag.evidence.value import bounded_otherwise, pattern_of, quantities, values_in
from rag.evidence.verdict import about_number, claim_of
from rag.held.passage import sentences
from rag.question.query import understand


@pytest.fixture
def clause() -> Callable[[str], Clause]:
    """A clause of the given text, for itself."""

    def made(text: str) -> Clause:
        return Clause("甲", "一", "一、", ("一、目标",), "item", text, 0, len(text))

    return made


@pytest.mark.parametrize(
    ("question", "text", "shown", "phrase"),
    [
        (
            "高企要达到多少家",
            "培育高新技术企业达到7000家,重点培育一批独角兽企业;",
            ["7000家"],
            ["培育高新技术企业达到7000家"],
        ),
        (
            "引进几名高管",
            "每个领域至少引进1名院士、2名企业高管。",
            ["1名", "2名"],
            ["每个领域至少引进1名院士、2名企业高管。"] * 2,
        ),
        ("奖励多少元", "对甲给予最高50万元奖励,对乙给予20万元。", ["最高50万元", "20万元"], None),
        ("比例是多少", "不低于储备项目数的30%。", ["30%"], ["不低于储备项目数的30%。"]),
        ("要多少个工作日", "应当自受理之日起20个工作日内完成。", ["20个工作日内"], None),
    ],
)
def test_each_value_has_the_phrase_that_it_stands_in(
    question: str,
    text: str,
    shown: list[str],
    phrase: list[str] | None,
    clause: Callable[[str], Clause],
) -> None:
    pattern = pattern_of(understand(question))
    assert pattern is not None
    (sentence,) = sentences(clause(text))
    found = values_in(sentence, pattern)
    assert [value.shown.removesuffix("内") for value in found] == [
        one.removesuffix("内") for one in shown
    ]
    if phrase:
        assert [value.phrase.text for value in found] == phrase
    for value in found:
        assert text[value.phrase.start : value.phrase.end] == value.phrase.text


@pytest.mark.parametrize("text", ["第十八条 登记结果有效。", "2022年建设5G规模组网。"])
def test_numbers_of_articles_and_years_count_nothing(
    text: str, clause: Callable[[str], Clause]
) -> None:
    pattern = pattern_of(understand("要建多少个"))
    assert pattern is not None
    assert values_in(sentences(clause(text))[0], pattern) == []


def test_which_ones_asks_for_no_number() -> None:
    assert pattern_of(understand("建设哪几个基地")) is None


@pytest.mark.parametrize(
    ("text", "base"),
    [("1.7万亿", 1_700_000_000_000), ("17000亿元", 1_700_000_000_000), ("两千万元", 20_000_000)],
)
def test_quantities_of_one_size_compare_equal(text: str, base: int) -> None:
    (quantity,) = quantities(text)
    assert quantity.base == base


@pytest.mark.parametrize(
    ("question", "text", "verdict"),
    [
        ("收入目标是4000亿元吧？", "收入达到3100亿元以上。", "不是"),
        ("收入目标是1.7万亿吗", "收入达到17000亿元。", "是"),
        ("收入超过2000亿元吗", "收入达到2200亿元以上。", "是"),
        ("收入低于2000亿元吗", "收入达到2200亿元以上。", "不是"),
    ],
)
def test_a_claim_is_held_against_the_number_written(
    question: str, text: str, verdict: str, clause: Callable[[str], Clause]
) -> None:
    query = understand(question)
    claim = claim_of(query)
    assert claim is not None
    pattern = pattern_of(about_number(query, claim))
    assert pattern is not None
    (value,) = values_in(sentences(clause(text))[0], pattern)
    assert claim.verdict(value) == verdict


def test_a_claim_without_a_comparable_number_has_no_verdict(
    clause: Callable[[str], Clause],
) -> None:
    claim = claim_of(understand("收入目标是4000亿元吧"))
    pattern = pattern_of(understand("建多少家"))
    assert claim is not None
    assert pattern is not None
    (value,) = values_in(sentences(clause("建设平台50家。"))[0], pattern)
    assert claim.verdict(value) is None


@pytest.mark.parametrize(
    ("question", "shown", "otherwise"),
    [
        ("每年最多认定几家", "不少于20家", True),
        ("每年最多认定几家", "不超过20家", False),
        ("每个小区最少建几个", "不超过6个", True),
        ("每个小区最少建几个", "不少于6个", False),
        ("一共评出了多少家", "不少于20家", True),
        ("服务企业要多少家", "不少于20家", False),
    ],
)
def test_a_limit_of_the_other_sort_is_no_answer(question: str, shown: str, otherwise: bool) -> None:
    assert bounded_otherwise(understand(question), shown) is otherwise

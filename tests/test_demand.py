"""What a question demands of the evidence, and what evidence leaves open; no index is needed."""

import math

import pytest

from rag.evidence.demand import (
    Demand,
    as_known_to,
    demands_of,
    held,
    outside,
    resembled,
    shortfall,
)
from rag.evidence.pattern import can_answer, counts_in
from rag.question.constraint import absent, each_missing
from rag.question.query import understand
from rag.words.terms import Weights

# Four passages: 流程 and 汽车 in one, 平台 in all; the rarest word has weight ln(1 + 4/1).
WEIGHTS = Weights(4, {"流程": 1, "汽车": 1, "平台": 4}, {"飞": 4, "机": 4})
RARE = 0.3 + 0.7 * math.log(5) / math.log(9)  # of a known word in one passage of four
COMMON = 0.3 + 0.7 * math.log(2) / math.log(9)  # of one in all four


def demanded(question: str, corpus_text: str = "流程 汽车 平台") -> dict[str, tuple[float, bool]]:
    demands = demands_of(understand(question), WEIGHTS, corpus_text)
    return {each.word: (round(each.weight, 6), each.known) for each in demands}


def test_the_word_before_what_is_asked_weighs_most_and_an_unknown_verb_little() -> None:
    assert demanded("审批流程是什么") == {
        "审批": (0.15, False),
        "流程": (round(RARE * 1.3, 6), True),
    }


def test_the_word_behind_which_is_asked_for() -> None:
    assert demanded("哪家平台") == {"平台": (round(COMMON * 1.3, 6), True)}


def test_only_the_nearest_word_before_the_asking_one_is_its_head() -> None:
    assert demanded("汽车审批平台的流程是什么") == {
        "汽车": (round(RARE, 6), True),
        "审批": (0.15, False),
        "平台": (round(COMMON, 6), True),
        "流程": (round(RARE * 1.3, 6), True),
    }


def test_where_one_value_answers_an_unknown_verb_weighs_more() -> None:
    assert demanded("审批汽车要多少元")["审批"] == (0.45, False)
    assert demanded("怎么审批汽车")["审批"] == (round(0.15 * 1.3, 6), False)


def test_a_lone_noun_character_is_part_of_the_word_before_it() -> None:
    assert demanded("区块链流程是什么")["区块链"] == (1.0, False)


def test_a_verb_of_other_documents_is_strange_to_this_one_and_a_thing_is_not() -> None:
    verb, thing = Demand("审批", 0.9, known=True, noun=False), Demand("平台", 0.9, known=True)
    kept = as_known_to("汽车由市里审定", [verb, thing])
    assert [(each.weight, each.known) for each in kept] == [(0.15, False), (0.9, True)]
    assert as_known_to("汽车由市里审批", [verb]) == [verb]


def test_nouns_are_told_from_verbs() -> None:
    demands = demands_of(understand("审批流程是什么"), WEIGHTS, "")
    assert [(each.word, each.noun) for each in demands] == [("审批", False), ("流程", True)]


@pytest.mark.parametrize(
    ("word", "text", "share"),
    [
        ("平台", "建设平台", 1.0),
        ("平台", "建设园区", 0.0),
        ("高企", "高新技术企业", 1.0),  # a synonym
        ("飞行汽车", "飞行器和汽车", 2 / 3),  # of its three pairs 飞行 and 汽车
        ("飞行汽车", "汽车", 0.0),  # a third is less than half
        ("低空飞行器", "低空的飞行", 0.5),  # two pairs of four
        ("区块链", "区块", 0.0),  # three characters are held whole or not
    ],
)
def test_how_much_of_a_word_a_text_holds(word: str, text: str, share: float) -> None:
    assert held(word, text) == pytest.approx(share)


def test_an_unknown_word_is_resembled_by_its_rare_characters() -> None:
    # 飞 and 机 stand in all of four passages: ln 2 each; 舟 in none: ln(1 + 4 / 0.5).
    assert resembled("飞机", "会飞的", WEIGHTS) == pytest.approx(0.5)
    assert resembled("飞舟", "会飞的", WEIGHTS) == pytest.approx(math.log(2) / math.log(18))
    assert resembled("", "会飞的", WEIGHTS) == 0


@pytest.mark.parametrize(
    ("demands", "is_outside"),
    [
        ([], False),
        ([Demand("医院", 1.0, False)], True),
        ([Demand("医院", 1.0, False), Demand("审批", 0.9, True, False)], True),
        ([Demand("医院", 1.0, False), Demand("审批", 1.0, True, False)], False),
        ([Demand("医院", 1.0, False), Demand("平台", 0.1, True)], False),
        ([Demand("审批", 1.0, False, False)], False),  # names no thing
    ],
)
def test_a_question_none_of_whose_things_is_known_is_outside(
    demands: list[Demand], is_outside: bool
) -> None:
    assert outside(demands) is is_outside


def test_evidence_that_holds_every_word_leaves_nothing_open() -> None:
    demands = [Demand("平台", 1.0, True), Demand("飞舟", 1.0, False)]
    none = shortfall(demands, "飞舟平台", WEIGHTS)
    assert (none.unknown, none.missing, none.words) == (0.0, 0.0, ())
    nothing_asked = shortfall([], "平台", WEIGHTS)
    assert (nothing_asked.unknown, nothing_asked.missing, nothing_asked.words) == (0.0, 0.0, ())


def test_a_noun_that_stands_elsewhere_only_is_missing_for_certain() -> None:
    demands = [Demand("流程", 1.0, True), Demand("平台", 3.0, True)]
    left = shortfall(demands, "平台", WEIGHTS)
    assert left.missing == pytest.approx(1.3 / 4)
    assert left.unknown == 0
    assert left.words == ("流程",)
    verb = shortfall([Demand("审批", 1.0, True, False), Demand("平台", 3.0, True)], "平台", WEIGHTS)
    assert verb.missing == pytest.approx(1 / 4)


def test_the_shares_that_are_open_never_pass_one() -> None:
    left = shortfall([Demand("流程", 1.0, True), Demand("舟", 1.0, False)], "平台", WEIGHTS)
    assert left.missing == pytest.approx(1.3 / 2.3)
    assert left.unknown == pytest.approx(1 / 2.3)
    assert left.share == pytest.approx(1.0)
    assert left.words == ("流程", "舟")


def test_an_unknown_word_is_open_as_far_as_nothing_resembles_it() -> None:
    left = shortfall([Demand("飞机船", 1.0, False)], "会飞的机", WEIGHTS)
    alike = 2 * math.log(2) / (2 * math.log(2) + math.log(9))
    assert left.unknown == pytest.approx(1 - 0.8 * alike)
    assert left.missing == 0


@pytest.mark.parametrize(
    ("question", "corpus_text", "reason"),
    [
        ("2021年的目标是什么", "2022年的目标", "文件没有提到2021年"),
        ("2022年的目标是什么", "2022年的目标", ""),
        ("北京的奖励有哪些", "本市的奖励", "文件没有提到北京"),
        ("北京的奖励有哪些", "北京市的奖励", ""),
        ("青田区的奖励有哪些", "本市的奖励", "文件没有提到青田区"),
        ("青田区的奖励有哪些", "青田区的奖励", ""),
        ("能拿区里的奖励吗", "本市的奖励", ""),
        ("开发区的奖励有哪些", "本市的奖励", ""),  # a kind of area is no district
        ("市教育局做哪些事", "市科技局负责", "文件没有提到市教育局"),
        ("市教育局做哪些事", "由教育局负责", ""),  # named without its level
        ("市应急局做哪些事", "市应急管理局负责", ""),  # its longer name
        ("补贴多少元", "建设平台50个", "文件没有规定补贴"),
        ("补贴多少元", "补贴50万元", ""),
        ("补贴什么", "建设平台50个", ""),  # no value is asked for
    ],
)
def test_what_a_question_names_and_no_document_mentions(
    question: str, corpus_text: str, reason: str
) -> None:
    assert absent(understand(question), corpus_text) == reason


@pytest.mark.parametrize(
    ("question", "passage", "missing"),
    [
        ("每亩补贴多少", "每亩补贴200元", ""),
        ("每亩补贴多少", "按200元/亩补贴", ""),
        ("每亩补贴多少", "补贴200元", "每亩"),
        ("每年奖励多少", "年度奖励200元", ""),
        ("每人奖励多少", "每名给予200元", ""),
        ("每月奖励多少", "每年给予200元", "每月"),
        ("每个园区奖励多少", "每个产业园区奖励200元", ""),
        ("每个园区奖励多少", "每个平台奖励200元", "每个园区奖励"),
        ("每亩每年补贴多少", "每亩补贴200元", "每年"),  # each of them is asked for
        ("补贴多少", "补贴200元", ""),
    ],
)
def test_what_is_asked_for_each_has_to_be_given_for_each(
    question: str, passage: str, missing: str
) -> None:
    assert each_missing(understand(question), passage) == missing


@pytest.mark.parametrize(
    ("question", "passage", "can"),
    [
        ("建多少家", "建成平台50家", True),
        ("建多少家", "建成平台50个", False),  # another unit
        ("奖励多少元", "奖励50万元", True),
        ("奖励多少元", "建成平台50家", False),
        ("组长是哪位", "组长：王小明", True),
        ("组长是哪位", "张三担任组长", False),  # a name is asked for, and none is labelled
        ("组长是谁", "张三担任组长", True),
        ("审批流程是什么", "先申请后审批", True),
    ],
)
def test_a_passage_can_answer_with_a_value_of_the_kind_asked_for(
    question: str, passage: str, can: bool
) -> None:
    assert can_answer(understand(question), passage) is can


def test_a_number_is_in_a_unit_that_stands_near_behind_it() -> None:
    assert counts_in("家", "50多家")
    assert counts_in("家", "五十家")
    assert not counts_in("家", "50个平台由多家建设")
    assert not counts_in("家", "50,家")

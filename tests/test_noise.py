"""Noise in questions, resolved against the documents' own words: typos, pinyin, English, fillers."""

import pytest

from index.tokenize import fold, tokenize
from rag.pipeline import Pipeline
from rag.question.letters import as_written, spellings
from rag.question.mend import mended
from rag.question.tidy import tidy
from rag.question.typed import spelled
from rag.words.terms import Weights
from rag.words.vocabulary import Vocabulary

# An invented document, so that nothing here can be a rule for the sample.
TEXT = fold(
    "竹编产业扶持办法。竹编产业到2035年实现营业收入达到80亿元。(一)集成电路产业。(二)大健康产业。"
    "(三)量子通信。重点突破核心技术。建设海洋工程装备创新中心,发展智能网联汽车、医养融合、5G基站、"
    "新型显示、LTPS面板。弘芯半导体项目。由市科技局牵头,江夏区人民政府、市税务局负责。"
    "企业申请补贴须提交申请材料。"
)
NAMES = ["竹编产业", "集成电路产业", "集成电路", "大健康产业", "大健康", "量子通信", "智能网联汽车",
         "市科技局", "江夏区人民政府", "市税务局", "竹编产业基地"]  # fmt: skip


@pytest.fixture(scope="module")
def vocabulary() -> Vocabulary:
    sentences = [sentence for sentence in TEXT.split("。") if tokenize(sentence)]
    return Vocabulary.of(Weights.of(sentences).df, NAMES, TEXT)


@pytest.mark.parametrize(
    ("question", "meant"),
    [
        ("大建康产业谁牵头", "大健康产业谁牵头"),
        ("量自通信要突坡什么", "量子通信要突破什么"),
        ("集戌电路的目标", "集成电路的目标"),
        ("集成路产业的目标", "集成电路产业的目标"),
        ("集成成电路产业", "集成电路产业"),
        ("智能网连汽车有什么支持", "智能网联汽车有什么支持"),
        ("医养容合怎么做", "医养融合怎么做"),
        ("海洋工程装倍创新中芯叫什么", "海洋工程装备创新中心叫什么"),
        ("江下区人民政府参与什么", "江夏区人民政府参与什么"),
        ("竹边产业的收入", "竹编产业的收入"),
    ],
    ids=["sound", "pairs", "shape", "missing", "doubled", "sound-2", "sound-3", "neighbour", "body", "own"],
)  # fmt: skip
def test_a_mistyped_term_of_the_documents_is_mended(
    question: str, meant: str, vocabulary: Vocabulary
) -> None:
    text, changes = mended(question, vocabulary)
    assert text == meant
    assert changes


@pytest.mark.parametrize(
    "question",
    [
        "上海的竹编产业",
        "江岸区谁牵头",
        "岱山区的产业",
        "市水务局负责什么",  # sounds like 市税务局
        "市教育局负责什么",
        "氢能源汽车有补贴吗",
        "中芯国际有没有补贴",  # sounds like 中心
        "弘新半导体有补贴吗",  # another company than 弘芯
        "华为能申请吗",
        "企业能领多少租金补贴",
        "到2025年目标是多少",
        "竹编产业谁牵头",
    ],
)
def test_what_the_documents_do_not_hold_stays_as_it_is(
    question: str, vocabulary: Vocabulary
) -> None:
    assert mended(question, vocabulary) == (question, ())


@pytest.mark.parametrize(
    ("question", "meant"),
    [
        ("zhubian chanye shui qiantou", "竹编产业谁牵头"),
        ("zhubianchanye 2035 nian mubiao", "竹编产业 2035 年目标"),
        ("zhú biān chǎn yè de mù biāo", "竹编产业的目标"),
        ("zhinengwanglian qiche you nage danwei qiantou", "智能网联汽车有哪个单位牵头"),
        ("skjj负责什么", "市科技局负责什么"),
        ("IC产业的target", "集成电路产业的目标"),
        ("quantum communication 谁牵头", "量子通信谁牵头"),
        ("the subsidies", "补贴"),
    ],
)
def test_letters_are_read_as_pinyin_initials_or_english(
    question: str, meant: str, vocabulary: Vocabulary
) -> None:
    text, changes = spelled(question, vocabulary)
    assert text.strip() == meant
    assert changes


@pytest.mark.parametrize(
    "question",
    [
        "5G基站谁建",
        "LTPS面板",
        "ltps面板",
        "MEMS工艺",
        "ChatGPT能用吗",
        "iPhone",
        "PET-CT",
        "T以上",
    ],
)
def test_abbreviations_and_names_in_letters_stay(question: str, vocabulary: Vocabulary) -> None:
    assert spelled(question, vocabulary) == (question, ())


@pytest.mark.parametrize(
    ("question", "meant"),
    [
        ("请问一下，竹编谁牵头啊？？", "竹编谁牵头？"),
        ("呃就是那个那个，竹编，搞成啥样来着", "竹编，搞成啥样"),
        ("麻烦帮我查一下竹编产业的目标，谢谢", "竹编产业的目标"),
        ("能告诉我奖励多少吗", "奖励多少吗"),
        ("你好，怎么申请", "怎么申请"),
        ("竹编 产业 谁 牵头", "竹编产业谁牵头"),
        ("竹编产业那个单位牵头", "竹编产业哪个单位牵头"),
        ("那竹编呢", "那竹编呢"),
        ("贷款额度最高是多少", "贷款额度最高是多少"),
        ("想知道从哪儿来", "从哪儿来"),
        ("谢谢", "谢谢"),
    ],
)
def test_fillers_go_and_meaning_stays(question: str, meant: str) -> None:
    assert tidy(question) == meant


@pytest.mark.parametrize(
    ("question", "meant"),
    [
        ("pet-ct由谁负责", "PET-CT由谁负责"),
        ("Pet Ct由谁负责", "PET CT由谁负责"),
        ("iphone和nothing", "iPhone和nothing"),
        ("led还是LED", "LED还是LED"),
    ],
)
def test_letters_are_asked_as_the_documents_write_them(question: str, meant: str) -> None:
    known = spellings(["显像(PET—CT)，", "LED、Led、LED和iPhone"])
    assert as_written(question, known) == meant


def test_a_case_that_the_documents_use_stays() -> None:
    assert as_written("Led灯", spellings(["LED、Led、LED"])) == "Led灯"


def test_a_name_in_small_letters_is_answered_like_one_in_capitals(pipeline: Pipeline) -> None:
    small, capitals = pipeline.ask("pet-ct由谁负责"), pipeline.ask("PET-CT由谁负责")
    assert not small.refused
    assert small.answer == capitals.answer

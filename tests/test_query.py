"""What a question asks for, and questions that cannot be asked."""

import pytest

from rag.query import QuestionError, understand


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("汽车产业2022年主营业务收入目标是多少", "amount"),
        ("研发投入占比要到多少", "percentage"),
        ("高新技术企业要达到多少家", "count"),
        ("这个文件什么时候发布", "date"),
        ("集成电路谁牵头", "body"),
        ("咨询电话是多少", "contact"),
        ("3D打印重点突破什么", "text"),
    ],
)
def test_kind(question: str, kind: str) -> None:
    assert understand(question).kind == kind


@pytest.mark.parametrize(
    ("question", "address"),
    [
        ("二(三)2讲什么", "二/(三)/2"),
        ("二、（三）2．讲什么", "二/(三)/2"),
        ("第二部分第三条说了什么", "二/(三)"),
        ("第十二条规定了什么", "第十二条"),
        ("一二三产业融合", None),
    ],
)
def test_address(question: str, address: str | None) -> None:
    assert understand(question).address == address


@pytest.mark.parametrize(
    ("question", "reason"),
    [
        ("", "空"),
        ("  \n", "空"),
        ("甲" * 10_000, "10000"),
        ("甲\x07乙", "控制字符"),
        ("\ud800甲", "控制字符"),
        ("？！", "文字"),
    ],
    ids=["empty", "blank", "long", "control", "surrogate", "punctuation"],
)
def test_a_question_that_cannot_be_asked(question: str, reason: str) -> None:
    with pytest.raises(QuestionError, match=reason):
        understand(question)

"""A section named in words: read from a question, found among the sections of documents."""

import pytest

from rag.question.address import references, resolve, written

# An opinion numbered 一、(一) 1. (1), and a law with annexes.
OPINION = [
    ("opinion", section)
    for section in [
        "一",
        "一/(二)",
        "二",
        "二/(二)",
        "二/(三)",
        "二/(三)/2",
        "二/(三)/2/(6)",
        "落款",
    ]
]
LAW = [
    ("law", section)
    for section in [
        "第一章", "第一章/第二条", "第三章", "第三章/第十二条", "第三章/第十二条/(二)",
        "第三章/第十二条/(二)/1", "第三章/第十二条之一", "附件1", "附件1/一", "附件1/二",
        "附件1/二/(二)", "附件2", "附件2/二",
    ]
]  # fmt: skip


@pytest.mark.parametrize(
    ("question", "address"),
    [
        ("二(三)2讲什么", "二/(三)/2"),
        ("二、(三)2.是什么", "二/(三)/2"),
        ("二.三.2讲什么", "二/(三)/2"),
        ("二-三-2", "二/(三)/2"),
        ("二/(三)/2/(6)说了什么", "二/(三)/2/(6)"),
        ("第二部分第三条说了什么", "二/(三)"),
        ("第2部分第3条第2项", "二/(三)/2"),
        ("第二部分(三)第2点(6)", "二/(三)/2/(6)"),
        ("第二大点第三小点", "二/(三)"),
        ("第二部分的第三个产业是什么", "二/(三)"),
        ("第十二条第二项", "第十二条/(二)"),
        ("第12条第(二)项第1目", "第十二条/(二)/1"),
        ("第十二条之一讲什么", "第十二条之一"),
        ("第三章讲什么", "第三章"),
        ("第一章第二条", "第一章/第二条"),
        ("附件一里有什么", "附件1"),
        ("附件1第二条", "附件1/二"),
        ("附件1第二条第二款", "附件1/二/(二)"),
        ("第二条讲什么", "第二条"),
    ],
)
def test_a_spoken_reference_finds_its_section(question: str, address: str) -> None:
    assert resolve(references(question), OPINION + LAW) == (address,)


@pytest.mark.parametrize(
    "question",
    [
        "一二三产业融合",
        "二、三产业有什么",
        "第三代半导体",
        "第一名奖多少",
        "第二条产线何时量产",
        "第三项目部在哪里",
        "3D打印重点突破什么",
        "2022年的目标",
        "12英寸生产线",
    ],
)
def test_numbers_that_name_no_section(question: str) -> None:
    assert references(question) == ()


def test_a_quantity_behind_a_section_is_not_part_of_it() -> None:
    assert written(references("第十二条,3年内能领多少")) == "第十二条"


def test_an_ambiguous_reference_gives_all_and_the_section_in_hand_decides() -> None:
    steps = references("第二条展开说说")
    assert resolve(steps, OPINION) == ("一/(二)", "二/(二)")
    assert resolve(steps, OPINION, within="二") == ("二/(二)",)


def test_a_section_that_is_not_there_is_written_as_the_documents_would() -> None:
    steps = references("第二部分第九条讲什么")
    assert resolve(steps, OPINION) == ()
    assert written(steps) == "二/(九)"

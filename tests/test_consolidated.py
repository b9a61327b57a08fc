"""Amendments carried out: orders read, passages made of slices of both documents, nothing guessed."""

import json
from pathlib import Path

import pytest

from corpus.amendment import read_orders
from corpus.consolidated import Consolidated, consolidate
from corpus.document import Document
from corpus.load import load_document
from corpus.reference import Place, Step, place_of, references
from index.__main__ import main
from index.build import build
from index.settings import Settings
from tests.test_index import HashEmbedder

RULES = """云岭市社区食堂管理办法

云政规〔2022〕4号

第一章 总则

第一条 为规范社区食堂，制定本办法。

第二条 本办法所称社区食堂，是指面向社区居民的公益性用餐场所。

60周岁以上老年人优先就餐。

第二章 补助

第三条 对新建的社区食堂，给予一次性补助20万元。

第四条 运营补助按下列标准发放：

（一）年服务1万人次以上的，补助5万元；

（二）年服务3万人次以上的，补助8万元。

第五条 补助由区民政局和区财政局共同核定。

第六条 每年3月31日前提出申请。

第三章 附则

第七条 本办法自2022年5月1日起施行。

云岭市人民政府
2022年4月2日
"""
CHANGE = """云岭市人民政府关于修改《云岭市社区食堂管理办法》的决定

云政规〔2024〕1号

市人民政府决定对《云岭市社区食堂管理办法》作如下修改：

一、将第二条第二款中的“60周岁”修改为“65周岁”。

二、将第三条修改为：“第三条 对新建的社区食堂，给予一次性补助30万元；对改建的，给予一次性补助10万元。”

三、对第四条作如下修改：

（一）第一项中的“5万元”修改为“6万元”；

（二）增加一项，作为第三项：“（三）年服务5万人次以上的，补助12万元。”

四、增加一条，作为第五条：

“第五条 社区食堂应当公示菜价。

“老年人用餐价格应当低于市价。”

五、删去第六条。

六、第二条增加一款，作为第三款：“居民是指常住居民。”

七、将第九条中的“区”修改为“县”。

八、将“区民政局”统一修改为“区民政部门”。

此外，对条文顺序作相应调整。

本决定自2024年2月1日起施行。

云岭市人民政府
2024年1月10日
"""


def _load(tmp_path: Path, name: str, text: str) -> Document:
    path = tmp_path / f"{name}.txt"
    path.write_text(text, encoding="utf-8")
    return load_document(path, tmp_path)


@pytest.fixture
def consolidated(tmp_path: Path) -> Consolidated:
    rules, change = _load(tmp_path, "rules", RULES), _load(tmp_path, "change", CHANGE)
    return consolidate(rules, [change])


def _texts(found: Consolidated, section: str) -> list[str]:
    return [c.text for c in found.clauses if c.section == section and not c.deleted]


def test_passages_read_as_ordered(consolidated: Consolidated) -> None:
    assert _texts(consolidated, "第一章/第二条") == [
        "第二条 本办法所称社区食堂，是指面向社区居民的公益性用餐场所。",
        "65周岁以上老年人优先就餐。",
        "居民是指常住居民。",
    ]
    assert _texts(consolidated, "第二章/第三条") == [
        "第三条 对新建的社区食堂，给予一次性补助30万元；对改建的，给予一次性补助10万元。"
    ]
    assert _texts(consolidated, "第二章/第四条/(一)") == ["（一）年服务1万人次以上的，补助6万元；"]
    assert _texts(consolidated, "第二章/第四条/(三)") == ["（三）年服务5万人次以上的，补助12万元。"]


def test_articles_are_counted_through_after_one_came_and_one_went(
    consolidated: Consolidated,
) -> None:
    assert _texts(consolidated, "第二章/第五条") == [
        "第五条 社区食堂应当公示菜价。",
        "老年人用餐价格应当低于市价。",
    ]
    assert _texts(consolidated, "第二章/第六条") == ["第五条 补助由区民政部门和区财政局共同核定。"]
    assert _texts(consolidated, "第三章/第七条") == ["第七条 本办法自2022年5月1日起施行。"]
    (gone,) = [c for c in consolidated.clauses if c.deleted]
    assert gone.original is not None
    assert gone.original.text == "第六条 每年3月31日前提出申请。"


def test_every_character_is_a_slice_of_one_of_the_two(consolidated: Consolidated) -> None:
    texts = {d.doc_id: d.text for d in (consolidated.document, *consolidated.amendments)}
    for clause in consolidated.clauses:
        for piece in clause.pieces:
            assert texts[piece.doc_id][piece.start : piece.end] == piece.text != ""


def test_both_sources_are_named(consolidated: Consolidated) -> None:
    (changed,) = [c for c in consolidated.clauses if c.section == "第二章/第三条"]
    assert changed.original is not None
    assert changed.original.text == "第三条 对新建的社区食堂，给予一次性补助20万元。"
    (applied,) = changed.changes
    assert applied.amendment.doc_id == "change"
    assert applied.order.section == "二"
    assert applied.quote.startswith("将第三条修改为：“第三条 对新建的社区食堂")


def test_what_cannot_be_carried_out_is_left_out_and_said(consolidated: Consolidated) -> None:
    (left,) = consolidated.unapplied
    assert left.quote == "将第九条中的“区”修改为“县”"


def _orders(tmp_path: Path, line: str) -> list[tuple[str, tuple[tuple[str, int], ...], str]]:
    rules = _load(tmp_path, "rules", RULES)
    change = _load(tmp_path, "change", f"关于修改《云岭市社区食堂管理办法》的决定\n\n一、{line}\n")
    return [
        (
            order.kind,
            tuple((step.unit, step.number) for steps in order.places for step in steps),
            change.text[order.old.start : order.old.end] if order.old else "",
        )
        for order in read_orders(change, rules)
    ]


@pytest.mark.parametrize(
    ("line", "orders"),
    [
        ("删去第三条中的“一次性”。", [("swap", (("条", 3),), "一次性")]),
        ("第三条中的“一次性”予以删除。", [("swap", (("条", 3),), "一次性")]),
        ("删除第四条第二项。", [("delete", (("条", 4), ("项", 2)), "")]),
        ("第六条删去。", [("delete", (("条", 6),), "")]),
        ("在第五条“区财政局”后增加“、区卫健局”。", [("swap", (("条", 5),), "区财政局")]),
        (
            "将第三条、第四条中的“补助”修改为“奖补”。",
            [("swap", (("条", 3), ("条", 4)), "补助")],
        ),
        (
            "第四条第（一）项、第（二）项中的“年服务”改为“每年服务”。",
            [("swap", (("条", 4), ("项", 1), ("条", 4), ("项", 2)), "年服务")],
        ),
        ("将文中的“居民”统一替换为“常住居民”。", [("swap", (), "居民")]),
        ("第七条改为第八条。", [("renumber", (("条", 7),), "")]),
        ("第三条修改为：“第三条 “新建”是指新开办，补助30万元。”", [("reword", (("条", 3),), "")]),
        (
            "将第二条第一款中的“社区居民”修改为“居民”；第二款中的“60”修改为“65”。",
            [("swap", (("条", 2), ("款", 1)), "社区居民"), ("swap", (("条", 2), ("款", 2)), "60")],
        ),
        ("第六条修改为两款：“第六条 每年申请一次。”", [("reword", (("条", 6),), "")]),
        ("第六条修改为：第六条 每年3月31日前申请。", [("reword", (("条", 6),), "")]),
        ("第三条关于新建食堂的规定由市民政局解释。", []),
    ],
)
def test_orders(
    tmp_path: Path, line: str, orders: list[tuple[str, tuple[tuple[str, int], ...], str]]
) -> None:
    assert _orders(tmp_path, line) == orders


def test_an_order_for_another_document_is_not_ours(tmp_path: Path) -> None:
    change = """云岭市人民政府关于修改部分规范性文件的决定

一、将《云岭市养老服务办法》第三条中的“20万元”修改为“50万元”。

二、将《云岭市社区食堂管理办法》第三条中的“20万元”修改为“25万元”。
"""
    rules, later = _load(tmp_path, "rules", RULES), _load(tmp_path, "later", change)
    found = consolidate(rules, [later])
    assert _texts(found, "第二章/第三条") == ["第三条 对新建的社区食堂，给予一次性补助25万元。"]
    assert found.unapplied == ()


def test_a_second_amendment_changes_what_the_first_made(tmp_path: Path) -> None:
    second = """关于修改《云岭市社区食堂管理办法》的决定

一、将第三条中的“30万元”修改为“35万元”。

二、将第五条第一款修改为：“第五条 社区食堂应当每日公示菜价。”
"""
    rules, first = _load(tmp_path, "rules", RULES), _load(tmp_path, "change", CHANGE)
    found = consolidate(rules, [first, _load(tmp_path, "second", second)])
    (text,) = _texts(found, "第二章/第三条")
    assert "给予一次性补助35万元；" in text
    assert _texts(found, "第二章/第五条") == [
        "第五条 社区食堂应当每日公示菜价。",
        "老年人用餐价格应当低于市价。",
    ]


@pytest.mark.parametrize(
    ("text", "steps"),
    [
        ("第五条第一款、第三款", [(("条", 5), ("款", 1)), (("条", 5), ("款", 3))]),
        ("第一部分第（二）项", [(("部分", 1), ("项", 2))]),
        ("第三条和第六条第二项", [(("条", 3),), (("条", 6), ("项", 2))]),
        ("附件2第四条", [(("附件", 2), ("条", 4))]),
        ("本办法", []),
    ],
)
def test_references(text: str, steps: list[tuple[tuple[str, int], ...]]) -> None:
    assert [tuple((s.unit, s.number) for s in each) for each in references(text)] == steps


def test_a_place_that_is_not_there_is_none() -> None:
    sections = ["一", "一/(一)", "一/(二)", "二", "二/(一)", "第十条之一"]
    assert place_of((Step("条", 2), Step("项", 1)), sections) == Place("二/(一)")
    assert place_of((Step("条", 10, 1),), sections) == Place("第十条之一")
    assert place_of((Step("条", 2), Step("项", 5)), sections) is None
    assert place_of((Step("项", 1),), sections) is None, "two sections are called so"


def test_the_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    (corpus / "rules.txt").write_text(RULES, encoding="utf-8")
    (corpus / "change.txt").write_text(CHANGE, encoding="utf-8")
    settings = Settings(tmp_path / "home", "hash-64")
    build(settings, corpus, progress=False, embedder=HashEmbedder())
    home = ["--home", str(settings.home)]
    assert main(["consolidated", "rules", *home]) == 0
    said = capsys.readouterr().out
    assert "65周岁以上老年人优先就餐。" in said
    assert "据《云岭市人民政府关于修改《云岭市社区食堂管理办法》的决定》一" in said
    assert "未能照改：将第九条中的“区”修改为“县”" in said
    assert main(["consolidated", "rules", "--as-of", "2024-01-31", "--json", *home]) == 0
    record = json.loads(capsys.readouterr().out)
    assert record["amendments"] == []
    assert not any(clause["changes"] for clause in record["clauses"])
    assert main(["consolidated", "none", *home]) == 2
    assert "没有文件“none”" in capsys.readouterr().err

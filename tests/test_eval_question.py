"""Question files: what is read, and that every kind of mistake is refused with file and line."""

import json
from pathlib import Path
from typing import Any

import pytest

from corpus.document import Clause, Document
from eval.question import Place, QuestionFileError, fold, holds, load_questions

TEXT = "一、目标\n到2022年，收入达到110％。\n二、保障\n由市科技局负责。\n"


def toy_document(doc_id: str = "甲") -> Document:
    second = TEXT.index("二、")
    clauses = tuple(
        Clause(doc_id, section, section, (section,), "item", TEXT[start:end], start, end)
        for section, start, end in (("一", 0, second - 1), ("二", second, len(TEXT) - 1))
    )
    return Document(doc_id, Path(f"{doc_id}.txt"), TEXT, clauses)


def good(**changes: object) -> dict[str, Any]:
    record: dict[str, Any] = {
        "id": "q1",
        "type": "number",
        "question": "收入要达到多少？",
        "cite": ["一"],
        "contains": ["110%"],
        "any": [],
        "answerable": True,
        "exhaustive": False,
    }
    return {**record, **changes}


def write(tmp_path: Path, *lines: dict[str, Any] | str) -> Path:
    path = tmp_path / "questions.jsonl"
    rows = [r if isinstance(r, str) else json.dumps(r, ensure_ascii=False) for r in lines]
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")
    return path


def without(field: str) -> dict[str, Any]:
    return {name: value for name, value in good(id="q2").items() if name != field}


def test_a_good_file_is_read_in_its_order_blank_lines_skipped(tmp_path: Path) -> None:
    path = write(tmp_path, good(), "", good(id="q2", doc="甲.txt", note="易错"))
    first, second = load_questions(path)
    assert (first.id, first.line, first.gold) == ("q1", 1, (Place(None, "一"),))
    assert (second.id, second.line, second.gold) == ("q2", 3, (Place("甲.txt", "一"),))


def test_an_entry_over_several_documents_names_its_file(tmp_path: Path) -> None:
    (question,) = load_questions(write(tmp_path, good(cite=["乙.txt#第三条/(二)"], doc="甲")))
    assert question.gold == (Place("乙.txt", "第三条/(二)"),)


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        pytest.param('{"id": "q2",', "不是合法的 JSON", id="bad JSON"),
        pytest.param("[1]", "不是 JSON 对象", id="not an object"),
        pytest.param(good(id="q2", answer="x"), "不认识的字段「answer」", id="unknown field"),
        pytest.param(good(id="q2", type="quiz"), "不认识的类型「quiz」", id="unknown type"),
        pytest.param(good(), "id「q1」重复，第 1 行已经用过", id="duplicate id"),
        pytest.param(without("any"), "缺少字段「any」", id="missing field"),
        pytest.param(good(id="q2", cite="一"), "字段「cite」应为字符串的列表", id="not a list"),
        pytest.param(good(id="q2", any=[1]), "字段「any」应为字符串的列表", id="not strings"),
        pytest.param(good(id="q2", contains=[" "]), "字段「contains」", id="blank string"),
        pytest.param(good(id="q2", answerable=1), "应为true 或 false", id="not a bool"),
        pytest.param(good(id="q2", as_of=2020), "字段「as_of」应为字符串", id="bad as_of"),
        pytest.param(good(id="q2", as_of="20200101"), "应为 YYYY-MM-DD", id="no day"),
        pytest.param(good(id="q2", question=" "), "字段「question」是空的", id="empty question"),
        pytest.param('{"id": "q2", "id": "q3"}', "字段「id」写了两次", id="a field twice"),
        pytest.param("[" * 100_000, "括号套得太深", id="nested too deep"),
        pytest.param('{"id": "\\ud800"}', "半个字符", id="half a character"),
        pytest.param(good(id="q2", cite=["甲#"]), "「甲#」应写成 文件#条款", id="no section"),
        pytest.param(good(id="q2", cite=["#一"]), "「#一」应写成 文件#条款", id="no file"),
        pytest.param(good(id="q2", doc=" "), "字段「doc」是空的", id="empty doc"),
        pytest.param(good(id="q2", cite=[]), "没有写 cite", id="nothing to cite"),
        pytest.param(
            good(id="q2", type="unanswerable"), "answerable 却是 true", id="contradiction"
        ),
    ],
)
def test_a_mistake_is_refused_with_file_line_and_reason(
    tmp_path: Path, line: dict[str, Any] | str, reason: str
) -> None:
    path = write(tmp_path, good(), line)
    with pytest.raises(QuestionFileError) as caught:
        load_questions(path)
    assert str(caught.value).startswith(f"{path} 第 2 行：")
    assert reason in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_file_that_is_missing_empty_or_of_another_encoding_is_refused(tmp_path: Path) -> None:
    with pytest.raises(QuestionFileError, match="没有这个问题文件"):
        load_questions(tmp_path / "absent.jsonl")
    with pytest.raises(QuestionFileError, match="文件里没有问题"):
        load_questions(write(tmp_path, ""))
    (tmp_path / "gbk.jsonl").write_bytes("收入".encode("gbk"))
    with pytest.raises(QuestionFileError, match="不是 UTF-8"):
        load_questions(tmp_path / "gbk.jsonl")
    with pytest.raises(QuestionFileError, match="读不了"):
        load_questions(tmp_path)


def test_numbers_are_held_whole_and_widths_do_not_matter() -> None:
    folded = fold("到 2022 年达到１１０％，R&D 3.5%，\n万元")
    assert all(holds(folded, s) for s in ("2022年", "110%", "r&d3.5%", "3.5%", "万元", "2022"))
    assert not any(holds(folded, s) for s in ("10%", "5%", "022年", "202", "3", "千元"))


def test_two_cells_of_a_row_are_two_numbers_and_a_broken_line_is_one() -> None:
    folded = fold("制造基地\t45\t2026年6月\n示范\t9 \t 10\n共 170\n00亿元")
    assert all(holds(folded, s) for s in ("45", "2026年6月", "9", "10", "17000亿元"))
    assert not any(holds(folded, s) for s in ("452026年", "910", "170"))

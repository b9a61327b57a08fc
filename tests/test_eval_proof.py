"""Gold against the documents: what is not proved is refused with file, line and reason."""

from pathlib import Path
from typing import Any

import pytest

from corpus.document import Clause, Document, Metadata
from eval.proof import check_against, check_places
from eval.question import Question, QuestionFileError, load_questions
from tests.test_eval_question import good, write

TEXT = "一、目标\n到2022年，收入达到110％。\n二、保障\n由市科技局负责，建30家。\n(一)再建12家。\n"


def document(doc_id: str = "甲") -> Document:
    starts = [0, TEXT.index("二、"), TEXT.index("(一)"), len(TEXT)]
    clauses = tuple(
        Clause(doc_id, section, section, (section,), "item", TEXT[start:end], start, end)
        for section, start, end in zip(("一", "二", "二/(一)"), starts, starts[1:], strict=False)
    )
    metadata = Metadata(title="关于收入的通知", number="甲政发〔2020〕3号")
    return Document(doc_id, Path(f"{doc_id}.txt"), TEXT, clauses, metadata)


def unanswerable(**changes: object) -> dict[str, Any]:
    absent = {"type": "unanswerable", "cite": [], "contains": [], "answerable": False}
    return good(question="明年的收入？", **{**absent, **changes})


def loaded(tmp_path: Path, *records: dict[str, Any]) -> tuple[Question, ...]:
    return load_questions(write(tmp_path, *records))


@pytest.mark.parametrize(
    ("record", "reason"),
    [
        pytest.param(good(cite=["三"]), "条款「三」在文件中不存在", id="section"),
        pytest.param(
            good(cite=["二/（一）"]), "不存在，是不是「二/(一)」", id="full-width section"
        ),
        pytest.param(good(cite=["二、(一)"]), "不存在，是不是「二/(一)」", id="label for section"),
        pytest.param(good(doc="/"), "文件「/」不在已索引的文件中", id="no name"),
        pytest.param(good(cite=["丙#一"]), "文件「丙」不在已索引的文件中", id="file"),
        pytest.param(good(doc="丙"), "文件「丙」不在已索引的文件中", id="doc"),
        pytest.param(unanswerable(doc="丙"), "文件「丙」不在已索引的文件中", id="doc, no gold"),
        pytest.param(good(contains=["120%"]), "「120%」在所引条款中找不到", id="contains"),
        pytest.param(good(contains=["10%"]), "「10%」在所引条款中找不到", id="part of a number"),
        pytest.param(good(contains=["市科技局"]), "在所引条款中找不到", id="another section"),
        pytest.param(good(cite=["二"], contains=["12家"]), "在所引条款中找不到", id="below it"),
        pytest.param(good(any=["市教育局", "市水务局"]), "「市教育局」「市水务局」", id="any"),
        pytest.param(good(contains=[]), "没有写 contains 或 any", id="nothing to say"),
        pytest.param(good(cite=["一", "一"]), "cite 里「一」写了两次", id="cited twice"),
        pytest.param(good(contains=["110%", "110%"]), "「110%」写了两次", id="said twice"),
        pytest.param(unanswerable(cite=["一"]), "写了 cite、contains 或 any", id="gold of none"),
        pytest.param(unanswerable(exhaustive=True), "exhaustive 却是 true", id="all of none"),
        pytest.param(good(question="q?"), "第 1 行已经问过", id="asked twice"),
        pytest.param(good(contains=["42家"], note="算"), "「42家」在所引", id="no sum"),
        pytest.param(good(note="计算：三十加十二"), "算式读不出", id="no figures"),
        pytest.param(
            good(cite=["二", "二/(一)"], contains=["43家"], note="计算：30+12=43"),
            "「30+12=43」算得不对",
            id="wrong sum",
        ),
        pytest.param(
            good(cite=["二"], contains=["42家"], note="计算：30+12=42"),
            "用了「12」，所引条款中没有这个数",
            id="sum over an uncited figure",
        ),
        pytest.param(
            good(cite=["二", "二/(一)"], contains=["30家"], note="计算：30+12=42"),
            "「42」没有写进 contains 或 any",
            id="sum not asked for",
        ),
    ],
)
def test_gold_that_is_not_proved_is_refused(
    tmp_path: Path, record: dict[str, Any], reason: str
) -> None:
    questions = loaded(tmp_path, good(id="q0", question="Q ?"), record)
    with pytest.raises(QuestionFileError) as caught:
        check_against(questions, {"甲": document()})
    assert str(caught.value).startswith(f"{tmp_path / 'questions.jsonl'} 第 2 行：")
    assert reason in str(caught.value)


def test_gold_that_the_documents_hold_passes(tmp_path: Path) -> None:
    questions = loaded(
        tmp_path,
        good(doc="甲"),
        unanswerable(id="q2"),
        good(id="q3", question="谁？", cite=["甲.txt#一", "乙#二"], any=["市教育局", "市科技局"]),
        good(id="q4", doc="乙"),
    )
    check_against(questions, {"甲": document(), "乙": document("乙")})


def test_a_name_that_starts_with_a_figure_is_held_behind_the_number_of_its_item(
    tmp_path: Path,
) -> None:
    text = "1.3D打印装备。\n"
    clause = Clause("甲", "二/1", "二、1.", ("3D打印装备",), "item", text, 0, len(text) - 1)
    printer = Document("甲", Path("甲.txt"), text, (clause,))
    record = good(cite=["二/1"], contains=["3D打印装备"])
    check_against(loaded(tmp_path, record), {"甲": printer})


def test_a_section_that_several_documents_have_needs_its_file(tmp_path: Path) -> None:
    questions = loaded(tmp_path, good())
    with pytest.raises(QuestionFileError, match="多份文件中都有"):
        check_against(questions, {"甲": document(), "乙": document("乙")})


@pytest.mark.parametrize(
    ("note", "result"),
    [
        ("计算：30+12=42", "42家"),
        ("计算:30-12=18（两条之差）", "18家"),
        ("计算：30*12=360", "360"),
        ("计算：30/12=2.5", "2.5倍"),
        ("计算：30+12*30-12=378", "378"),
    ],
)
def test_a_computed_figure_is_proved_by_its_sum(tmp_path: Path, note: str, result: str) -> None:
    record = good(cite=["二", "二/(一)"], contains=[result, "30家"], note=note)
    check_against(loaded(tmp_path, record), {"甲": document()})


def test_title_and_number_count_only_where_the_document_itself_is_asked_about(
    tmp_path: Path,
) -> None:
    meta = good(type="meta", contains=["甲政发〔2020〕3号"])
    check_against(loaded(tmp_path, meta), {"甲": document()})
    with pytest.raises(QuestionFileError, match="在所引条款中找不到"):
        check_against(loaded(tmp_path, {**meta, "type": "number"}), {"甲": document()})


def test_places_are_checked_without_the_strings(tmp_path: Path) -> None:
    documents = {"甲": document()}
    check_places(loaded(tmp_path, good(contains=["120%"])), documents)
    with pytest.raises(QuestionFileError, match="第 1 行：cite 里的条款「三」在文件中不存在"):
        check_places(loaded(tmp_path, good(cite=["三"])), documents)

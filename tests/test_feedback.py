"""Judgements of answers: kept, read back, and made into drafts that a person has to finish."""

import json
from pathlib import Path
from typing import Any

import pytest

from eval.__main__ import main
from eval.draft import drafts
from eval.question import QuestionFileError, load_questions
from index.catalog import Catalog
from index.feedback import add_feedback, all_feedback


def record(question: str, refused: bool = False) -> dict[str, Any]:
    cited = [] if refused else [{"doc_id": "甲", "section": "一/(二)", "quote": "80亿元"}]
    answer = "文件未规定。" if refused else "80亿元。〔1〕"
    return {"question": question, "answer": answer, "refused": refused, "citations": cited}


@pytest.fixture
def home(tmp_path: Path) -> Path:
    catalog = Catalog(tmp_path, create=True)
    add_feedback(catalog, record("产值？"), liked=False, reason="数字不对")
    add_feedback(catalog, record("园区？"), liked=True)
    add_feedback(catalog, record("补贴？", refused=True), liked=False, reason="文件里有")
    return tmp_path


def test_judgements_are_read_back_in_their_order(home: Path) -> None:
    said = all_feedback(Catalog(home))
    assert [(f.liked, f.reason, f.answer["question"]) for f in said] == [
        (False, "数字不对", "产值？"),
        (True, "", "园区？"),
        (False, "文件里有", "补贴？"),
    ]
    assert said[0].answer == record("产值？")


def test_a_folder_without_judgements_has_none(tmp_path: Path) -> None:
    assert all_feedback(Catalog(tmp_path, create=True)) == []


def test_the_last_judgement_of_a_question_counts(home: Path) -> None:
    catalog = Catalog(home)
    add_feedback(catalog, record("产值？"), liked=True)
    add_feedback(catalog, record("园区？"), liked=False, reason="不完整")
    questions = [draft["question"] for draft in drafts(all_feedback(catalog))]
    assert questions == ["补贴？", "园区？"]


def test_drafts_name_what_was_answered_and_wait_for_a_person(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = home / "new" / "drafts.jsonl"
    assert main(["drafts", "--home", str(home), "--out", str(out)]) == 0
    assert "2" in capsys.readouterr().out
    first, second = (json.loads(line) for line in out.read_text(encoding="utf-8").splitlines())
    assert first["question"] == "产值？"
    assert "数字不对" in first["note"]
    assert "甲#一/(二)" in first["note"]
    assert "80亿元" in first["note"]
    assert "拒答" in second["note"]
    with pytest.raises(QuestionFileError, match="cite"):
        load_questions(out)


def test_drafts_of_no_index_is_one_line_and_status_2(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["drafts", "--home", str(tmp_path)]) == 2
    assert "python -m index build" in capsys.readouterr().err

"""Questions about passages: read from their files, found in public documents by place."""

from pathlib import Path

import pytest

from corpus.load import load_document
from eval.near_misses import FOLDER, PUBLIC, Probe, main, read_passages, without_blanks


def test_our_own_passages_are_read_and_every_evidence_is_a_slice() -> None:
    own = [
        one
        for file in sorted(FOLDER.glob("*.tsv"))
        if file.name != PUBLIC
        for one in read_passages(file, {})
    ]
    asked = [question for one in own for question in one.asked]
    assert len(asked) > 6000
    assert 0.4 < sum(question.answered for question in asked) / len(asked) < 0.6
    assert all(q.evidence in one.text for one in own for q in one.asked)


def test_a_passage_of_a_public_document_is_found_by_its_place(tmp_path: Path) -> None:
    (tmp_path / "规则.txt").write_text(
        "某规则\n\n第一条 本规则\n自发布之日起施行。", encoding="utf-8"
    )
    (tmp_path / "set.tsv").write_text(
        "P\t某规则\t\t规则.txt\t3\t15\nQ\ty\t何时施行\t3\t12\n", encoding="utf-8"
    )
    (one,) = read_passages(tmp_path / "set.tsv", without_blanks(tmp_path))
    assert one.text == "第一条本规则自发布之日起施行。"
    assert one.asked == (Probe("何时施行", True, "本规则自发布之日起施行。"),)


@pytest.mark.parametrize(
    "lines",
    [
        "Q\ty\t问\t答",
        "P\t题\t\t文\nQ\tx\t问\t文",
        "P\t题\t\t文\nQ\ty\t问\t别的",
        "P\t题\t\tf.txt\t0\t3",
        "P\t题\t文",
        "X\t1",
    ],
)
def test_a_line_of_another_form_is_named(tmp_path: Path, lines: str) -> None:
    path = tmp_path / "set.tsv"
    path.write_text(lines, encoding="utf-8")
    with pytest.raises(ValueError, match=r"set\.tsv 第 \d 行"):
        read_passages(path, {})


def test_passages_are_written_as_documents_that_hold_them(tmp_path: Path) -> None:
    assert main([str(tmp_path / "library")]) == 0
    written = sorted((tmp_path / "library").glob("services*.txt"))
    own = read_passages(FOLDER / "services.tsv", {})
    assert len(written) == len(own)
    document = load_document(written[3], tmp_path / "library")
    assert own[3].text in document.text
    assert document.title == own[3].title

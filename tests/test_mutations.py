"""A few hundred damaged files end as documents or in one sentence; `tests.mutations` has more."""

import zipfile
from pathlib import Path

import pytest

from corpus.document import CorpusError
from corpus.read import read_source
from corpus.read.formats import MAX_BLOCKS, MAX_CHARS
from tests.mutations import cases, run_cases, summary
from tests.word_package import paragraph, write_word


def test_damaged_files_end_as_documents_or_in_one_sentence() -> None:
    quick = (".txt", ".md", ".html", ".docx", ".pdf", ".ofd")
    outcomes = run_cases(300, 7, None, quick)
    assert all(outcome.is_good for outcome in outcomes), summary(outcomes)
    assert {outcome.how for outcome in outcomes} == {"document", "refused"}


def test_the_same_seed_makes_the_same_files() -> None:
    assert list(cases(12, 3, (".txt", ".md"))) == list(cases(12, 3, (".txt", ".md")))
    assert list(cases(12, 3, (".txt",))) != list(cases(12, 4, (".txt",)))


@pytest.mark.parametrize(
    ("name", "text", "reason"),
    [
        ("大.txt", "甲" * (MAX_CHARS + 1), f"最多 {MAX_CHARS:,} 字"),
        ("多.txt", "甲\n" * (MAX_BLOCKS + 1), f"{MAX_BLOCKS:,} 段"),
        ("长.txt", "甲" * 300_000, "其中一段有 300,000 字"),
        ("巨.txt", "甲" * 4_000_000, "最多 10 MB"),
        ("巨.md", "甲" * 1_000_000, "最多 2 MB"),
        ("括.md", "[" * 60_000, "方括号超过"),
    ],
    ids=["characters", "paragraphs", "one paragraph", "bytes", "bytes of markdown", "brackets"],
)
def test_what_is_too_large_is_refused_with_its_limit(
    name: str, text: str, reason: str, tmp_path: Path
) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8")
    with pytest.raises(CorpusError, match=f"{name}：.*{reason}.*；请"):
        read_source(tmp_path / name)


def test_a_file_of_200_megabytes_is_refused_unread(tmp_path: Path) -> None:
    with (tmp_path / "巨.txt").open("wb") as file:
        file.truncate(200 * 2**20)
    with pytest.raises(CorpusError, match=r"巨\.txt：文件有 200 MB"):
        read_source(tmp_path / "巨.txt")


def test_a_bomb_inside_a_package_is_not_unpacked(tmp_path: Path) -> None:
    inner = tmp_path / "inner.zip"
    with zipfile.ZipFile(inner, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("a", b"\x00" * (30 * 2**20))
    path = write_word(tmp_path / "套.docx", paragraph("一、甲。"))
    with zipfile.ZipFile(path, "a") as package:
        package.write(inner, "word/embeddings/a.zip")
    assert read_source(path).text == "一、甲。\n"


def test_a_part_that_says_it_is_smaller_than_it_is_is_refused(tmp_path: Path) -> None:
    path = write_word(tmp_path / "谎.docx", paragraph("甲" * 3_000_000))
    raw = path.read_bytes()
    with zipfile.ZipFile(path) as package:
        size = package.getinfo("word/document.xml").file_size
    path.write_bytes(raw.replace(size.to_bytes(4, "little"), (1000).to_bytes(4, "little")))
    with pytest.raises(CorpusError, match=r"谎\.docx"):
        read_source(path)

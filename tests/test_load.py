"""Files into documents: encodings, sidecars, identities, and one sentence for each bad file."""

import subprocess
import sys
from pathlib import Path

import pytest

from corpus.date import iso_date
from corpus.document import CorpusError
from corpus.load import load_corpus, load_document

ROOT = Path(__file__).parent.parent
SAMPLE = ROOT / "corpus/documents/000_bcc79dc7008c6538.txt"
TEXT = "某市办法\n一、甲。奖励500万元。\n𠮷庆区人民政府\n2024年5月6日\n"


@pytest.mark.parametrize(
    "raw",
    [
        TEXT.encode(),
        b"\xef\xbb\xbf" + TEXT.encode(),
        TEXT.encode("gb18030"),
        TEXT.encode("utf-16"),
        TEXT.replace("\n", "\r\n").encode(),
        TEXT.replace("\n", "\r").encode(),
    ],
    ids=["utf-8", "bom", "gb18030", "utf-16", "crlf", "cr"],
)
def test_every_encoding_gives_the_same_text(raw: bytes, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(raw)
    document = load_document(tmp_path / "a.txt", tmp_path)
    assert document.text == TEXT
    assert [c.section for c in document.clauses] == ["题头", "一", "落款", "落款"]


@pytest.mark.parametrize(
    ("raw", "reason"),
    [(b"", "空"), (b" \n\n", "空"), (b"\x00\x01\x02\xff" * 20, "不是可识别的文本")],
    ids=["empty", "blank", "binary"],
)
def test_a_file_that_is_no_text_is_named(raw: bytes, reason: str, tmp_path: Path) -> None:
    (tmp_path / "坏.txt").write_bytes(raw)
    with pytest.raises(CorpusError, match=reason) as raised:
        load_document(tmp_path / "坏.txt", tmp_path)
    assert "坏.txt" in str(raised.value)


def test_the_sidecar_wins_and_null_means_unknown(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "a.yaml").write_text(
        "title: 真名\nissued: 2024-05-07\nissuer: null\nwarnings:\n  - 注意甲。\n", encoding="utf-8"
    )
    document = load_document(tmp_path / "a.txt", tmp_path)
    assert (document.metadata.title, document.metadata.issued) == ("真名", "2024-05-07")
    assert document.metadata.issuer is None
    assert document.warnings == ("注意甲。",)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("title: [", "YAML"),
        ("- a", "字段"),
        ("titel: a", "titel"),
        ("issued: 去年", "日期"),
        ("title: 5", "文字"),
        ("warnings: 甲", "列表"),
    ],
)
def test_a_broken_sidecar_is_named_and_the_others_go_on(
    content: str, reason: str, tmp_path: Path
) -> None:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "a.yaml").write_text(content, encoding="utf-8")
    (tmp_path / "b.txt").write_text(TEXT, encoding="utf-8")
    documents, errors = load_corpus(tmp_path)
    assert [d.doc_id for d in documents] == ["b"]
    assert len(errors) == 1
    assert "a.yaml" in str(errors[0])
    assert reason in str(errors[0])


def test_ids_are_relative_paths_without_ending(tmp_path: Path) -> None:
    (tmp_path / "市").mkdir()
    (tmp_path / "市/a.v1.txt").write_text(TEXT, encoding="utf-8")
    documents, _ = load_corpus(tmp_path)
    assert [d.doc_id for d in documents] == ["市/a.v1"]


def test_the_sample_warns_that_header_and_signature_contradict() -> None:
    document = load_document(SAMPLE, SAMPLE.parent)
    assert document.metadata.issuer == "武汉市人民政府"
    assert document.metadata.issued == "2019-11-07"
    assert document.metadata.number is None
    assert any("2017-11-14" in w and "2019-11-07" in w for w in document.warnings)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2019年11月7日", "2019-11-07"),
        ("二〇一九年十一月七日", "2019-11-07"),
        ("2017.11.14", "2017-11-14"),
        ("2019年13月1日", None),
        ("无", None),
    ],
)
def test_dates(text: str, expected: str | None) -> None:
    assert iso_date(text) == expected


@pytest.mark.parametrize("name", ["没有.txt", ".", "图.png"])
def test_the_command_names_what_it_cannot_read(name: str, tmp_path: Path) -> None:
    (tmp_path / "图.png").write_bytes(b"\x89PNG")
    done = subprocess.run(
        [sys.executable, "-m", "corpus", "tree", str(tmp_path / name)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    assert len(done.stderr.strip().splitlines()) == 1
    assert "Traceback" not in done.stderr

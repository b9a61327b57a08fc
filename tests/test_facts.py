"""All facts of a document: exact on the sample, each held by its slice, printed as the contract says."""

import json
import subprocess
import sys
from pathlib import Path

from corpus.facts import facts_record, read_facts
from corpus.load import load_document

ROOT = Path(__file__).parent.parent
SAMPLE = ROOT / "corpus/documents/000_bcc79dc7008c6538.txt"
GOLDEN = json.loads((ROOT / "tests/golden/sample.facts.json").read_text(encoding="utf-8"))


def _facts(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "corpus", "facts", *arguments],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_golden_file_is_complete() -> None:
    sections = [target["section"] for target in GOLDEN["targets"]]
    assert len(GOLDEN["responsibilities"]) == 18
    assert [sections.count(s) for s in ("一/(二)", "三/(五)", "三/(六)")] == [9, 2, 2]
    assert sum(s.startswith("二/") for s in sections) == 10


def test_the_command_prints_exactly_the_golden_facts() -> None:
    done = _facts(str(SAMPLE), "--json")
    assert done.returncode == 0
    assert json.loads(done.stdout) == GOLDEN


def test_the_table_shows_every_kind() -> None:
    done = _facts(str(SAMPLE))
    assert done.returncode == 0
    for title in ("责任分工（18 项）", "目标（23 项）", "优惠（0 项）"):
        assert title in done.stdout


def test_a_missing_file_is_one_sentence() -> None:
    done = _facts("没有.txt")
    assert done.returncode == 2
    assert len(done.stderr.strip().splitlines()) == 1


def test_every_target_stands_in_its_slice() -> None:
    document = load_document(SAMPLE, SAMPLE.parent)
    for target in read_facts(document).targets:
        held = document.text[target.start : target.end]
        assert target.clause.start <= target.start < target.end <= target.clause.end
        assert target.by is None or target.by in held
        assert target.unit in held
        assert str(target.value) in held or "万亿元" in held


def test_a_document_with_all_kinds(tmp_path: Path) -> None:
    text = (
        "云岭市支持创新若干措施\n"
        "一、目标。到2028年,全市创新企业达到300家以上。\n"
        "二、奖励。对新认定的创新企业,给予最高50万元奖励。(责任单位:市科技局)\n"
        "三、附则。本措施自2026年1月1日起施行,有效期3年。《云岭市创新办法》同时废止。\n"
        "云岭市人民政府\n"
        "2025年12月1日\n"
    )
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    record = facts_record(read_facts(load_document(tmp_path / "a.txt", tmp_path)))
    assert record == {
        "document": {
            "title": "云岭市支持创新若干措施",
            "number": None,
            "issuer": "云岭市人民政府",
            "issued": "2025-12-01",
            "effective": "2026-01-01",
            "expires": "2028-12-31",
            "repeals": ["云岭市创新办法"],
        },
        "responsibilities": [{"section": "二", "lead": [], "support": ["市科技局"]}],
        "targets": [
            {
                "section": "一",
                "metric": "全市创新企业",
                "comparator": ">=",
                "value": 300,
                "unit": "家",
                "by": "2028",
            }
        ],
        "benefits": [
            {
                "section": "二",
                "what": "奖励",
                "amount": 50,
                "unit": "万元",
                "cap": "50万元",
                "condition": "新认定的创新企业",
            }
        ],
    }


def test_the_table_shows_the_slice_that_a_value_was_read_from(tmp_path: Path) -> None:
    text = "云岭市办法\n一、附则。本办法自2024年3月1日起施行。\n云岭市财政局\n2024年2月20日\n"
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    done = _facts(str(tmp_path / "a.txt"))
    assert done.returncode == 0
    assert "2024年2月20日" in done.stdout
    assert "本办法自" in done.stdout


def test_a_value_of_the_sidecar_has_no_slice(tmp_path: Path) -> None:
    text = "云岭市办法\n一、附则。照办。\n云岭市财政局\n2024年2月20日\n"
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    (tmp_path / "a.yaml").write_text("issuer: 云岭市林业局\n", encoding="utf-8")
    found = load_document(tmp_path / "a.txt", tmp_path).metadata
    assert found.issuer == "云岭市林业局"
    assert [e.field for e in found.evidence] == ["title", "issued"]

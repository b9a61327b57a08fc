"""One small fictional policy, and what every reader owes of it."""

from pathlib import Path

from corpus.load import load_document
from corpus.read import read_source

TITLE = "云泽市支持低空经济发展若干措施"
LINES = (
    TITLE,
    "各区人民政府，市人民政府各部门：",
    "为支持低空经济发展，制定本措施。",
    "一、总体要求",
    "（一）主要目标。到2027年，全市低空经济规模达到30亿元。",
    "（责任单位：市发展改革委、市财政局）",
    "（二）基本原则",
    "1.坚持安全第一。",
    "2.坚持企业为主，给予最高500万元奖励。",
    "上述奖励不重复享受。",
    "二、保障措施",
    "（一）加强领导。建立联席会议制度。",
    "（二）加强监督。每年评估一次。",
    "云泽市人民政府",
    "2025年3月8日",
)
HEADINGS = {TITLE: 1, "一、总体要求": 2, "二、保障措施": 2}
TABLE = (("项目", "标准"), ("购机补贴", "50万元"))


def sections(path: Path) -> list[tuple[str, str, str]]:
    """Address, kind and text of every clause, the slices checked."""
    source = read_source(path)
    document = load_document(path, path.parent)
    covered: set[int] = set()
    for block in source.blocks:
        assert source.text[block.start : block.end].strip() == source.text[block.start : block.end]
        assert covered.isdisjoint(range(block.start, block.end))
        covered.update(range(block.start, block.end))
    assert {i for i, c in enumerate(source.text) if not c.isspace()} <= covered
    for clause in document.clauses:
        assert document.text[clause.start : clause.end] == clause.text
    return [(c.section, c.kind, c.text) for c in document.clauses]


def expected(folder: Path) -> list[tuple[str, str, str]]:
    """The same of the policy as plain text."""
    path = folder / "expected.txt"
    path.write_text("\n".join(LINES), encoding="utf-8")
    return sections(path)


def test_the_policy_as_text_has_the_sections_that_a_clerk_sees(tmp_path: Path) -> None:
    assert [address for address, _, _ in expected(tmp_path)] == [
        "题头", "主送", "导语", "一", "一/(一)", "一/(一)", "一/(二)", "一/(二)/1",
        "一/(二)/2", "一/(二)", "二", "二/(一)", "二/(二)", "落款", "落款",
    ]  # fmt: skip

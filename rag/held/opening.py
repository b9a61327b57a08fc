"""What a section's words rest on though they stand elsewhere: text that makes them complete.

What opens the list that it is an item of (`购置冷藏车的，按照下列标准补贴：`), the articles that it
refers to (`违反本条例第九条`), and the full form of names that its document shortens.
"""

import re

from corpus.document import Clause

_REFERENCE = re.compile(
    r"本(?:条例|办法|规定|细则|意见|措施|规则)(?P<article>第[一二三四五六七八九十百]+条)"
    r"(?:第(?P<item>[一二三四五六七八九十]+)项)?"
)
_SHORTENED = re.compile(
    r"(?P<long>[\u4e00-\u9fff]{3,30})[(（]以?下?(?:简|统)称为?[“\"「『]?"
    r"(?P<short>[^”\"」』)）,，]{2,15})[”\"」』]?[)）]"
)


def openings(clauses: tuple[Clause, ...]) -> dict[tuple[str, str], str]:
    """What the section above each one says to introduce its items."""
    opened: dict[tuple[str, str], str] = {}
    for clause in clauses:
        if clause.kind in ("item", "paragraph") and clause.text.rstrip().endswith((":", "：")):
            opened[clause.doc_id, clause.section] = clause.text.strip()
    found: dict[tuple[str, str], str] = _referred(clauses)
    for clause in clauses:
        above = clause.section.rpartition("/")[0]
        own = opened.get((clause.doc_id, clause.section), "") if clause.kind == "tail" else ""
        if text := own or opened.get((clause.doc_id, above), ""):
            key = (clause.doc_id, clause.section)
            found[key] = f"{text} {found[key]}" if key in found else text
    for key, names in _other_names(clauses).items():
        found[key] = f"{found.get(key, '')} {names}".strip()
    return found


def _referred(clauses: tuple[Clause, ...]) -> dict[tuple[str, str], str]:
    """What the sections say that each one names: `违反本条例第九条第二项规定的`."""
    said: dict[tuple[str, str], str] = {}
    for clause in clauses:
        parts = clause.section.split("/")
        for n in (1, 2):  # 第九条, 第九条/(二), in whatever chapter
            if len(parts) >= n and parts[-n].startswith("第"):
                end = (clause.doc_id, "/".join(parts[-n:]))
                said[end] = f"{said.get(end, '')} {clause.text}".strip()
    found: dict[tuple[str, str], str] = {}
    for clause in clauses:
        for match in _REFERENCE.finditer(clause.text):
            item = f"/({match['item']})" if match["item"] else ""
            text = said.get((clause.doc_id, f"{match['article']}{item}"), "")
            if text and text not in clause.text:
                key = (clause.doc_id, clause.section)
                found[key] = f"{found.get(key, '')} {text}".strip()
    return found


def _other_names(clauses: tuple[Clause, ...]) -> dict[tuple[str, str], str]:
    """What each section's short names stand for and its full names are shortened to.

    Only those that its own document sets: `市市场监督管理局（以下简称“市监部门”）`.
    """
    pairs: dict[str, list[tuple[str, str]]] = {}
    for clause in clauses:
        for match in _SHORTENED.finditer(clause.text):
            pairs.setdefault(clause.doc_id, []).append((match["long"], match["short"]))
    found: dict[tuple[str, str], str] = {}
    for clause in clauses:
        for long, short in pairs.get(clause.doc_id, ()):
            says_long, says_short = long in clause.text, short in clause.text
            if says_long != says_short:
                other = short if says_long else long
                key = (clause.doc_id, clause.section)
                found[key] = f"{found.get(key, '')} {other}".strip()
    return found

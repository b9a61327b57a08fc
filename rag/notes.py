"""What a careful clerk adds to an answer: changed documents, missing lists, a heading that differs.

Only what matters for what is cited; nothing here decides an answer.
"""

import re
from collections.abc import Sequence

from corpus.document import FRAME_SECTIONS
from corpus.section import is_within
from index.tokenize import fold
from rag.across.changes import Change
from rag.across.library import Library
from rag.answer import Citation
from rag.draft import Draft
from rag.held.holdings import Holdings
from rag.held.name import bare_name, section_names

_OF_ITSELF = re.compile(r"页眉|标题|落款|日期|文号")
_ATTACHED = re.compile(r"(?P<what>[\u4e00-\u9fff]{0,8}?(?:名单|清单|目录|表))(?:见)?附后")


def notes(
    draft: Draft,
    citations: Sequence[Citation],
    holdings: Holdings,
    library: Library,
) -> tuple[str, ...]:
    """The draft's own notes, then those on what is cited, each once."""
    found = list(draft.notes)
    cited = dict.fromkeys(citation.doc_id for citation in citations)
    about_itself = any(citation.section in FRAME_SECTIONS for citation in citations)
    for doc_id in cited:
        document = holdings.documents[doc_id]
        found += [w for w in document.warnings if about_itself or not _OF_ITSELF.search(w)]
        for later in library.amended.get(doc_id, ()):
            own = [c for c in library.changes if (c.doc_id, c.item.doc_id) == (doc_id, later)]
            touched = not own or any(_touches(c, q) for c in own for q in citations)
            if later in holdings.documents and later not in cited and touched:
                title = holdings.documents[later].title
                found.append(f"《{document.title}》已由《{title}》修改，引用前请核对修改后的条文。")
    for citation in citations:
        found += _missing_list(citation, holdings)
        found += _other_subject(citation, holdings)
    return tuple(dict.fromkeys(found))


def _touches(change: Change, citation: Citation) -> bool:
    """Whether a change is of what is cited."""
    if (
        citation.doc_id != change.doc_id
        or change.kind == "add"
        or (change.old and change.old not in citation.quote)
    ):
        return False
    return change.section is None or is_within(citation.section, change.section)


def _missing_list(citation: Citation, holdings: Holdings) -> list[str]:
    """That a list is said to be attached, and nothing is."""
    said = _ATTACHED.search(citation.quote)
    annexed = any(
        clause.section.startswith("附件") for clause in holdings.documents[citation.doc_id].clauses
    )
    if not said or annexed:
        return []
    return [f"原文称“{said[0]}”，但文件没有附上。"]


def _other_subject(citation: Citation, holdings: Holdings) -> list[str]:
    """That a target is stated for the subject of another section than the one it stands in."""
    found: list[str] = []
    for target in holdings.targets:
        clause = target.clause
        inside = citation.start <= target.start and target.end <= citation.end
        if clause.doc_id != citation.doc_id or not inside:
            continue
        metric = fold(target.metric)
        own = [fold(heading) for heading in clause.heading_path]
        names = section_names(clause)
        if not names or any(name[:2] in metric for name in names):
            continue
        for name, sections in holdings.names.items():
            elsewhere = all(
                s.doc_id == clause.doc_id
                and not is_within(clause.section, s.section)
                and not is_within(s.section, clause.section)
                for s in sections
            )
            if elsewhere and name in metric and not any(name in heading for heading in own):
                found.append(
                    f"原文此处写的是“{name}”，与所在条款的标题“{bare_name(clause)}”不一致，请核对。"
                )
                break
    return found

"""What a clause is silent on of that which the question is bound to.

Another place, and the mere name of a list, no likelihood outweighs (`vetoed`): of the answers to
487 development questions one is at another place than its question names, none is the mere name of
a list. The rest is weighed by the gate (`bonds`).
"""

import re

from corpus.document import Clause
from rag.evidence.demand import held
from rag.evidence.gate_features import Features
from rag.evidence.promised import PROMISED
from rag.question.aspect import lacking_aspect, lacking_qualifier
from rag.question.constraint import APPLICATION, APPLIES, places_in
from rag.question.query import Query

# A rule for all places holds for the one that is asked about.
_EVERYWHERE = re.compile(
    r"全国范围|面向全国|全国各地|不限(?:于)?(?:地区|地域|区域|注册地|户籍)|不受(?:地区|地域|户籍)限制"
)
# What a list holds is asked for: `清单里有几项`, `目录包含哪些`.
_IN_LIST = re.compile(
    r"(?:清单|名单|目录)(?:[(（][^)）]*[)）])?[》”\"]*(?:里|中|上|内)"
    r"|(?:清单|名单|目录)(?:一共|总共)?(?:包含|包括|列出?了?|有)(?:多少|几|哪些|什么)"
)
_LIST = re.compile(r"清单|名单|目录")
_KINDS_OF_BENEFIT = ("租", "贴息", "退税", "罚")


def other_matter(query: Query, doer: str, behind: str) -> bool:
    """Whether a folded clause is about something else than applying, or than whom is asked for."""
    return _lacks_applying(query, behind) or _lacks_doer(doer, behind) > 0


def vetoed(query: Query, clause: Clause, behind: str) -> bool:
    """Whether a clause cannot answer; `behind` is it with all that it stands under, folded."""
    return bool(
        (
            any(place not in behind for place in places_in(query.text))
            and not _EVERYWHERE.search(behind)
        )
        or (_IN_LIST.search(query.text) and not _in_a_list(clause))
    )


def bonds(query: Query, doer: str, behind: str) -> Features:
    """What of that which a question is bound to the clause is silent on; 1 is lacking."""
    return {
        "application_lacking": float(_lacks_applying(query, behind)),
        "doer_lacking": _lacks_doer(doer, behind),
        "aspect_lacking": float(bool(lacking_aspect(query, behind))),
        "qualifier_lacking": float(bool(lacking_qualifier(query, behind))),
        "benefit_kind_lacking": float(
            any(kind in query.text and kind not in behind for kind in _KINDS_OF_BENEFIT)
        ),
    }


def _lacks_applying(query: Query, behind: str) -> bool:
    return bool(APPLICATION.search(query.text)) and not APPLIES.search(behind)


def _lacks_doer(doer: str, behind: str) -> float:
    return 1 - held(doer, behind) if doer else 0.0


def _in_a_list(clause: Clause) -> bool:
    """Whether a clause is part of a list, or says what becomes of it, and does not only name it."""
    if PROMISED.search(clause.text):
        return True  # what is only promised is refused with its own words
    annexed = clause.section.startswith("附件") and clause.section != "附件说明"
    return annexed or clause.kind == "table" or any(map(_LIST.search, clause.heading_path))

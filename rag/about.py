"""Questions about a document itself: who issued it, when, to whom, its number, its validity."""

import re

from corpus.date import iso_date
from corpus.document import Clause, Document
from rag.draft import Draft, quoted, refuse
from rag.passage import whole
from rag.query import Query

_ITSELF = re.compile(r"文件|意见|通知|办法|方案|规定|措施|政策|policy")
_ISSUE = r"(?:发布|印发|签发|出台|成文|落款|发文|颁布|公布|制定|发的|下发|盖章|盖的)"
_ASKS_WHEN = r"(?:时间|日期|何时|什么时候|哪一?年|哪天|几号|啥时候|几几年|(?:19|20)\d\d年)"
_WHEN = re.compile(rf"{_ISSUE}.{{0,8}}{_ASKS_WHEN}|{_ASKS_WHEN}.{{0,6}}{_ISSUE}")
_ASKS_WHO = r"(?:谁|哪家|哪个(?:单位|机关|机构|部门|政府)?|哪级政府|什么(?:单位|机关|部门))"
_WHO = re.compile(
    rf"{_ASKS_WHO}.{{0,6}}{_ISSUE}|{_ISSUE}.{{0,4}}(?:单位|机关|机构|主体|部门)"
    rf"|{_ISSUE}的?是?{_ASKS_WHO}|落款是"
)
_WHY = re.compile(r"背景|(?:制定|出台|印发).{0,4}(?:依据|目的|原因)|为什么.{0,4}(?:出台|制定|印发)")
_TO = re.compile(r"主送|发给(?:谁|哪)|写给谁|印发给|下发给|收文|抄送")
_NUMBER = re.compile(r"文号|发文字号|第几号文|(?<!老)字号")
_VALID = re.compile(
    r"有效期|失效|废止|到期|过期|施行|生效|现行有效|还有效|什么时候开始实施|何时实施|实施日期"
)


def about(query: Query, document: Document) -> Draft | None:
    """The answer to a question about the document itself, or None where it asks something else."""
    text = query.text
    clauses = document.clauses
    signature = [c for c in clauses if c.section == "落款"]
    dates = [c for c in signature if iso_date(c.text)]
    if _NUMBER.search(text):
        number = document.metadata.number
        holding = [c for c in clauses if number and number in c.text]
        return _quote(holding[:1]) or refuse("no_evidence", "文件没有载明文号", signature)
    if _TO.search(text):
        addressees = [c for c in clauses if c.kind == "addressee"]
        return _quote(addressees) or refuse("no_evidence", "文件没有写明主送机关")
    if not _ITSELF.search(text):
        return None
    when, who = bool(_WHEN.search(text)), bool(_WHO.search(text))
    if (when or who) and query.address is None:
        bodies = [c for c in signature if c not in dates]
        asked = [*(bodies if who else []), *(dates[-1:] if when else [])]
        return _quote(asked) or refuse("no_evidence", "文件没有写明落款单位或日期", signature)
    if _WHY.search(text):
        return _quote([c for c in clauses if c.kind == "preamble"][:1])
    if _VALID.search(text):
        effective = document.metadata.effective
        said = [c for c in clauses if effective and iso_date(c.text) and "施行" in c.text[-80:]]
        return _quote(said[-1:]) or refuse(
            "no_evidence", "文件没有写明施行日期、有效期或废止情况", dates
        )
    return None


def _quote(clauses: list[Clause]) -> Draft | None:
    return Draft(quoted([whole(clause) for clause in clauses])) if clauses else None

"""Every word of the pages, in Chinese and English, by key; the chat's are in `web/text.py`."""

from collections.abc import Mapping

LANGUAGES = ("zh", "en")
_WORDS: Mapping[str, tuple[str, str]] = {
    "product": ("循条", "Xuntiao"),
    "skip": ("跳到正文", "Skip to content"),
    "nav": ("主导航", "Main"),
    "ask": ("问答", "Ask"),
    "match": ("适用政策", "Which apply"),
    "lookup": ("速查", "Look up"),
    "library": ("文库", "Library"),
    "api": ("接口", "API"),
    "other_language": ("English", "中文"),
    # Look-up
    "table": ("表", "Table"),
    "responsibilities": ("责任清单", "Responsibilities"),
    "targets": ("目标指标", "Targets"),
    "benefits": ("政策清单", "Benefits"),
    "places": ("地方", "Places"),
    "documents": ("文件效力", "Documents"),
    "find": ("查原文", "Find a phrase"),
    "unit": ("单位", "Unit"),
    "unit_hint": ("如 市科技局", "e.g. 市科技局"),
    "district": ("区", "District"),
    "document": ("文件", "Document"),
    "all_documents": ("全部文件", "All documents"),
    "words": ("含有的词", "Words"),
    "phrase": ("原文短语", "Exact phrase"),
    "sort": ("排序", "Sort by"),
    "as_read": ("按原文顺序", "As in the text"),
    "descending": ("从大到小", "Descending"),
    "also_ended": ("也看已失效的", "Also those not in force"),
    "show": ("查看", "Show"),
    "section": ("条款", "Section"),
    "quote": ("原文", "Words of the text"),
    "searched": (
        "检索 {documents} 份文件，共 {rows} 行",
        "{documents} document(s) searched, {rows} rows",
    ),
    "nothing": ("没有这样的行。", "No such rows."),
    "excel": ("下载 Excel", "Excel"),
    "csv": ("下载 CSV", "CSV"),
    # Matching
    "describe": ("企业情况", "The company"),
    "describe_hint": (
        "做什么、在哪个区、营业收入、人数、资质、想要什么。例如：江夏区的医疗器械企业，做PET-CT，营收8000万元，想上科创板",
        "In Chinese: what it makes, where, revenue, staff, qualifications, needs",
    ),
    "more_fields": ("逐项填写（可不填）", "Field by field (optional)"),
    "industry": ("行业、产品", "Industry, products"),
    "revenue_wan": ("营业收入（万元）", "Revenue (10,000 yuan)"),
    "rd_ratio": ("研发费用占比（%）", "R&D share (%)"),
    "qualifications": ("资质（用、分开）", "Qualifications"),
    "needs": ("需求（用、分开）", "Needs"),
    "find_match": ("看看适用哪些条款", "Which clauses apply"),
    "understood": ("理解为", "Understood as"),
    "met": ("符合", "Met"),
    "unknown": ("待确认", "To be settled"),
    "not_met": ("不符合", "Not met"),
    "questions": ("想确认", "To be asked"),
    "settles": ("涉及 {n} 条", "settles {n}"),
    "direction": ("鼓励方向", "Encouraged"),
    "benefit": ("可申请", "Can be applied for"),
    "accreditation": ("可申请认定", "Accreditation"),
    "conditions": ("逐条条件", "Conditions"),
    "go_to": ("找谁", "Whom to ask"),
    "inherited": ("取自上级条款", "stated above"),
    "matched": ("匹配 {n} 份现行文件", "{n} document(s) in force matched"),
    "none": ("没有。", "None."),
    # Library and reader
    "state": ("效力", "Validity"),
    "number": ("文号", "Number"),
    "issuer": ("发文机关", "Issuer"),
    "issued": ("印发", "Issued"),
    "effective": ("施行", "In force from"),
    "expires": ("失效", "Expires"),
    "clauses": ("条款数", "Clauses"),
    "unstated": ("未载明", "not stated"),
    "contents": ("目录", "Contents"),
    "checks": ("核对提示", "To be checked"),
    "previous": ("上一处", "Previous"),
    "next": ("下一处", "Next"),
    "back": ("返回文库", "Back to the library"),
    "error": ("没有成功", "It did not work"),
    "home": ("回到首页", "Home"),
}


class Words:
    """The words of one language; `words["key"]`.

    Raises:
        KeyError: a key that has no words.
    """

    def __init__(self, language: str) -> None:
        self.language = language if language in LANGUAGES else LANGUAGES[0]
        self._at = LANGUAGES.index(self.language)

    def __getitem__(self, key: str) -> str:
        """The words for `key`."""
        return _WORDS[key][self._at]

    @property
    def html_language(self) -> str:
        """What the page says of its language (BCP 47)."""
        return ("zh-CN", "en")[self._at]


def keys() -> frozenset[str]:
    """All keys."""
    return frozenset(_WORDS)

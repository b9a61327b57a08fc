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
    "evaluation": ("评测", "Evaluation"),
    "settings": ("设置", "Settings"),
    "sign_out": ("退出", "Sign out"),
    "go_back": ("返回", "Back"),
    "legal": (
        "引用的原文为准；本页不构成法律意见。",
        "The quoted text is what counts; this is no legal advice.",
    ),
    # Conversations
    "history": ("历史对话", "History"),
    "history_search": ("在问过的问题里查找", "Search the questions"),
    "delete": ("删除", "Delete"),
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
    # Columns of the tables, as `rag.tables.table.HEADINGS` has them.
    "column_unit": ("单位", "Unit"),
    "column_role": ("角色", "Role"),
    "column_task": ("事项", "Task"),
    "column_metric": ("指标", "Metric"),
    "column_comparator": ("关系", "Relation"),
    "column_value": ("数值", "Value"),
    "column_measure": ("计量单位", "Unit of measure"),
    "column_by": ("期限", "By"),
    "column_what": ("支持内容", "Support"),
    "column_amount": ("标准", "Amount"),
    "column_cap": ("上限", "Cap"),
    "column_condition": ("条件", "Condition"),
    "column_place": ("地方", "Place"),
    "column_title": ("文件", "Document"),
    "column_number": ("文号", "Number"),
    "column_issuer": ("发文机关", "Issuer"),
    "column_issued": ("印发", "Issued"),
    "column_effective": ("施行", "In force from"),
    "column_expires": ("失效", "Expires"),
    "column_state": ("效力", "Validity"),
    "column_reason": ("依据", "Because"),
    "column_clauses": ("条款数", "Clauses"),
    "column_phrase": ("原文", "Words of the text"),
    "deadlines": ("申报时间", "Deadlines"),
    "materials": ("申报材料", "Papers"),
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
    "and_more": ("还有 {n} 条", "{n} more"),
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
    # The library.
    "library_lead": (
        "{n} 份文件，其中 {holds} 份现行。按 {day} 的效力。",
        "{n} document(s), {holds} in force on {day}.",
    ),
    "library_search": ("标题、文号或发文机关", "Title, number or issuer"),
    "any_state": ("全部效力", "Any validity"),
    "filter": ("筛选", "Filter"),
    "published": ("发布", "Published"),
    "source": ("来源", "Source"),
    "n_clauses": ("条款", "Clauses"),
    "details": ("详情", "Details"),
    "none_found": ("没有符合的文件。", "No document fits."),
    "empty_library": (
        "文库里还没有文件；请在上方添加。",
        "The library is empty; add a document above.",
    ),
    "add": ("添加文件", "Add documents"),
    "add_hint": (
        "可一次选多份。格式：{formats}；每份不超过 {mb} MB。",
        "Several at once. Formats: {formats}; {mb} MB each at most.",
    ),
    "choose_files": ("选择文件", "Choose files"),
    "upload": ("上传并识别", "Upload and read"),
    "working": ("正在处理…", "Working…"),
    "added": ("已添加：", "Added: "),
    "not_added": ("未添加：", "Not added: "),
    "in_force_now": ("现在起可以就它提问。", "Questions about it can be asked now."),
    # One document.
    "read": ("阅读全文", "Read"),
    "to_contents": ("目录", "Contents"),
    "citation_of": ("引用 {n} / {total}", "Citation {n} of {total}"),
    "ask_about": ("就此提问", "Ask about it"),
    "about": ("文件信息", "About"),
    "quality": ("识别质量", "Quality of reading"),
    "versions": ("版本", "Versions"),
    "because": ("依据", "Because"),
    "repeals": ("废止", "Repeals"),
    "amends": ("修改", "Amends"),
    "characters": ("字数", "Characters"),
    "sections": ("编号条款", "Numbered sections"),
    "by_depth": ("各级", "by depth"),
    "tables": ("表格", "Tables"),
    "confidence": ("文字识别把握", "Recogniser's confidence"),
    "numbering": ("编号疑点", "Doubts in numbering"),
    "unplaced": ("未归入结构的行", "Lines outside of the structure"),
    "long_clauses": ("过长的条款", "Overlong clauses"),
    "nothing_wrong": ("没有发现疑点。", "Nothing doubtful was found."),
    "version_n": ("第 {n} 版", "Version {n}"),
    "since": ("自", "since"),
    "until": ("至", "until"),
    "now": ("现行版本", "holds now"),
    "from_start": ("入库时", "when taken in"),
    "compare_with_next": ("与下一版对比", "Compare with the next"),
    "compare": ("对比", "Compare"),
    "compare_with": ("与另一份文件对比", "Compare with another document"),
    "replace": ("换成新版", "Replace"),
    "replace_hint": (
        "编号不变，旧版留在版本里。",
        "The id stays; the earlier version is kept.",
    ),
    "remove": ("移除", "Remove"),
    "remove_hint": (
        "移除后不再用于回答；历史版本仍可查。",
        "It answers no more; its versions stay.",
    ),
    "remove_sure": ("确定移除这份文件", "Yes, remove this document"),
    "from_folder": (
        "这份文件来自文档文件夹；请在文件夹中删除后重建索引。",
        "It lies in the corpus folder; delete it there and build the index again.",
    ),
    "replaced": ("已换成新版。", "Replaced."),
    "removed": ("已移除。", "Removed."),
    "unchanged_version": ("内容与原来相同。", "The content is the same."),
    # A comparison.
    "older": ("旧", "Old"),
    "newer": ("新", "New"),
    "values_changed": ("数额、日期、条件的变化", "Amounts, dates, conditions that changed"),
    "kind_changed": ("修改", "Changed"),
    "kind_added": ("新增", "Added"),
    "kind_removed": ("删除", "Removed"),
    "kind_moved": ("移动", "Moved"),
    "unchanged": ("未变 {n} 条", "{n} unchanged"),
    "same": ("两者内容相同。", "Both say the same."),
    "became": ("改为", "became"),
    "absent": ("（无）", "(nothing)"),
    # States of validity.
    "state_current": ("现行有效", "In force"),
    "state_amended": ("已修改", "In force, amended"),
    "state_pending": ("尚未施行", "Not yet in force"),
    "state_expired": ("已失效", "Expired"),
    "state_repealed": ("已废止", "Repealed"),
    "state_unknown": ("效力不明", "Validity unknown"),
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

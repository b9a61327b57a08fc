"""Every word of the interface, in Chinese and in English; nothing here renders."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Text:
    """The interface in one language; `{…}` are filled in with `str.format`."""

    language: str
    name: str
    title: str
    subtitle: str
    welcome: str
    ask_placeholder: str
    ask: str
    ask_next: str
    cited_from: str
    new_chat: str
    searching: str
    refusals: Mapping[str, str]  # by the reason that an answer gives
    note: str
    scope: str
    took: str
    understood: str
    failed: str
    library: str
    library_hint: str
    open_document: str
    all_documents: str
    back_to_chat: str
    warnings: str
    number: str
    issuer: str
    issued: str
    published: str
    effective: str
    expires: str
    n_clauses: str
    no_document: str
    started: str
    first_admin: str
    port_taken: str
    port_range: str
    host_unusable: str
    good: str
    bad: str
    why: str
    judged: str
    copy: str
    copy_hint: str
    copied: str
    sources: str
    sheet: str
    sheet_hint: str
    history: str
    export: str
    export_hint: str
    export_empty: str
    own_page: str
    previous: str
    next: str
    reasons: tuple[str, ...]


CHINESE = Text(
    language="zh",
    name="循条",
    title="循条 · 政策文件问答",
    subtitle="答案逐句注明条款，点开即见原文；文件没有写的，直说没有。",
    welcome="请就已入库的政策文件提问",
    ask_placeholder="输入问题",
    ask="提问",
    ask_next="接着问",
    cited_from="出自",
    new_chat="新对话",
    searching="正在查找条款…",
    refusals={
        "no_evidence": "文件中没有依据",
        "out_of_scope": "不是政策文件能回答的问题",
        "not_in_force": "没有现行依据",
        "needs_detail": "还需要说得具体些",
    },
    note="注意",
    scope="检索 {documents} 份文件 {clauses} 条",
    took="用时 {ms} 毫秒",
    understood="理解为：{words}",
    failed="这次没能回答，程序出了错，已记入日志；请换个问法或稍后再试。",
    library="已入库文件",
    library_hint="点击答案中的条款编号，在这里对照原文。",
    open_document="打开全文",
    all_documents="全部文件",
    back_to_chat="↑ 返回对话",
    warnings="核对提示",
    number="文号",
    issuer="发文机关",
    issued="成文日期",
    published="发布日期",
    effective="施行日期",
    expires="失效日期",
    n_clauses="{n} 条",
    no_document="库中没有这份文件，可能已被移除；请重新提问。",
    started="循条已启动：{address}",
    first_admin="管理员 admin 的一次性密码：{password}（只显示这一次，首次登录后须更改）",
    good="有用",
    bad="有误",
    why="请选择哪里不对",
    judged="已记下，谢谢。",
    copy="复制（含出处）",
    copy_hint="复制答案和引用的原文",
    copied="已复制",
    sources="出处：",
    sheet="依据单",
    sheet_hint="下载 Word 依据单：结论、原文、文号、日期、单位",
    history="历史对话",
    export="导出对话",
    export_hint="把整个对话存为文件，含出处",
    export_empty="还没有对话",
    own_page="单独打开",
    previous="上一处引用",
    next="下一处引用",
    reasons=("条款不对", "数字不对", "不完整", "文件里有，却没答", "文件里没有，却答了"),
    port_taken="端口 {port} 已被占用；请用 --port 换一个端口，例如 --port {other}。",
    port_range="端口 {port} 无效；请用 --port 给出 1 至 65535 之间的端口。",
    host_unusable="无法在地址 {host} 的端口 {port} 上启动（{reason}）；请检查 --host 和 --port。",
)

ENGLISH = Text(
    language="en",
    name="Xuntiao",
    title="Xuntiao · questions to policy documents",
    subtitle="Each sentence names its section; what is not written is said to be absent.",
    welcome="Ask about the documents in the library",
    ask_placeholder="Your question",
    ask="Ask",
    ask_next="Ask next",
    cited_from="From",
    new_chat="New chat",
    searching="Looking for sections…",
    refusals={
        "no_evidence": "Nothing in the documents",
        "out_of_scope": "Not a question to policy documents",
        "not_in_force": "Nothing that is in force",
        "needs_detail": "Please be more specific",
    },
    note="Note",
    scope="{documents} document(s), {clauses} clauses searched",
    took="{ms} ms",
    understood="understood as: {words}",
    failed="No answer this time: an error, which was logged. Rephrase or try again later.",
    library="Documents",
    library_hint="Click a section number in an answer to read it here in its place.",
    open_document="Open",
    all_documents="All documents",
    back_to_chat="↑ Back to the chat",
    warnings="To be checked",
    number="Number",
    issuer="Issuer",
    issued="Issued",
    published="Published",
    effective="In force from",
    expires="Expires",
    n_clauses="{n} clauses",
    no_document="This document is not in the library, it may have been removed; ask again.",
    started="Xuntiao is running: {address}",
    first_admin="One-time password of admin: {password} (shown once, change it at the first login)",
    good="Useful",
    bad="Wrong",
    why="Choose what is wrong",
    judged="Noted, thank you.",
    copy="Copy with sources",
    copy_hint="Copies the answer with the words it quotes",
    copied="Copied",
    sources="Sources:",
    sheet="Evidence sheet",
    sheet_hint="Word: conclusion, quotes, numbers, dates, units",
    history="History",
    export="Export",
    export_hint="Saves the conversation with its sources",
    export_empty="Nothing yet",
    own_page="Own page",
    previous="Previous citation",
    next="Next citation",
    reasons=("Wrong section", "Wrong number", "Incomplete", "It is there", "It is not there"),
    port_taken="Port {port} is in use; choose another with --port, for example --port {other}.",
    port_range="Port {port} is no port; give one from 1 to 65535 with --port.",
    host_unusable="Cannot start on {host}, port {port} ({reason}); check --host and --port.",
)

TEXTS = {"zh": CHINESE, "en": ENGLISH}

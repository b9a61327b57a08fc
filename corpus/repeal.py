"""Which other documents a document repeals or amends, by the names that it gives them.

Only whole documents: `《甲》中关于乙的规定同时废止` ends a part and names none. A 文号 stands for a
document that is named by nothing else.
"""

import re
from collections.abc import Iterator, Sequence

from corpus.document import Clause
from corpus.statement import Line, Stated, sentences

_NAMED = r"《(?:[^《》]|《[^《》]*》)+》"
_NAME = re.compile(_NAMED)
_NUMBER = re.compile(
    r"[\u4e00-\u9fff]{1,12}[〔\[（(【［]\s*(?:19|20)\d\d\s*[〕\]）)】］]\s*第?\d+\s*号"
)
_ENDS = re.compile(
    r"(?:自|从|于)?(?:(?:本[\u4e00-\u9fff]{1,8}?)?(?:发布|公布|印发|施行|实施|生效)(?:之日|后)|"
    r"\d{4}年\d{1,2}月\d{1,2}日)?起?(?:同时|同步|即行|即|予以|一并|一律|自行|随之|相应|均)*"
    r"(?:废止|失效|停止(?:执行|施行)|不再(?:执行|施行|有效|适用))"
)
_ABOUT_REPEAL = re.compile(r"关于(?:公布)?废止(.+)")
_ABOUT_CHANGE = re.compile(
    r"关于(?:修(?:改|订|正)|调整(?=《.{2,60}》.{0,6}(?:条款|条文|内容|规定|标准)))(.+)"
)
_LISTED_BELOW = re.compile(
    r"(?:废止|失效|停止执行).{0,30}(?:如下|以下|下列)|(?:如下|以下|下列).{0,30}(?:废止|失效|停止执行)"
)
# 一、废止下列规章 / 二、宣布失效的规范性文件（3件）
_HEADS_LIST = re.compile(
    r"(?:废止|失效)(?:下列|以下|如下|的)?(?:政府|市政府|行政)?(?:规章|规范性文件|文件|政策|制度)(?!.*修[改订])"
)
_CHANGED = re.compile(
    rf"(?:对|将)?(?P<names>(?:{_NAMED}(?:[(（〔\[][^)）〕\]]*[)）〕\]][^《》,，。]{{0,6}}[)）]?)?[、和及]?){{1,200}})"
    r"(?:中的?)?(?:部分(?:条款|内容|条文))?(?:作|做|进行)(?:出)?(?:如下|以下)?(?:修改|修订|修正|调整)"
)
_ARTICLE_CHANGED = re.compile(
    rf"将?(?P<names>{_NAMED})(?:[(（][^()（）]*[)）])?(?:中的?)?第\S{{1,12}}(?:修改为|改为)"
)
MAX_LIST = 1500  # characters
# What may stand between the names of a list, dates and bodies that issued them among it.
_FILLER = re.compile(
    r"\d{4}年\d{1,2}月\d{1,2}日|[〇○零一二三四五六七八九]{4}年[一二三四五六七八九十]+月[一二三四五六七八九十]+日|"
    r"原|此前|以前|现行|已|印发|下发|发布|公布|颁布|颁发|批准|修订|修正|制定|实施|施行|的|同时|文件|等|通知|附件|"
    r"[、和及与并,，;；:：\s\d.（）()]|[\u4e00-\u9fff]{0,10}(?:国务院|政务院|政府|委员会|委|部|局|厅|办公厅|办公室|办|总署|署|总局|银行|院|工委)"
)


def read_repeals(clauses: Sequence[Clause], title: Stated | None) -> tuple[Stated, ...]:
    """The documents whose end a sentence or the title states, each once, in reading order."""
    found = [*_from_title(title, _ABOUT_REPEAL)]
    below: str | None = None  # the section whose items are the list announced before them
    headed = tuple(
        f"{c.section}/" for c in clauses if c.kind == "heading" and _HEADS_LIST.search(c.text)
    )
    for line in sentences(clauses):
        if headed and line.clause.section.startswith(headed):
            found += _names(line.text, line)[:1]
            continue
        if below is not None and line.clause.section.startswith(below + "/"):
            found += _names(line.text, line)[:1]
            continue
        below = None
        stated = list(_ended(line))
        if stated:
            found += stated
        elif _LISTED_BELOW.search(line.text) and not _NAME.search(line.text):
            below = line.clause.section
    return _once(found)


def read_amends(clauses: Sequence[Clause], title: Stated | None) -> tuple[Stated, ...]:
    """The documents that the title or a sentence says are changed, each once."""
    found = [*_from_title(title, _ABOUT_CHANGE)]
    for line in sentences(clauses):
        for changed in _CHANGED.finditer(line.text):
            found += _names(changed["names"], line, changed.start("names"))
        if title and re.search(r"修改|修订|修正|废止", title.value):
            for changed in _ARTICLE_CHANGED.finditer(line.text):
                found += _names(changed["names"], line, changed.start("names"))
    return _once(found)


def _from_title(title: Stated | None, about: re.Pattern[str]) -> Iterator[Stated]:
    if title and (found := about.search(title.value)):
        for name in _NAME.finditer(found[1]):
            yield title._replace(value=name[0][1:-1])


def _ended(line: Line) -> Iterator[Stated]:
    """The names right before 同时废止, over commas and semicolons of the same list."""
    text, begin = line.text, 0
    for ends in _ENDS.finditer(text):
        begin = max(begin, ends.start() - MAX_LIST)
        listed = text[begin : ends.start()]
        first = _list_start(listed)
        if first is None:
            continue
        yield from _names(listed[first:], line, begin + first)
        begin = ends.end()


def _list_start(listed: str) -> int | None:
    """Where a list of names and fillers that ends `listed` begins, else None."""
    names = list(_NAME.finditer(listed))
    numbers = list(_NUMBER.finditer(listed))
    if not names and not numbers:
        return None
    last = (names or numbers)[-1]
    if not _is_filler(listed[last.end() :], behind=True):
        return None
    if not names:
        return numbers[-1].start() if _is_filler(listed[: numbers[0].start()]) else None
    start = names[-1].start()
    for before, after in zip(reversed(names[:-1]), reversed(names[1:]), strict=True):
        if not _is_filler(listed[before.end() : after.start()]):
            break
        start = before.start()
    lead = re.split(r"[,，;；]", listed[:start])[-1]
    # subtle: `根据《甲》，…同时废止` and `与《甲》不一致的，…` name what stays in force.
    if re.search(r"根据|依据|按照|依照|不一致|抵触|违反|因", lead):
        return None
    return start


def _is_filler(text: str, behind: bool = False) -> bool:
    text = re.sub(r"[(（〔\[【][^()（）]{0,80}?(?:[〕\]】][^()（）]{0,80}?)?[)）〕\]】]", "", text)
    if behind and re.search(r"中|第|关于", text):
        return False
    return not _FILLER.sub("", text).strip()


def _names(text: str, line: Line, offset: int = 0) -> list[Stated]:
    found = list(_NAME.finditer(text))
    if found:
        return [line.part(f[0][1:-1], offset + f.start(), offset + f.end()) for f in found]
    return [line.part(f[0].removeprefix("原"), offset + f.start(), offset + f.end())
            for f in _NUMBER.finditer(text)]  # fmt: skip


def _once(found: Sequence[Stated]) -> tuple[Stated, ...]:
    return tuple({statement.value: statement for statement in reversed(found)}.values())[::-1]

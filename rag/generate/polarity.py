"""Whether a sentence denies what its evidence denies, and nothing else.

Comparisons (不超过, 不少于) are no denials: `figure` compares them.
"""

import re

from index.tokenize import tagged
from rag.generate.stop import PHRASE_END
from rag.generate.words import held, stated

_COMPARES = re.compile(
    r"不(?:得|能|可|会|应)?(?:低于|少于|小于|高于|大于|多于|超过|足|满|到)"
    r"(?=[^,，。;；\d〇一二两三四五六七八九十百千]{0,8}[\d〇一二两三四五六七八九十百千])|除[^,，。;；]{1,16}外[,，]?(?=还|另|也|同时)|不过|不断|不同|不少|不良|不仅|不但|不论|不限于|不[迟晚早]于|无人|无线|"
    r"无形|无机|非公|非遗|非营利|无害|无障碍|未来|未成年|无关联|无污染|不锈|无废|非标|免税|不含税|不动产|非化石"
)
_DENIES = (
    r"(?:不得|不能|不允许|不可以|不予|不再|不可|不会|不应|不准|不许|不是|不需|不用|不必|不给|不作|不要|不与|不在|没有|没|未|无需|无须|无权|无(?=[\u4e00-\u9fff])|禁止|严禁|并非|非(?=[\u4e00-\u9fff])|"
    r"拒绝|取消|除(?=[^,，。;；]{2,16}外)|停止|终止|暂停|撤销|免除|除外|排除|不)"
)
_DENIAL = re.compile(_DENIES)
_EXCEPT = re.compile(r"除外|例外|不在此列|除.{1,12}外")
_ANYBODY = ("企业", "单位", "项目", "个人", "机构")  # behind a denial they are not what it denies
_AFFIRMS = re.compile(r"可以|可|也|能|仍|照样|应|将")
_JOINED = re.compile(r"[,，。;；:：\n]|(?:并|而)?且")
_DENIED_CASE = re.compile(
    r"(?:^|(?<=[,，。;；:：\n]))(?P<case>[^,，。;；:：\n]{2,30})的[,，]"
    r"(?:均|都|一律|应当?|由[^,，]{2,10})?(?:不予|不得|不再|不享|不符|不属|取消|撤销|终止|停止)"
)
_SHORT_CASE = re.compile(r"[\u4e00-\u9fff]{1,2}(?=的)")
_REACH = 5  # characters between a denial and what it denies
_GOVERNING = re.compile(
    r"不予[支认受扶补奖]|不得|禁止|严禁|撤销|不再享受|不享受|不得申报|(?:追回|退回)[^,，。]*[:：]"
)


def without_comparisons(folded: str) -> str:
    """The text with its comparisons, and words that only look like denials, blanked."""
    spelled = (
        folded.replace("停发", "停止发放").replace("停拨", "停止拨付").replace("不收费", "免收")
    )
    return _COMPARES.sub(lambda match: "·" * len(match[0]), spelled)


def denials(folded: str) -> int:
    """How many denials a folded text holds."""
    return len(_DENIAL.findall(without_comparisons(folded)))


def denies_alike(said: str, evidence: str, lead: str) -> bool:
    """Whether a folded sentence keeps the denials of its folded evidence, which `lead` governs."""
    said, evidence, lead = map(without_comparisons, (said, evidence, lead))
    behind = f"{evidence} {lead}"
    denials = list(_DENIAL.finditer(said))
    for denial in denials:
        if not _denied_there(said, denial, behind):
            return False
    if _phrases_differ(said, evidence, len(_DENIAL.findall(behind))):
        return False
    if _GOVERNING.search(lead) and not _GOVERNING.search(said):
        if len(denials) <= len(_DENIAL.findall(evidence)):
            return False
    if not denials:
        if _affirms_a_case(said, evidence):
            return False
        if not _EXCEPT.search(said) and re.search(r"除外", evidence):
            return not _around_exception(said, evidence)
    return not any(_only_denied(word, evidence, said) for word in stated(said))


def _phrases_differ(said: str, evidence: str, n_denied: int) -> bool:
    """Whether a part affirms what the phrase nearest to it denies, or denies more than there is."""
    phrases = [p for p in _JOINED.split(evidence) if p.strip()]
    for part in _JOINED.split(said):
        words = stated(part)
        shares = [sum(held(word, phrase) for word in words) for phrase in phrases]
        if not max(shares, default=0):
            # `自次月起发放补贴` has only words that connect: they still name what is denied.
            words = [word for word, _ in tagged(part) if len(word) > 1]
            shares = [sum(word in phrase for word in words) for phrase in phrases]
        best = max(shares, default=0)
        if not words or not best:
            continue
        nearest = [p for p, share in zip(phrases, shares, strict=True) if share == best]
        counts = [len(_DENIAL.findall(phrase)) for phrase in nearest]
        own = len(_DENIAL.findall(part))
        if not own and any("除外" in p for p in nearest) and _DENIAL.search(said):
            continue  # the denial stands in the next part: 不满1年的,不能享受
        if (own == 0 and min(counts) > 0) or (own > 1 and own > n_denied):
            return True
    return False


def _affirms_a_case(said: str, evidence: str) -> bool:
    """Whether a sentence without denial tells of a case that its evidence denies.

    Example: `收入下降的可以领取` where the evidence has `收入持平或者下降的,不符合条件`.
    """
    for case in _DENIED_CASE.finditer(evidence):
        members = [stated(member) for member in re.split(r"[、或]", case["case"])]
        if any(words and all(word in said for word in words) for words in members):
            return True
    return False


def _denied_there(said: str, denial: re.Match[str], behind: str) -> bool:
    """Whether what a denial denies is denied in the evidence as well."""
    if not _DENIAL.search(behind):
        return False
    if _EXCEPT.search(behind):
        # Where the sentence takes out the same case, what it denies beside it is denied there.
        if not _EXCEPT.search(said) or _EXCEPT.search(_around(said, denial)):
            return True
    after = _DENIAL.split(PHRASE_END.split(said[denial.end() :])[0])[0]
    if stated(after.split("的")[0]):
        after = after.split("的")[0]
    heads = [head for head in stated(after)[:3] if held(head, behind)]
    heads = heads or [after.removeprefix("经")[:2]]
    whole = _around(said, denial)
    # `逾期不改的,罚款500元` for `逾期不改正的`: the same word is denied, shortened.
    case = _SHORT_CASE.match(said, denial.end())
    short = f"{denial[0]}{case[0]}" if case else None
    for other in _DENIAL.finditer(behind):
        denied = PHRASE_END.split(behind[other.start() :])[0]
        if all(held(head, denied) for head in heads):
            return True
        if short and denied.startswith(short):
            return True
        # `原材料费不包括在内` for `不包括原材料费`: what is denied may stand before its denial.
        there = stated(_DENIAL.split(behind[other.end() :])[0].split(",")[0])[:3]
        if len(there) > 1 and all(held(head, whole) for head in there):
            return True
        # `不适用于别墅` for `别墅不适用本办法`: of which nothing more is said.
        if not there and all(held(head, _around(behind, other)) for head in heads):
            return True
    return False


def _around(said: str, denial: re.Match[str]) -> str:
    """The phrase that a denial stands in."""
    return (
        PHRASE_END.split(said[: denial.start()])[-1] + PHRASE_END.split(said[denial.start() :])[0]
    )


def _only_denied(word: str, evidence: str, said: str) -> bool:
    """Whether the evidence has a word in denials only and the sentence has it outside of any."""
    if len(word) < 2 or word in _ANYBODY or word not in evidence:
        return False
    if not _each_denied(word, evidence):
        return False
    # What is denied may stand before its denial: 不得将服务转包, 服务不得转包.
    return not any(
        word in part and (_reaches(part, part.find(word)) or _DENIAL.search(part, part.find(word)))
        for part in PHRASE_END.split(said)
    )


def _each_denied(word: str, text: str) -> bool:
    places = [match.start() for match in re.finditer(re.escape(word), text)]
    return bool(places) and all(_near(text, at) for at in places)


def _reaches(part: str, at: int) -> bool:
    """Whether a denial before a place of a phrase still holds there: 取消其两年内的申报资格."""
    denials = list(_DENIAL.finditer(part, 0, at))
    return bool(denials) and not _AFFIRMS.search(part, denials[-1].end(), at)


def _near(text: str, at: int) -> bool:
    """Whether a denial stands right before a place, within the same phrase."""
    before = re.split(r"[,，。;；:：、]", text[:at])[-1]
    return any(len(before) - match.end() <= _REACH for match in _DENIAL.finditer(before))


def _around_exception(said: str, evidence: str) -> bool:
    """Whether a sentence affirms the very phrase that the evidence takes out."""
    for phrase in re.split(r"[,，。;；]", evidence):
        if "除外" in phrase:
            words = stated(phrase.replace("除外", ""))
            if words and all(word in said for word in words):
                return True
    return False

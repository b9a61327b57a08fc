"""Which of the cases of a clause a value is for, held against the case that a question states.

自事故发生之日起30日内提出申请。…用人单位未按前款规定提出的，1年内…      done, not done
…处1倍以上5倍以下的罚款；没有违法所得的，处…                          with, without
应当在60日内作出决定；情况复杂的，可以延长30日                          the rule, its exception
处2万元以下的罚款；情节严重的，处2万元以上10万元以下的罚款                plain, grave
"""

import re

_MATCH = 0.3  # of a coverage, which is in [0, 1.5]

# A case, as a clause states it before its value, and the words by which a question states it.
_CASES: tuple[tuple[re.Pattern[str], re.Pattern[str]], ...] = tuple(
    (re.compile(said), re.compile(asked))
    for said, asked in (
        (
            r"没有违法所得|无违法所得|违法所得不足|(?:未|没有)(?:获得|取得)违法所得",
            r"(?:没有?|无|未).{0,4}(?:违法所得|赚|获利|得到钱)|违法所得不[足到]",
        ),
        (
            r"逾期|拒不|仍不|期满不|到期不",
            r"逾期|拒不|还是?不|仍然?不|不听|不改|不肯|期满|到期|超过?期",
        ),
        (
            r"(?:未|没有|尚未|不)(?!得|少于|低于|超过|高于|足|满|限|同|动产|良|可抗力|含|包括)"
            r"[^,，;；。]{1,40}的(?=[,，])",
            r"没|未|不(?!同|良|动产|可抗力|得|低于|超过|少于)|无|漏|忘|拒",
        ),
        (
            r"(?:可以|可|予以|批准)?(?:适当)?(?:延长|延期|顺延|展期)|特殊情况|情况复杂|情形复杂|必要时|确需",
            r"延|续|宽限|特殊|复杂|必要|紧急",
        ),
        (
            r"情节(?:特别)?(?:严重|较重|恶劣)|造成[^,，;；。]{0,12}(?:严重|重大)",
            r"严重|较重|恶劣|重大|后果",
        ),
    )
)  # fmt: skip
_DENIED = re.compile(r"(?:不是|并非|不算|不属于|排除|除了?)(?P<what>[^,，;；。?？)）的]{2,16})")


def case_fit(asked: str, said: str) -> float:
    """How well the case of a value fits a question: above 0 where it is the one asked for.

    `said` is what stands around the value, `asked` the question. A case that the question does
    not state counts against the value, one that it states for it.
    """
    fit = 0.0
    for stated, wanted in _CASES:
        if stated.search(said):
            fit += _MATCH if wanted.search(asked) else -_MATCH
    for denied in _DENIED.finditer(asked):
        what = denied["what"]
        pairs = [what[at : at + 2] for at in range(len(what) - 1)]
        if sum(pair in said for pair in pairs) * 2 >= len(pairs):
            fit -= _MATCH
    return fit

"""Whose document it is: the place and the level of government that its issuer or title begins with.

`临江区人民政府` issues for 临江区, a district; `云州市科学技术局` for 云州市, a city. A zone with a
committee of its own (开发区) counts as a district.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from corpus.document import Document
from index.tokenize import fold

Level = Literal["国家", "省", "市", "区"]
_ZONE = r"(?:经济技术|高新技术产业|高新技术|经济|技术)?(?:开发区|高新区|新区|示范区|园区)"
_CITY = r"[\u4e00-\u9fff]{2,6}?(?:市|自治州|地区|盟)"
_AREA = rf"[\u4e00-\u9fff]{{2,6}}?(?:{_ZONE}|区|县|旗)"
_BODY = (
    r"(?=人民政府|管理委员会|管委会|党工委|政府"
    r"|[\u4e00-\u9fff]{2,14}(?:局|委员会|委|办公室|中心)|$)"
)
_PLACE = re.compile(
    rf"^(?:(?P<province>[\u4e00-\u9fff]{{2,3}}(?:省|自治区)))?(?P<city>{_CITY})?(?P<area>{_AREA}{_BODY})?"
)
_NO_VERB = r"(?!关于|推动|推进|促进|支持|加快|建设|加强|扶持|规范|发展)"
_OPENING = re.compile(
    rf"^[《〈]?(?P<city>{_NO_VERB}{_CITY})?(?P<area>{_NO_VERB}[\u4e00-\u9fff]{{2,4}}(?:{_ZONE}|区|县))?"
)
_SHORT = re.compile(rf"(?:{_ZONE}|[省市区县旗州盟])$")
_STATE = re.compile(r"^(?:国务院|国家|中共中央|财政部|科技部|工业和信息化部|教育部|人力资源)")


@dataclass(frozen=True)
class Government:
    """A place with a government that issues documents: its full name and its level."""

    name: str
    level: Level

    @property
    def names(self) -> tuple[str, ...]:
        """What a question may call it: the full name, `青湖开发区`, `青湖`; longest first."""
        short = _SHORT.sub("", self.name)
        found = [self.name]
        if self.name.endswith("开发区"):
            found += [f"{short}开发区", f"{short}{'高新' if '高新' in self.name else '经开'}区"]
        elif self.name.endswith("高新区"):
            found += [f"{short}开发区"]
        if "高新" not in self.name and len(short) > 1:
            found.append(short)
        return tuple(dict.fromkeys(found))


def governments(documents: Mapping[str, Document]) -> dict[str, Government]:
    """The government of each document that shows one."""
    found = {doc_id: _government_of(document) for doc_id, document in documents.items()}
    return {doc_id: whose for doc_id, whose in found.items() if whose is not None}


def _government_of(document: Document) -> Government | None:
    issuer = re.split(r"[、，, ]", fold(document.metadata.issuer or ""))[0]
    if issuer and _STATE.match(issuer):
        return Government("国家", "国家")
    return _read(_PLACE, issuer) or _read(_OPENING, fold(document.title))


def _read(pattern: re.Pattern[str], text: str) -> Government | None:
    found = pattern.match(text)
    if found is None:
        return None
    parts = found.groupdict()
    if area := parts.get("area"):
        return Government(area, "区")
    if city := parts.get("city"):
        return Government(city, "市")
    province = parts.get("province")
    return Government(province, "省") if province else None

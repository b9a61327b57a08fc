"""What a document says of itself in two ways that cannot both be right, as sentences."""

import re
from collections.abc import Sequence

from corpus.document import Clause, Metadata
from corpus.title_block import read_title_block

_YEAR = re.compile(r"(?<![\d—\-－–~～至])(20\d\d|19\d\d)年")
_NUMBER_YEAR = re.compile(r"[〔\[（(【［]\s*((?:19|20)\d\d)")


def contradictions(metadata: Metadata, clauses: Sequence[Clause]) -> tuple[str, ...]:
    """One sentence for each pair of statements of the document that cannot both be right."""
    block = read_title_block(clauses)
    found = []
    issued, published = metadata.issued, metadata.published
    if published and issued and published < issued:
        found.append(
            f"页眉的发布日期（{published}）早于落款日期（{issued}），"
            "页眉可能属于另一网页，请以落款为准。"
        )
    stated = block.fields.get("issued")
    if stated and issued and stated.value != issued:
        found.append(f"页眉的成文日期（{stated.value}）与落款日期（{issued}）不一致，请核对原件。")
    numbers = list(dict.fromkeys("".join(n.value.split()) for n in block.numbers))
    if len(numbers) > 1:
        found.append(f"题头出现不同的文号：{'、'.join(numbers)}，请核对原件。")
    if metadata.effective and issued and metadata.effective < issued:
        found.append(f"施行日期（{metadata.effective}）早于成文日期（{issued}），请核对原件。")
    if metadata.expires and metadata.effective and metadata.expires < metadata.effective:
        found.append(
            f"失效日期（{metadata.expires}）早于施行日期（{metadata.effective}），请核对原件。"
        )
    found += _other_years(metadata)
    return tuple(found)


def _other_years(metadata: Metadata) -> list[str]:
    """Years in title and number that lie two or more from the year of issue.

    A plan for the coming year and a report on the last one are usual; a range of years is a plan.
    """
    if metadata.issued is None:
        return []
    year = int(metadata.issued[:4])
    found = []
    named = [int(y) for y in _YEAR.findall(metadata.title or "")]
    if len(named) == 1 and abs(named[0] - year) >= 2 and "规划" not in (metadata.title or ""):
        found.append(f"标题中的年份（{named[0]}年）与成文年份（{year}年）相差较大，请核对原件。")
    number = _NUMBER_YEAR.search(metadata.number or "")
    if number and int(number[1]) != year:
        # subtle: a notice numbered in December is often signed in January.
        if abs(int(number[1]) - year) >= 2:
            found.append(f"文号年份（{number[1]}年）与成文年份（{year}年）相差较大，请核对原件。")
    return found

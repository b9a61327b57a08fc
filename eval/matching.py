"""How right matching is: profiles with the states of clauses that a person wrote down.

A profile (JSONL) is the contract's (`id, text, fields`) with `as_of`, the sections that are `met`,
`not_met` and `unknown`, those that are `never_met` (whatever else), and the one to be `first` among
those met. A section that is left out counts as not met.
"""

import json
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from corpus.load import load_corpus
from rag.match.command import read_profile
from rag.match.matching import Match, Matcher
from rag.match.profile import ProfileError
from rag.match.record import STATES


class ProfileSetError(ValueError):
    """A profile file that cannot be used; one sentence that names file and line."""


@dataclass(frozen=True)
class Pair:
    """A section of a profile: the state expected and the one found."""

    profile: str
    section: str
    expected: str
    found: str

    @property
    def right(self) -> bool:
        """Whether the state is as expected; of `never_met` any other than met is."""
        return self.found != "met" if self.expected == "never_met" else self.found == self.expected


@dataclass(frozen=True)
class Measured:
    """All pairs, which profiles had the right section first, and the time of each in ms."""

    pairs: tuple[Pair, ...]
    firsts: tuple[tuple[str, str, str], ...]
    latencies: tuple[float, ...]

    @property
    def accuracy(self) -> float:
        """The share of pairs whose state is right, in [0, 1]."""
        return sum(pair.right for pair in self.pairs) / (len(self.pairs) or 1)

    @property
    def precision(self) -> float:
        """Of the judged pairs that were found met, the share that is, in [0, 1]."""
        met = [pair for pair in self.pairs if pair.found == "met"]
        return sum(pair.right for pair in met) / (len(met) or 1)

    @property
    def p95(self) -> float:
        """The 95th percentile of the times, in ms; nearest rank."""
        ordered = sorted(self.latencies)
        return ordered[max(-(-len(ordered) * 95 // 100) - 1, 0)] if ordered else 0.0


def read_profiles(path: Path) -> Iterator[dict[str, Any]]:
    """The profiles of a file, in order.

    Raises:
        ProfileSetError: a file or line that cannot be read.
    """
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise ProfileSetError(f"{path}：无法读取，请检查路径和编码（UTF-8）。") from error
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            record = json.loads(line)
            date.fromisoformat(record["as_of"])
            str(record["id"])
        except (json.JSONDecodeError, KeyError, TypeError, ValueError) as error:
            raise ProfileSetError(
                f"{path} 第 {number} 行：不是带 id 和 as_of 的 JSON 对象，请改正该行。"
            ) from error
        yield record


def measure(profiles: Sequence[Mapping[str, Any]], folder: Path) -> Measured:
    """Match each profile against the documents of a folder.

    Raises:
        ProfileSetError: a profile that cannot be matched, or a section that no document has.
    """
    documents = {document.doc_id: document for document in load_corpus(folder)[0]}
    known = {f"{c.doc_id}#{c.section}" for d in documents.values() for c in d.clauses}
    matcher = Matcher(documents)
    pairs: list[Pair] = []
    firsts: list[tuple[str, str, str]] = []
    latencies: list[float] = []
    for record in profiles:
        found, elapsed = _matched(matcher, record)
        latencies.append(elapsed)
        states = {f"{e.document.doc_id}#{e.clause.section}": e.state for e in found.entries}
        for expected in (*STATES, "never_met"):
            for section in record.get(expected, ()):
                if section not in known:
                    raise ProfileSetError(f"{record['id']}：没有条款 {section}，请改正。")
                pairs.append(Pair(record["id"], section, expected, states.get(section, "not_met")))
        if "first" in record:
            best = next(iter(found.of("met")), None)
            name = f"{best.document.doc_id}#{best.clause.section}" if best else ""
            firsts.append((record["id"], record["first"], name))
    return Measured(tuple(pairs), tuple(firsts), tuple(latencies))


def _matched(matcher: Matcher, record: Mapping[str, Any]) -> tuple[Match, float]:
    day = date.fromisoformat(record["as_of"])
    begin = time.perf_counter()
    try:
        profile = read_profile(
            {"text": record.get("text", ""), "fields": record.get("fields", {})}, matcher, day
        )
    except ProfileError as error:
        raise ProfileSetError(f"{record['id']}：{error}") from error
    match = matcher.match(profile, day)
    return match, (time.perf_counter() - begin) * 1000


def table(measured: Measured) -> str:
    """The measures and every wrong pair, as lines."""
    right = Counter(pair.expected for pair in measured.pairs if pair.right)
    total = Counter(pair.expected for pair in measured.pairs)
    lines = [
        f"条款状态正确 {sum(right.values())}/{sum(total.values())}（{measured.accuracy:.3f}）",
        f"判为符合的正确率 {measured.precision:.3f}",
        *(f"  {state} {right[state]}/{total[state]}" for state in (*STATES, "never_met")),
    ]
    if measured.firsts:
        hits = sum(expected == found for _, expected, found in measured.firsts)
        lines.append(f"首条正确 {hits}/{len(measured.firsts)}")
    lines.append(f"用时 p95 {measured.p95:.1f} 毫秒")
    lines += [
        f"  错：{pair.profile} {pair.section} 应为 {pair.expected}，现为 {pair.found}"
        for pair in measured.pairs
        if not pair.right
    ]
    lines += [
        f"  错：{name} 首条应为 {expected}，现为 {found or '无'}"
        for name, expected, found in measured.firsts
        if expected != found
    ]
    return "\n".join(lines)

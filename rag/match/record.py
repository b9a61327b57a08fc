"""A match as the contract's JSON object, and as lines for people."""

from collections import Counter
from typing import Any

from corpus.filing import Step
from corpus.marker import read_marker
from corpus.overlap import Overlap
from corpus.squeeze import one_line
from rag.match.judged import Judged
from rag.match.matching import Entry, Match
from rag.match.profile import Profile

STATES = ("met", "not_met", "unknown")
NATURES = {"benefit": "可申请", "accreditation": "可申请认定", "direction": "鼓励方向"}
_SHOWN = 12  # entries of a state that people are shown


def match_record(match: Match) -> dict[str, Any]:
    """The match as the contract's JSON object (4), with what was understood and the questions."""
    return {
        **{state: [_entry(e) for e in match.entries if e.state == state] for state in STATES},
        "profile": profile_record(match.profile),
        "questions": questions(match),
        "scope": {
            "documents": len(match.in_force),
            "not_in_force": [
                {"doc_id": d.doc_id, "title": d.title, "expires": d.metadata.expires}
                for d in match.not_in_force
            ],
        },
    }


def profile_record(profile: Profile) -> dict[str, Any]:
    """What was understood, unknown left as null."""
    wan = profile.revenue / 10000 if profile.revenue is not None else None
    return {
        "industry": list(profile.products),
        "district": list(profile.places),
        "revenue_wan": float(wan) if wan is not None else None,
        "rd_ratio": float(profile.rd_ratio / 100) if profile.rd_ratio is not None else None,
        "employees": int(profile.employees) if profile.employees is not None else None,
        "age_months": int(profile.months) if profile.months is not None else None,
        "qualifications": [
            {"name": s.name, "held": s.held, "manner": s.manner, "level": s.level}
            for s in profile.standings
        ],
        "moved_in": profile.moved,
        "stage": profile.stage,
        "needs": list(profile.needs),
        "measures": [m.text if not m.metric else f"{m.metric}：{m.text}" for m in profile.measures],
        "subject": profile.subject,
    }


def questions(match: Match) -> list[dict[str, Any]]:
    """What would settle the unknown ones, the question that most of them hang on first."""
    counted: Counter[str] = Counter()
    sections: dict[str, list[str]] = {}
    for entry in match.of("unknown"):
        open_ones = [
            j.needs for j in entry.judged if j.state == "unknown" and j.decides and j.needs
        ]
        asked = dict.fromkeys([*open_ones, *([entry.needs] if entry.needs else [])])
        for question in asked:
            # The last thing that is unknown decides; one of five does not.
            counted[question] += 12 // len(asked)
            sections.setdefault(question, []).append(
                f"{entry.document.doc_id}#{entry.clause.section}"
            )
    ranked = sorted(counted, key=lambda q: (-counted[q], list(counted).index(q)))
    return [{"question": q, "settles": sections[q]} for q in ranked]


def _entry(entry: Entry) -> dict[str, Any]:
    document = entry.document
    record: dict[str, Any] = {
        "doc_id": document.doc_id,
        "title": document.title,
        "section": entry.clause.section,
        "label": entry.clause.label,
        "quote": document.text[entry.start : entry.end],
        "start": entry.start,
        "end": entry.end,
        "reason": entry.reason,
        "nature": entry.nature,
        "conditions": [_condition(one) for one in entry.judged],
    }
    if entry.needs:
        record["conditions"].append({"text": "", "state": "unknown", "needs": entry.needs})
    if entry.unit:
        found = entry.unit.responsibility
        record["unit"] = {
            "lead": list(found.lead),
            "support": list(found.support),
            "section": found.section,
            "inherited": entry.unit.inherited,
        }
    if entry.filing.deadlines or entry.filing.materials:
        record["deadlines"] = [_step(step) for step in entry.filing.deadlines]
        record["materials"] = [_step(step) for step in entry.filing.materials]
    if entry.overlaps:
        record["overlaps"] = [_overlap(one) for one in entry.overlaps]
    if entry.change:
        record["changed_by"] = {
            "doc_id": entry.change.by.doc_id,
            "title": entry.change.by.title,
            "section": entry.change.clause.section,
            "words": [{"old": old, "new": new} for old, new in entry.change.words],
        }
    if entry.options:
        record["options"] = [
            {
                "state": option.state,
                "quote": document.text[option.offer.start : option.offer.end],
                "awards": [
                    {
                        "what": each.benefit.what,
                        "calculation": each.calculation,
                        "amount_wan": float(each.value / 10000) if each.value is not None else None,
                    }
                    for each in option.awards
                ],
            }
            for option in entry.options
        ]
    return record


def _overlap(one: Overlap) -> dict[str, Any]:
    return {
        "text": one.text,
        "doc_id": one.clause.doc_id,
        "section": one.clause.section,
        "label": one.clause.label,
        "start": one.start,
        "end": one.end,
    }


def _step(step: Step) -> dict[str, Any]:
    return {
        "text": step.text,
        "note": step.note or None,
        "doc_id": step.clause.doc_id,
        "section": step.clause.section,
        "label": step.clause.label,
        "start": step.start,
        "end": step.end,
    }


def _condition(one: Judged) -> dict[str, Any]:
    asked = one.requirement
    return {
        "text": asked.text,
        "state": one.state,
        "needs": one.needs if one.state == "unknown" else None,
        "reason": one.reason,
        "doc_id": asked.clause.doc_id,
        "section": asked.clause.section,
        "label": asked.clause.label,
        "start": asked.start,
        "end": asked.end,
        "decides": one.decides,
    }


def match_text(match: Match) -> str:
    """The match for people: what was understood, what is met, what to ask, what is not."""
    lines = [f"理解为：{understood(match.profile)}"]
    for state, title in (("met", "符合"), ("unknown", "待确认"), ("not_met", "不符合")):
        entries = match.of(state)  # type: ignore[arg-type]
        lines.append(f"\n{title} {len(entries)} 条")
        for entry in entries[: _SHOWN if state != "not_met" else 5]:
            lines += _lines(entry)
        hidden = len(entries) - (_SHOWN if state != "not_met" else 5)
        if hidden > 0:
            lines.append(f"  另有 {hidden} 条，见 --json。")
    asked = questions(match)[:5]
    if asked:
        lines.append("\n想确认：")
        lines += [
            f"  {n}. {q['question']}（涉及 {len(q['settles'])} 条）" for n, q in enumerate(asked, 1)
        ]
    lines.append(
        f"\n匹配 {len(match.in_force)} 份现行文件；{len(match.not_in_force)} 份不在有效期，未匹配。"
    )
    return "\n".join(lines)


def _paper(step: Step) -> str:
    marker = read_marker(step.text)
    return step.text[marker.length if marker else 0 :].strip("。；; ")


def understood(profile: Profile) -> str:
    """What was understood, in one line."""
    record = profile_record(profile)
    parts = [
        ("行业和产品", "、".join(record["industry"])),
        ("所在地", "、".join(record["district"])),
        (
            "营业收入",
            f"{record['revenue_wan']:g}{_to(profile, 'revenue', 10000)}万元"
            if record["revenue_wan"] is not None
            else "",
        ),
        (
            "研发占比",
            f"{record['rd_ratio'] * 100:g}{_to(profile, 'rd_ratio')}%"
            if record["rd_ratio"] is not None
            else "",
        ),
        ("职工", f"{record['employees']}人" if record["employees"] is not None else ""),
        ("资质", "、".join(f"{'' if s.held else '不是'}{s.name}" for s in profile.standings)),
        ("需求", "、".join(record["needs"])),
    ]
    return "；".join(f"{name} {value}" for name, value in parts if value) or "没有可用的信息"


def _to(profile: Profile, name: str, scale: int = 1) -> str:
    top = profile.tops.get(name)
    return f"至{float(top / scale):g}" if top is not None else ""


def _lines(entry: Entry) -> list[str]:
    quote = one_line(entry.document.text[entry.start : entry.end])
    nature = f"【{NATURES[entry.nature]}】" if entry.state == "met" else ""
    lines = [
        f"- {nature}《{entry.document.title}》{entry.clause.label}：“{quote}”",
        f"    {entry.reason}",
    ]
    best = next((o for o in entry.options if o.state == entry.state), None)
    if best and entry.state == "met":
        lines += [f"    金额：{a.benefit.what} {a.calculation}" for a in best.awards]
    if entry.change and entry.state != "not_met":
        words = "；".join(f"“{old}”改为“{new}”" for old, new in entry.change.words)
        lines.append(
            f"    注意：已由《{entry.change.by.title}》{entry.change.clause.label}修改：{words}"
        )
    if entry.state != "not_met" and entry.unit:
        found = entry.unit.responsibility
        who = "、".join(found.lead or found.support)
        lines.append(f"    找：{who}{'（取自上级条款）' if entry.unit.inherited else ''}")
    if entry.state == "met":
        lines += [
            f"    申报：{step.text}（{step.clause.label}）{step.note}"
            for step in entry.filing.deadlines[:3]
        ]
        lines += [f"    与其他政策：{o.text}（{o.clause.label}）" for o in entry.overlaps]
        papers = "、".join(_paper(step) for step in entry.filing.materials)
        lines += [f"    材料：{papers}"] if papers else []
    return lines

"""What a model may do for a question before it is searched; off unless a setting asks for it.

    rewritten       a follow-up into a full question: `那航空航天呢` after one about cars
    hypothetical    an answer made up for a search: its words may be those of the clause

Neither is ever shown as an answer. A rewriting that loses what makes a question unanswerable (a
year, a place, a number, a denial), or that brings in what nobody asked, is not used.
"""

from collections.abc import Sequence

from index.tokenize import fold
from rag.generate.body import names_in
from rag.generate.figure import days_in, figures_in
from rag.generate.polarity import denials
from rag.generate.protocol import GenerationError, Generator, Message
from rag.generate.words import held, stated
from rag.question.conversation import Turn

_N_TURNS = 3
_MAX_CHARACTERS = 120  # of a rewriting; a longer one is an answer
_MAX_HYPOTHESIS = 200
_REWRITE = """把用户的追问改写成一个完整的问题，只补上前面问题里的主语，
不改变年份、地区、单位、数字和否定，不加任何新内容。
只输出改写后的问题，不要回答。"""
_HYPOTHESIS = "写一句政策文件里可能回答下面问题的条款原文，不超过60字，只输出这一句。"


def rewritten(question: str, turns: Sequence[Turn], generator: Generator) -> str:
    """The question as a full one, by the model; itself where that is not borne out or fails."""
    if not turns:
        return question
    before = [turn.question for turn in turns[-_N_TURNS:]]
    asked = "\n".join((*(f"前面的问题：{text}" for text in before), f"追问：{question}"))
    text = _said(_REWRITE, asked, generator, _MAX_CHARACTERS)
    return text if text and keeps(question, text, before) else question


def hypothetical(question: str, generator: Generator) -> str:
    """A made-up sentence that would answer, for searching alone; "" where the model fails."""
    return _said(_HYPOTHESIS, f"问题：{question}", generator, _MAX_HYPOTHESIS)


def keeps(question: str, rewriting: str, before: Sequence[str]) -> bool:
    """Whether a rewriting keeps all that binds a question, and adds only words of earlier ones."""
    asked, said = fold(question), fold(rewriting)
    known = " ".join((asked, *map(fold, before)))
    day = {(d.year, d.month, d.day) for d in days_in(said)}
    figure = {(f.value, f.unit) for f in figures_in(said)}
    return (
        all((d.year, d.month, d.day) in day for d in days_in(asked))
        and all((f.value, f.unit) in figure for f in figures_in(asked))
        and all(name.text in said for name in names_in(asked))
        and denials(asked) == denials(said)
        and all(held(word, said) for word in stated(asked))
        and all(held(word, known) for word in stated(said))
    )


def _said(rules: str, asked: str, generator: Generator, max_characters: int) -> str:
    """The first line of the model's reply; "" where there is none or it runs on."""
    text = ""
    try:
        for piece in generator.stream([Message("system", rules), Message("user", asked)]):
            text += piece
            if len(text) > max_characters:
                break
    except GenerationError:
        return ""
    line = next((line.strip() for line in text.splitlines() if line.strip()), "")
    return line if len(line) <= max_characters else line[:max_characters]

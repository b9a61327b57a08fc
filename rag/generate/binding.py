"""Whether a statement keeps together what its source binds together, word by word.

All words of a false sentence may stand in the clause: what it changes is which of them belong to
which. Here a statement is laid beside the phrases of the sentence that it is drawn from.
"""

from collections.abc import Sequence

from rag.generate.moved import crossed, number_moved, of_another_phrase
from rag.generate.narrowing import narrowing_dropped, of_another_kind, widened_to_all
from rag.generate.role import leads_reversed, object_acts
from rag.generate.turned import turned


def loosened(said: str, texts: Sequence[str], behind: str, told: str = "") -> str | None:
    """What a folded statement took apart of the folded sentences that it draws on; None if nothing.

    `behind` is what governs them (headings, title), `told` what its sentence says before it:
    their words need not be said again.
    """
    evidence = "\n".join(texts)
    return (
        narrowing_dropped(said, texts, f"{behind} {told}")
        or widened_to_all(said, evidence)
        or of_another_kind(said, evidence)
        or turned(said, texts)
        or leads_reversed(said, evidence)
        or object_acts(said, evidence)
        or of_another_phrase(said, texts, behind)
        or crossed(said, evidence)
        or number_moved(said, texts)
    )

"""Laps are counted to the question at work in the same thread, and to no other."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from rag.clock import lap, timed


def test_laps_of_one_stage_are_added_up() -> None:
    with timed() as clock:
        lap("search")
        lap("embed")
        lap("search")
    stages = clock.stages()
    assert list(stages) == ["search", "embed", "total"]
    assert stages["search"] + stages["embed"] == pytest.approx(stages["total"])


def test_a_question_inside_another_is_timed_by_itself() -> None:
    with timed() as outer:
        with timed() as inner:
            lap("search")
        lap("answer")
    assert "search" not in outer.stages()
    assert "answer" not in inner.stages()


def test_questions_in_two_threads_are_timed_apart() -> None:
    both = Barrier(2)

    def question(stage: str) -> dict[str, float]:
        with timed() as clock:
            both.wait(timeout=5)
            lap(stage)
            both.wait(timeout=5)
            return clock.stages()

    with ThreadPoolExecutor(2) as pool:
        first, second = pool.map(question, ("embed", "search"))
    assert set(first) == {"embed", "total"}
    assert set(second) == {"search", "total"}


def test_a_lap_outside_of_a_question_is_counted_nowhere() -> None:
    with timed() as clock:
        pass
    lap("search")
    assert set(clock.stages()) == {"total"}

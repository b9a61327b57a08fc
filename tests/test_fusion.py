"""Fused scores against values written out by hand."""

import math

import numpy as np
import pytest

from index.fusion import fuse, standardise


def test_standard_scores() -> None:
    scores = np.array([2.0, 4.0, 4.0, 4.0, 5.0, 5.0, 7.0, 9.0])  # Mean 5, deviation 2.
    expected = [-3 / 2, -1 / 2, -1 / 2, -1 / 2, 0, 0, 2 / 2, 4 / 2]
    assert standardise(scores) == pytest.approx(expected)


def test_equal_scores_say_nothing() -> None:
    assert standardise(np.full(3, 0.1 + 0.2)).tolist() == [0, 0, 0]
    assert standardise(np.array([0.7])).tolist() == [0]
    assert standardise(np.zeros(0)).tolist() == []


def test_fused_scores() -> None:
    dense = np.array([1.0, 3.0])  # Standardised -1, 1.
    words = np.array([10.0, 0.0])  # Standardised 1, -1.
    fused = fuse([(dense, 1 / 2), (words, 1 / 4)])
    total = 1 / 2 - 1 / 4
    assert fused == pytest.approx([1 / (1 + math.exp(total)), 1 / (1 + math.exp(-total))])


def test_an_arm_of_equal_scores_changes_nothing() -> None:
    dense = np.array([0.2, 0.9, 0.4])
    assert fuse([(dense, 0.5), (np.zeros(3), 0.5)]) == pytest.approx(fuse([(dense, 0.5)]))


def test_scores_stay_between_0_and_1() -> None:
    fused = fuse([(np.array([0.0] * 9999 + [1e9]), 1.0)])
    assert ((fused > 0) & (fused <= 1)).all()
    assert fused.argmax() == 9999


def test_no_candidates_and_no_arms() -> None:
    assert fuse([(np.zeros(0), 1.0)]).tolist() == []
    assert fuse([]).tolist() == []


def test_arms_of_different_lengths() -> None:
    with pytest.raises(ValueError, match=r"\[1, 2\]"):
        fuse([(np.zeros(1), 1.0), (np.zeros(2), 1.0)])

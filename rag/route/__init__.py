"""The ways to an answer: each reads one kind of question and gives a draft, or None."""

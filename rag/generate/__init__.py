"""A language model phrases the answer; no sentence leaves here that the clauses do not state."""

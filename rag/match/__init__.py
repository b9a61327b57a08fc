"""Which clauses apply to a company: its profile judged against what the clauses ask."""

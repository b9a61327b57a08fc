"""A question file into measures and a report; knows nothing of how answers are made."""

"""What a clause must say to answer: values, quantities, verdicts, demands."""

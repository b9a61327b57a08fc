"""What people take away to sign: sheets of evidence, tables for Excel."""

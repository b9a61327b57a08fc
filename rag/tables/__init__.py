"""What can be looked up over all documents: tables whose every row leads to its section."""

"""The custody of a case, as values: log lines, seals, and what a check of them finds. No I/O, no clock."""

"""What the metadata of a file comes to, for an investigator: pure functions over what ``media`` read."""

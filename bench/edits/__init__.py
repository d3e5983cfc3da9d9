"""What people do to footage before they post it again, each edit with parameters drawn at random and told."""

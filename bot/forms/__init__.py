"""Questions as data, and the only place where answers are read."""

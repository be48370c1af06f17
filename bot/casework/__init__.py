"""What people do with cases: a function for each use, in one transaction."""

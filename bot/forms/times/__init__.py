"""Times as people on a ward say them: in an answer, and within a report."""

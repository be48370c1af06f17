"""Benchmarks: how long a person waits for Lantern, on both databases, in one run."""

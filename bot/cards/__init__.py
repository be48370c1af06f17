"""Cards: pure functions from views to adaptive cards."""

"""Conversations: asking a form, carrying it to its end, and where each begins."""

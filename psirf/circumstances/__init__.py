"""The circumstances of an event as a lead tells them: plain answers, read into what is known and what is not."""

from psirf.circumstances.answers import KEYS, Circumstances, read_circumstances

__all__ = ["KEYS", "Circumstances", "read_circumstances"]

"""What people write about an event, word by word, and the lists that say what each word tells."""

from psirf.heard.lists import Heard
from psirf.heard.reading import read_heard

__all__ = ["Heard", "read_heard"]

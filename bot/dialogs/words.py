"""Words that mean the same at every moment of a conversation, as `plainly` and `command` leave them."""

import re

from bot.forms.readers import close, plainly

WORDS_OF_A_REPORT = 5  # so many words, said to nobody's question, are kept as the beginning of a report

PLEASE = re.compile(r"^please\b[ ,:]*(?=\S)", re.IGNORECASE)
AND_PLEASE = re.compile(r"(?<=\S),? please[.! ]*$", re.IGNORECASE)
SHORT = 8  # words of a command that ends with please, such as "hand over PSE-00001 to Lou Example please"

HELP = ("help", "what can you do", "start", "menu", "what can you do?", "help me", "how does this work")
CANCEL = ("cancel", "cancel it", "cancel this", "cancel that", "stop", "quit", "exit", "withdraw", "withdraw it",
          "don't send", "dont send", "do not send", "don't send it", "dont send it", "do not send it",
          "don't send that", "dont send that", "no dont send that", "no don't send it", "no dont send it",
          "i don't want to send it", "i dont want to send it", "delete everything", "delete all",
          "forget it")  # fmt: skip
BACK = ("back", "go back", "previous", "previous question")
SKIP = ("skip", "skip it", "skip this", "skip that")
NEW = ("new", "new one", "start a new one", "a new one", "start again", "start over")
SEND = ("send", "send it", "send now", "yes send", "submit")
KEEP = ("keep", "keep for later", "keep it", "later")
DELETE = ("delete", "delete now", "delete it", "delete this", "delete it now")
HALF_MADE = ("half-made", "half made", "drafts", "my drafts", "half-made reports", "half made reports",
             "my half-made reports", "my half made reports")  # fmt: skip
LEAVE_SO = (*KEEP, "leave it", "leave it so", "leave it as it is", "no change", "same", "ok", "okay")
TAKE_OUT = re.compile(
    r"(?:(?:yes|sorry|ok|oh|please)[ ,]+)*(?:take|remove|delete|get rid of|strip)\b"
    r"(?: (?:out|it|them|that|those|the|all|of|her|his|their|names?|numbers?|nhs|please|both|everything))*"
)
LEAVE_IN = re.compile(
    r"(?:(?:no|please)[ ,]+)*(?:leave|keep)\b(?: (?:all|it|them|that|the|names?|numbers?|in|there))*"
)
SEPARATELY = ("one at a time", "two", "two reports", "separately", "split", "split them", "two events")
TOGETHER = ("it is one event", "it's one event", "one event", "one", "one report", "together", "the same event")
AS_CARD = ("card", "as a card", "one card", "as one card", "all on one card", "form", "show the form")
CARRY_ON = ("carry on", "continue", "go on", "carry on with it", "start the report")
THANKS = ("thanks", "thank you", "cheers", "ta", "thanks a lot", "many thanks", "thank you very much")
GREETINGS = ("hello", "hi", "hey", "hiya", "good morning", "good afternoon", "good evening", "morning",
             "hi there", "hello there", "thanks", "thank you", "cheers", "are you there", "are you there?",
             "hello?")  # fmt: skip
YES = ("yes", "y", "yeah", "yep", "yes please", "correct", "that's right", "right", "ok", "okay")
NO = ("no", "n", "nope", "no thanks", "wrong", "not that")
NOT_ENTERED = ("not yet entered", "not entered", "not entered yet", "to enter", "what is to be entered")
ADD_ACTION = ("add action", "add an action", "action")


def command(said: str) -> str:
    """What was said as a command may be said: plainly, and without a please."""
    return plainly(plainly(said).removeprefix("please ").removesuffix(" please"))


def without_please(said: str) -> str:
    """What was said, without the please with which a command may begin; or end, where it says nothing more."""
    said = PLEASE.sub("", close(said), count=1)
    short = len(said.split()) <= SHORT and not re.search(r"[:;]", said)
    return AND_PLEASE.sub("", said) if short else said


def tells_something(text: str) -> bool:
    """Whether somebody just tells what happened, and does not ask."""
    return len(text.split()) >= WORDS_OF_A_REPORT and not text.rstrip().endswith("?")


def adds_something(text: str) -> bool:
    """Whether a few words beside a report are more of it, and neither a question nor a nod."""
    known = (*YES, *NO, *GREETINGS, *THANKS, *KEEP, *CARRY_ON, *NEW)
    return len(text.split()) > 1 and not text.rstrip().endswith("?") and text not in known

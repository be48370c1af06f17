"""Words that mean the same at every moment of a conversation, as `plainly` leaves them."""

HELP = ("help", "what can you do", "start", "menu", "what can you do?", "help me", "how does this work")
CANCEL = ("cancel", "stop", "quit", "exit")
SEND = ("send", "send it", "send now", "yes send", "submit")
KEEP = ("keep", "keep for later", "keep it", "later")
DELETE = ("delete", "delete now", "delete it")
CARRY_ON = ("carry on", "continue", "go on")
GREETINGS = ("hello", "hi", "hey", "hiya", "good morning", "good afternoon", "good evening", "morning",
             "are you there", "are you there?", "hello?")  # fmt: skip
YES = ("yes", "y", "yeah", "yep", "yes please", "correct", "that's right", "right", "ok", "okay")
NO = ("no", "n", "nope", "no thanks", "wrong", "not that")
ADD_ACTION = ("add action", "add an action", "action")

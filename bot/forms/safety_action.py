"""What is asked of a safety action, by its lead and by its owner."""

from bot.forms.form import Form, Question
from bot.forms.readers import a_person, offer_people, show_person, words
from bot.forms.when import day_ahead, day_passed, offer_days, show_day

SAFETY_ACTION = Form(
    name="safety_action",
    title="Add an action",
    noun="action",
    send="Add it",
    signed="Adding it as {}.",
    questions=(
        Question(
            "what", "What will be done?", words(at_least=2), "What",
            hint="What will be different, rather than who is reminded.", long=True,
        ),
        Question(
            "owner", "Who owns it?", a_person, "Owner",
            hint="Their full name, or “me”.", offers=offer_people, show=show_person, kind="person",
        ),
        Question(
            "due", "By which day?", day_ahead, "Due",
            hint="Press one, or type it: “Friday”, “1 December”.", offers=offer_days, show=show_day,
            no_more=day_passed, kind="day",
        ),
    ),
)  # fmt: skip

MORE_TIME = Form(
    name="more_time",
    title="Need more time",
    noun="date",
    send="Move the date",
    questions=(
        Question("due", "By which day?", day_ahead, "New date", show=show_day, kind="day"),
        Question("because", "What makes it take longer?", words(), "Why", long=True),
    ),
)

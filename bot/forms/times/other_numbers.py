"""Numbers in a report that are no times: doses, wards, ages, how long, how often, telephones."""

import re
from functools import lru_cache

from bot.forms.times.day_words import MONTHS
from bot.forms.times.time_words import HOUR_WORDS, NUMBER, any_of
from psirf.moment_words import MomentWords

GONE = "\x00"  # stands in place of each character of what is no time

LONG = "(?:second|sec|minute|min|hour|hr|day|night|week|month|year|yr|shift|h|wk)"
MANY = rf"(?:\d+(?:\.\d+)?(?: ?(?:-|to|or) ?\d+)?|{NUMBER}|several|many|half an?|some|few)"
NOT_AGO = "(?!(?: or so| or two| and a half)? ago)"
FIGURES = r"(?:[ :#=-]|\.(?! )){0,3}(?:no|number|num|of|is|was|score)?(?:[ :#=]|\.(?! )){0,3}"
NUMBER_AND_MORE = r"\d+(?:[.:/-]\d+){0,4}[a-z]?(?!\w)(?! ?[ap]m)"
A_DAY = "(?:mon|tues?|wed|thu|fri|sat|sun|monday|tuesday|wednesday|thursday|friday|saturday|sunday)"
A_PART = "(?:day|morning|night|evening|afternoon|shift|week|weekend)"
# "The night" and "the sat" may be of when it happened; "every night" and "the day" are not.
OF_NO_DAY = (
    "next", "following", "every", "each", "most", "all", "previous", "other", "any", "some", "good", "tomorrow",
    "same",
    "per", "one", "another", "both", "two", "three", "four", "several", "few", "half", "once", "twice", "times",
)  # fmt: skip
LASTED = (
    "for", "every", "over", "after", "within", "in", "under", "age", "aged", "only", "nearly", "almost", "x",
    "lasting",
    "took", "waited", "another", "last", "past", "of", "than", "up to",
)  # fmt: skip
LASTED_MORE = ("about", "around", "the", "at least", "the last", "the past", "over", "a")
OF_LENGTH = (
    "old", "late", "early", "overdue", "post", "prior", "apart", "long", "delay", "delayed", "wait", "waits", "into",
    "in", "after", "before", "earlier", "later", "course", "history", "hx", "gap", "notice", "stay", "period",
    "shift",
    "left", "of", "since", "from", "each", "a", "per", "on", "too",
)  # fmt: skip
CLOCK_OR_DATE = (
    r"0\d[0-5]\d(?!\d)|(?:1\d|2[0-3])[0-5]\d(?=:| ?hrs| ?hours)|"
    r"\d\d?:\d\d(?!\d)|\d\d?[/.]\d\d?[/.]\d\d|\d\d?/\d\d?(?= (?:at )?\d)|"
    rf"\d\d?(?:st|nd|rd|th)? (?:{MONTHS})(?!\w)|"
    r"(?:(?<=theatre )|(?<=bay )|(?<=bed )|(?<=clinic )|(?<=corridor )|(?<=floor ))"
    r"(?:1\d|2[0-3])[0-5]\d(?!\d)"  # no trust has a bed 1520
)
NOT_A_CLOCK = r"(?!(?:0\d|1\d|2[0-3])[:.]?[0-5]\d)"
A_TIME_AFTER_ALL = r"(?!\d{4} day \d|(?:0\d|1\d|2[0-3])[0-5]\d doses?(?!\w))"  # "1310 day 3", "the 1400 dose"

TELEPHONES_AND_CODES = (
    r"(?<![\w/.:])0\d(?:[ -]?\d){8,11}(?![\w/])",
    r"(?<![\w/.:-])\d{3}[ -]\d{3}[ -]\d{4}(?!\w)",
    r"(?<![\w.:])\d{5,}(?!\w)",
    r"[a-z]+\d+\w*",  # T1DM, b12
    r"\d+(?!h\d\d(?!\w))[a-z]+\d+\w*",  # 2ww4, 3d5
)
OTHER_DAYS = (
    "(?!all (?:night|morning|afternoon|evening))"
    rf"(?:(?:{any_of(OF_NO_DAY)}) (?:a )?(?:{A_PART}|{A_DAY})|\d{{1,2}} {A_PART})s?(?!\w)"
    "(?! shift)(?! ago)(?! before yesterday)",
    r"(?:the|that) (?:day|same night|same day)s?(?!\w)(?! shift)(?! before yesterday)",
    rf"a week (?:on |last |past )?{A_DAY}",
    r"(?:the )?(?:day|night) (?:before|after)(?! yesterday)(?! last)(?! handover)(?! (?:the )?clocks)",
    rf"{A_DAY}(?:-|/| to ){A_DAY}(?!\w)",
)
HOW_LONG = (
    rf"(?!(?:in|within|during) the (?:last|past) (?:half |(?:{NUMBER}) ?)?(?:an? )?(?:hour|hr|min))"
    rf"(?:{any_of(LASTED)})(?: (?:{any_of(LASTED_MORE)})){{0,3}} {MANY} ?(?:of )?{LONG}s?(?!\w)(?:' time|"
    rf" time)?{NOT_AGO}",
    rf"{MANY}[ -]?{LONG}s?[ -](?:{any_of(OF_LENGTH)})(?!\w)(?<! on)(?<!-on)"
    "(?! (?:the )?(?:handover|start of|end of|beginning of))",
    rf"{NOT_A_CLOCK}{MANY}[ -]?{LONG}s? on(?! (?:nights|days|lates|earlies|the|my|a|an|our)(?!\w))",
    rf"{NOT_A_CLOCK}{MANY}[ -]?(?:hourly|weekly|yearly|monthly|day|week|year|month|hour|minute|min)(?:ly|s|"
    rf"er)?(?!\w){NOT_AGO}",
    rf"(?<!last )(?<!past ){NOT_A_CLOCK}\d+(?:\.\d+)? ?(?:hours|hrs|hr|minutes|mins|min|secs|days|weeks|wks|"
    rf"months)(?!\w){NOT_AGO}",
    r"\d{1,3} ?(?:yr|yrs|year|years|yo|y/o|y\.o)(?!\w)(?:[ -]?old)?(?! ago)",
    r"\d{1,3} ?[mf](?!\w)(?! ago)",  # 84F
    # On a ward 3/7 is three days, 6/52 six weeks, 2/12 two months; "on 3/12" is the third of December.
    r"\d{1,3}/(?:7|52|12|24|40)(?![\d/])(?! ago)(?<!on \d/12)(?<!on \d\d/12)(?<!the \d\d/12)(?<!the \d/12)",
    "24/7",
    # "At 1000 each day" is when it is always done.
    r"(?:at |about )?\d{1,2}(?:[:.]?[0-5]\d)?(?: ?[ap]m| ?hrs)? "
    r"(?:(?:each|every)(?: single)? \w+|daily|nightly)(?!\w)",
)
SCORES_AND_RATIOS = (
    r"\d+(?:\.\d+)? ?x(?!\w)(?: ?\d+)*",
    r"x ?\d+",
    r"\d+ ?(?:in|of|out of|:) ?\d+(?!\d)(?<!\d:\d\d)(?<!\d: \d\d)",
    r"\d{2,3}/\d{2,3}(?![/\d])(?<!/0\d)(?<!/1[0-2])(?! ago)",  # a blood pressure; not 03/11
    r"\d+/10(?![\d/])(?<!on \d\d/10)(?<!on \d/10)(?<!\d\d/10)",
    "(?:at|to|from|by) one (?:point|stage|time|end|side|of)",
    "at once",
    r"\d+(?:\.\d+)?(?: ?[%°º£]|#)",  # "1605 # wrist" is a time and a fracture
    r"[#£]\d+",
    r"in (?:19|20)\d\d(?!\d)(?! ?(?:hrs|h)(?!\w))",  # a year
)


def without_other_numbers(text: str, heard: MomentWords) -> str:
    """The text with numbers that are no times taken out, each character kept its place."""
    return _other_numbers(heard).sub(lambda found: GONE * len(found[0]), text)


@lru_cache(maxsize=8)
def _other_numbers(heard: MomentWords) -> re.Pattern[str]:
    beside_words = (
        rf"(?:{any_of(heard.before_code)}){FIGURES}(?!\d{{3}} \d{{3}} \d{{4}}){NUMBER_AND_MORE}",
        rf"(?:{any_of(heard.before_number)}){FIGURES}(?!{CLOCK_OR_DATE}){NUMBER_AND_MORE}",
        rf"{A_TIME_AFTER_ALL}\d+(?:[.,/-]\d+){{0,4}}(?: ?(?:-|to) ?\d+(?:\.\d+)?)? ?"
        rf"(?:{any_of(heard.after_number)})(?!\w)(?! ?ago)",
        # "3 patients"; but "at 3 patient fell" and "half 3 pt fell" are times.
        rf"(?<!at )(?<!half )(?<!past )(?<! to )(?!0\d[0-5]\d)(?!(?<=about )\d\d? pt )(?!(?<=around )\d\d? pt )"
        rf"(?:\d+(?:-\d+)?|{HOUR_WORDS}) (?:{any_of(heard.counted)})(?!\w)",
        rf"(?<!half )(?<!past )(?<! to )(?:half|{HOUR_WORDS}) (?:{any_of(heard.after_number)})(?!\w)(?! ?ago)",
    )
    shapes = (*TELEPHONES_AND_CODES, *OTHER_DAYS, *HOW_LONG, *beside_words, *SCORES_AND_RATIOS)
    return re.compile(r"(?<![\w/])(?<!\d[:.])(?:" + "|".join(shapes) + ")")

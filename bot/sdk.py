"""Every name we take from the bot SDK for dialogs, and the message made of a card.

Only bot/teams and this module import the SDK, so moving to another starts, and mostly ends, here.
"""

from typing import Any

from botbuilder.core import CardFactory as _CardFactory
from botbuilder.core import MessageFactory as _MessageFactory
from botbuilder.core import TurnContext as TurnContext
from botbuilder.dialogs import ComponentDialog as ComponentDialog
from botbuilder.dialogs import Dialog as Dialog
from botbuilder.dialogs import DialogContext as DialogContext
from botbuilder.dialogs import DialogInstance as DialogInstance
from botbuilder.dialogs import DialogReason as DialogReason
from botbuilder.dialogs import DialogSet as DialogSet
from botbuilder.dialogs import DialogState as DialogState
from botbuilder.dialogs import DialogTurnResult as DialogTurnResult
from botbuilder.dialogs import DialogTurnStatus as DialogTurnStatus
from botbuilder.dialogs import WaterfallDialog as WaterfallDialog
from botbuilder.dialogs import WaterfallStepContext as WaterfallStepContext
from botbuilder.schema import Activity as Activity


def message(card: dict[str, Any], summary: str) -> Activity:
    """A message that shows a card. Its summary is what notifications and screen readers say."""
    activity: Activity = _MessageFactory.attachment(_CardFactory.adaptive_card(card))
    activity.summary = summary
    return activity

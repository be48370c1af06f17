"""The trust's other form as a QR code, for a phone's camera: served as a picture, shown on cards, to be printed."""

from io import BytesIO

import segno

PATH = "/other-form.png"


def qr_code(link: str) -> bytes:
    """A PNG of a code that leads to a link, well under a card's 1024 by 1024 pixels."""
    picture = BytesIO()
    segno.make(link, error="m", micro=False).save(picture, kind="png", scale=8, border=4)
    return picture.getvalue()

# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

"""What may come in with a report of an owner: text, moment and photos.

Everything here was typed or sent by somebody outside, or by a program that
pretends to be: nothing is taken at its word and nothing raises.

>>> record_id("12"), record_id("12; drop"), record_id("-1"), record_id(None)
(12, None, None, None)
"""

import logging
from datetime import datetime, timedelta, timezone
from io import BytesIO
from zoneinfo import ZoneInfo

from PIL import GifImagePlugin, Image, JpegImagePlugin, PngImagePlugin, WebPImagePlugin

from . import limits

_logger = logging.getLogger(__name__)

MAX_TITLE = 120
MAX_DESCRIPTION = 5000
# Clocks of phones differ from ours: so much "future" is simply now.
_CLOCK_TOLERANCE = timedelta(minutes=10)
_OLDEST = timedelta(days=5 * 366)
_LARGEST_ID = 2**31 - 1
# Named one by one: Odoo keeps Pillow from looking for its plugins by itself.
_PHOTO_PLUGINS = {
    JpegImagePlugin.JpegImageFile.format: "image/jpeg",
    PngImagePlugin.PngImageFile.format: "image/png",
    WebPImagePlugin.WebPImageFile.format: "image/webp",
    GifImagePlugin.GifImageFile.format: "image/gif",
}
# MPO is what some phones write into a .jpg: browsers show its first picture.
_PHOTO_MIMETYPES = {**_PHOTO_PLUGINS, "MPO": "image/jpeg"}


def record_id(text):
    """Return the id that a form field names, or None when it names none."""
    text = text.strip() if isinstance(text, str) else ""
    if not (text.isascii() and text.isdigit()) or len(text) > 10:
        return None
    number = int(text)
    return number if 0 < number <= _LARGEST_ID else None


def clean_text(text):
    r"""Return text without what a database or a page cannot hold.

    >>> clean_text(" A leak\x00\r\nin the hall\t ")
    'A leak\nin the hall'
    """
    text = text if isinstance(text, str) else ""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(c for c in text if c in "\n\t" or c.isprintable()).strip()


def moment(text, zone, now):
    """Return when something happened, as (naive UTC datetime, error code).

    An empty text means now.  One of the two results is always None.

    :param text: local time as a browser sends it, with or without the time of day
    :param zone: name of the time zone of who typed it
    :param now: naive UTC datetime

    >>> moment("2026-03-02T08:30", "Asia/Shanghai", datetime(2026, 3, 2, 12))
    (datetime.datetime(2026, 3, 2, 0, 30), None)
    >>> moment("2026-03-03", "UTC", datetime(2026, 3, 2, 12))
    (None, 'future')
    """
    text = clean_text(text)
    if not text:
        return now, None
    try:
        local = datetime.fromisoformat(text)
        if local.tzinfo is None:
            local = local.replace(tzinfo=ZoneInfo(zone))
        found = local.astimezone(timezone.utc).replace(tzinfo=None, microsecond=0)
    except (ValueError, OverflowError):
        return None, "unreadable"
    if found > now + _CLOCK_TOLERANCE:
        return None, "future"
    if found < now - _OLDEST:
        return None, "too_old"
    return min(found, now), None


def photo_mimetype(data):
    """Return the type of a photo by what is in it, or None when it is none.

    The picture is decoded, so that half an upload or a disguised file is found
    out now and not when somebody opens it.

    >>> photo_mimetype(b"<svg onload='alert(1)'/>") is None
    True
    """
    try:
        with Image.open(BytesIO(data), formats=list(_PHOTO_PLUGINS)) as image:
            if image.width * image.height > limits.PHOTO_PIXELS:
                return None
            # A JPEG is decoded at an eighth of its size: enough, and cheap.
            image.draft(image.mode, (256, 256))
            image.load()
            return _PHOTO_MIMETYPES.get(image.format)
    except Exception:
        # Pillow's decoders raise whatever they stumble over, and what is uploaded is
        # not ours: it is no photo, the owner is told so, and the log says why.
        _logger.info("An upload could not be read as a photo", exc_info=True)
        return None

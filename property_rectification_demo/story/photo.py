# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

"""Pictures for stories: plain ones, which nobody takes for a real place."""

from io import BytesIO

from PIL import Image, ImageDraw

_SIZE = (640, 480)
_WALL, _FLOOR, _LINE = (214, 220, 226), (176, 160, 140), (120, 130, 140)
_STAIN = (150, 120, 90)


def photo(words, stain=False):
    """Return a picture of a bare room with some words on its wall, as PNG bytes.

    :param stain: whether something is wrong there, for all to see
    """
    image = Image.new("RGB", _SIZE, _WALL)
    draw = ImageDraw.Draw(image)
    width, height = _SIZE
    skirting = height * 3 // 4
    draw.rectangle((0, skirting, width, height), fill=_FLOOR)
    draw.line((0, skirting, width, skirting), fill=_LINE, width=6)
    if stain:
        draw.ellipse((240, 200, 460, 330), fill=_STAIN)
    draw.multiline_text((32, 32), f"Demo photo\n{words}", fill=_LINE, font_size=28)
    data = BytesIO()
    image.save(data, "PNG")
    return data.getvalue()

# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

"""How much people outside and inside may send at once."""

# With a report of an owner, and with each side of a report of a contractor.
REPORT_PHOTOS = 6
# With an ordinary ticket of the portal.
TICKET_FILES = 10
# In one field of a record whose photos are evidence.
EVIDENCE_PHOTOS = 12
PHOTO_BYTES = 10 * 1024**2
# The server decodes photos to make them smaller, and no more than this.
PHOTO_PIXELS = 50_000_000

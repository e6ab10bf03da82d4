# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo.http import request

from ...rules import owner_report


def received_files(name):
    """Return the files sent under a name, as a list of (file name, bytes).

    Of a file that is too large, only enough is read to see that it is.
    """
    uploads = request.httprequest.files.getlist(name)
    return [
        (upload.filename, upload.read(owner_report.MAX_PHOTO_BYTES + 1))
        for upload in uploads
        if upload.filename
    ]

# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, models


class RectificationImportProfile(models.Model):
    """What is wrong with a file or a row, in words."""

    _inherit = "rectification.import.profile"

    @api.model
    def _get_file_reason(self, error):
        """Return why a file cannot be used.

        :param error: ``history_file.FileError``
        """
        return self._get_reason(self._get_file_reasons(), error)

    @api.model
    def _get_row_reason(self, error):
        """Return why a row is refused, or what was changed about it.

        :param error: ``history_file.RowError``
        """
        return self._get_reason(self._get_row_reasons(), error)

    @api.model
    def _get_reason(self, reasons, error):
        details = {
            key: ", ".join(value) if isinstance(value, list) else value
            for key, value in error.details.items()
        }
        return reasons[error.code] % details

    @api.model
    def _get_file_reasons(self):
        return {
            "empty": self.env._("The file is empty."),
            "no_rows": self.env._("The file has a header but no rows."),
            "header": self.env._("The first line is not a list of column names."),
            "binary": self.env._(
                "Line %(line)s is not text. Save the table as CSV and import that file."
            ),
            "utf16": self.env._("The file is UTF-16. Save it as “CSV UTF-8”."),
            "encoding": self.env._(
                "Line %(line)s is not written in %(encoding)s. Save the file as "
                "“CSV UTF-8”, or choose its encoding in the profile."
            ),
            "damaged": self.env._(
                "The compressed file is damaged or incomplete from line %(line)s on."
            ),
            "too_big": self.env._(
                "The file has more than %(megabytes)s MB when unpacked. Split it."
            ),
            "long_line": self.env._("Line %(line)s is too long for a row of a table."),
            "columns": self.env._(
                "Columns missing: %(missing)s.\nThe file has: %(found)s.\n"
                "Correct the file, or the columns of the profile."
            ),
            "twice": self.env._("These columns are in the file twice: %(columns)s."),
            "repeated": self.env._(
                "The column %(column)s repeats too often to be a reference: each row "
                "needs one of its own."
            ),
        }

    @api.model
    def _get_row_reasons(self):
        return {
            "width": self.env._(
                "This row has %(found)s columns, the header has %(expected)s."
            ),
            "quotes": self.env._("The quotation marks of this row do not match."),
            "absent": self.env._("The file has no column: %(columns)s."),
            "repeat": self.env._("The reference %(ref)s stands on an earlier line."),
            "taken": self.env._(
                "%(problem)s has this reference, but was not imported with it."
            ),
            "required": self.env._("%(column)s is empty."),
            "too_long": self.env._("%(column)s is longer than %(longest)s characters."),
            "time": self.env._("“%(value)s” is not a time written as %(formats)s."),
            "year": self.env._("“%(value)s” cannot be the time that is meant."),
            "unknown": self.env._("%(column)s: “%(value)s” is not known."),
            "time_order": self.env._(
                "A problem occurs, is noticed, then reported: these times are not in "
                "that order."
            ),
            "no_closing_time": self.env._("It is closed, but not said when."),
            "open_but_closed": self.env._("It is open, but has a time of closing."),
            "closed_before_reported": self.env._(
                "It was closed before it was reported."
            ),
            "closing_clipped": self.env._(
                "It was closed before it was reported: taken as closed when reported."
            ),
            "not_verified": self.env._(
                "Nobody here has verified that it is effective: taken as closed, not "
                "verified."
            ),
            "unknown_type": self.env._("There is no problem type “%(value)s”."),
            "unknown_place": self.env._("There is no place “%(value)s”."),
        }

# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import csv
import io
from datetime import datetime

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from odoo.addons.base.models.res_partner import _tz_get
from odoo.addons.property_rectification.models.problem import (
    rectification_problem_type as type_model,
)

from ..rules import history, history_file

DELIMITERS = {"comma": ",", "semicolon": ";", "tab": "\t", "pipe": "|"}


class RectificationImportProfile(models.Model):
    """How the files of another system are read.

    How one is imported is in ``rectification_import_profile_run.py``.
    """

    _name = "rectification.import.profile"
    _description = "Import Profile"
    _order = "name, id"
    _rec_names_search = ["name", "code"]
    _check_company_auto = True

    name = fields.Char(required=True, translate=True)
    code = fields.Char(
        required=True,
        help="Short name on the command line, and the beginning of the external "
        "reference of everything imported with this profile.",
    )
    active = fields.Boolean(default=True)
    company_id = fields.Many2one(
        comodel_name="res.company",
        help="Empty: import into the company that is chosen at the time.",
    )
    # Format
    delimiter = fields.Selection(
        selection=[
            ("comma", "Comma"),
            ("semicolon", "Semicolon"),
            ("tab", "Tab"),
            ("pipe", "Vertical bar"),
        ],
        help="Empty: found out from the first line.",
    )
    encoding = fields.Selection(
        selection=[
            ("utf-8", "Unicode (UTF-8)"),
            ("cp1252", "Western European (Windows-1252)"),
            ("cp1250", "Central European (Windows-1250)"),
            ("gb18030", "Chinese (GB 18030)"),
        ],
        required=True,
        default="utf-8",
    )
    date_formats = fields.Text(
        required=True,
        default="iso",
        help="One format a line, tried in this order. “iso” is 2024-07-31 or "
        "2024-07-31 16:05; others are written like %d.%m.%Y %H:%M",
    )
    tz = fields.Selection(
        selection=_tz_get,
        string="Time Zone",
        required=True,
        default=lambda self: self.env.user.tz or "UTC",
        help="Of the times in the file, unless they bring their own offset.",
    )
    closed_before_reported = fields.Selection(
        selection=[
            ("reject", "Refuse the row"),
            ("clip", "Take it as closed when reported, with a warning"),
        ],
        required=True,
        default="reject",
    )
    column_ids = fields.One2many(
        comodel_name="rectification.import.column",
        inverse_name="profile_id",
        string="Columns",
        copy=True,
    )
    # What the file does not say
    team_id = fields.Many2one(
        comodel_name="helpdesk.ticket.team",
        domain="[('use_rectification', '=', True)]",
        check_company=True,
        help="Empty: the team of the type or of the place, as for new problems.",
    )
    severity = fields.Selection(
        selection=type_model.SEVERITIES,
        help="Empty: as the problem type says.",
    )
    problem_source = fields.Selection(
        selection=lambda self: self._selection_problem_source(),
        string="Found By",
    )
    # What may be made
    create_places = fields.Boolean(string="Make Missing Places")
    estate_name = fields.Char(
        string="Estate",
        help="New places become parts of the estate of this name.",
    )
    place_kind = fields.Selection(
        selection=lambda self: self._selection_place_kind(),
        string="Kind of New Places",
        required=True,
        default="building",
    )
    create_types = fields.Boolean(string="Make Missing Types")
    type_prefix = fields.Char(
        string="Code Prefix of New Types",
        help="The code of a type made new is this and the words of its name.",
    )
    type_kind = fields.Selection(
        selection=type_model.KINDS,
        string="Kind of New Types",
        required=True,
        default="service",
        help="Unless the column of the types says otherwise in its values.",
    )

    _code_unique = models.UniqueIndex(
        "(code, COALESCE(company_id, 0))",
        "Another import profile has the same code.",
    )

    @api.model
    def _selection_problem_source(self):
        ticket = self.env["helpdesk.ticket"]
        return ticket._fields["problem_source"]._description_selection(self.env)

    @api.model
    def _selection_place_kind(self):
        place = self.env["property.place"]
        return place._fields["kind"]._description_selection(self.env)

    @api.constrains("code")
    def _check_code(self):
        for profile in self:
            if not profile.code.replace("_", "").replace("-", "").isalnum():
                raise ValidationError(
                    self.env._("A code has letters, digits, hyphens and underscores.")
                )

    @api.constrains("date_formats")
    def _check_date_formats(self):
        for profile in self:
            for date_format in profile._get_date_formats():
                if date_format != "iso" and not self._is_date_format(date_format):
                    raise ValidationError(
                        self.env._(
                            "“%(format)s” is not a format of dates: write “iso” or "
                            "something like %(example)s.",
                            format=date_format,
                            example="%d.%m.%Y %H:%M",
                        )
                    )

    @api.model
    def _is_date_format(self, date_format):
        """A format must bring back the day that it was used to write."""
        sample = datetime(2024, 11, 23)
        try:
            written = sample.strftime(date_format)
            return datetime.strptime(written, date_format).date() == sample.date()
        except ValueError:
            return False

    def _get_date_formats(self):
        return list(filter(None, map(str.strip, self.date_formats.splitlines())))

    # ------------------------------------------------------------------
    # Rule objects
    # ------------------------------------------------------------------

    @api.model
    def _get_choices(self):
        """Return what a choice may say: ``{field key: {plain text: value}}``.

        Technical values and labels, in English and in the user's language.
        """
        ticket = self.env["helpdesk.ticket"]
        fields_of = {
            "severity": ticket._fields["severity"],
            "source": ticket._fields["problem_source"],
            "outcome": ticket._fields["rectification_outcome"],
        }
        choices = {"status": history.STATUSES}
        for key, field in fields_of.items():
            choices[key] = words = {}
            for env in (self.env, self.with_context(lang="en_US").env):
                for value, label in field._description_selection(env):
                    words[value] = words[label.casefold()] = value
        return choices

    def _get_mapping(self):
        """Return the profile as a ``history.Mapping``."""
        self.ensure_one()
        mapping = history.Mapping(
            self.column_ids._to_rule(),
            date_formats=self._get_date_formats(),
            tz=self.tz,
            choices=self._get_choices(),
            clip_closing=self.closed_before_reported == "clip",
        )
        known = {column.field for column in mapping.columns}
        missing = [key for key in history.REQUIRED if key not in known]
        if missing:
            labels = dict(
                self.column_ids._fields["field_key"]._description_selection(self.env)
            )
            raise UserError(
                self.env._(
                    "The profile %(profile)s does not say which column means: "
                    "%(missing)s.",
                    profile=self.name,
                    missing=", ".join(labels[key] for key in missing),
                )
            )
        return mapping

    def get_template(self):
        """Return an empty file for this profile to fill in: header and an example.

        :return: text of a CSV file
        """
        self.ensure_one()
        self.check_access("read")
        examples = {c.header: c.example or "" for c in self.column_ids}
        output = io.StringIO()
        writer = csv.writer(output, delimiter=DELIMITERS.get(self.delimiter, ","))
        writer.writerows([examples.keys(), examples.values()])
        return output.getvalue()

    def _inspect(self, file, mapping):
        """Look through a file before anything of it is imported.

        :param file: seekable binary file
        :return: ``history_file.Layout``
        :raise UserError: when the file cannot be used
        """
        try:
            return history_file.inspect(
                file,
                mapping.headers,
                mapping.header_of("ref"),
                required=mapping.required_headers,
                encoding=self.encoding,
                delimiter=DELIMITERS.get(self.delimiter),
            )
        except history_file.FileError as error:
            raise UserError(self._get_file_reason(error)) from error

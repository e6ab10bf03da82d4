# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..rules import history


class RectificationImportColumn(models.Model):
    _name = "rectification.import.column"
    _description = "Column of an Import Profile"
    _order = "profile_id, sequence, id"
    _rec_name = "header"

    profile_id = fields.Many2one(
        comodel_name="rectification.import.profile",
        required=True,
        index=True,
        ondelete="cascade",
    )
    sequence = fields.Integer(default=10)
    header = fields.Char(
        string="Column",
        required=True,
        help="As in the first line of the file; capitals do not matter.",
    )
    field_key = fields.Selection(
        selection=[
            ("ref", "Reference"),
            ("title", "Title"),
            ("description", "Description"),
            ("detail", "Detail (added to the description)"),
            ("type", "Problem type"),
            ("place", "Place"),
            ("severity", "Severity"),
            ("source", "Found by"),
            ("reporter_name", "Reporter: name"),
            ("reporter_email", "Reporter: e-mail"),
            ("occurred_at", "Occurred"),
            ("noticed_at", "Noticed"),
            ("reported_at", "Reported"),
            ("promised_at", "Promised for"),
            ("status", "Open or closed"),
            ("closed_at", "Closed"),
            ("outcome", "Outcome"),
            ("outcome_reason", "Reason of the outcome"),
        ],
        string="Means",
        required=True,
    )
    required = fields.Boolean(help="Refuse rows that say nothing in this column.")
    value_map = fields.Text(
        string="Values",
        help="One line each: text = meaning. * stands for anything. "
        "For a problem type the meaning is the code of a type, or the kind and the "
        "severity of the type to be made, like: *bugs* = hygiene s3",
    )
    example = fields.Char(help="Shown in the empty file to fill in.")

    _header_field_unique = models.UniqueIndex(
        "(profile_id, header, field_key)",
        "A column can mean the same thing only once.",
    )
    _field_unique = models.UniqueIndex(
        "(profile_id, field_key) WHERE field_key <> 'detail'",
        "Only details may come from several columns.",
    )

    @api.constrains("field_key", "value_map")
    def _check_value_map(self):
        choices = self.env["rectification.import.profile"]._get_choices()
        for column in self:
            allowed = choices.get(column.field_key)
            for meaning in column._get_value_map():
                if allowed and meaning.casefold() not in allowed:
                    raise ValidationError(
                        self.env._(
                            "Column %(column)s: “%(meaning)s” is none of: %(allowed)s.",
                            column=column.header,
                            meaning=meaning,
                            allowed=", ".join(sorted(set(allowed.values()))),
                        )
                    )

    def _get_value_map(self):
        self.ensure_one()
        try:
            return history.ValueMap(self.value_map)
        except ValueError as error:
            raise ValidationError(
                self.env._(
                    "Column %(column)s: write “text = meaning” instead of “%(line)s”.",
                    column=self.header,
                    line=error,
                )
            ) from error

    def _to_rule(self):
        """Return these columns as ``history.Column`` objects."""
        return [
            history.Column(
                header=column.header,
                field=column.field_key,
                values=column._get_value_map(),
                required=column.required,
            )
            for column in self
        ]

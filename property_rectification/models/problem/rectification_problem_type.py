# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models

KINDS = [
    ("equipment", "Equipment failure"),
    ("hygiene", "Hygiene"),
    ("safety", "Safety hazard"),
    ("service", "Inadequate service"),
    ("suggestion", "Suggestion"),
]
SEVERITIES = [
    ("s1", "Emergency"),
    ("s2", "Urgent"),
    ("s3", "Normal"),
    ("s4", "Minor"),
]


class RectificationProblemType(models.Model):
    _name = "rectification.problem.type"
    _description = "Problem Type"
    _order = "kind, sequence, code, id"
    _rec_names_search = ["name", "code"]
    _check_company_auto = True

    name = fields.Char(required=True, translate=True)
    code = fields.Char(required=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    kind = fields.Selection(selection=KINDS, required=True, default="equipment")
    severity = fields.Selection(
        selection=SEVERITIES,
        string="Default Severity",
        required=True,
        default="s3",
    )
    helpdesk_team_id = fields.Many2one(
        comodel_name="helpdesk.ticket.team",
        domain="[('use_rectification', '=', True)]",
        help="Takes all problems of this type, whatever the place.",
    )
    recurrence_days = fields.Integer(
        string="Recurs Within",
        default=90,
        aggregator=None,
        help="Days after closing within which the same problem counts as recurring.",
    )
    show_in_portal = fields.Boolean(
        string="Owners May Choose It",
        default=True,
    )
    description = fields.Text(
        help="What belongs to this type and what does not, for those who log it.",
        translate=True,
    )
    company_id = fields.Many2one(
        comodel_name="res.company",
        index=True,
        help="Empty: for all companies.",
    )

    _code_unique = models.UniqueIndex(
        "(code, COALESCE(company_id, 0))",
        "Another problem type has the same code.",
    )
    _recurrence_days_positive = models.Constraint(
        "CHECK (recurrence_days >= 0)",
        "The days of recurrence cannot be negative.",
    )

    @api.depends("name", "code")
    @api.depends_context("rectification_show_code")
    def _compute_display_name(self):
        show_code = self.env.context.get("rectification_show_code")
        for problem_type in self:
            name = problem_type.name
            problem_type.display_name = (
                f"[{problem_type.code}] {name}" if show_code else name
            )

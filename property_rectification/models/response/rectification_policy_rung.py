# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models

AUDIENCES = [
    ("responsible", "Responsible"),
    ("coordinator", "Coordinators of the place"),
    ("place_manager", "Manager of the place"),
    ("quality_manager", "Quality managers"),
]
CHANNELS = [
    ("activity", "Activity"),
    ("inbox", "Message"),
    ("email", "E-mail"),
]


class RectificationPolicyRung(models.Model):
    """One rung of the ladder: who is told when so much of a term is used up."""

    _name = "rectification.policy.rung"
    _description = "Escalation Rung"
    _order = "percent, id"

    policy_id = fields.Many2one(
        comodel_name="rectification.policy",
        required=True,
        index=True,
        ondelete="cascade",
    )
    percent = fields.Integer(
        string="% of the Term",
        required=True,
        aggregator=None,
        help="100 is the moment when the term ends; 50 is half-way there.",
    )
    audience = fields.Selection(selection=AUDIENCES, required=True)
    channel = fields.Selection(
        selection=CHANNELS,
        required=True,
        default="activity",
        help="An activity is on the list of who gets it until it is done. A message "
        "goes to the inbox or by e-mail, as each user has chosen; an e-mail is always "
        "one. Outside working hours only emergencies are mailed.",
    )

    _percent_sensible = models.Constraint(
        "CHECK (percent BETWEEN 1 AND 1000)",
        "A rung is between 1 and 1000 % of the term.",
    )
    _rung_unique = models.Constraint(
        "UNIQUE (policy_id, percent, audience, channel)",
        "The ladder has this rung already.",
    )

    @api.model
    def _get_usual_rungs(self):
        """Return the values of the rungs of a ladder that serves most teams."""
        rungs = (
            (50, "responsible", "activity"),
            (80, "responsible", "inbox"),
            (100, "coordinator", "activity"),
            (150, "place_manager", "email"),
            (300, "quality_manager", "email"),
        )
        return [
            {"percent": percent, "audience": audience, "channel": channel}
            for percent, audience, channel in rungs
        ]

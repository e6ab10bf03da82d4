# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError, ValidationError

# The clock of a phone may run ahead of ours.
_CLOCK_TOLERANCE = timedelta(minutes=2)


class RectificationAccessAttempt(models.Model):
    """Somebody stood before a closed door, or called in vain: recorded once."""

    _name = "rectification.access.attempt"
    _description = "Attempt to Get Access"
    _inherit = ["rectification.guard.mixin"]
    _order = "ticket_id, at, id"
    _check_company_auto = True

    ticket_id = fields.Many2one(
        comodel_name="helpdesk.ticket",
        string="Problem",
        required=True,
        index=True,
        ondelete="cascade",
    )
    company_id = fields.Many2one(related="ticket_id.company_id", store=True, index=True)
    at = fields.Datetime(string="When", required=True, default=fields.Datetime.now)
    channel = fields.Selection(
        selection=[
            ("visit", "Visit"),
            ("phone", "Phone"),
            ("message", "Message"),
            ("letter", "Letter"),
        ],
        string="How",
        required=True,
        default="visit",
    )
    note = fields.Text(help="Who was asked, what was left behind.")
    attachment_ids = fields.Many2many(
        comodel_name="ir.attachment",
        relation="rectification_access_attempt_photo_rel",
        string="Photos",
        help="Of the card at the door, for instance.",
    )
    user_id = fields.Many2one(
        comodel_name="res.users",
        string="By",
        readonly=True,
        index="btree_not_null",
        guarded=True,
    )

    @api.depends("channel", "at")
    def _compute_display_name(self):
        channels = dict(self._fields["channel"]._description_selection(self.env))
        for attempt in self:
            attempt.display_name = channels.get(attempt.channel)

    @api.constrains("at", "ticket_id")
    def _check_at(self):
        latest = fields.Datetime.now() + _CLOCK_TOLERANCE
        for attempt in self:
            if attempt.at > latest:
                raise ValidationError(
                    self.env._("This is in the future: record what has happened.")
                )
            reported_at = attempt.ticket_id.reported_at
            if reported_at and attempt.at < reported_at.replace(second=0):
                raise ValidationError(
                    self.env._("This is before the problem was reported.")
                )

    @api.model_create_multi
    def create(self, vals_list):
        # What the context proposes is checked like what is asked for.
        usual = {"ticket_id": self.env.context.get("default_ticket_id")}
        vals_list = [{**usual, **vals, "user_id": self.env.uid} for vals in vals_list]
        problems = self.env["helpdesk.ticket"].browse(
            {vals["ticket_id"] for vals in vals_list if vals["ticket_id"]}
        )
        self._check_may_record(problems)
        before = {problem: problem.access_attempt_count for problem in problems}
        attempts = super(RectificationAccessAttempt, self._recording()).create(
            vals_list
        )
        attempts._keep_photos(self.env.user)
        problems.sudo()._log_access_attempts(attempts, before)
        return attempts.with_env(self.env)

    @api.model
    def _check_may_record(self, problems):
        """Refuse attempts at problems that are closed, or not the user's to see."""
        problems.check_access("read")
        group = "property_rectification.group_rectification_staff"
        if not self.env.su and not self.env.user.has_group(group):
            raise AccessError(self.env._("Only staff record that they had no access."))
        for problem in problems:
            problem._check_is_problem()
            problem._check_open()

    def _keep_photos(self, user):
        """Let what the user has uploaded for these attempts be read with them."""
        for attempt in self:
            fresh = attempt.attachment_ids.sudo().filtered(
                lambda photo: photo.create_uid == user and not photo.res_id
            )
            fresh.write({"res_model": self._name, "res_id": attempt.id})

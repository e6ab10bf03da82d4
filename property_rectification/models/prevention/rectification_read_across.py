# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from ...tools import hooks

# Decided by who plans it, not by who looks.
_AGREED = frozenset({"employee_id", "user_id", "deadline"})
_STAFF = "property_rectification.group_rectification_staff"


class RectificationReadAcross(models.Model):
    """Somebody looks whether a problem is elsewhere, too.

    One check is one place or one equipment that is like where a cause was verified.
    """

    _name = "rectification.read.across"
    _description = "Check Elsewhere"
    _inherit = [
        "rectification.guard.mixin",
        "rectification.activity.mixin",
        "mail.thread",
        "mail.activity.mixin",
    ]
    _order = "deadline, id"
    _rec_name = "statement"
    _check_company_auto = True

    # What to look for
    plan_id = fields.Many2one(
        comodel_name="rectification.plan",
        required=True,
        readonly=True,
        index=True,
        ondelete="cascade",
        check_company=True,
        guarded=True,
    )
    root_plan_id = fields.Many2one(
        comodel_name="rectification.plan",
        string="First Version of the Plan",
        required=True,
        readonly=True,
        index=True,
        ondelete="cascade",
        help="All versions of a plan share what was looked for.",
        guarded=True,
    )
    why_id = fields.Many2one(
        comodel_name="rectification.why",
        string="Verified Cause",
        readonly=True,
        index="btree_not_null",
        ondelete="set null",
        help="The why that was verified, and that may be true elsewhere.",
        guarded=True,
    )
    cause_id = fields.Many2one(
        comodel_name="rectification.cause",
        readonly=True,
        index="btree_not_null",
        ondelete="restrict",
        guarded=True,
    )
    statement = fields.Char(
        string="Look For", required=True, readonly=True, guarded=True
    )
    company_id = fields.Many2one(
        comodel_name="res.company",
        required=True,
        readonly=True,
        index=True,
        guarded=True,
    )
    # Where
    place_id = fields.Many2one(
        comodel_name="property.place",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
        check_company=True,
        guarded=True,
    )
    equipment_id = fields.Many2one(
        comodel_name="maintenance.equipment",
        readonly=True,
        index="btree_not_null",
        ondelete="restrict",
        check_company=True,
        guarded=True,
    )
    reasons = fields.Char(
        string="Why Here",
        readonly=True,
        help="What makes it similar to where it was.",
        guarded=True,
    )
    score = fields.Integer(
        string="Similarity",
        readonly=True,
        aggregator=None,
        help="Of 100: how similar it is to where the cause was verified.",
        guarded=True,
    )
    # Who and when
    employee_id = fields.Many2one(
        comodel_name="hr.employee",
        string="Looked At By",
        index="btree_not_null",
        check_company=True,
        tracking=True,
        help="Who goes there; needs no login.",
    )
    user_id = fields.Many2one(
        comodel_name="res.users",
        string="Responsible",
        compute="_compute_user_id",
        store=True,
        readonly=False,
        index="btree_not_null",
        tracking=True,
        help="Told about it, and may record what was found: the user of the employee, "
        "else the technician of the equipment, else who answers for the place.",
    )
    deadline = fields.Date(required=True, tracking=True)
    is_late = fields.Boolean(compute="_compute_is_late")
    # What was found
    state = fields.Selection(
        selection=[
            ("todo", "To look at"),
            ("nothing", "Nothing found"),
            ("found", "Found"),
            ("skipped", "Skipped"),
        ],
        required=True,
        default="todo",
        readonly=True,
        copy=False,
        tracking=True,
        group_expand=True,
        guarded=True,
    )
    can_look = fields.Boolean(
        compute="_compute_can_look", help="The user may record what was found."
    )
    can_plan = fields.Boolean(
        compute="_compute_can_look", help="The user may say who looks, and until when."
    )
    finding = fields.Text(help="What was seen there.")
    skip_reason = fields.Text(readonly=True, copy=False, guarded=True)
    ticket_id = fields.Many2one(
        comodel_name="helpdesk.ticket",
        string="Problem Found",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="set null",
        check_company=True,
        guarded=True,
    )
    done_at = fields.Datetime(
        string="Looked At", readonly=True, copy=False, guarded=True
    )
    done_by_id = fields.Many2one(
        comodel_name="res.users",
        string="Recorded By",
        readonly=True,
        copy=False,
        guarded=True,
    )

    _open_checks = models.Index("(user_id, deadline) WHERE state = 'todo'")
    _by_cause = models.Index("(cause_id, state) WHERE cause_id IS NOT NULL")
    _place_once = models.UniqueIndex(
        "(root_plan_id, place_id, statement) WHERE equipment_id IS NULL",
        "Somebody is to look at this place for this already.",
    )
    _equipment_once = models.UniqueIndex(
        "(root_plan_id, equipment_id, statement) WHERE equipment_id IS NOT NULL",
        "Somebody is to look at this equipment for this already.",
    )

    @api.depends("employee_id", "equipment_id", "place_id")
    def _compute_user_id(self):
        for check in self:
            technician = check.equipment_id.sudo().technician_user_id
            check.user_id = (
                check.employee_id._rectification_user()
                or technician.filtered(lambda u: u.active and u.has_group(_STAFF))
                or check.place_id.sudo().manager_user_id
                or check.plan_id.sudo().author_id
            )

    @api.depends("deadline", "state")
    def _compute_is_late(self):
        today = fields.Date.context_today(self)
        for check in self:
            is_open = check.state == "todo" and check.deadline
            check.is_late = bool(is_open and check.deadline < today)

    @api.depends("user_id", "place_id", "state")
    @api.depends_context("uid")
    def _compute_can_look(self):
        is_coordinator = self._is_coordinator()
        for check in self:
            check.can_look = check.state == "todo" and check._is_for_user()
            check.can_plan = check.state == "todo" and is_coordinator

    @api.depends("statement", "place_id.display_name", "equipment_id.display_name")
    def _compute_display_name(self):
        for check in self:
            where = check.equipment_id.sudo() or check.place_id
            check.display_name = f"{where.display_name}: {check.statement}"

    @api.constrains("user_id")
    def _check_user_id(self):
        if self.user_id.filtered("share"):
            raise ValidationError(
                self.env._("Who answers for looking elsewhere is one of our own users.")
            )

    @hooks.before_change(*_AGREED)
    def _check_agreement(self, vals):
        self._check_may_plan()
        self._check_unfinished()

    @hooks.before_change("finding")
    def _check_finding(self, vals):
        if not self._is_recording():
            self._check_state("todo")

    @hooks.after_change("employee_id", "user_id", "deadline")
    def _follow_assignment(self, vals):
        self._remind_again()

    def _check_unfinished(self):
        """Who was to look, and until when, stays on record with what was found."""
        if not self.env.su and not self._is_recording():
            self._check_state("todo")

    @api.ondelete(at_uninstall=False)
    def _unlink_except_done(self):
        if self.filtered(lambda check: check.state != "todo"):
            raise UserError(self.env._("What was looked at stays on record."))

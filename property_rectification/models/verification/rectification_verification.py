# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.tools import format_datetime

from ...tools import hooks
from ...tools.locking import lock_for_decision
from ...tools.texts import has_text

# Once the result is recorded, what it was based on stays as it was.
_FROZEN_BY_RESULT = frozenset({"verifier_id", "criterion", "measured", "evidence"})


class RectificationVerification(models.Model):
    """A check of a result by somebody who had no part in it."""

    _name = "rectification.verification"
    _description = "Verification"
    _inherit = [
        "rectification.verification.evidence.mixin",
        "rectification.activity.mixin",
        "mail.thread",
        "mail.activity.mixin",
    ]
    _order = "due_date, id"
    _check_company_auto = True
    plan_id = fields.Many2one(
        comodel_name="rectification.plan",
        required=True,
        readonly=True,
        index=True,
        ondelete="cascade",
        guarded=True,
    )
    place_id = fields.Many2one(related="plan_id.place_id", store=True, index=True)
    company_id = fields.Many2one(related="plan_id.company_id", store=True, index=True)
    kind = fields.Selection(
        selection=[
            ("completion", "Completion"),
            ("effectiveness", "Effectiveness check"),
        ],
        required=True,
        readonly=True,
        default="completion",
        guarded=True,
    )
    due_date = fields.Date(required=True, readonly=True, tracking=True, guarded=True)
    verifier_id = fields.Many2one(
        comodel_name="res.users",
        index="btree_not_null",
        tracking=True,
        domain="[('share', '=', False)]",
        help="Neither author, approver or executor of the plan, nor reporter.",
    )
    criterion = fields.Text(
        help="What has to be true for a pass; fixed before the work begins.",
        tracking=True,
    )
    measured = fields.Char(help="The figure that was found.")
    evidence = fields.Text(
        string="Finding", help="What was seen; needed unless everything passed."
    )
    attachment_ids = fields.Many2many(comodel_name="ir.attachment", string="Photos")
    result = fields.Selection(
        selection=[("pass", "Pass"), ("partly", "Partly"), ("fail", "Not effective")],
        readonly=True,
        copy=False,
        tracking=True,
        guarded=True,
    )
    done_at = fields.Datetime(readonly=True, copy=False, guarded=True)
    is_late = fields.Boolean(compute="_compute_is_late")
    plan_state = fields.Selection(related="plan_id.state", string="Plan State")
    obstacle = fields.Char(
        compute="_compute_obstacle",
        help="Why the user cannot sign this verification.",
    )
    # What was done, with the photos, for whoever verifies it
    work_ids = fields.Many2many(
        comodel_name="rectification.action",
        string="Work to Verify",
        compute="_compute_work_ids",
        help="The actions of the plan that were not cancelled.",
    )
    # The checklist of a verification, and what it says about the result
    point_ids = fields.One2many(
        comodel_name="rectification.verification.point",
        inverse_name="verification_id",
        string="Checklist",
        copy=False,
    )
    can_answer = fields.Boolean(
        compute="_compute_can_answer",
        help="The work is finished and the user may answer the checklist.",
    )
    # What was not drawn waits for nobody
    sampling = fields.Selection(related="plan_id.sampling")

    _open_verifications = models.Index("(verifier_id, due_date) WHERE result IS NULL")

    @api.depends("kind", "plan_id.display_name")
    def _compute_display_name(self):
        kinds = dict(self._fields["kind"]._description_selection(self.env))
        for check in self:
            kind = kinds.get(check.kind, "")
            check.display_name = f"{kind}: {check.plan_id.display_name}"

    @api.depends("due_date", "result", "plan_id.sampling")
    def _compute_is_late(self):
        """What was not drawn waits for nobody."""
        today = fields.Date.context_today(self)
        for check in self:
            waits = not check.result and check.sampling != "skipped"
            check.is_late = bool(waits and check.due_date and check.due_date < today)

    @api.depends("plan_id.sampling", "result")
    @api.depends_context("uid")
    def _compute_obstacle(self):
        for check in self:
            check.obstacle = not check.result and check._get_obstacle()

    @api.depends("plan_id.action_ids.state")
    @api.depends_context("uid")
    def _compute_work_ids(self):
        actions = self.sudo().plan_id.action_ids
        readable = actions.with_env(self.env)._filtered_access("read")
        for check in self:
            check.work_ids = check.sudo().plan_id.action_ids.filtered(
                lambda action: action.state != "cancelled" and action in readable
            )

    @api.depends("result", "plan_id.state", "plan_id.action_ids.state")
    @api.depends_context("uid")
    def _compute_can_answer(self):
        for check in self:
            waits = not check.result and check.plan_id.sudo().state == "approved"
            check.can_answer = (
                waits
                and not check._get_obstacle()
                and not check._get_unfinished_problem()
            )

    @api.constrains("verifier_id")
    def _check_verifier_id(self):
        """Whoever verifies sees all of the work, and is reminded of it."""
        if self.verifier_id.filtered("share"):
            raise ValidationError(
                self.env._("Who verifies a result is one of our own users.")
            )

    # ------------------------------------------------------------------
    # CRUD
    # ------------------------------------------------------------------

    @hooks.before_change(*_FROZEN_BY_RESULT)
    def _check_frozen(self, vals):
        if any(self.mapped("result")):
            raise UserError(
                self.env._("A verification with a result stays as it was signed.")
            )

    @hooks.before_change("criterion")
    def _check_criterion(self, vals):
        if not self._is_recording():
            raise UserError(
                self.env._(
                    "The criterion was fixed before the work began, and stays as it is."
                )
            )

    @hooks.before_change("attachment_ids")
    def _check_photos_open(self, vals):
        for check in self:
            check._check_open()

    # ------------------------------------------------------------------
    # ACTIONS
    # ------------------------------------------------------------------

    def action_pass(self):
        """Record that the criterion is met, with what the form says."""
        self.ensure_one()
        return self.record_result("pass", self.evidence)

    # ------------------------------------------------------------------
    # BUSINESS METHODS
    # ------------------------------------------------------------------

    def record_result(self, result, evidence=None, measured=None):
        """Sign this verification as the current user.

        A pass moves the problems on; anything else makes the plan ineffective and
        opens its next version.

        :param result: pass, partly or fail
        :param evidence: what was seen, in words; required for partly and fail
        :param measured: the figure found, as text
        :raise UserError: when the user took part in the plan, the work is not
            finished, the check is not due yet or was signed before
        """
        self.ensure_one()
        self.check_access("write")
        # Two people sign at the same moment: the second one reads who was first.
        lock_for_decision(self.plan_id)
        lock_for_decision(self)
        self._check_result(result, evidence)
        self._check_verifier()
        self._check_ready(result)
        self.write({"verifier_id": self.env.uid, "evidence": evidence or False})
        if measured:
            self.measured = measured
        self._record({"result": result, "done_at": fields.Datetime.now()})
        self.sudo().activity_unlink(["mail.mail_activity_data_todo"])
        if result != "pass":
            self.plan_id.sudo()._open_next_version(self._get_lesson(evidence))
        elif self.kind == "completion":
            self.plan_id.sudo()._plan_effectiveness_checks()
        return self.plan_id.sudo()._conclude_if_effective()

    def _get_lesson(self, evidence):
        """Return what a result that is no pass teaches for the next version.

        The words of who verified, and the points of the checklist that failed.
        """
        failed = self.point_ids.filtered(lambda point: point.answer == "no")
        if not failed:
            return evidence
        lines = [f"- {point._get_lesson()}" for point in failed]
        return "\n".join([evidence, self.env._("Not all right:"), *lines])

    def _check_open(self):
        if self.result:
            results = dict(self._fields["result"]._description_selection(self.env))
            raise UserError(
                self.env._(
                    "%(user)s has signed this verification on %(date)s: “%(result)s”.",
                    user=self.verifier_id.name,
                    date=format_datetime(self.env, self.done_at),
                    result=results[self.result],
                )
            )

    def _check_result(self, result, evidence):
        self._check_open()
        if result not in dict(self._fields["result"].selection):
            raise UserError(self.env._("The result is pass, partly or fail."))
        if result != "pass" and not has_text(evidence):
            raise UserError(self.env._("Say what was found and why it did not pass."))

    def _check_ready(self, result):
        """The work must be finished, and a good effect needs its time to show."""
        plan = self.plan_id.sudo()
        plan._check_not_archived()
        if plan.state != "approved":
            raise UserError(self.env._("The plan is not in force any more."))
        unfinished = self._get_unfinished_problem()
        if unfinished:
            unfinished._raise_gaps(self._get_target())
        self._check_not_early(result)
        if result == "pass":
            self._check_points()

    def _check_not_early(self, result):
        early = self.due_date > fields.Date.context_today(self)
        if self.kind == "effectiveness" and result == "pass" and early:
            raise UserError(
                self.env._(
                    "The effect cannot be confirmed before %(date)s.",
                    date=fields.Date.to_string(self.due_date),
                )
            )

    def _get_target(self):
        return "verifying" if self.kind == "completion" else "monitoring"

    def _get_unfinished_problem(self):
        """Return a problem of the plan that is not far enough for this, if any."""
        target = self._get_target()
        problems = self.plan_id.sudo().ticket_ids
        return problems.filtered(lambda problem: problem._get_gaps(target))[:1]

    # ------------------------------------------------------------------
    # The checklist of a verification, and what it says about the result
    # ------------------------------------------------------------------

    def _create_points(self):
        """Fix what these new verifications will look at."""
        points = self.env["rectification.verification.point"].sudo()
        points._recording().create(
            [
                {"verification_id": verification.id, **vals}
                for verification in self
                for vals in verification.plan_id._prepare_point_vals()
            ]
        )

    def _check_points(self):
        """Refuse a pass while a point speaks against it, and say which ones."""
        labels = self._get_point_gap_labels()
        # Read together, even where this verification was read alone.
        points = self.point_ids.with_prefetch()
        gaps = ((labels.get(point._get_gap()), point.name) for point in points)
        missing = [f"- {name} – {label}" for label, name in gaps if label]
        if missing:
            raise UserError(
                self.env._(
                    "This cannot pass yet:\n%(missing)s", missing="\n".join(missing)
                )
            )

    @api.model
    def _get_point_gap_labels(self):
        """Return in words what keeps a point from a pass, by code of the rule."""
        return {
            "unanswered": self.env._("not answered"),
            "failed": self.env._("answered “no”"),
            "photo": self.env._("a photo is missing"),
            "why_not": self.env._("say in the remark why it does not apply"),
        }

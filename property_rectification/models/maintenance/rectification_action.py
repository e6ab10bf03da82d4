# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import datetime, time

from odoo import fields, models
from odoo.exceptions import UserError
from odoo.tools import plaintext2html

from ...rules.actions import OPEN_STATES
from ...tools import hooks


class RectificationAction(models.Model):
    """An action that the maintenance team carries out, with a request of its own."""

    _inherit = "rectification.action"

    maintenance_request_id = fields.Many2one(
        comodel_name="maintenance.request",
        index="btree_not_null",
        ondelete="set null",
        readonly=True,
        copy=False,
        help="When it is done, this action is done; reopened, this one is open again.",
        guarded=True,
    )
    repeat_interval = fields.Integer(
        string="Every",
        default=1,
        aggregator=None,
        help="How often a preventive request comes back.",
    )
    repeat_unit = fields.Selection(
        selection=[
            ("day", "Days"),
            ("week", "Weeks"),
            ("month", "Months"),
            ("year", "Years"),
        ],
        default="month",
    )

    _repeat_interval_positive = models.Constraint(
        "CHECK (repeat_interval > 0)", "A repetition takes at least one unit of time."
    )

    @hooks.before_change("repeat_interval", "repeat_unit")
    def _check_repetition(self, vals):
        """How often it comes back is agreed upon like what is to be done."""
        self._check_may_plan()

    # ------------------------------------------------------------------
    # ACTIONS
    # ------------------------------------------------------------------

    def action_request_maintenance(self):
        """Ask the maintenance team for this action, and open the request.

        :return: action that opens the request, the existing one where there is one
        :raise UserError: when the action is finished, or not the user's to give out
        """
        self.ensure_one()
        if not self.maintenance_request_id:
            self._check_may_work(*OPEN_STATES)
            self._create_maintenance_request()
        return self.action_open_maintenance_request()

    def action_open_maintenance_request(self):
        """Open the request that carries out this action."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": "maintenance.request",
            "res_id": self.maintenance_request_id.id,
            "view_mode": "form",
        }

    def _create_maintenance_request(self):
        """Create the request with the rights of the application.

        With ``hr_maintenance`` an ordinary user may not create a request for somebody
        else.  Whoever has to do with the action follows it, and so may open it.
        """
        requests = self.env["maintenance.request"].sudo()
        request = requests.with_company(self.company_id).create(
            self._prepare_maintenance_request_vals()
        )
        people = self.user_id | self.env.user | self.plan_id.author_id
        request.message_subscribe(partner_ids=people.partner_id.ids)
        self._copy_photos_to(request)
        self._record({"maintenance_request_id": request.id})

    def _prepare_maintenance_request_vals(self):
        problem = self.plan_id.sudo().ticket_ids[:1]
        equipment = problem.equipment_id
        vals = {
            "name": self.name,
            "description": self._get_request_description(problem),
            "company_id": self.company_id.id,
            "equipment_id": equipment.id,
            "place_id": self.place_id.id or problem.place_id.id,
            "rectification_action_id": self.id,
            "maintenance_type": "corrective",
            "schedule_date": self.deadline and datetime.combine(self.deadline, time(8)),
            "priority": {"s1": "3", "s2": "2", "s3": "1"}.get(problem.severity, "0"),
        }
        team = equipment.maintenance_team_id or self._get_maintenance_team()
        if team:
            vals["maintenance_team_id"] = team.id
        technician = equipment.technician_user_id or self.employee_id.sudo().user_id
        if technician:
            vals["user_id"] = technician.id
        return vals | self._prepare_repetition_vals()

    def _prepare_repetition_vals(self):
        if self.kind != "preventive":
            return {}
        return {
            "maintenance_type": "preventive",
            "recurring_maintenance": True,
            "repeat_interval": self.repeat_interval,
            "repeat_unit": self.repeat_unit or "month",
        }

    def _get_request_description(self, problem):
        """Return what the technician has to know: the action, then the problem."""
        own = plaintext2html(self.description) if self.description else ""
        return own + (problem.description or "")

    def _get_maintenance_team(self):
        """Return the team of the place, or of the nearest place around it."""
        place = self.place_id.sudo()
        while place and not place.maintenance_team_id:
            place = place.parent_id
        return place.maintenance_team_id

    def _copy_photos_to(self, request):
        problems = self.plan_id.sudo().ticket_ids
        of_problem = (
            self.env["ir.attachment"]
            .sudo()
            .search(
                [
                    ("res_model", "=", "helpdesk.ticket"),
                    ("res_id", "in", problems.ids),
                    ("mimetype", "=like", "image/%"),
                ]
            )
        )
        photos = of_problem | self.sudo().before_attachment_ids
        photos.copy({"res_model": request._name, "res_id": request.id})

    # ------------------------------------------------------------------
    # What the request tells
    # ------------------------------------------------------------------

    def _finish_by_request(self):
        """Record open actions as done, because their request is."""
        finished = self._filter_open().filtered(
            lambda action: action.plan_state == "approved"
        )
        for action in finished.filtered(lambda a: not a.evidence):
            action.evidence = self.env._(
                "Maintenance request “%(request)s” is done.",
                request=action.maintenance_request_id.name,
            )
        if finished:
            finished._record_done()

    def _reopen_by_request(self):
        """Open actions again whose request was reopened, unless that was verified."""
        done = self.filtered(lambda action: action.state == "done")
        if verified := done._filter_verified():
            names = ", ".join(verified.mapped("name"))
            raise UserError(
                self.env._(
                    "The result of “%(actions)s” was verified already. Report what is "
                    "wrong now as a new problem.",
                    actions=names,
                )
            )
        # What a version did that is over stays as it was.
        if in_force := done.filtered(lambda action: action.plan_state == "approved"):
            in_force._record_undone()

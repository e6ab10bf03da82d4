# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from collections import defaultdict
from dataclasses import replace

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Domain

from ...rules import incident
from ...tools import hooks
from ...tools.texts import require_text
from ...tools.windows import dialog

# What is recorded about the leading problem holds for all that are part of it: each
# row is written together.
_SHARED_FACTS = (
    ("acknowledged_at", "acknowledged_by_id"),
    ("attended_at",),
    ("made_safe_at",),
    ("investigated_at",),
)


class HelpdeskTicket(models.Model):
    """A mass incident: one problem leads, the others are part of it.

    They share its plan and what was done about it, so that their state follows by
    the same rules; the group counts as one incident.
    """

    _inherit = "helpdesk.ticket"

    leading_id = fields.Many2one(
        comodel_name="helpdesk.ticket",
        string="Part Of",
        check_company=True,
        index="btree_not_null",
        ondelete="restrict",
        copy=False,
        domain="[('is_problem', '=', True), ('rectification_state', '!=', 'closed')]",
        help="The problem that leads: it has the same cause and is answered for all.",
        guarded=True,
    )
    led_ids = fields.One2many(
        comodel_name="helpdesk.ticket",
        inverse_name="leading_id",
        string="Linked Problems",
        help="Problems with the same cause: they are answered with this one.",
        guarded=True,
    )
    led_count = fields.Integer(compute="_compute_led_count", string="Linked")
    incident_weight = fields.Integer(
        string="Incidents",
        compute="_compute_incident_weight",
        store=True,
        help="1, and 0 for a problem that is part of another one: the sum counts "
        "each cause once.",
        guarded=True,
    )

    @api.depends("led_ids")
    def _compute_led_count(self):
        counts = dict(
            self._read_group(
                [("leading_id", "in", self.ids)], ["leading_id"], ["__count"]
            )
        )
        for ticket in self:
            ticket.led_count = counts.get(ticket._origin, 0)

    @api.depends("leading_id")
    def _compute_incident_weight(self):
        for ticket in self:
            ticket.incident_weight = 0 if ticket.leading_id else 1

    @api.depends("plan_id.ticket_ids.leading_id")
    def _compute_shares_plan(self):
        return super()._compute_shares_plan()

    @api.constrains("leading_id", "severity", "company_id", "is_problem")
    def _check_leading(self):
        for ticket in self.sudo().filtered("leading_id") | self.sudo().led_ids:
            leading = ticket.leading_id
            led, lead = ticket._get_member(), leading._get_member()
            code = incident.standing_obstacle(led, lead)
            if code:
                words = ticket._get_obstacle_labels(leading)[code]
                raise ValidationError(words)

    # ------------------------------------------------------------------
    # CRUD
    # ------------------------------------------------------------------

    @api.ondelete(at_uninstall=False)
    def _unlink_except_leading(self):
        if self.sudo().led_ids - self.sudo():
            raise UserError(
                self.env._(
                    "Other problems are part of this one: take them out first, or "
                    "archive it."
                )
            )

    @hooks.after_change(*(row[0] for row in _SHARED_FACTS))
    def _share_facts(self, vals):
        """What is recorded about the leading problem holds for all."""
        names = (name for names in _SHARED_FACTS for name in names)
        facts = {name: vals[name] for name in names if vals.get(name)}
        if facts and self._is_recording():
            self.sudo().led_ids._take_over_facts(facts)

    # ------------------------------------------------------------------
    # ACTIONS
    # ------------------------------------------------------------------

    def action_plan(self):
        """Open the plan of the problem that leads, when this one is part of it."""
        leading = self.leading_id
        return leading.action_plan() if leading else super().action_plan()

    def action_open_led(self):
        """Open the problems that are part of this one."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "property_rectification.helpdesk_ticket_action_problem"
        )
        action["display_name"] = self.env._("Part of %(number)s", number=self.number)
        action["domain"] = [("leading_id", "=", self.id)]
        action["context"] = {"create": False, "rectification_problem": True}
        return action

    def action_link(self):
        """Ask which problem leads these ones."""
        return dialog(
            "rectification.incident",
            self.env._("Link to a Leading Problem"),
            ticket_ids=self.ids,
        )

    # ------------------------------------------------------------------
    # BUSINESS METHODS
    # ------------------------------------------------------------------

    def _take_over_facts(self, facts):
        """Record facts of the leading problem where they are not known yet.

        Nothing happened before it was reported: a fact that is older counts from now.

        :param facts: values by name of some of ``_SHARED_FACTS``
        """
        now = fields.Datetime.now()
        pending = defaultdict(self.browse)
        tickets = self.filtered(lambda t: t.rectification_state != "closed")
        for first, *others in (row for row in _SHARED_FACTS if facts.get(row[0])):
            fact = fields.Datetime.to_datetime(facts[first])
            for ticket in tickets.filtered(lambda t, name=first: not t[name]):
                older = ticket.reported_at and ticket.reported_at > fact
                moment = now if older else fact
                rest = tuple((name, facts.get(name)) for name in others)
                pending[((first, moment), *rest)] |= ticket
        for values, tickets in pending.items():
            tickets._record(dict(values))

    def _get_known_facts(self):
        """Return the facts of this problem that others may share."""
        self.ensure_one()
        names = (name for row in _SHARED_FACTS for name in row if name in self._fields)
        known = {name: self[name] for name in names}
        return {n: getattr(v, "id", v) for n, v in known.items() if v}

    def _get_requirements(self):
        """A problem that is led needs what its leading one needs."""
        return super(HelpdeskTicket, self.leading_id.sudo() or self)._get_requirements()

    @api.model
    def _get_state_dependencies(self):
        """A problem that is led moves with its leading one."""
        own = super()._get_state_dependencies()
        return [*own, "leading_id", *(f"leading_id.{name}" for name in own)]

    def _get_facts(self):
        """A problem that is led is as far as its leading one.

        What was reported about the cause need not be asked of everybody again.
        """
        own = super()._get_facts()
        leading = self.leading_id.sudo()
        if not leading:
            return own
        facts = leading._get_facts()
        return replace(
            facts,
            acknowledged=facts.acknowledged or own.acknowledged,
            outcome=own.outcome or facts.outcome,
            # It needs what its leading one needs, and what it needs itself.
            chronic=facts.chronic or own.chronic,
            further=tuple(dict.fromkeys(facts.further + own.further)),
        )

    def _create_plan(self):
        """The plan of a leading problem is that of its whole group."""
        plan = super()._create_plan()
        self.sudo().led_ids._record({"plan_id": plan.id})
        return plan

    def link_to_leading(self, leading_id):
        """Make these problems part of another one, which is answered for all.

        They take over its plan and what has been done about it.

        :param leading_id: id of the problem that leads
        :raise UserError: with every reason why one of them cannot be linked
        :raise AccessError: when the user may not change all of them
        """
        leading = self.browse(leading_id).exists()
        if not self or not leading:
            raise UserError(self.env._("Choose the problems and the one that leads."))
        (self | leading).check_access("write")
        self._lock_group(leading)
        self._check_linkable(leading)
        leading = leading.sudo()
        self._record({"leading_id": leading.id, "plan_id": leading.plan_id.id})
        self._take_over_facts(leading._get_known_facts())
        self._log_linked(leading)
        return True

    def unlink_from_leading(self, reason):
        """Let problems go on by themselves that were part of another one.

        :param reason: why, in words; the chatter keeps it
        :raise UserError: without a reason, or when one is not part of another
        """
        self.check_access("write")
        require_text(reason, self.env._("Say why it is taken out of the group."))
        for ticket in self:
            if not ticket.leading_id:
                raise UserError(
                    self.env._(
                        "%(problem)s is not part of another problem.",
                        problem=ticket.display_name,
                    )
                )
        return self._leave_leading(reason)

    def _leave_leading(self, reason):
        left = {ticket: ticket.leading_id.sudo() for ticket in self}
        self._record({"leading_id": False, "plan_id": False})
        own, theirs = {}, defaultdict(list)
        for ticket, leading in left.items():
            theirs[leading].append(ticket.number)
            own[ticket.id] = self.env._(
                "No longer part of %(leading)s: %(reason)s",
                leading=leading.display_name,
                reason=reason,
            )
        self._message_log_batch(bodies=own)
        leadings = self.browse(leading.id for leading in theirs)
        leadings.sudo()._message_log_batch(
            bodies={
                leading.id: self.env._(
                    "No longer part of this: %(numbers)s. %(reason)s",
                    numbers=", ".join(numbers),
                    reason=reason,
                )
                for leading, numbers in theirs.items()
            }
        )
        return True

    def pause(self, reason, note):
        """What stops the work on the leading problem stops the clocks of all."""
        res = super().pause(reason, note)
        if isinstance(reason, int):
            reason = self.env["rectification.pause.reason"].browse(reason)
        clocks = self.sudo().led_ids.deadline_ids.filtered(
            lambda d: d.state == "running"
            and reason in d.policy_clock_id.pause_reason_ids
        )
        if clocks:
            clocks._pause(reason, note)
        return res

    def resume(self, note=None):
        res = super().resume(note)
        paused = self.sudo().led_ids.deadline_ids.filtered(
            lambda d: d.state == "paused"
        )
        if paused:
            paused._resume()
        return res

    # ------------------------------------------------------------------
    # What follows for the plan
    # ------------------------------------------------------------------

    def _get_leading(self):
        """Return the problem that leads this one, or else itself."""
        return self.leading_id or super()._get_leading()

    @api.model
    def _get_leading_domain(self):
        return super()._get_leading_domain() & Domain("leading_id", "=", False)

    def _lock_with_plan(self, plans):
        res = super()._lock_with_plan(plans)
        self.invalidate_recordset(["leading_id"])
        return res

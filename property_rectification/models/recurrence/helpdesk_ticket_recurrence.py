# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from dataclasses import replace

from markupsafe import Markup

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL, format_date

from ...rules import recurrence
from ...tools import hooks
from ...tools.texts import require_text

# What makes a problem the same as another one, and which of them is the earlier one.
_IDENTITY = frozenset({"place_id", "problem_type_id", "equipment_id", "reported_at"})

# Everything behind some problems in their chains, with its number in the chain.
_LATER_COUNTS = """
    WITH RECURSIVE chain AS (
        SELECT ticket.id, GREATEST(ticket.recurrence_count, 1) AS count
          FROM helpdesk_ticket ticket
         WHERE ticket.id = ANY(%(ids)s)
         UNION ALL
        SELECT later.id, chain.count + 1
          FROM chain
          JOIN helpdesk_ticket later ON later.recurrence_of_id = chain.id
         WHERE chain.count < 10000
    )
    SELECT id, MAX(count) FROM chain GROUP BY id
"""

_CHAIN = """
    WITH RECURSIVE chain AS (
        SELECT id, recurrence_of_id FROM helpdesk_ticket WHERE id = %(id)s
         UNION
        SELECT ticket.id, ticket.recurrence_of_id
          FROM chain
          JOIN helpdesk_ticket ticket
            ON ticket.recurrence_of_id = chain.id OR ticket.id = chain.recurrence_of_id
    )
    SELECT id FROM chain
"""


class HelpdeskTicket(models.Model):
    """Whether a problem is an earlier one that is still there, or back again."""

    _inherit = "helpdesk.ticket"

    recurrence_of_id = fields.Many2one(
        comodel_name="helpdesk.ticket",
        string="Same As",
        check_company=True,
        index="btree_not_null",
        ondelete="set null",
        readonly=True,
        copy=False,
        help="The earlier problem that this one repeats: of the same type at the same "
        "place, around it or in it, or of the same equipment.",
        guarded=True,
    )
    recurrence_ids = fields.One2many(
        comodel_name="helpdesk.ticket",
        inverse_name="recurrence_of_id",
        string="Reported Again",
        guarded=True,
    )
    recurrence_kind = fields.Selection(
        selection=[
            (recurrence.OPEN, "Reported while it was open"),
            (recurrence.RETURN, "Back after closing"),
        ],
        string="Recurrence",
        readonly=True,
        copy=False,
        guarded=True,
    )
    recurrence_count = fields.Integer(
        string="Times Reported",
        readonly=True,
        copy=False,
        aggregator="max",
        help="2 for the first problem that repeats another one, 3 for one that repeats "
        "that one, and so on.",
        guarded=True,
    )
    is_chronic = fields.Boolean(
        string="Chronic",
        readonly=True,
        copy=False,
        help="Reported for the third time or more: it closes as effective only with a "
        "finished action that prevents it from coming back.",
        guarded=True,
    )
    refused_recurrence_ids = fields.Many2many(
        comodel_name="helpdesk.ticket",
        relation="helpdesk_ticket_refused_recurrence_rel",
        column1="ticket_id",
        column2="earlier_id",
        string="Not the Same As",
        readonly=True,
        copy=False,
        guarded=True,
    )
    # What whoever logs or reads a problem is told about the ones before it
    recurrence_hint = fields.Html(
        compute="_compute_recurrence_hint",
        help="The earlier problem that the one being logged seems to repeat.",
    )

    # The one that ended last comes first: open ones, then by their closing.
    _recurrence_at_place = models.Index(
        "(place_id, problem_type_id, closed_date DESC, reported_at DESC, id DESC) "
        "WHERE is_problem IS TRUE AND active IS TRUE AND place_id IS NOT NULL"
    )
    _recurrence_of_equipment = models.Index(
        "(equipment_id, closed_date DESC, reported_at DESC, id DESC) "
        "WHERE is_problem IS TRUE AND active IS TRUE AND equipment_id IS NOT NULL"
    )

    @api.depends("place_id", "problem_type_id", "equipment_id", "reported_at")
    def _compute_recurrence_hint(self):
        """Look back while a problem is being logged; afterwards it is on record."""
        for ticket in self:
            is_new = ticket.is_problem and not ticket._origin
            links = is_new and self._look_back([ticket._make_report()])
            ticket.recurrence_hint = links and ticket._prepare_hint(links[0][1])

    # ------------------------------------------------------------------
    # CRUD
    # ------------------------------------------------------------------

    @hooks.after_change(*_IDENTITY)
    def _follow_identity(self, vals):
        problems = self.filtered(lambda t: t.is_problem and not t.is_imported)
        if problems:
            problems._look_again()

    def unlink(self):
        later = self.filtered("is_problem").sudo().recurrence_ids - self
        res = super().unlink()
        if later:
            later._look_again()
        return res

    # ------------------------------------------------------------------
    # ACTIONS
    # ------------------------------------------------------------------

    def action_open_chain(self):
        """Open all problems that repeat each other with this one, the first first."""
        self.ensure_one()
        self.check_access("read")
        rows = self.env.execute_query(SQL(_CHAIN, id=self.id))
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "property_rectification.helpdesk_ticket_action_problem"
        )
        action["name"] = self.env._("Reported Again and Again")
        action["domain"] = [("id", "in", [ticket_id for (ticket_id,) in rows])]
        action["context"] = {"create": False, "rectification_problem": True}
        return action

    # ------------------------------------------------------------------
    # BUSINESS METHODS
    # ------------------------------------------------------------------

    @api.model
    def _get_fact_fields(self):
        return [*super()._get_fact_fields(), "is_chronic"]

    def _get_facts(self):
        facts = super()._get_facts()
        return replace(facts, chronic=facts.chronic or bool(self.is_chronic))

    def _get_sampling_case(self):
        """What comes back again and again is always verified."""
        return replace(super()._get_sampling_case(), chronic=self.is_chronic)

    @api.model
    def _get_gap_labels(self):
        return {
            **super()._get_gap_labels(),
            "preventive": self.env._(
                "Finish an action that prevents it: it is chronic, and putting it "
                "right once more is not enough."
            ),
        }

    @api.model
    def _prepare_problems(self, vals_list):
        """Link new problems to what was there before; not history that is imported."""
        problems = super()._prepare_problems(vals_list)
        fresh = [vals for vals in problems if not vals.get("is_imported")]
        reports = self._make_future_reports(fresh)
        for report, link in self._look_back(reports):
            fresh[-report.key - 1].update(self._prepare_recurrence_vals(link))
        return problems

    @hooks.after_create
    def _link_within_batch(self):
        """Link what repeats another problem of the same batch.

        It was counted before there was an id to point to.
        """
        pending = self.filtered(lambda t: t.recurrence_count and not t.recurrence_of_id)
        if not pending:
            return
        batch = self.sudo().filtered(lambda t: t.is_problem and not t.is_imported)
        reports = {ticket._make_report(): ticket for ticket in batch.sorted("id")}
        in_order = sorted(reports, key=lambda report: report.opened)
        for report, link in recurrence.follow(in_order):
            if link and reports[report] in pending:
                reports[report]._record({"recurrence_of_id": link.earlier})

    # ------------------------------------------------------------------
    # Links
    # ------------------------------------------------------------------

    @api.model
    def _prepare_recurrence_vals(self, link):
        """Return what to record about a link; None takes one away.

        A link to a problem that has no id yet is only counted.
        """
        if not link:
            return {
                "recurrence_of_id": False,
                "recurrence_kind": False,
                "recurrence_count": 0,
                "is_chronic": False,
            }
        return {
            "recurrence_of_id": link.earlier if link.earlier > 0 else False,
            "recurrence_kind": link.kind,
            "recurrence_count": link.count,
            "is_chronic": link.is_chronic,
        }

    def _look_again(self):
        """Decide again what these problems repeat, after they were changed."""
        problems = self.sudo()
        # What repeats them may do so no longer.
        problems |= problems.recurrence_ids
        reports = [problem._make_report() for problem in problems]
        links = {report.key: link for report, link in self._look_back(reports)}
        for problem in problems:
            problem._set_link(links.get(problem.id))
        problems._count_later()

    def _set_link(self, link):
        """Record a link where it differs from what is recorded, and tell about it."""
        vals = self._prepare_recurrence_vals(link)
        known = self._prepare_known_vals()
        if vals == known:
            return
        self._record(vals)
        if vals["recurrence_of_id"] != known["recurrence_of_id"]:
            self._log_link()

    def _prepare_known_vals(self):
        names = self._prepare_recurrence_vals(None)
        return {n: self._fields[n].convert_to_write(self[n], self) for n in names}

    def _log_link(self):
        earlier = self.recurrence_of_id
        self._message_log(
            body=self.env._("Same as %(earlier)s.", earlier=earlier.display_name)
            if earlier
            else self.env._("Repeats no earlier problem any more.")
        )

    def _count_later(self):
        """Count again what follows these problems in their chains."""
        self.env.flush_all()
        rows = self.env.execute_query(SQL(_LATER_COUNTS, ids=self.ids))
        counts = {ticket_id: count for ticket_id, count in rows if count > 1}
        later = self.sudo().browse(counts)
        stale = later.filtered(lambda t: t.recurrence_count != counts[t.id])
        for count, tickets in stale.grouped(lambda t: counts[t.id]).items():
            is_chronic = count >= recurrence.CHRONIC_FROM
            tickets._record({"recurrence_count": count, "is_chronic": is_chronic})
        return True

    def refuse_recurrence(self, reason):
        """Take away a wrong link to an earlier problem, for good.

        The two are never linked to each other again.

        :param reason: why they are not the same, in words; the chatter keeps it
        :raise UserError: without a reason, or without a link
        :raise AccessError: when the user may not change the problem
        """
        self.check_access("write")
        require_text(reason, self.env._("Say why it is not the same problem."))
        for problem in self:
            problem._check_has_link()
        for problem in self:
            problem._refuse_link(reason)
        self._count_later()
        # What waited for prevention alone waits no longer.
        self.sudo().plan_id._conclude_if_effective()
        return True

    def _check_has_link(self):
        if not self.recurrence_of_id:
            raise UserError(
                self.env._(
                    "%(problem)s is not linked to an earlier problem.",
                    problem=self.display_name,
                )
            )

    def _refuse_link(self, reason):
        earlier = self.sudo().recurrence_of_id
        self._record(
            {
                **self._prepare_recurrence_vals(None),
                "refused_recurrence_ids": [fields.Command.link(earlier.id)],
            }
        )
        self._message_log(
            body=self.env._(
                "Not the same as %(earlier)s: %(reason)s",
                earlier=earlier.display_name,
                reason=reason,
            )
        )

    # ------------------------------------------------------------------
    # What whoever logs or reads a problem is told about the ones before it
    # ------------------------------------------------------------------

    def _prepare_hint(self, link):
        earlier = self.env["helpdesk.ticket"].sudo().browse(link.earlier)
        words = (
            self.env._("Reported here before: %(problem)s, open since %(date)s.")
            if link.kind == recurrence.OPEN
            else self.env._("Reported here before: %(problem)s, closed on %(date)s.")
        )
        date = earlier.reported_at if link.kind == recurrence.OPEN else None
        return Markup(words) % {
            "problem": Markup('<a href="%s" target="_blank">%s</a>')
            % (
                f"/odoo/rectification-problems/{earlier.id}",
                f"{earlier.number} - {earlier.name}",
            ),
            "date": format_date(self.env, date or earlier.closed_date),
        }

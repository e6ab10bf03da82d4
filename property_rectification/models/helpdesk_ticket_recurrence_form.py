# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from markupsafe import Markup

from odoo import api, fields, models
from odoo.tools import SQL, format_date

from ..rules import recurrence

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
    """What whoever logs or reads a problem is told about the ones before it."""

    # What we add to the ticket is told in one file a subject.
    _inherit = "helpdesk.ticket"  # pylint: disable=consider-merging-classes-inherited

    recurrence_hint = fields.Html(
        compute="_compute_recurrence_hint",
        help="The earlier problem that the one being logged seems to repeat.",
    )

    @api.depends("place_id", "problem_type_id", "equipment_id", "reported_at")
    def _compute_recurrence_hint(self):
        """Look back while a problem is being logged; afterwards it is on record."""
        for ticket in self:
            is_new = ticket.is_problem and not ticket._origin
            links = is_new and self._look_back([ticket._make_report()])
            ticket.recurrence_hint = links and ticket._prepare_hint(links[0][1])

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

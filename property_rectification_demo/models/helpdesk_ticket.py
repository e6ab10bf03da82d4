# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models


class HelpdeskTicket(models.Model):
    _inherit = "helpdesk.ticket"

    @api.model
    def _load_demo_problems(self):
        """Create the problems of the demo data; does nothing where they are."""
        from ..scenarios import PROBLEMS
        from ..story.escalations import tell_of_slips
        from ..story.loader import tell_all

        xmlids = [f"property_rectification_demo.problem_{p.key}_demo" for p in PROBLEMS]
        if self.env.ref(xmlids[0], raise_if_not_found=False):
            return
        last_mail = self.env["mail.mail"].search([], order="id desc", limit=1)
        tickets = tell_all(self.env, PROBLEMS)
        deadlines = (tickets | tickets.plan_id.read_across_ids.ticket_id).deadline_ids
        deadlines._reckon_again()
        tell_of_slips(self.env, deadlines)
        tickets._measure_demo_effects()
        # No mail leaves a demo, nor what a change of stage sends at the end.
        self.env.cr.flush()
        self.env["mail.mail"].search([("id", ">", last_mail.id or 0)]).unlink()
        self.env["ir.model.data"]._update_xmlids(
            [
                {"xml_id": xmlid, "record": ticket, "noupdate": True}
                for xmlid, ticket in zip(xmlids, tickets, strict=True)
            ]
        )

    def _measure_demo_effects(self):
        """Let the figures propose what they would have proposed by now."""
        today = fields.Date.today()
        checks = self.plan_id.verification_ids.filtered(
            lambda check: check.kind == "effectiveness"
            and not check.result
            and check.due_date <= today
        )
        checks._measure_and_ask()

# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, models


class HelpdeskTicket(models.Model):
    # What we add to the ticket is told in one file a subject.
    _inherit = "helpdesk.ticket"  # pylint: disable=consider-merging-classes-inherited

    @api.model
    def _load_demo_problems(self):
        """Create the problems of the demo data; does nothing where they are."""
        from ..demo.problems import PROBLEMS
        from ..demo.teller import tell_all

        xmlids = [f"property_rectification.problem_{p.key}_demo" for p in PROBLEMS]
        if self.env.ref(xmlids[0], raise_if_not_found=False):
            return
        tickets = tell_all(self.env, PROBLEMS)
        tickets.deadline_ids._reckon_again()
        self.env["ir.model.data"]._update_xmlids(
            [
                {"xml_id": xmlid, "record": ticket, "noupdate": True}
                for xmlid, ticket in zip(xmlids, tickets, strict=True)
            ]
        )

# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo.addons.base.models.ir_model import MODULE_UNINSTALL_FLAG

_MODULE = "property_rectification_demo"


def uninstall_hook(env):
    """Take the stories of the demo estate along: problems, plans, all that was done.

    The estate itself and its people belong to the main add-on.
    """
    tickets = env["helpdesk.ticket"].with_context(
        active_test=False, **{MODULE_UNINSTALL_FLAG: True}
    )
    told = env["ir.model.data"].search(
        [("module", "=", _MODULE), ("model", "=", tickets._name)]
    )
    problems = tickets.browse(told.mapped("res_id")).exists()
    plans = problems.plan_id.with_context(active_test=False)
    plans |= plans.search([("root_id", "in", (plans | plans.root_id).ids)])
    plans |= plans.root_id
    problems |= plans.read_across_ids.ticket_id
    problems._recording().write({"plan_id": False, "leading_id": False})
    problems.unlink()
    plans.why_ids.unlink()
    plans.unlink()
    told.unlink()

# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, models
from odoo.tools.pdf import merge_pdf

from odoo.addons.base.models.ir_actions_report import _wkhtml

_PLAN = "property_rectification.report_rectification_plan"


class IrActionsReport(models.Model):
    """Several plans on paper, also with the wkhtmltopdf of a distribution."""

    _inherit = "ir.actions.report"

    @api.model
    def _run_wkhtmltopdf(self, bodies, report_ref=False, *args, **kwargs):
        """Print plans one after the other where all at once cannot be printed.

        That takes a wkhtmltopdf with a patched Qt, which distributions do not have.
        """
        run = super()._run_wkhtmltopdf
        bodies = list(bodies)
        is_plan = report_ref and self._get_report(report_ref).report_name == _PLAN
        if not is_plan or len(bodies) < 2 or _wkhtml().is_patched_qt:
            return run(bodies, report_ref, *args, **kwargs)
        return merge_pdf([run([body], report_ref, *args, **kwargs) for body in bodies])

# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.tools import formatLang


class RectificationVerification(models.Model):
    """The figures of an effect in words, on the form and in the story of a problem."""

    # pylint: disable=consider-merging-classes-inherited
    _inherit = "rectification.verification"

    figures_words = fields.Char(
        string="Figures",
        compute="_compute_figures_words",
        help="What was counted since the completion was verified.",
    )

    @api.depends(
        "measured_at",
        "return_count",
        "open_return_count",
        "not_fixed_count",
        "open_not_fixed_count",
        "rating_average",
        "rating_count",
        "found_elsewhere_count",
        "further_figures",
    )
    @api.depends_context("lang")
    def _compute_figures_words(self):
        for check in self:
            parts = check._get_figures_words() if check.measured_at else []
            check.figures_words = "; ".join(filter(None, parts))

    def _get_figures_words(self):
        """Return what each source says, in words; nothing where it has no figure."""
        return [
            self._get_return_words(),
            self._get_owner_words(),
            self.rating_count
            and self.env._(
                "rating %(average)s of 5 (%(count)s)",
                average=formatLang(self.env, self.rating_average, digits=1),
                count=self.rating_count,
            ),
            *(words for _verdict, words in self.further_figures or ()),
            self.found_elsewhere_count
            and self.env._(
                "found elsewhere: %(count)s", count=self.found_elsewhere_count
            ),
        ]

    def _get_return_words(self):
        count, still_open = self.return_count, self.open_return_count
        if not count:
            return self.env._("nothing was reported again")
        returns = (
            self.env._("1 return")
            if count == 1
            else self.env._("%(count)s returns", count=count)
        )
        return ", ".join(filter(None, (returns, self._get_open_words(still_open))))

    def _get_owner_words(self):
        if not self.not_fixed_count:
            return None
        said = self.env._("owners: %(count)s not fixed", count=self.not_fixed_count)
        still_open = self._get_open_words(self.open_not_fixed_count)
        return ", ".join(filter(None, (said, still_open)))

    def _get_open_words(self, count):
        return count and self.env._("%(count)s still open", count=count)

    def _get_proposal_words(self):
        labels = dict(self._fields["proposal"]._description_selection(self.env))
        return self.env._(
            "The figures propose “%(proposal)s”: %(figures)s.",
            proposal=labels[self.proposal],
            figures=self.figures_words,
        )

    def record_result(self, result, evidence=None, measured=None):
        """Tell in the story when somebody decided against the figures."""
        # A next version takes them over.
        tickets = self.plan_id.sudo().ticket_ids
        res = super().record_result(result, evidence, measured)
        if self.proposal and self.proposal != result:
            self._log_decision_against(tickets)
        return res

    def _log_decision_against(self, tickets):
        labels = dict(self._fields["proposal"]._description_selection(self.env))
        body = self.env._(
            "Decided as “%(result)s” against what the figures proposed, "
            "“%(proposal)s”: %(figures)s.",
            result=labels[self.result],
            proposal=labels[self.proposal],
            figures=self.figures_words,
        )
        self._message_log(body=body)
        self.plan_id.sudo()._message_log(body=body)
        tickets._message_log_batch(bodies={ticket.id: body for ticket in tickets})

# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ...rules import causes


class RectificationCause(models.Model):
    """Taxonomy of root causes, and of reasons why nobody saw a problem earlier."""

    _name = "rectification.cause"
    _description = "Root Cause"
    _parent_store = True
    _order = "code, id"
    _rec_names_search = ["name", "code"]

    name = fields.Char(required=True, translate=True)
    code = fields.Char(required=True)
    parent_id = fields.Many2one(
        comodel_name="rectification.cause",
        index=True,
        ondelete="restrict",
    )
    parent_path = fields.Char(index=True)
    is_escape = fields.Boolean(
        string="Escape Cause",
        help="A reason why no round or person found the problem earlier.",
    )
    needs_system_cause = fields.Boolean(
        compute="_compute_needs_system_cause",
        store=True,
        readonly=False,
        help="Blames people. It cannot be the last why of a chain: a system cause, "
        "one that is not marked here, has to follow.",
    )
    keywords = fields.Text(
        translate=True,
        help="Words, with commas between them, by which this cause is known in what "
        "people write, in any language. A word also stands for longer ones that begin "
        "with it.",
    )
    active = fields.Boolean(default=True)

    _code_unique = models.UniqueIndex("(code)", "Another cause has the same code.")

    @api.depends("parent_id")
    def _compute_needs_system_cause(self):
        """A part of a cause begins as its whole is; people may change it."""
        for cause in self:
            whole = cause.parent_id.needs_system_cause
            cause.needs_system_cause = whole or cause.needs_system_cause

    @api.constrains("parent_id")
    def _check_parent_id(self):
        if self._has_cycle():
            raise ValidationError(self.env._("A cause cannot be part of itself."))

    @api.depends("name", "parent_id.name")
    def _compute_display_name(self):
        for cause in self:
            names = (cause.parent_id.name, cause.name)
            cause.display_name = " / ".join(filter(None, names))

    @api.model
    def _get_people_words(self):
        """Return the words of all languages that blame people, normalised."""
        blaming = self.sudo().search_fetch(
            [("needs_system_cause", "=", True), ("keywords", "!=", False)],
            ["keywords"],
        )
        languages = [code for code, _name in self.env["res.lang"].get_installed()]
        # One query for all languages.
        blaming.with_context(prefetch_langs=True).fetch(["keywords"])
        texts = {
            cause.with_context(lang=code).keywords
            for code in languages
            for cause in blaming
        }
        return sorted({word for text in texts for word in causes.split_words(text)})

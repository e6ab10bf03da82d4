# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

"""Let what has just been recorded have happened earlier."""

from odoo.tools import SQL

_RECORDED = (
    "helpdesk.ticket",
    "rectification.plan",
    "rectification.action",
    "rectification.verification",
    "rectification.deployment",
    "rectification.duty.call",
    "rectification.notice",
    "rectification.read.across",
    "mail.message",
    "mail.tracking.value",
)


class DateBack:
    """Gives what a transaction has dated now another time."""

    def __init__(self, env, models=_RECORDED):
        self.env = env
        self.columns = {name: self._datetime_columns(name) for name in models}

    def _datetime_columns(self, model):
        every = self.env[model]._fields.values()
        return [f.name for f in every if f.type == "datetime" and f.store]

    def __call__(self, actor, moment):
        """Move all times from the beginning of the transaction on.

        :param actor: environment of the user who did it
        """
        actor.flush_all()  # what follows from the step is the actor's, too
        self.env.cr.flush()  # posts the tracked changes
        for model in self.columns:
            self._move(self.env[model], moment)

    def _move(self, model, moment):
        began = self.env.cr.now()
        names = self.columns[model._name]
        columns = [
            SQL(
                "%(name)s = CASE WHEN %(name)s >= %(began)s "
                "THEN %(moment)s ELSE %(name)s END",
                name=SQL.identifier(name),
                began=began,
                moment=moment,
            )
            for name in names
        ]
        self.env.cr.execute(
            SQL(
                "UPDATE %s SET %s WHERE write_date >= %s",
                SQL.identifier(model._table),
                SQL(", ").join(columns),
                began,
            )
        )
        model.invalidate_model(names, flush=False)

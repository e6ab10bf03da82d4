# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo.exceptions import ConcurrencyError, LockError, UserError


class BusyError(UserError, ConcurrencyError):
    """Somebody else decides about the same record at this moment.

    A call over RPC is tried again, and then sees what was decided; whoever calls
    directly reads these words.
    """


def lock_for_decision(records):
    """Let one transaction at a time decide about some records.

    Call it before the facts are checked.  When another transaction has decided since
    this one began, the database refuses the lock, and the call over RPC begins anew.

    :raise BusyError: when another transaction is deciding about one of them now
    """
    try:
        records.sudo().lock_for_update(allow_referencing=True)
    except LockError as error:
        raise BusyError(
            records.env._("Somebody else is deciding about this now: try again.")
        ) from error

# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).


def dialog(model, name, **defaults):
    """Return the action that opens a new record of a wizard in a dialog.

    :param defaults: values of its fields
    """
    return {
        "type": "ir.actions.act_window",
        "name": name,
        "res_model": model,
        "view_mode": "form",
        "target": "new",
        "context": {f"default_{field}": value for field, value in defaults.items()},
    }

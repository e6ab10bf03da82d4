# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""What the web client asks for when it shows a view, read from the view itself."""

import ast

from lxml import etree

_NAMED = {"display_name": {}}
_LIMIT = 40


def of_view(model, mode):
    """Return the specification of `web_read` for a view of a model, as its user.

    :param mode: form, kanban or list
    """
    arch = etree.fromstring(model.get_view(view_type=mode)["arch"])
    return _of_node(model, arch) | ({"display_name": {}} if mode == "form" else {})


def _of_node(model, node):
    """Read the fields of a view, not those of the views inside its fields."""
    depth = _depth(node)
    fields = (each for each in node.iter("field") if _depth(each) == depth)
    return {field.get("name"): _of_field(model, field) for field in fields}


def _depth(node):
    return sum(1 for _field in node.iterancestors("field"))


def _of_field(model, node):
    field = model._fields[node.get("name")]
    if not field.relational:
        return {}
    comodel = model.env[field.comodel_name]
    inner = next((view for view in node if view.tag in ("list", "kanban")), None)
    found = {"fields": _NAMED}
    if field.type in ("one2many", "many2many") and inner is not None:
        limit = int(inner.get("limit", _LIMIT))
        found = {"fields": _of_node(comodel, inner), "limit": limit}
    return found | _context(node)


def _context(node):
    """Return the context of a field where it holds for every record."""
    try:
        context = ast.literal_eval(node.get("context", "{}"))
    except ValueError:
        return {}
    return {"context": context} if context else {}

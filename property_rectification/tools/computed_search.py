# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).


def compute_by_search(records, name):
    """Compute a boolean field by its own search method.

    For fields that answer "is this for me?": the rule is written once, as a search.

    :param records: the records to compute
    :param name: name of a boolean field whose ``search`` supports ``= True``
    """
    domain = [("id", "in", records._origin.ids), (name, "=", True)]
    found = records.sudo().with_context(active_test=False).search(domain)
    for record in records:
        record[name] = record._origin in found

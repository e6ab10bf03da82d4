# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import SUPERUSER_ID, api

# Quality managers and auditors share one rule, called "…_rule_all", of each of these.
_SHARED = (
    "property_occupancy",
    "rectification_access_attempt",
    "rectification_action",
    "rectification_deadline",
    "rectification_deployment",
    "rectification_duty",
    "rectification_duty_call",
    "rectification_escalation",
    "rectification_hotspot",
    "rectification_involvement",
    "rectification_notice",
    "rectification_plan",
    "rectification_prevention",
    "rectification_read_across",
    "rectification_resource",
    "rectification_todo",
    "rectification_verification",
    "rectification_verification_point",
    "rectification_why",
)
# All staff read these without a rule; "…_rule_coordinator_write" says who changes them.
_READ_BY_ALL = ("rectification_duty", "rectification_resource")

_GONE = (
    *(f"{name}_rule_{group}" for name in _SHARED for group in ("manager", "auditor")),
    *(
        f"{name}_rule_{group}"
        for name in _READ_BY_ALL
        for group in ("staff", "coordinator")
    ),
)


def migrate(cr, version):
    """Delete the rules that are gone: "noupdate" would keep them for ever."""
    env = api.Environment(cr, SUPERUSER_ID, {})
    for name in _GONE:
        rule = env.ref(f"property_rectification.{name}", raise_if_not_found=False)
        if rule:
            rule.unlink()

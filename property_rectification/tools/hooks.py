# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Hooks of ``rectification.guard.mixin``: what a room does when records change.

A method says by a decorator at which fields it looks; it is called when one of them is
written, and not otherwise.  The order of the rooms does not matter: no hook calls
another one.

    @hooks.before_change("stage_id")
    def _check_stage(self, vals):
        ...refuse

    @hooks.around_change("severity")
    def _follow_severity(self, vals):
        before = self._filter_emergencies()
        yield
        (self._filter_emergencies() - before)._begin_emergency()
"""

_MARK = "_rectification_hook"


def after_create(method):
    """Call a method, without arguments, on records that were created."""
    setattr(method, _MARK, ("after_create", ()))
    return method


def before_change(*names):
    """Call a method with the values before one of these fields is written."""
    return _marking("before_change", names)


def after_change(*names):
    """Call a method with the values after one of these fields was written."""
    return _marking("after_change", names)


def around_change(*names):
    """Call a generator method with the values; its one ``yield`` is the writing."""
    return _marking("around_change", names)


def _marking(moment, names):
    def mark(method):
        setattr(method, _MARK, (moment, names))
        return method

    return mark


def collect(cls):
    """Return the hooks of a class of models, those of the ground floor first.

    :return: dict moment -> list of (name of the method, frozenset of field names)
    """
    found = {}
    for base in reversed(cls.__mro__):
        for name, method in vars(base).items():
            # Anything has any attribute while a test puts something in its place.
            mark = getattr(method, _MARK, None)
            if isinstance(mark, tuple):
                moment, names = mark
                found.setdefault(moment, []).append((name, frozenset(names)))
    return found

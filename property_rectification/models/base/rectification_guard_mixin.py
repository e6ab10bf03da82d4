# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from collections import defaultdict

from odoo import api, models, tools
from odoo.exceptions import UserError

from ...tools import hooks
from ...tools.uninstalling import strip_uninstall_flag

_KEY = "rectification_recording"
_DEFAULT = "default_"
_MODULE = "property_rectification"
# Objects, not values: a context that comes over RPC cannot contain them. One for each
# model: who records a fact of a problem may not forge its lines on the way.
_RECORDING = defaultdict(object)


class RectificationGuardMixin(models.AbstractModel):
    """Fields that only a recorded fact may change, never a plain write.

    Such a field is defined with ``guarded=True``; public methods write it through
    :meth:`_record`, after they have checked that the fact is allowed.  Stored fields
    that are computed from others are guarded as well: record rules trust the place
    and the company of a line.

    Every room hooks on here with the decorators of ``tools.hooks``, instead of
    overriding ``create`` and ``write``: see there.
    """

    _name = "rectification.guard.mixin"
    _description = "Fields written only by the rectification process"

    # Whether nothing of this model is ever written by hand.
    _guards_every_field = False

    @api.model
    @tools.ormcache()
    def _get_guarded_fields(self):
        """Return the names of all fields that a plain write may not change."""
        return frozenset(
            name
            for name, field in self._fields.items()
            if name != "display_name" and self._is_guarded(field)
        )

    @api.model
    def _is_guarded(self, field):
        # What only shows a field of another model is guarded there.
        is_own = field.store or not field.related
        if self._guards_every_field or (is_own and getattr(field, "guarded", False)):
            return True
        is_derived = field.store and field.compute and field.readonly
        # Those of other add-ons are theirs to protect.
        return is_derived and not field.inverse and field._module.startswith(_MODULE)

    @api.model
    def _valid_field_parameter(self, field, name):
        return name == "guarded" or super()._valid_field_parameter(field, name)

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            self._check_guarded(key for key in vals if vals[key])
        prepared = self._before_create(vals_list)
        if prepared is vals_list:
            records = super().create(vals_list)
        else:
            # What is prepared may be guarded; what was asked for is checked above.
            recording = super(RectificationGuardMixin, self._creating(prepared))
            records = recording.create(prepared).with_env(self.env)
        for name, _fields in self._get_hooks("after_create"):
            getattr(records, name)()
        return records

    @api.model
    def default_get(self, fields):
        """A default in the context is a wish of the client, never a fact."""
        guarded = self._get_guarded_fields()
        wishes = {
            key: value
            for key, value in self.env.context.items()
            if key.removeprefix(_DEFAULT) == key
            or key.removeprefix(_DEFAULT) not in guarded
        }
        unforged = self.with_context(wishes)  # pylint: disable=context-overridden
        return super(RectificationGuardMixin, unforged).default_get(fields)

    def write(self, vals):
        self._check_guarded(vals)
        for hook in self._get_hooks_of("before_change", vals):
            hook(vals)
        waiting = [hook(vals) for hook in self._get_hooks_of("around_change", vals)]
        for generator in waiting:
            next(generator)
        res = super().write(vals)
        for generator in waiting:
            next(generator, None)
        for hook in self._get_hooks_of("after_change", vals):
            hook(vals)
        return res

    def unlink(self):
        records = strip_uninstall_flag(self)
        return super(RectificationGuardMixin, records).unlink()

    @api.model
    def _before_create(self, vals_list):
        """Return the values to create records of: these, or a list of its own.

        Only values that a room prepares may be of guarded fields.
        """
        return vals_list

    @api.model
    def _creating(self, vals_list):
        """Return the model as which prepared values are created."""
        return self._recording()

    @api.model
    @tools.ormcache("moment")
    def _get_hooks(self, moment):
        """Return the hooks of this model: names of methods, each with its fields."""
        return tuple(hooks.collect(self.env.registry[self._name]).get(moment, ()))

    def _get_hooks_of(self, moment, vals):
        """Return the hooks that look at one of the fields that are written."""
        return [
            getattr(self, name)
            for name, names in self._get_hooks(moment)
            if not names.isdisjoint(vals)
        ]

    def _check_guarded(self, names):
        """Refuse names of guarded fields unless a fact is being recorded."""
        if self._is_recording():
            return
        forged = sorted(self._get_guarded_fields().intersection(names))
        if forged:
            labels = [
                self._fields[name]._description_string(self.env) for name in forged
            ]
            raise UserError(
                self.env._(
                    "%(fields)s cannot be set by hand: use the buttons of the form, "
                    "which check and record what happened.",
                    fields=", ".join(labels),
                )
            )

    def _is_recording(self):
        return self.env.context.get(_KEY) is _RECORDING[self._name]

    def _recording(self):
        """Return these records, allowed to write their guarded fields."""
        return self.with_context(**{_KEY: _RECORDING[self._name]})

    def _record(self, vals):
        """Write guarded fields of these records and return True."""
        return self._recording().write(vals)

    @api.model
    def _is_coordinator(self):
        """Tell whether the user plans, rather than does what was planned."""
        group = "property_rectification.group_rectification_coordinator"
        return self.env.user.has_group(group)

# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import plaintext2html

from ...rules import owner_report


class OwnerReportError(UserError):
    """A report that cannot be taken as it is.

    ``errors`` holds one message by field of the form, so that the form can show
    each one where it belongs.
    """

    def __init__(self, errors):
        super().__init__("\n".join(errors.values()))
        self.errors = errors


class HelpdeskTicket(models.Model):
    """How an owner reports a problem: the checks, then the record."""

    _inherit = "helpdesk.ticket"

    @api.model
    def _create_from_portal(self, form, photos, refused=()):
        """Take the report of an owner, with the rights of nobody but that owner.

        The user may not create problems; this method does it for the user, after
        it has checked every value that came in.

        :param form: dict of the texts that were sent: place_id, problem_type_id,
            occurred_at, name, description
        :param photos: uploads of this user that wait for a report
        :param refused: messages on uploads that could not be taken
        :return: the new problem, with the rights of the user
        :raise OwnerReportError: with all that is wrong; nothing is created then
        """
        values, errors = self._check_owner_report(form)
        if refused:
            errors["photos"] = "\n".join(refused)
        if errors:
            raise OwnerReportError(errors)
        photos._check_waiting_photos()
        problem = self._create_owner_report({**values, "photo_ids": photos.ids})
        photos.sudo().write({"res_id": problem.id})
        problem.message_subscribe(partner_ids=self.env.user.partner_id.ids)
        return problem.with_env(self.env)

    @api.model
    def _create_owner_report(self, values):
        place = self.env["property.place"].sudo().browse(values["place_id"])
        company = place.company_id
        creator = self.sudo().with_company(company)
        return creator.with_context(mail_notify_force_send=False).create(
            {**values, **self._prepare_owner_report(), "company_id": company.id}
        )

    @api.model
    def _prepare_owner_report(self):
        partner = self.env.user.partner_id
        channel = self.env.ref(
            "helpdesk_mgmt.helpdesk_ticket_channel_web", raise_if_not_found=False
        )
        return {
            "partner_id": partner.id,
            "partner_name": partner.name,
            "partner_email": partner.email,
            "channel_id": channel and channel.id,
            "problem_source": "owner",
            "user_id": False,
        }

    @api.model
    def _check_owner_report(self, form):
        """Read what an owner filled in.

        :return: (values for ``create``, messages by field of the form)
        """
        values, errors = {}, {}
        place = self._get_reportable_place(form.get("place_id"))
        problem_type = self._get_offered_type(form.get("problem_type_id"), place)
        self._check_moment(form, values, errors)
        self._check_texts(form, values, errors)
        if not place:
            errors["place_id"] = self.env._("Choose a place that is yours or shared.")
        if not problem_type:
            errors["problem_type_id"] = self.env._("Choose what kind of problem it is.")
        if not errors:
            values["place_id"] = place.id
            values["problem_type_id"] = problem_type.id
            values["name"] = values["name"] or self.env._(
                "%(type)s: %(place)s", type=problem_type.name, place=place.name
            )
        return values, errors

    @api.model
    def _get_reportable_places(self):
        """Return the places that the user may report a problem for."""
        domain = [("is_reportable", "=", True)]
        return self.env["property.place"].search_fetch(
            domain, ["complete_name", "kind", "company_id"]
        )

    @api.model
    def _get_reportable_place(self, text):
        domain = [
            ("id", "=", owner_report.record_id(text)),
            ("is_reportable", "=", True),
        ]
        return self.env["property.place"].search(domain, limit=1)

    @api.model
    def _get_offered_types(self, companies):
        """Return the types of problem that owners may choose in some companies."""
        domain = [
            ("show_in_portal", "=", True),
            ("company_id", "in", [False, *companies.ids]),
        ]
        return self.env["rectification.problem.type"].search_fetch(
            domain, ["name", "kind", "company_id"]
        )

    @api.model
    def _get_offered_type(self, text, place):
        domain = Domain("id", "=", owner_report.record_id(text))
        domain &= Domain("show_in_portal", "=", True)
        if place:
            domain &= Domain("company_id", "in", [False, place.company_id.id])
        return self.env["rectification.problem.type"].search(domain, limit=1)

    @api.model
    def _check_moment(self, form, values, errors):
        now = fields.Datetime.now()
        zone = self._get_reporter_zone()
        occurred_at, error = owner_report.moment(form.get("occurred_at"), zone, now)
        messages = {
            "unreadable": self.env._("Write the date and the time in full."),
            "future": self.env._("This is in the future: when did it happen?"),
            "too_old": self.env._("This is too long ago: when did you last see it?"),
        }
        if error:
            errors["occurred_at"] = messages[error]
        values.update(occurred_at=occurred_at, reported_at=now)

    @api.model
    def _get_reporter_zone(self):
        """Return the name of the user's time zone, else that of the company."""
        zone = self.env.context.get("tz") or self.env.user.tz
        return zone or self.env.company.sudo().resource_calendar_id.tz or "UTC"

    @api.model
    def _check_texts(self, form, values, errors):
        name = owner_report.clean_text(form.get("name")).replace("\n", " ")
        description = owner_report.clean_text(form.get("description"))
        if len(name) > owner_report.MAX_TITLE:
            errors["name"] = self._get_too_long(len(name), owner_report.MAX_TITLE)
        if not description:
            errors["description"] = self.env._("Describe the problem in a few words.")
        elif len(description) > owner_report.MAX_DESCRIPTION:
            limit = owner_report.MAX_DESCRIPTION
            errors["description"] = self._get_too_long(len(description), limit)
        values.update(name=name, description=plaintext2html(description))

    @api.model
    def _get_too_long(self, length, limit):
        return self.env._(
            "This is %(length)s characters long; at most %(limit)s can be kept.",
            length=length,
            limit=limit,
        )

# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from os import SEEK_END

from odoo import fields, http
from odoo.exceptions import AccessError, MissingError
from odoo.http import request
from odoo.tools import human_size

from odoo.addons.helpdesk_mgmt.controllers.main import HelpdeskTicketController
from odoo.addons.helpdesk_mgmt.controllers.myaccount import CustomerPortalHelpdesk
from odoo.addons.portal.controllers.portal import CustomerPortal

from ...rules import limits, owner_report

MAX_UPLOAD_BYTES = 64 * 1024**2


def moment_or_none(text):
    """Return the text when it is a date and time, else None."""
    try:
        return fields.Datetime.to_datetime(text) and text
    except ValueError:
        return None


class PortalTicketPages(CustomerPortalHelpdesk):
    """Pages of ordinary tickets: problems have their own, bad input no 500."""

    def _prepare_home_portal_values(self, counters):
        values = super()._prepare_home_portal_values(counters)
        if values.get("ticket_count"):
            tickets = request.env["helpdesk.ticket"]
            values["ticket_count"] = tickets.search_count([("is_problem", "=", False)])
        return values

    @http.route()
    def portal_my_tickets(
        self, sortby=None, groupby=None, date_begin=None, date_end=None, **kw
    ):
        request.update_context(rectification_no_problems=True)
        return super().portal_my_tickets(
            sortby=sortby if sortby in self._ticket_get_searchbar_sortings() else None,
            groupby=groupby
            if groupby in self._ticket_get_searchbar_groupby()
            else None,
            date_begin=moment_or_none(date_begin),
            date_end=moment_or_none(date_end),
            **{**kw, "search": owner_report.clean_text(kw.get("search"))},
        )

    @http.route()
    def portal_my_ticket(self, ticket_id, access_token=None, **kw):
        try:
            ticket_sudo = self._document_check_access(
                "helpdesk.ticket", ticket_id, access_token=access_token
            )
        except (AccessError, MissingError):
            return request.redirect("/my")
        if not ticket_sudo.is_problem:
            return super().portal_my_ticket(ticket_id, access_token=access_token, **kw)
        token = {"access_token": access_token} if access_token else {}
        return request.redirect_query(ticket_sudo.access_url, {**kw, **token})

    def _ticket_get_page_view_values(self, ticket, access_token, **kwargs):
        values = super()._ticket_get_page_view_values(ticket, access_token, **kwargs)
        values["closed_stages"] = ticket._get_portal_closing_stages()
        refused_id = request.session.pop("ticket_close_refused", None)
        values["close_refused"] = refused_id == ticket.id
        return values


class PortalTicketForms(HelpdeskTicketController):
    """Forms of ordinary tickets: what they send is checked here, not only there."""

    @http.route(methods=["POST"], website=True)
    def support_ticket_close(self, ticket_id=None, stage_id=None, **kw):
        """Close a ticket that the user may read, with a stage offered for it."""
        try:
            ticket_sudo = CustomerPortal._document_check_access(
                self, "helpdesk.ticket", owner_report.record_id(ticket_id) or 0
            )
        except (AccessError, MissingError):
            return request.redirect("/my")
        stages = ticket_sudo._get_portal_closing_stages()
        stage = stages.filtered(lambda s: s.id == owner_report.record_id(stage_id))
        if stage:
            ticket_sudo.stage_id = stage
        else:
            request.session["ticket_close_refused"] = ticket_sudo.id
        return request.redirect(ticket_sudo.access_url, code=302)

    def _get_teams(self):
        teams = super()._get_teams()
        # Teams of problems ask for more than this form does.
        return teams and teams.filtered(lambda team: not team.use_rectification)

    def _get_create_new_ticket_values(self, **kw):
        values = super()._get_create_new_ticket_values(**kw)
        errors = [request.env._("Your files were too much to send at once.")]
        return {**values, "form": kw, "errors": errors if "too_large" in kw else []}

    @http.route(max_content_length=MAX_UPLOAD_BYTES)
    def submit_ticket(self, **kw):
        errors = self._check_ticket_form(kw)
        if not errors:
            if not self._get_categories():
                kw.pop("category", None)
            return super().submit_ticket(**kw)
        values = self._get_create_new_ticket_values(**kw)
        return request.render(
            "helpdesk_mgmt.portal_create_ticket", {**values, "errors": errors}
        )

    def _check_ticket_form(self, form):
        """Return what has to be put right before a ticket can be made of a form."""
        company = request.env.company
        teams, categories = self._get_teams(), self._get_categories()
        team_required = teams and company.helpdesk_mgmt_portal_team_id_required
        category_required = (
            categories and company.helpdesk_mgmt_portal_category_id_required
        )
        subject = owner_report.clean_text(form.get("subject"))
        description = owner_report.clean_text(form.get("description"))
        team_offered = self._is_offered(form.get("team"), teams, team_required)
        category_offered = self._is_offered(
            form.get("category"), categories, category_required
        )
        checks = [
            (subject, request.env._("Write a subject.")),
            (description, request.env._("Write a description.")),
            (team_offered, request.env._("Choose one of the teams.")),
            (category_offered, request.env._("Choose one of the categories.")),
        ]
        errors = [message for passed, message in checks if not passed]
        return errors + self._check_ticket_files()

    def _is_offered(self, text, offered, required):
        if not text or not offered:
            return not required
        return owner_report.record_id(text) in offered.ids

    def _check_ticket_files(self):
        files = request.httprequest.files.getlist("attachment")
        limit = request.env["ir.http"].session_info()["max_file_upload_size"]
        errors = []
        if len(files) > limits.TICKET_FILES:
            errors.append(
                request.env._(
                    "At most %(limit)s files can be sent.", limit=limits.TICKET_FILES
                )
            )
        for file in files:
            if file.seek(0, SEEK_END) > limit:
                errors.append(
                    request.env._(
                        "“%(name)s” is too large: at most %(limit)s each.",
                        name=file.filename,
                        limit=human_size(limit),
                    )
                )
            file.seek(0)
        return errors

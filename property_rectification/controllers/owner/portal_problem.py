# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import http
from odoo.exceptions import AccessError, MissingError, UserError
from odoo.http import request

from odoo.addons.portal.controllers.portal import CustomerPortal
from odoo.addons.portal.controllers.portal import pager as portal_pager

from ...rules import owner_report
from ..base.uploads import received_files

# Room for all photos of a report and for the rest of the form.
MAX_REPORT_BYTES = owner_report.MAX_PHOTOS * owner_report.MAX_PHOTO_BYTES + 1024**2


class PortalProblem(CustomerPortal):
    """The pages of an owner: the problems of the own home, and a new one.

    The variable is called ``problem``: pages of helpdesk take everything called
    ``ticket`` for one of theirs.
    """

    _problems_per_page = 20

    def _prepare_home_portal_values(self, counters):
        values = super()._prepare_home_portal_values(counters)
        problems = request.env["helpdesk.ticket"]
        if not counters or "problem_count" in counters:
            domain = problems._get_portal_domain("open")
            values["problem_count"] = problems.search_count(domain)
        if not counters:
            values["can_report_problem"] = bool(problems._get_reportable_places())
        return values

    @http.route(
        ["/my/problems", "/my/problems/page/<int:page>"],
        type="http",
        auth="user",
        website=True,
        readonly=True,
    )
    def portal_my_problems(self, page=1, sortby=None, filterby=None, search=None, **kw):
        """Show the problems that the user may see, twenty at a time."""
        choices = {
            "sortby": sortby if sortby in self._get_problem_sortings() else "newest",
            "filterby": filterby if filterby in self._get_problem_filters() else "open",
            "search": owner_report.clean_text(search),
        }
        values = {
            **self._prepare_portal_layout_values(),
            **self._prepare_problem_list(owner_report.record_id(str(page)), **choices),
            **choices,
            "page_name": "problem",
            "sortings": self._get_problem_sortings(),
            "filters": self._get_problem_filters(),
            "can_report": bool(request.env["helpdesk.ticket"]._get_reportable_places()),
            "unavailable": "unavailable" in kw,
        }
        return request.render("property_rectification.portal_my_problems", values)

    def _prepare_problem_list(self, page, sortby, filterby, search):
        problems = request.env["helpdesk.ticket"]
        domain = problems._get_portal_domain(filterby, search)
        pager = portal_pager(
            url="/my/problems",
            url_args={"sortby": sortby, "filterby": filterby, "search": search},
            total=problems.search_count(domain),
            page=page or 1,
            step=self._problems_per_page,
        )
        found = problems.search(
            domain,
            order=self._get_problem_sortings()[sortby]["order"],
            limit=self._problems_per_page,
            offset=pager["offset"],
        )
        # Found with the rights of the user; the names of their places and types
        # may belong to records that the user cannot open.
        return {"problems": found.sudo(), "pager": pager}

    def _get_problem_sortings(self):
        return {
            "newest": {
                "label": request.env._("Newest first"),
                "order": "reported_at desc, id desc",
            },
            "oldest": {
                "label": request.env._("Oldest first"),
                "order": "reported_at, id",
            },
            "moved": {
                "label": request.env._("Latest news first"),
                "order": "last_stage_update desc, id desc",
            },
        }

    def _get_problem_filters(self):
        return {
            "open": request.env._("Open"),
            "closed": request.env._("Closed"),
            "all": request.env._("All"),
        }

    @http.route(
        "/my/problems/<problem_id>",
        type="http",
        auth="public",
        website=True,
        readonly=True,
    )
    def portal_my_problem(self, problem_id, access_token=None, **kw):
        """Show one problem: how far it is, what was reported, the conversation."""
        # A link that lost a part on its way leads to the list, like one too old.
        record_id = owner_report.record_id(str(problem_id)) or 0
        try:
            problem_sudo = self._document_check_access(
                "helpdesk.ticket", record_id, access_token=access_token
            )
        except (AccessError, MissingError):
            return request.redirect("/my/problems?unavailable=1")
        if not problem_sudo.is_problem:
            token = {"access_token": access_token} if access_token else {}
            return request.redirect_query(problem_sudo.access_url, token)
        values = {
            "page_name": "problem",
            "problem": problem_sudo,
            "reported": "reported" in kw,
        }
        # No history: its links to the next problem would write tokens.
        values = self._get_page_view_values(
            problem_sudo, access_token, values, "my_problems_history", False, **kw
        )
        return request.render("property_rectification.portal_my_problem", values)

    @http.route(
        "/my/problems/new",
        type="http",
        auth="user",
        website=True,
        methods=["GET"],
        readonly=True,
    )
    def portal_new_problem(self, **form):
        """Show the form that reports a problem."""
        errors = {}
        if "too_large" in form:
            errors["photos"] = request.env._(
                "Your photos were too much to send at once. Choose fewer or smaller "
                "ones; with “Back” your browser may still have what you wrote."
            )
        return self._render_problem_form(form, errors=errors)

    @http.route(
        "/my/problems/new",
        type="http",
        auth="user",
        website=True,
        methods=["POST"],
        max_content_length=MAX_REPORT_BYTES,
    )
    def portal_report_problem(self, **post):
        """Take a report, or show the form again with what has to be put right."""
        form = {key: text for key, text in post.items() if isinstance(text, str)}
        attachments = request.env["ir.attachment"]
        photos, refused = attachments._keep_photos(
            received_files("photos"), request.httprequest.form.getlist("kept_photos")
        )
        try:
            with request.env.cr.savepoint():
                problem = request.env["helpdesk.ticket"]._create_from_portal(
                    form, photos, refused
                )
        except UserError as error:
            errors = getattr(error, "errors", {"form": str(error)})
            return self._render_problem_form(form, photos, errors)
        return request.redirect(f"/my/problems/{problem.id}?reported=1")

    def _render_problem_form(self, form, photos=(), errors=None):
        problems = request.env["helpdesk.ticket"]
        places = problems._get_reportable_places()
        own = request.env["property.occupancy"].sudo()._get_current_places()
        types = problems._get_offered_types(places.company_id)
        values = {
            **self._prepare_portal_layout_values(),
            "page_name": "problem",
            "new_problem": True,
            "form": form,
            "errors": errors or {},
            "photos": photos,
            "own_places": places.filtered(lambda place: place in own),
            "shared_places": places.filtered(lambda place: place not in own),
            "types_by_kind": types.sorted("name").grouped("kind"),
            "kinds": dict(types._fields["kind"]._description_selection(request.env)),
            "limits": {
                "title": owner_report.MAX_TITLE,
                "description": owner_report.MAX_DESCRIPTION,
                "photos": owner_report.MAX_PHOTOS,
                "photo_bytes": owner_report.MAX_PHOTO_BYTES,
            },
        }
        return request.render("property_rectification.portal_problem_form", values)

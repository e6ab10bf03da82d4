# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import http
from odoo.exceptions import AccessError, MissingError, UserError
from odoo.http import request

from odoo.addons.portal.controllers.portal import CustomerPortal
from odoo.addons.portal.controllers.portal import pager as portal_pager

from ...models.plan.rectification_action_photo import SIDES
from ...rules import owner_report
from ..base.uploads import received_files

# Room for the photos of both sides and for the rest of the form.
MAX_REPORT_BYTES = 2 * owner_report.MAX_PHOTOS * owner_report.MAX_PHOTO_BYTES + 1024**2
_UNAVAILABLE = "/my/actions?unavailable=1"
# What a page says once, after it was sent to.
_NOTICES = ("started", "saved", "finished", "told")


class PortalAction(CustomerPortal):
    """The pages of a contractor: the actions given out, and how they are done."""

    _actions_per_page = 20

    def _prepare_home_portal_values(self, counters):
        values = super()._prepare_home_portal_values(counters)
        if not counters or "own_action_count" in counters:
            actions = request.env["rectification.action"]
            if actions.has_access("read"):
                domain = actions._get_portal_domain("open")
                values["own_action_count"] = actions.search_count(domain)
                values["has_own_actions"] = bool(
                    values["own_action_count"]
                    or actions.search(actions._get_portal_domain("all"), limit=1)
                )
        return values

    # ------------------------------------------------------------------
    # Pages
    # ------------------------------------------------------------------

    @http.route(
        ["/my/actions", "/my/actions/page/<page>"],
        type="http",
        auth="user",
        website=True,
        readonly=True,
    )
    def portal_my_actions(self, page=None, filterby=None, **kw):
        """Show the actions of the contractor, the most urgent first."""
        filters = {
            "open": request.env._("Open"),
            "done": request.env._("Done"),
        }
        filterby = filterby if filterby in filters else "open"
        values = {
            **self._prepare_portal_layout_values(),
            **self._prepare_action_list(owner_report.record_id(page) or 1, filterby),
            "page_name": "contractor_action",
            "filters": filters,
            "filterby": filterby,
            "unavailable": "unavailable" in kw,
        }
        return request.render("property_rectification.portal_my_actions", values)

    def _prepare_action_list(self, page, filterby):
        actions = request.env["rectification.action"]
        if not actions.has_access("read"):
            return {"actions": actions, "pager": portal_pager("/my/actions", 0)}
        domain = actions._get_portal_domain(filterby)
        pager = portal_pager(
            url="/my/actions",
            url_args={"filterby": filterby},
            total=actions.search_count(domain),
            page=page,
            step=self._actions_per_page,
        )
        found = actions.search(
            domain,
            order="deadline, id" if filterby == "open" else "deadline desc, id desc",
            limit=self._actions_per_page,
            offset=pager["offset"],
        )
        # Found with the rights of the user, who may not open their places.
        return {"actions": found.sudo(), "pager": pager}

    @http.route(
        "/my/actions/<action_id>",
        type="http",
        auth="user",
        website=True,
        methods=["GET"],
        readonly=True,
    )
    def portal_my_action(self, action_id, **kw):
        """Show one action: what to do, where, and what is recorded of it."""
        action = self._find_action(action_id)
        if not action:
            return request.redirect(_UNAVAILABLE)
        errors = {}
        if "too_large" in kw:
            errors["photos"] = request.env._(
                "Your photos were too much to send at once. Send fewer at a time."
            )
        notices = [notice for notice in _NOTICES if notice in kw]
        return self._render_action(action, errors=errors, notices=notices)

    @http.route(
        [
            "/my/actions/<action_id>/photo/<photo_id>",
            "/my/actions/<action_id>/photo/<photo_id>/<int:width>x<int:height>",
        ],
        type="http",
        auth="user",
        website=True,
        methods=["GET"],
        readonly=True,
    )
    def portal_action_photo(self, action_id, photo_id, width=0, height=0, **kw):
        """Serve a photo of an action or of its problem, to its contractor alone."""
        action = self._find_action(action_id)
        number = owner_report.record_id(photo_id)
        photo = action and action._get_portal_photos().filtered(
            lambda photo: photo.id == number
        )
        if not photo:
            raise request.not_found()
        stream = request.env["ir.binary"]._get_image_stream_from(
            photo, "raw", width=min(width, 1920), height=min(height, 1920)
        )
        return stream.get_response()

    # ------------------------------------------------------------------
    # What is sent
    # ------------------------------------------------------------------

    @http.route(
        "/my/actions/<action_id>/start",
        type="http",
        auth="user",
        website=True,
        methods=["POST"],
    )
    def portal_start_action(self, action_id, **post):
        """Record that the contractor has begun."""
        return self._try(action_id, "started", lambda action: action.action_start())

    @http.route(
        "/my/actions/<action_id>/report",
        type="http",
        auth="user",
        website=True,
        methods=["POST"],
        max_content_length=MAX_REPORT_BYTES,
    )
    def portal_report_action(self, action_id, evidence=None, finish=None, **post):
        """Keep text and photos, and finish the action when it is asked for.

        Photos are kept before anything else: a form that has to be sent again does
        not lose them.
        """
        action = self._find_action(action_id)
        if not action:
            return request.redirect(_UNAVAILABLE)
        photos, errors = self._receive_photos()
        form = request.httprequest.form
        removed = [owner_report.record_id(x) for x in form.getlist("removed_photos")]

        def report(found):
            if errors:
                raise UserError("\n".join(errors.values()))
            found._take_contractor_report(evidence, photos, removed, bool(finish))

        return self._try(
            action_id,
            "finished" if finish else "saved",
            report,
            {"errors": errors, "photos": photos, "form": {"evidence": evidence}},
        )

    def _receive_photos(self):
        """Keep the photos of both sides; return them and what is wrong, by side."""
        photos, errors = {}, {}
        for side in SIDES:
            references = request.httprequest.form.getlist(f"kept_{side}")
            photos[side], refused = request.env["ir.attachment"]._keep_photos(
                received_files(side), references
            )
            if refused:
                errors[side] = "\n".join(refused)
        return photos, errors

    @http.route(
        "/my/actions/<action_id>/message",
        type="http",
        auth="user",
        website=True,
        methods=["POST"],
    )
    def portal_message_action(self, action_id, message=None, **post):
        """Tell whoever follows up the action what stands in the way."""
        return self._try(
            action_id,
            "told",
            lambda action: action._tell_coordinator(message),
            {"form": {"message": message}},
        )

    @http.route(
        [
            "/my/actions/<action_id>/start",
            "/my/actions/<action_id>/report",
            "/my/actions/<action_id>/message",
        ],
        type="http",
        auth="user",
        website=True,
        methods=["GET"],
        readonly=True,
    )
    def portal_back_to_action(self, action_id, **kw):
        """Lead whoever loads the address of a form to the page with that form."""
        number = owner_report.record_id(action_id)
        return request.redirect(f"/my/actions/{number or 0}")

    # ------------------------------------------------------------------
    # Parts
    # ------------------------------------------------------------------

    def _find_action(self, action_id):
        """Return the action of the user, or None when there is none of that id."""
        number = owner_report.record_id(str(action_id)) or 0
        try:
            self._document_check_access("rectification.action", number)
        except (AccessError, MissingError):
            return None
        action = request.env["rectification.action"].browse(number)
        return action if action.is_own_contract else None

    def _try(self, action_id, notice, method, values=None):
        """Do something with an action, or show its page again with what is wrong."""
        action = self._find_action(action_id)
        if not action:
            return request.redirect(_UNAVAILABLE)
        try:
            with request.env.cr.savepoint():
                method(action)
        except UserError as error:
            values = values or {}
            wrong = values.get("errors") or getattr(error, "errors", None)
            return self._render_action(
                action, **{**values, "errors": wrong or {"form": str(error)}}
            )
        return request.redirect(f"/my/actions/{action.id}?{notice}=1")

    def _render_action(self, action, form=None, photos=None, errors=None, notices=()):
        values = {
            **self._prepare_portal_layout_values(),
            "page_name": "contractor_action",
            "action": action.sudo(),
            # With the rights of the user, for what is told to this user alone.
            "own_action": action,
            "problems": action._get_portal_problems(),
            "messages": action._get_portal_messages(),
            "form": form or {},
            "photos": photos or {},
            "errors": errors or {},
            "notices": notices,
            "is_open": action.sudo()._is_open_for_work(),
            "is_waiting": bool(action._get_unfinished()),
            "limits": {
                "text": owner_report.MAX_DESCRIPTION,
                "photos": owner_report.MAX_PHOTOS,
                "photo_bytes": owner_report.MAX_PHOTO_BYTES,
            },
        }
        return request.render("property_rectification.portal_my_action", values)

# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import http
from odoo.exceptions import AccessError, MissingError, UserError
from odoo.http import request

from ...rules import owner_report
from .portal_problem import PortalProblem

# Where the page of a problem keeps what was wrong with an answer.
_REFUSED = "problem_answer_refused"


class PortalConfirmation(PortalProblem):
    """The answer of an owner: is it put right?"""

    @http.route(
        "/my/problems/<int:problem_id>/answer",
        type="http",
        auth="public",
        website=True,
        methods=["POST"],
    )
    def portal_answer_problem(
        self, problem_id, answer=None, comment=None, access_token=None, **kw
    ):
        """Take the answer and show the problem again, with what came of it."""
        try:
            problem_sudo = self._document_check_access(
                "helpdesk.ticket", problem_id, access_token=access_token
            )
        except (AccessError, MissingError):
            return request.redirect("/my/problems?unavailable=1")
        if problem_sudo.is_problem:
            self._take_answer(problem_sudo, answer, comment)
        token = {"access_token": access_token} if access_token else {}
        return request.redirect_query(problem_sudo.access_url, token)

    def _take_answer(self, problem_sudo, answer, comment):
        """Record the answer, or keep what is wrong with it for the next page."""
        comment = owner_report.clean_text(comment)[: owner_report.MAX_DESCRIPTION]
        try:
            with request.env.cr.savepoint():
                author = self._get_answer_author(problem_sudo)
                problem_sudo._take_answer(answer, comment, author)
        except UserError as error:
            request.session[_REFUSED] = [problem_sudo.id, str(error)]

    def _get_answer_author(self, problem_sudo):
        """Return who answers: colleagues cannot, their word is not the owner's."""
        user = request.env.user
        if user._is_internal():
            raise UserError(
                request.env._("Only whoever reported it can answer this question.")
            )
        return problem_sudo.partner_id if user._is_public() else user.partner_id

    def _get_page_view_values(self, document, access_token, values, *args, **kwargs):
        values = super()._get_page_view_values(
            document, access_token, values, *args, **kwargs
        )
        refused = values.get("page_name") == "problem" and request.session.get(_REFUSED)
        if refused and refused[0] == document.id:
            values["answer_error"] = request.session.pop(_REFUSED)[1]
        return values

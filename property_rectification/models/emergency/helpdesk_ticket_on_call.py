# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import timedelta

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import format_time

from ...rules import on_call
from ...tools.batches import run_isolated

# Emergencies that one transaction of the cron calls for.
_BATCH = 100


class HelpdeskTicket(models.Model):
    """Calls in an emergency: one after the other, until somebody acknowledges."""

    _inherit = "helpdesk.ticket"

    call_ids = fields.One2many(
        comodel_name="rectification.duty.call",
        inverse_name="ticket_id",
        string="Calls",
    )
    next_call_at = fields.Datetime(
        string="Next Call",
        copy=False,
        help="When the next one is called unless somebody acknowledges the problem.",
        guarded=True,
    )
    next_call_name = fields.Char(compute="_compute_next_call")
    next_call_text = fields.Char(
        compute="_compute_next_call_text",
        help="Who is called next, and when, for the user's clock.",
    )
    call_notice = fields.Text(
        compute="_compute_next_call",
        help="What is wrong with the roster, when it had to be left.",
    )

    _next_calls = models.Index("(next_call_at) WHERE next_call_at IS NOT NULL")

    @api.depends("next_call_at", "call_ids")
    def _compute_next_call(self):
        waiting = self.filtered("next_call_at").sudo()
        callees = waiting._get_callees(fields.Datetime.now())
        labels = self._get_call_notices()
        for ticket in self:
            people = callees.get(ticket._origin.id) or []
            names = [person["name"] for person in people]
            ticket.next_call_name = ", ".join(names) or False
            last = ticket.sudo().call_ids.sorted("position")[-1:]
            ticket.call_notice = labels.get(last.source, False)

    @api.depends("next_call_at", "next_call_name")
    @api.depends_context("tz", "lang")
    def _compute_next_call_text(self):
        for ticket in self:
            at = ticket.next_call_at
            time = at and format_time(
                self.env, at, tz=self.env.user.tz, time_format="short"
            )
            ticket.next_call_text = at and self.env._(
                "%(name)s at %(time)s", name=ticket.next_call_name, time=time
            )

    @api.depends("call_ids")
    def _compute_can_answer(self):
        return super()._compute_can_answer()

    @api.model
    def _get_call_notices(self):
        return {
            "off_duty": self.env._(
                "The roster has a hole: nobody is on duty now, so everybody on it is "
                "called."
            ),
            "manager": self.env._(
                "There is no on-call roster for this place: who manages it is called."
            ),
            "quality": self.env._(
                "There is nobody else to call: all quality managers have been told."
            ),
        }

    # ------------------------------------------------------------------
    # Who may answer
    # ------------------------------------------------------------------

    def _filter_called(self):
        user = self.env.user
        called = self.filtered(lambda problem: user in problem.sudo().call_ids.user_id)
        return super()._filter_called() | called

    def _check_may_acknowledge(self):
        """Whoever was called may answer, too."""
        self.check_access("read")
        return super(
            HelpdeskTicket, self - self._filter_called()
        )._check_may_acknowledge()

    def _check_may_respond(self):
        """Whoever was called may respond, too."""
        self.check_access("read")
        return super(HelpdeskTicket, self - self._filter_called())._check_may_respond()

    # ------------------------------------------------------------------
    # Calling
    # ------------------------------------------------------------------

    @api.model
    def _cron_call_next(self):
        """Call the next one for each emergency that nobody has answered in time.

        Emergencies that another worker is calling for are left to it.  One for which
        calling fails is tried again by the next run and holds up no other.
        """
        domain = Domain("next_call_at", "<=", fields.Datetime.now())
        while due := self.search(domain, order="next_call_at", limit=_BATCH):
            locked = due.try_lock_for_update(allow_referencing=True)
            failed = run_isolated(locked, "_call_next")
            domain &= Domain("id", "not in", failed.ids)
            remaining = self.search_count(domain) if len(due) == _BATCH else 0
            has_time = self.env["ir.cron"]._commit_progress(
                len(locked), remaining=remaining if locked else 0
            )
            if not has_time or len(due) < _BATCH or not locked:
                break

    def _call_next(self, at=None):
        """Call the next one for each of these emergencies.

        What is answered or closed meanwhile is called for no more.  The number of
        queries does not grow with the number of emergencies.

        :param at: naive UTC datetime; now when it is left out
        """
        at = at or fields.Datetime.now()
        emergencies = self.sudo()
        waiting = emergencies._filter_emergencies().filtered(
            lambda ticket: ticket.active and not ticket.acknowledged_at
        )
        (emergencies - waiting)._stop_calling()
        callees = waiting._get_callees(at)
        calls = waiting._create_calls(callees, at)
        waiting._date_next_call(callees, at)
        calls._tell()

    def _create_calls(self, callees, at):
        vals_list = []
        for ticket in self:
            made = len(ticket.call_ids)
            for position, person in enumerate(callees[ticket.id], start=made + 1):
                vals = {key: person[key] for key in person if key != "minutes"}
                vals |= {"ticket_id": ticket.id, "position": position}
                vals_list.append({**vals, "called_at": at})
        return self.env["rectification.duty.call"]._recording().create(vals_list)

    def _date_next_call(self, callees, at):
        """Say when the next one is called; never again after the quality managers."""
        by_minutes = {}
        for ticket in self:
            minutes = [
                person["minutes"]
                for person in callees[ticket.id]
                if person["source"] != "quality"
            ]
            by_minutes.setdefault(max(minutes, default=0), []).append(ticket.id)
        for minutes, ids in by_minutes.items():
            moment = minutes and at + timedelta(minutes=minutes)
            self.browse(ids)._record({"next_call_at": moment or False})
            if moment:
                self._trigger_calls(moment)

    @api.model
    def _trigger_calls(self, moment):
        cron = self.env.ref(
            "property_rectification.ir_cron_call_next", raise_if_not_found=False
        )
        if cron:
            cron.sudo()._trigger(at=moment)

    def _stop_calling(self):
        """Call nobody else for these problems, and clear what was asked for."""
        problems = self.sudo()
        problems.filtered("next_call_at")._record({"next_call_at": False})
        problems._remove_rectification_activities("mail_activity_type_call")

    def _answer_calls(self):
        """Somebody has acknowledged: note whose call it was, and stop calling."""
        problems = self.sudo().filtered("call_ids")
        for problem in problems:
            answerer = problem.acknowledged_by_id
            own = problem.call_ids.filtered(lambda call, a=answerer: call.user_id == a)
            own.sorted("position")[-1:]._record(
                {"is_acknowledged": True, "acknowledged_at": problem.acknowledged_at}
            )
        problems._stop_calling()

    # ------------------------------------------------------------------
    # Whom to call
    # ------------------------------------------------------------------

    def _get_callees(self, at):
        """Return whom to call next for each of these emergencies.

        First the roster, else the managers of the place, each up to three times;
        then all quality managers at once, then nobody.

        :return: dict ticket id -> list of values of ``rectification.duty.call``,
            with the minutes that they have to answer
        """
        duties = self.env["rectification.duty"]
        rosters = duties._get_rosters(self.place_id)
        everybody = duties.sudo().union(*rosters.values())
        on_duty = everybody._filter_on_duty(at)
        callees = {}
        for ticket in self:
            roster = rosters.get(ticket.place_id.id, duties.sudo())
            people = ticket._get_people_to_call(roster, on_duty)
            called = [call._get_person_key() for call in ticket.call_ids]
            key = on_call.next_person(list(people), called)
            callees[ticket._origin.id] = [people[key]] if key else []
        self._add_quality_managers(callees)
        return callees

    def _get_people_to_call(self, roster, on_duty):
        """Return the people of an emergency in their order, by their key."""
        duties = roster & on_duty or roster
        source = "duty" if roster & on_duty else "off_duty"
        people = {}
        for duty in duties:
            vals = self._prepare_callee(duty._get_person(), duty.user_id, source)
            vals |= {"duty_id": duty.id, "phone": duty.phone, "minutes": duty.minutes}
            people.setdefault(self._get_key(duty._get_person()), vals)
        if people:
            return people
        around = self.place_id._get_places_around()
        return {
            self._get_key(manager): self._prepare_callee(
                manager, manager._rectification_user(), "manager"
            )
            for manager in around.manager_id
        }

    @api.model
    def _get_key(self, person):
        names = {"hr.employee": "employee", "res.partner": "partner"}
        return (names.get(person._name, "user"), person.id)

    def _prepare_callee(self, person, user, source):
        """Return the values of a call to an employee, a contractor or a user."""
        names = {"hr.employee": "employee_id", "res.partner": "partner_id"}
        phones = [person[n] for n in ("mobile_phone", "phone") if n in person._fields]
        if "work_phone" in person._fields:
            phones.append(person.work_phone)
        told = user or self.place_id.manager_user_id or self.user_id
        return {
            names.get(person._name, "user_id"): person.id,
            "user_id": told.id,
            # The address of a firm may have no name of its own.
            "name": person.name or person.display_name,
            "phone": next(filter(None, phones), False),
            "source": source,
            "minutes": self.company_id.rectification_call_minutes or 10,
        }

    def _add_quality_managers(self, callees):
        """Where nobody is left on the list, all quality managers are called once."""
        left = self.filtered(
            lambda ticket: not callees[ticket._origin.id]
            and "quality" not in ticket.call_ids.mapped("source")
        )
        if not left:
            return
        # Who they are depends on the company alone.
        managers = {
            company: tickets[:1]._get_audience("quality_manager")[tickets[:1]]
            for company, tickets in left.grouped("company_id").items()
        }
        for ticket in left:
            callees[ticket._origin.id] = [
                ticket._prepare_callee(user, user, "quality")
                for user in managers[ticket.company_id]
            ]

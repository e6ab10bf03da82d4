# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from lxml import etree

from odoo.tests import Form, tagged

from ..common import RectificationCase

MODULE = "property_rectification"
# What a column reads of the records it points to.
RELATION = {"fields": {"display_name": {}}}


@tagged("post_install", "-at_install")
class TestViews(RectificationCase):
    """Every view opens for everybody who has its menu, at a constant price."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.personas = (cls.staff, cls.coordinator, cls.manager, cls.auditor)

    def _load_views(self, action, user):
        """Load the views of a window action as a user; return them by type."""
        model = self.env[action.res_model].with_user(user)
        views = [(view_id, mode) for view_id, mode in action.views]
        search = (action.search_view_id.id, "search")
        options = {"toolbar": True, "load_filters": True, "action_id": action.id}
        return model.get_views([*views, search], options)["views"]

    def _get_actions_of(self, user):
        """Return the pages behind the menus that a user sees, without dialogs."""
        root = self.env.ref(f"{MODULE}.rectification_menu_root").id
        menus = self.env["ir.ui.menu"].with_user(user).load_web_menus(False)
        action_ids = {
            menu["actionID"]
            for menu in menus.values()
            if menu["appID"] == root and menu["actionID"]
        }
        actions = self.env["ir.actions.act_window"].browse(action_ids)
        return actions.filtered(lambda action: action.target != "new")

    def test_menus(self):
        """Each role has its menus, and who has no role has none."""
        count = {user.login: len(self._get_actions_of(user)) for user in self.personas}
        self.assertEqual(count["staff"], 11)
        self.assertEqual(count["coordinator"], 14)
        self.assertEqual(count["auditor"], 14)
        self.assertGreaterEqual(count["manager"], 16)
        self.assertFalse(self._get_actions_of(self.outsider))

    def test_views_load(self):
        for user in self.personas:
            for action in self._get_actions_of(user):
                with self.subTest(user=user.login, action=action.name):
                    views = self._load_views(action, user)
                    kind = "form" if action.target == "new" else "list"
                    self.assertIn(kind, views)

    def test_urls_are_readable(self):
        for action in self._get_actions_of(self.manager):
            with self.subTest(action=action.name):
                self.assertTrue(action.path)

    def test_forms_open(self):
        """All that a form shows can be read by whoever may read the record."""
        problem = self._create_problem()
        plan = self._bring_to_verification(problem).plan_id
        records = problem, plan, plan.action_ids, plan.verification_ids, self.unit
        for user in self.personas:
            for record in records:
                with self.subTest(user=user.login, model=record._name):
                    view = f"{MODULE}.{record._name.replace('.', '_')}_view_form"
                    form = Form(record.with_user(user), view=view)
                    self.assertEqual(form.record, record)

    def test_problem_opens_in_its_own_form(self):
        """Links lead to our form for problems, to upstream's for other tickets."""
        form = self.env.ref(f"{MODULE}.helpdesk_ticket_view_form")
        self.assertEqual(self._create_problem().get_formview_id(), form.id)
        self.assertNotEqual(self._create_ticket().get_formview_id(), form.id)

    def test_address_of_a_problem_leads_to_its_own_form(self):
        """Whoever gets the address by mail sees what the sender saw."""
        problem = self._create_problem().with_user(self.staff)
        action = self.env.ref(f"{MODULE}.helpdesk_ticket_action_problem")
        self.assertEqual(problem.get_formview_action()["path"], action.path)
        self.assertNotIn("path", self._create_ticket().get_formview_action())

    def test_upstream_views_stay_the_default(self):
        """Tickets of other teams are shown as if the add-on were not installed."""
        for mode in ("list", "kanban", "form", "search", "pivot"):
            with self.subTest(mode=mode):
                view = self.env["ir.ui.view"].browse(
                    self.env["ir.ui.view"].default_view("helpdesk.ticket", mode)
                )
                self.assertEqual(view.get_external_id()[view.id][:13], "helpdesk_mgmt")

    def test_new_problem_form(self):
        """The form of a new problem proposes the team, and says what is missing."""
        action = self.env.ref(f"{MODULE}.helpdesk_ticket_action_problem")
        tickets = self.env["helpdesk.ticket"].with_user(self.staff)
        tickets = tickets.with_context(rectification_problem=True)
        self.assertIn("rectification_problem", action.context)
        form = Form(tickets, view=f"{MODULE}.helpdesk_ticket_view_form")
        self.assertTrue(form.team_id.use_rectification)
        self.assertIn("Say at which place it is.", form.missing)
        form.place_id = self.unit
        self.assertNotIn("Say at which place it is.", form.missing)

    def test_new_problem_has_a_name(self):
        """The page of a problem not yet saved is not called "/ - False"."""
        problem = self.env["helpdesk.ticket"].new(
            {"team_id": self.env["helpdesk.ticket"]._get_problem_team().id}
        )
        self.assertEqual(problem.display_name, "New problem")

    def test_what_staff_may_edit(self):
        """Staff correct their own new problem; once answered it is read only."""
        problem = self._create_problem(user=self.staff).with_user(self.staff)
        self.assertTrue(problem.can_edit)
        problem.with_user(self.coordinator).action_acknowledge()
        problem.invalidate_recordset(["can_edit"])
        self.assertFalse(problem.can_edit)
        self.assertTrue(problem.with_user(self.coordinator).can_edit)

    def test_place_naming(self):
        """A place is named by the room there is for it."""
        full = "Estate / Building 1 / Unit 1"
        self.assertEqual(self.unit.display_name, full)
        names = {
            naming: self.unit.with_context(place_naming=naming).display_name
            for naming in ("name", "inner_first")
        }
        self.assertEqual(names["name"], "Unit 1")
        self.assertEqual(names["inner_first"], "Unit 1, Building 1, Estate")

    def test_acknowledge_several(self):
        """The button of the list acknowledges all the selected problems."""
        problems = self._create_problem() | self._create_problem()
        problems.with_user(self.coordinator).action_acknowledge()
        self.assertEqual(
            problems.mapped("rectification_state"), ["responding", "responding"]
        )

    def test_staff_of_the_place_come_first(self):
        """Who works at a place is offered first there, and found by the job."""
        employees = self.env["hr.employee"].create(
            [
                {"name": "Aaron Elsewhere", "job_title": "Lift fitter"},
                {"name": "Zoe Here", "job_title": "Lift fitter"},
            ]
        )
        self.building.worker_ids += employees[1]
        for model in ("hr.employee.public", "hr.employee"):
            with self.subTest(model=model):
                people = self.env[model].with_user(self.coordinator)
                at_place = people.with_context(rectification_place_id=self.unit.id)
                found = at_place.web_name_search("lift fit", {"display_name": {}})
                self.assertEqual(
                    [person["id"] for person in found], employees[::-1].ids
                )
                self.assertIn("Lift fitter", found[0]["__formatted_display_name"])
                self.assertEqual(found[0]["display_name"], "Zoe Here")
                first = at_place.name_search("", limit=1)
                self.assertNotEqual(first[0][0], employees[0].id)
                self.assertFalse(people.name_search("lift fit"))


@tagged("post_install", "-at_install")
class TestViewQueries(RectificationCase):
    """A page of twenty records costs as many queries as a page of two."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        problems = cls.env["helpdesk.ticket"]
        for place in (cls.unit, cls.other_unit, cls.lobby, cls.plant) * 5:
            problems |= cls._create_problem(place_id=place.id)
        for problem in problems:
            cls._approve(cls._plan(problem))
        cls.records = {
            "helpdesk.ticket": problems,
            "rectification.plan": problems.plan_id,
            "rectification.action": problems.plan_id.action_ids,
            "rectification.verification": problems.plan_id.verification_ids,
            "rectification.deadline": problems.deadline_ids[:20],
            "rectification.todo": cls.env["rectification.todo"].search([], limit=20),
            "property.place": cls.env["property.place"].create(
                [
                    {"name": f"Flat {n}", "kind": "unit", "parent_id": cls.building.id}
                    for n in range(20)
                ]
            ),
        }

    def _get_specification(self, model, mode):
        """Return what the web client reads for a view, by field name."""
        view = self.env.ref(f"{MODULE}.{model._name.replace('.', '_')}_view_{mode}")
        arch = etree.fromstring(model.get_view(view.id, mode)["arch"])
        names = {node.get("name") for node in arch.iter("field")}
        return {
            name: RELATION if model._fields[name].relational else {} for name in names
        }

    def _count_queries(self, records, specification):
        """Return how many queries it takes to read some records for a view."""
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        records.browse().web_search_read(
            [("id", "in", records.ids)], specification, limit=80
        )
        return self.env.cr.sql_log_count - before

    def test_queries_do_not_grow(self):
        for model, records in self.records.items():
            records = records.with_user(self.coordinator)
            self.assertEqual(len(records), 20)
            for mode in ("list", "kanban"):
                with self.subTest(model=model, mode=mode):
                    specification = self._get_specification(records.browse(), mode)
                    # The first reading also fills caches of the registry.
                    self._count_queries(records, specification)
                    few = self._count_queries(records[:2], specification)
                    many = self._count_queries(records, specification)
                    self.assertEqual(many, few)

# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import base64
import io

from odoo.exceptions import AccessError
from odoo.tests import tagged
from odoo.tools.pdf import PdfReader

from ..common import PIXEL
from ..common_gate import GateCase

REPORT = "property_rectification.rectification_plan_report"


@tagged("post_install", "-at_install")
class TestPlanPaper(GateCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.problem = cls._create_problem("EQ-LEAK-HEAVY")
        check = cls._bring_to_verification(cls.problem)
        check.record_result("fail", "Wet again after two hours.", "12 drops a minute")
        cls.plan = cls.problem.plan_id
        cls.plans = cls.plan | cls.plan.previous_id

    def _render(self, plans, user=None):
        report = self.env["ir.actions.report"].with_user(user or self.coordinator)
        return report._render_qweb_html(REPORT, plans.ids)[0].decode()

    def test_the_paper_tells_the_whole_story(self):
        paper = self._render(self.plan)
        for words in (
            self.problem.number,
            "Water under the sink",
            "Unit 1",
            "Leaks per month",
            "The seal was worn",
            "escape cause",
            "Versions",
            "Wet again after two hours.",
            "12 drops a minute",
        ):
            self.assertIn(words, paper)
        for words in ("Replace the seal", "Done", "Seal replaced", "Approved"):
            self.assertIn(words, self._render(self.plan.previous_id))

    def test_it_says_nothing_about_owners(self):
        self.problem.write(
            {"partner_email": "olga@example.com", "description": "Ring at Olga's."}
        )
        paper = self._render(self.plans)
        for words in ("Olga", "olga@example.com", self.owner.partner_id.name):
            self.assertNotIn(words, paper)

    def test_photos_stand_side_by_side(self):
        action = self.plan.previous_id.action_ids
        photos = self.env["ir.attachment"].create(
            [
                {"name": name, "raw": raw}
                for name, raw in (
                    ("photo.png", base64.b64decode(PIXEL)),
                    ("words.txt", b"no image"),
                )
            ]
        )
        self.env.cr.execute(
            "INSERT INTO rectification_action_before_rel VALUES (%s, %s), (%s, %s)",
            [action.id, photos[0].id, action.id, photos[1].id],
        )
        self.env.invalidate_all()
        paper = self._render(self.plan.previous_id)
        self.assertEqual(paper.count("data:image/jpeg"), 1)
        self.assertIn("no photo", paper)

    def test_the_checklist_is_told_with_its_answers(self):
        plan = self.plan.previous_id
        point = plan.verification_ids.point_ids[:1].sudo()
        self.assertTrue(point)
        point._record({"answer": "no", "remark": "A drop on the thread."})
        paper = self._render(plan)
        self.assertIn(point.name, paper)
        self.assertIn("A drop on the thread.", paper)

    def test_an_empty_draft_can_be_printed(self):
        plan = self.env["rectification.plan"].create({"name": "Bare"})
        self.assertIn("Bare", self._render(plan, self.manager))

    def test_who_may_not_read_a_plan_prints_none(self):
        self._render(self.plan, self.auditor)
        for user in (self.outsider, self.owner):
            with self.assertRaises(AccessError):
                self._render(self.plan, user)

    def test_ten_plans_cost_what_one_costs(self):
        problems = [self._create_problem() for _each in range(10)]
        for problem in problems:
            plan = self._plan(problem).sudo()
            self._analyse(plan)
            plan._open_next_version("Still wet.")
        plans = self.env["rectification.plan"].concat(*(p.plan_id for p in problems))

        def count(number):
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.cr.sql_log_count
            self._render(plans[:number])
            return self.cr.sql_log_count - before

        count(10)
        few, many = count(1), count(10)
        self.assertLessEqual(many, few + 2, (few, many))

    def _print(self, plans):
        report = self.env["ir.actions.report"].with_user(self.coordinator)
        report = report.with_context(force_report_rendering=True)
        content, kind = report._render_qweb_pdf(REPORT, plans.ids)
        self.assertEqual(kind, "pdf")
        return PdfReader(io.BytesIO(content))

    def test_the_paper_becomes_a_pdf(self):
        paper = self._print(self.plan)
        width, height = (round(float(side)) for side in paper.pages[0].mediabox[2:])
        self.assertEqual((width, height), (595, 842), "A4, in points")

    def test_several_plans_become_one_pdf(self):
        self.assertGreaterEqual(len(self._print(self.plans).pages), 2)

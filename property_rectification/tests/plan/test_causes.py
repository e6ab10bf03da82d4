# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from lxml import etree

from odoo import Command
from odoo.service.model import call_kw
from odoo.tests import Form, HttpCase, tagged

from ...rules import causes
from ..common_gate import GateCase

ASK_ON = "Ask on where the causes end with human error"


class CauseCase(GateCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.plan = cls._plan(cls._create_problem("EQ-LEAK-HEAVY"))
        cls._analyse(cls.plan)
        cls.seal, cls.escape = cls.plan.why_ids
        cls.whys = cls.env["rectification.why"].with_user(cls.coordinator)

    @classmethod
    def _cause(cls, code):
        return cls.env.ref(f"property_rectification.cause_{code}")

    @classmethod
    def _why(cls, statement, parent=None, cause=None, **vals):
        return cls.whys.create(
            {
                "plan_id": cls.plan.id,
                "statement": statement,
                "parent_id": parent and parent.id,
                "cause_id": cause and cls._cause(cause).id,
                "status": "verified",
                "evidence": "Asked and seen.",
                **vals,
            }
        )

    def _node(self, key, parent=False, **vals):
        return {
            "statement": f"Because of {key}",
            "client_key": key,
            "client_parent_key": parent,
            **vals,
        }

    def _parents(self):
        """Return the statement of what each why of the plan explains."""
        return {why.statement[-1]: why.parent_id.statement for why in self.plan.why_ids}


@tagged("post_install", "-at_install")
class TestSystemCause(CauseCase):
    """Human error is not the end of an analysis."""

    def test_words_and_causes_that_need_more(self):
        for statement, cause in (
            ("Human error", None),
            ("The technician was careless", None),
            ("Carelessness", "c04_02"),
            ("The seal was put in dry", "c05_01"),
            ("The seal was put in dry", "c05"),
            ("The tap was left open", "c08_01"),
            ("The seal was put in dry", "c04_03"),
        ):
            why = self._why(statement, self.seal, cause)
            self.assertRpcRefused(ASK_ON, self.coordinator, self.plan, "action_submit")
            self.assertEqual(self.plan.dead_end_whys, [why.id])
            self.assertIn("Ask on", self.plan.missing)
            why.unlink()
        self._rpc(self.coordinator, self.plan, "action_submit")
        self.assertEqual(self.plan.state, "submitted")

    def test_a_system_cause_opens_the_way(self):
        slip = self._why("Human error", self.seal)
        system = self._why("Nobody checks a repair", slip, "c04_04", status="suspected")
        for vals in (
            {},
            {"status": "refuted"},
            {"status": "verified", "cause_id": False},
            {"status": "verified", "cause_id": self._cause("c05_03").id},
            {"parent_id": self.seal.id, "cause_id": self._cause("c04_04").id},
        ):
            system.write(vals)
            self.assertRpcRefused(ASK_ON, self.coordinator, self.plan, "action_submit")
        system.parent_id = slip
        self.assertFalse(self.plan.dead_end_whys)
        self._rpc(self.coordinator, self.plan, "action_submit")

    def test_what_was_submitted_is_checked_again_at_the_approval(self):
        self.seal.cause_id = self._cause("c01_02")
        self._rpc(self.coordinator, self.plan, "action_submit")
        self._cause("c01_02").needs_system_cause = True
        self.assertRpcRefused(ASK_ON, self.manager, self.plan, "action_approve")
        self.assertEqual(self.plan.state, "submitted")

    def test_what_was_decided_is_not_judged_again(self):
        self.seal.cause_id = self._cause("c01_02")
        self._approve(self.plan)
        problem = self.plan.ticket_ids
        self._cause("c01_02").needs_system_cause = True
        problem.modified(["acknowledged_at"])
        self.assertEqual(problem.rectification_state, "rectifying")
        self.assertFalse(self.plan.dead_end_whys)

    def test_the_problem_stays_where_the_analysis_ends(self):
        self._why("Human error", self.seal)
        problem = self.plan.ticket_ids
        self.assertEqual(problem.rectification_state, "analysing")
        self.assertIn("Ask on", problem.missing)

    def test_an_escape_cause_is_no_human_error_either(self):
        self.escape.statement = "The guard was inattentive"
        self.assertEqual(self.plan.dead_end_whys, [self.escape.id])

    def test_a_simple_plan_has_no_analysis(self):
        problem = self._create_problem()
        plan = self._plan(problem)
        self._why("Human error", plan_id=plan.id)
        self._rpc(self.coordinator, plan, "action_approve")
        self.assertEqual(plan.state, "approved")

    def test_the_words_are_the_customers(self):
        self._cause("c05").keywords = "Butterfingers; 手滑"
        for statement, ends in (
            ("Human error", False),
            ("Our butterfingers again", True),
            ("他手滑了", True),
        ):
            self.seal.statement = statement
            self.assertEqual(bool(self.plan.dead_end_whys), ends, statement)

    def test_words_of_every_language_count(self):
        self.env["res.lang"]._activate_lang("fr_FR")
        people = self._cause("c05").with_context(lang="fr_FR")
        people.keywords = "erreur humaine"
        for statement in ("Une erreur humaine", "Human error"):
            self.seal.statement = statement
            self.assertTrue(self.plan.dead_end_whys, statement)

    def test_a_part_of_a_cause_begins_as_its_whole(self):
        part = self.env["rectification.cause"].create(
            {"code": "C05.99", "name": "Haste", "parent_id": self._cause("c05").id}
        )
        self.assertTrue(part.needs_system_cause)
        part.needs_system_cause = False
        self.assertTrue(self._cause("c05").needs_system_cause)
        self.assertFalse(self._cause("c01_02").needs_system_cause)


@tagged("post_install", "-at_install")
class TestCauseTree(CauseCase):
    """A tree cannot be made that is none."""

    def test_a_tree_comes_in_one_call(self):
        self.plan.why_ids.unlink()
        nodes = [
            self._node("c", "b", status="verified", evidence="Seen.", branch="method"),
            self._node("a"),
            self._node("b", "a", branch="people"),
            self._node("d", "a"),
        ]
        lines = [Command.create(vals) for vals in nodes]
        self._rpc(self.coordinator, self.plan, "write", {"why_ids": lines})
        self.assertEqual(
            self._parents(),
            {"a": False, "b": "Because of a", "c": "Because of b", "d": "Because of a"},
        )

    def test_whys_come_back_in_the_order_they_were_given(self):
        vals_list = [
            {**self._node(key, parent), "plan_id": self.plan.id}
            for key, parent in (("c", "b"), ("b", "a"), ("a", False), ("a", False))
        ]
        whys = self.whys.create(vals_list)
        self.assertEqual(
            whys.mapped("statement"), [vals["statement"] for vals in vals_list]
        )
        self.assertEqual(whys[0].parent_id, whys[1])

    def test_circles_are_refused(self):
        words = "cannot explain itself"
        child = self._why("Dry", self.seal)
        self.assertRpcRefused(
            words, self.coordinator, self.seal, "write", {"parent_id": child.id}
        )
        self.assertRpcRefused(
            words, self.coordinator, child, "write", {"parent_id": child.id}
        )
        lines = [
            Command.create(self._node("a", "b")),
            Command.create(self._node("b", "a")),
        ]
        self.assertRpcRefused(
            words, self.coordinator, self.plan, "write", {"why_ids": lines}
        )

    def test_a_why_of_another_plan_is_refused(self):
        other = self._plan(self._create_problem("EQ-LEAK-HEAVY"))
        words = "another one of the same plan"
        child = self._why("Dry", self.seal)
        for why, vals in (
            (child, {"plan_id": other.id}),
            (self.seal, {"plan_id": other.id}),
        ):
            self.assertRpcRefused(words, self.coordinator, why, "write", vals)
        self.assertRefused(words, self._why, "Elsewhere", self.seal, plan_id=other.id)

    def test_what_is_known_has_evidence(self):
        for status, words in (("verified", "is so before"), ("refuted", "is not so")):
            for evidence in (False, "  "):
                self.assertRpcRefused(
                    words,
                    self.coordinator,
                    self.seal,
                    "write",
                    {"status": status, "evidence": evidence},
                )
        self._rpc(
            self.coordinator,
            self.seal,
            "write",
            {"status": "suspected", "evidence": False},
        )

    def test_an_empty_why_is_refused(self):
        self.assertRpcRefused(
            "Say what is the case",
            self.coordinator,
            self.seal,
            "write",
            {"statement": " "},
        )

    def test_a_decided_analysis_is_kept(self):
        self._rpc(self.coordinator, self.plan, "action_submit")
        for user in (self.coordinator, self.manager):
            self.assertRpcRefused("is kept", user, self.seal, "unlink")
            for command in (
                Command.delete(self.seal.id),
                Command.create({"statement": "x"}),
                Command.update(self.seal.id, {"statement": "x"}),
            ):
                self.assertRpcRefused(
                    "no longer a draft",
                    user,
                    self.plan,
                    "write",
                    {"why_ids": [command]},
                )
        self.assertRefused("no longer a draft", self._why, "Later")

    def test_who_may_analyse(self):
        vals = {"plan_id": self.plan.id, "statement": "Cold"}
        for user in (self.coordinator, self.manager):
            call_kw(self.whys.with_user(user), "create", [[vals]], {})
        for user in (self.staff, self.auditor, self.outsider, self.owner):
            self.assertForbidden(user, self.seal, "write", {"statement": "x"})
            self.assertForbidden(user, self.seal, "unlink")
        for user in (self.auditor, self.manager):
            [seen] = self._rpc(user, self.seal, "read", ["statement"])
            self.assertEqual(seen["statement"], self.seal.statement)

    def test_deleting_takes_what_hangs_on_it(self):
        child = self._why("Dry", self.seal)
        lines = [Command.delete(self.seal.id), Command.delete(child.id)]
        self._rpc(self.coordinator, self.plan, "write", {"why_ids": lines})
        self.assertEqual(self.plan.why_ids, self.escape)

    def test_the_chatter_tells_what_was_found(self):
        messages = self.plan.message_ids
        self.seal.write({"status": "refuted", "cause_id": self._cause("c01_02").id})
        self.seal.sequence = 3
        said = self.plan.message_ids - messages
        self.assertEqual(len(said), 1)
        self.assertEqual(said.author_id, self.coordinator.partner_id)
        self.assertIn("The seal was worn · Verified → The seal was worn", said.body)
        self.assertIn("Refuted · Ageing facilities / Wear", said.body)
        self.plan.why_ids.unlink()
        body = (self.plan.message_ids - messages - said).body
        self.assertIn("Deleted: The seal was worn", body)
        self.assertIn("Deleted: No round looks under sinks", body)

    def test_the_next_version_has_the_same_tree(self):
        child = self._why("Dry", self.seal, "c04_02")
        self._why("Cold", child, status="suspected", evidence=False)
        self._approve(self.plan)
        version = self.plan.sudo()._open_next_version("No.")
        self.assertEqual(len(version.why_ids), 4)
        by_statement = {why.statement: why for why in version.why_ids}
        self.assertEqual(by_statement["Cold"].parent_id, by_statement["Dry"])
        self.assertEqual(by_statement["Dry"].parent_id.statement, self.seal.statement)
        self.assertFalse(by_statement["Dry"].parent_id & self.plan.why_ids)

    def test_the_form_says_it_before_it_is_saved(self):
        form = Form(self.plan)
        with form.why_ids.new() as why:
            why.statement = "Human error"
            why.status = "verified"
            why.evidence = "Asked."
        self.assertIn("Ask on", form.missing)
        self.assertEqual(len(form.dead_end_whys), 1)

    def test_the_branches_are_those_of_the_rule(self):
        self.assertEqual(
            tuple(self.whys._fields["branch"].get_values(self.env)), causes.BRANCHES
        )


@tagged("post_install", "-at_install")
class TestCauseForm(CauseCase, HttpCase):
    """The tree in the form of a plan."""

    def _count_queries(self, size, columns):
        """Return the queries of opening the form of a plan with so many whys."""
        plan = self._plan(self._create_problem("EQ-LEAK-HEAVY"))
        system = self._cause("c04_02").id
        nodes = [
            self._node(
                str(number),
                str(number // 2) if number > 1 else False,
                status="verified",
                evidence="Seen.",
                cause_id=system,
            )
            for number in range(1, size + 1)
        ]
        plan.write({"why_ids": [Command.create(vals) for vals in nodes]})
        spec = {"missing": {}, "dead_end_whys": {}, "why_ids": {"fields": columns}}
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.cr.sql_log_count
        [values] = plan.web_read(spec)
        self.assertEqual(len(values["why_ids"]), size)
        return self.cr.sql_log_count - before

    def test_the_form_costs_the_same_with_many_whys(self):
        model = self.env["rectification.plan"].with_user(self.coordinator)
        arch = etree.fromstring(model.get_view(view_type="form")["arch"])
        names = {
            field.get("name")
            for field in arch.xpath("//field[@name='why_ids']/list//field")
        }
        columns = {
            name: {"fields": {"display_name": {}}} if name.endswith("_id") else {}
            for name in names
        }
        self.assertIn("client_key", names)
        self._count_queries(1, columns)
        few = self._count_queries(5, columns)
        self.assertEqual(self._count_queries(50, columns), few)

    def test_analyse(self):
        self.plan.why_ids.unlink()
        self._why("No round looks under sinks", cause="e_01", is_escape=True)
        self.start_tour(
            f"/odoo/rectification-plans/{self.plan.id}",
            "rectification_analyse",
            login="coordinator",
        )
        self.assertEqual(self.plan.state, "submitted")
        people, system = self.plan.why_ids.filtered(lambda why: not why.is_escape)
        self.assertEqual(people.statement, "Human error of the plumber")
        self.assertEqual(people.branch, "people")
        self.assertEqual(people.evidence, "He says so.")
        self.assertEqual(system.parent_id, people)
        self.assertEqual(system.statement, "Nobody checks a repair")
        self.assertEqual(system.cause_id, self._cause("c04_04"))
        self.assertEqual(system.status, "verified")

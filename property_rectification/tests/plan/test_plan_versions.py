# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from odoo.exceptions import UserError, ValidationError
from odoo.tests import BaseCase, tagged

from ...rules.plan_changes import Snapshot, compare
from ..common_gate import GateCase

WORDS = st.sampled_from(["Worn seal", "worn  seal!", "Bent shaft", "No spare part"])
STATUS = st.sampled_from(["suspected", "verified", "refuted"])
SNAPSHOTS = st.builds(
    Snapshot,
    facts=st.tuples(
        st.tuples(st.just("target"), st.sampled_from([False, 0, 0.0, 3])),
        st.tuples(st.just("goal"), st.sampled_from([False, "Dry", "Warm"])),
    ),
    causes=st.lists(st.tuples(WORDS, STATUS), max_size=4).map(tuple),
    actions=st.lists(WORDS, max_size=4).map(tuple),
)


class TestPlanChanges(BaseCase):
    """What must hold whatever two versions say."""

    @given(version=SNAPSHOTS)
    def test_nothing_is_different_from_itself(self, version):
        changes = compare(version, version)
        self.assertFalse(changes.facts + changes.causes_added + changes.causes_dropped)
        self.assertFalse(changes.actions_new + changes.actions_dropped)
        self.assertFalse(changes.causes_verified + changes.causes_refuted)

    @given(one=SNAPSHOTS, other=SNAPSHOTS)
    def test_what_came_one_way_goes_the_other(self, one, other):
        there, back = compare(one, other), compare(other, one)
        self.assertEqual(there.actions_new, back.actions_dropped)
        self.assertEqual(there.causes_added, back.causes_dropped)
        self.assertEqual(
            [(name, after, before) for name, before, after in there.facts],
            list(back.facts),
        )

    @given(one=SNAPSHOTS, other=SNAPSHOTS)
    def test_an_action_is_either_new_or_repeated(self, one, other):
        changes = compare(one, other)
        self.assertFalse(set(changes.actions_new) & set(changes.actions_repeated))

    def test_no_figure_is_not_zero(self):
        none, zero = Snapshot((("target", False),)), Snapshot((("target", 0),))
        self.assertEqual(compare(none, zero).facts, (("target", False, 0),))

    def test_nothing_changed_is_false(self):
        self.assertFalse(compare(Snapshot(), Snapshot()))
        self.assertTrue(compare(Snapshot(), Snapshot(actions=("Dry it",))))


@tagged("post_install", "-at_install")
class TestPlanVersions(GateCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.problem = cls._create_problem("EQ-LEAK-HEAVY")
        check = cls._bring_to_verification(cls.problem)
        cls.first = cls.problem.plan_id
        check.record_result("fail", "Wet again after two hours.", "12 drops a minute")
        cls.second = cls.problem.plan_id.with_user(cls.coordinator)

    def _changed(self):
        self.env.invalidate_all()
        return str(self.second.what_changed)

    def test_what_was_learnt_stands_in_the_next_version(self):
        learnt = ("Wet again after two hours.", "12 drops a minute", "Not effective")
        for words in learnt:
            self.assertIn(words, self._changed())
        self.assertFalse(self.first.what_changed)

    def test_what_is_different_is_told(self):
        self.second.write(
            {"target": 1.5, "target_date": self.today + timedelta(days=60)}
        )
        worn = self.second.why_ids.filtered(lambda why: not why.is_escape)
        worn.write({"status": "refuted", "evidence": "The new seal leaks, too."})
        self.env["rectification.why"].with_user(self.coordinator).create(
            {"plan_id": self.second.id, "statement": "The shaft is bent"}
        )
        names = ("Straighten the shaft", "Replace the seal")
        self.env["rectification.action"].with_user(self.coordinator).create(
            [{"plan_id": self.second.id, "name": name} for name in names]
        )
        told = self._changed()
        for words in (
            "1.5",
            "The shaft is bent",
            "Causes refuted",
            "The seal was worn",
            "New actions",
            "Straighten the shaft",
            "Actions done again",
        ):
            self.assertIn(words, told)
        self.assertNotIn("The goal is the same", told)

    def test_the_words_of_people_are_no_markup(self):
        self.env["rectification.why"].with_user(self.coordinator).create(
            {"plan_id": self.second.id, "statement": "<b>bent</b>"}
        )
        self.assertIn("&lt;b&gt;bent", self._changed())

    def test_versions_do_not_follow_themselves(self):
        """Not even where a fact is recorded past the guard."""
        first, second = self.first.sudo(), self.second.sudo()
        for record, vals in (
            (first, {"previous_id": second.id, "root_id": first.id}),
            (first, {"root_id": second.id}),
            (second, {"previous_id": second.id}),
            (second, {"root_id": second.id}),
            (second, {"root_id": False}),
            (second, {"previous_id": False}),
        ):
            with (
                self.subTest(vals=vals),
                self.assertRaises(ValidationError),
                self.cr.savepoint(),
            ):
                record._record(vals)
            self.env.invalidate_all()
        self.assertEqual(second.previous_id, first)

    def test_versions_are_not_written_by_hand(self):
        for vals in ({"previous_id": False}, {"root_id": self.second.id}):
            with self.assertRaises(UserError), self.cr.savepoint():
                self._rpc(self.manager, self.second, "write", vals)

    def test_what_is_archived_comes_along(self):
        other = self._create_problem(place_id=self.lobby.id)
        other.with_user(self.coordinator).action_acknowledge()
        other.with_user(self.coordinator).join_plan(self.second.id)
        other.with_user(self.coordinator).action_archive()
        third = self.second.sudo()._open_next_version("Still wet.")
        self.assertEqual(other.plan_id, third)

    def test_histories_take_one_query(self):
        plans = self.first.sudo() | self.second.sudo()
        plans.mapped("root_id")
        with self.assertQueryCount(1):
            histories = plans._get_histories()
        self.assertEqual(histories[self.first.sudo()], self.first)
        self.assertEqual(len(histories[self.second.sudo()]), 2)

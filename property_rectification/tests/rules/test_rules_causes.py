# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from odoo.tests import BaseCase

from ...rules import causes
from ...rules.causes import Why, blames_people, dead_ends, layers

WORDS = causes.split_words("human error, careless, forgot, 粗心")


def why(key, parent=None, statement="The lamp is old", **facts):
    return Why(key, parent, statement, **{"status": "verified", **facts})


@st.composite
def analyses(draw, min_size=0):
    """Nodes that hang on an earlier one, or on nothing."""
    size = draw(st.integers(min_size, 12))
    nodes = []
    for key in range(size):
        blames = draw(st.booleans())
        nodes.append(
            Why(
                key,
                draw(st.none() | st.integers(0, key - 1)) if key else None,
                draw(st.sampled_from(["Human error", "Worn out", "A guard forgot it"])),
                draw(st.sampled_from(["suspected", "verified", "refuted"])),
                blames,
                not blames and draw(st.booleans()),
            )
        )
    return nodes


class TestWords(BaseCase):
    def test_what_blames_people(self):
        for statement in (
            "Human error",
            "HUMAN-ERROR!",
            "human\u200b error",
            "Ｈｕｍａｎ　ｅｒｒｏｒ",
            "Carelessness",
            "The guard was careless",
            "The technician forgot to close the valve",
            "保安粗心大意",
        ):
            self.assertTrue(
                blames_people(why(1, statement=statement), WORDS), statement
            )

    def test_what_does_not(self):
        for statement in (
            "The lamp is old",
            "An unforgotten valve",
            "Humane errors",
            "human, then an error",
            "",
            "…",
        ):
            node = why(1, statement=statement)
            self.assertFalse(blames_people(node, WORDS), statement)

    def test_a_system_cause_says_more_than_the_word(self):
        for statement, blames in (
            ("Human error", True),
            ("Careless staff", True),
            ("The guard was careless", True),
            ("保安粗心", True),
            ("No second pair of eyes stops a human error", False),
            ("没有检查程序防止粗心", False),
        ):
            node = why(1, statement=statement, system=True)
            self.assertEqual(blames_people(node, WORDS), blames, statement)

    def test_a_cause_of_people_needs_no_words(self):
        self.assertTrue(blames_people(why(1, blames=True), ()))

    @given(st.text())
    def test_any_text_is_read(self, text):
        words = causes.split_words(text)
        self.assertTrue(all(words))
        for word in words:
            self.assertTrue(blames_people(why(1, statement=word), words))
        self.assertFalse(blames_people(why(1, statement=text), ()))


class TestDeadEnds(BaseCase):
    def test_a_system_cause_has_to_follow(self):
        slip = why(1, statement="Human error")
        system = why(2, 1, system=True)
        for others, expected in (
            ([], [1]),
            ([system], []),
            ([replace(system, parent=None)], [1]),
            ([replace(system, status="suspected")], [1]),
            ([replace(system, status="refuted")], [1]),
            ([replace(system, system=False)], [1]),
            ([replace(system, blames=True, system=False)], [1, 2]),
        ):
            self.assertEqual(dead_ends([slip, *others], WORDS), expected, others)

    def test_one_branch_does_not_excuse_the_other(self):
        nodes = [
            why(1, system=True),
            why(2, 1, blames=True),
            why(3, 2, system=True),
            why(4, 2, "Carelessness"),
            why(5, 1, "Human error", status="refuted"),
        ]
        self.assertEqual(dead_ends(nodes, WORDS), [4])

    def test_a_chain_is_as_long_as_it_likes(self):
        chain = [why(key, key - 1, blames=True) for key in range(1, 5000)]
        self.assertEqual(len(dead_ends(chain)), 4999)
        self.assertEqual(dead_ends([*chain, why(5000, 4999, system=True)]), [])

    def test_a_circle_ends(self):
        circle = [why(1, 2, system=True), why(2, 1, blames=True)]
        self.assertEqual(dead_ends(circle), [])
        self.assertEqual(dead_ends([replace(circle[0], system=False), circle[1]]), [2])

    @given(analyses())
    def test_what_has_to_be_true(self, nodes):
        ends = dead_ends(nodes, WORDS)
        by_key = {node.key: node for node in nodes}
        for key in ends:
            self.assertEqual(by_key[key].status, "verified")
            self.assertTrue(blames_people(by_key[key], WORDS))
        # A system cause below each of them mends it, and nothing else changes.
        cures = [why(100 + key, key, system=True) for key in ends]
        self.assertEqual(dead_ends([*nodes, *cures], WORDS), [])
        self.assertEqual(sorted(dead_ends(nodes[::-1], WORDS)), sorted(ends))

    @given(analyses())
    def test_without_people_there_is_no_dead_end(self, nodes):
        machines = [replace(node, blames=False, statement="Worn") for node in nodes]
        self.assertEqual(dead_ends(machines, WORDS), [])


class TestLayers(BaseCase):
    @given(analyses(), st.randoms())
    def test_each_after_what_it_hangs_on(self, nodes, random):
        parents = {node.key: node.parent for node in nodes}
        random.shuffle(nodes)
        found = layers({node.key: node.parent for node in nodes})
        seen = set()
        for layer in found:
            self.assertTrue(all(parents[key] in seen | {None} for key in layer))
            seen.update(layer)
        self.assertEqual(seen, set(parents))
        self.assertEqual(sum(map(len, found)), len(parents))

    def test_a_circle_is_refused(self):
        for parents in ({1: 1}, {1: 2, 2: 1}, {1: None, 2: 3, 3: 2}):
            with self.assertRaises(ValueError):
                layers(parents)

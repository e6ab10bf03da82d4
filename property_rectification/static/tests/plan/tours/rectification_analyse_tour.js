/* Copyright 2026 Property Rectification contributors
 * License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl). */

import {registry} from "@web/core/registry";
import {stepUtils} from "@web_tour/tour_utils";

const box = (words) =>
    `.o_cause_node > .o_cause_box:has(.o_cause_statement:value('${words}'))`;
const PEOPLE = "Human error of the plumber";
const SYSTEM = "Nobody checks a repair";

/** Steps that say what a why is known by; its panel is open since it was added. */
function verify(words, evidence) {
    return [
        {
            content: "Mark it as verified",
            trigger: `${box(words)} .o_cause_set_verified`,
            run: "click",
        },
        {
            content: "It asks how we know",
            trigger: `${box(words)}.o_cause_verified .o_cause_evidence.is-invalid`,
            run: `edit ${evidence} && press Tab`,
        },
    ];
}

registry.category("web_tour.tours").add("rectification_analyse", {
    steps: () => [
        {
            content: "Begin a chain of whys",
            trigger: ".o_cause_add",
            run: "click",
        },
        {
            content: "The usual answer",
            trigger: ".o_cause_new input",
            run: `edit ${PEOPLE} && press Enter`,
        },
        {
            content: "Put it on a bone",
            trigger: `${box(PEOPLE)} .o_cause_branch`,
            run: "select people",
        },
        ...verify(PEOPLE, "He says so."),
        {
            content: "It is marked as no end, at once",
            trigger: `${box(PEOPLE)}.o_cause_dead_end`,
        },
        {
            content: "The form says what is missing",
            trigger: "div[name='missing_box']:contains('Ask on')",
        },
        ...stepUtils.saveForm(),
        {
            content: "Submit it all the same",
            trigger: "button[name='action_submit']",
            run: "click",
        },
        {
            content: "Read why not",
            trigger: ".modal-body:contains('Ask on where the causes end')",
        },
        {
            content: "Close the message",
            trigger: ".modal .modal-footer .btn-primary",
            run: "click",
        },
        {
            content: "Ask why",
            trigger: `${box(PEOPLE)} .o_cause_why`,
            run: "click",
        },
        {
            content: "Say what let it happen",
            trigger: ".o_cause_level .o_cause_level .o_cause_new input",
            run: `edit ${SYSTEM} && press Enter`,
        },
        {
            content: "A further why, below one that is not saved yet",
            trigger: `${box(SYSTEM)} .o_cause_why`,
            run: "click",
        },
        {
            trigger: ".o_cause_level .o_cause_level .o_cause_level .o_cause_new input",
            run: "edit Too few people && press Enter",
        },
        {
            content: "Not that one",
            trigger: `${box("Too few people")} .o_cause_delete`,
            run: "click",
        },
        {
            content: "What goes is asked first",
            trigger: ".modal:contains('Too few people') .btn-primary",
            run: "click",
        },
        {
            content: "Open the details of the cause",
            trigger: `.o_cause_tree:not(:has(.o_cause_level .o_cause_level .o_cause_level)) ${box(SYSTEM)} .o_cause_details`,
            run: "click",
        },
        {
            content: "Put it on a bone",
            trigger: `${box(SYSTEM)} .o_cause_branch`,
            run: "select method",
        },
        {
            content: "Choose its cause",
            trigger: `${box(SYSTEM)} .o_cause_cause`,
            run: "selectByLabel Not supervised",
        },
        ...verify(SYSTEM, "Asked both."),
        {
            content: "The end is open no more",
            trigger: `.o_cause_tree:not(:has(.o_cause_dead_end)) ${box(SYSTEM)}`,
        },
        {
            content: "Look at the fishbone",
            trigger: ".o_cause_view_fishbone",
            run: "click",
        },
        {
            content: "Both are on it",
            trigger: `.o_fishbone svg:contains("Nobody checks"):contains("Human error")`,
        },
        {
            content: "With all six bones",
            trigger: ".o_fishbone_wide .o_fishbone_label:contains('Environment')",
        },
        {
            content: "As a list, too",
            trigger: ".o_cause_view_list",
            run: "click",
        },
        {
            trigger: `.o_cause_tree .o_list_table:contains('${SYSTEM}')`,
        },
        ...stepUtils.saveForm(),
        {
            content: "Submit it",
            trigger: "button[name='action_submit']",
            run: "click",
        },
        {
            content: "It waits for its approval",
            trigger: ".o_form_statusbar .o_arrow_button_current:contains('To approve')",
        },
        {
            content: "The tree is read now",
            trigger: ".o_cause_view_tree",
            run: "click",
        },
        {
            trigger: `.o_cause_tree:not(:has(.o_cause_add)) .o_cause_text:contains('${SYSTEM}')`,
        },
    ],
});

/* Copyright 2026 Property Rectification contributors
 * License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl). */

import {registry} from "@web/core/registry";
import {stepUtils} from "@web_tour/tour_utils";

const tours = registry.category("web_tour.tours");
const field = (name) => `.o_form_view .o_field_widget[name='${name}']`;
const column = (state) => `.o_kanban_group:has(.o_column_title:contains('${state}'))`;
const card = (state) =>
    `${column(state)} .o_kanban_record:contains('Water under the sink')`;
const missing = (words) => `div[name='missing_box']:contains("${words}")`;

/** Steps that choose a record in a many2one field by what the user types. */
function choose(name, typed, shown = typed) {
    return [
        {
            content: `Search for “${typed}”`,
            trigger: `${field(name)} input`,
            run: `edit ${typed}`,
        },
        {
            content: `Choose “${shown}”`,
            trigger: `.ui-autocomplete .ui-menu-item a:contains("${shown}")`,
            run: "click",
        },
    ];
}

tours.add("rectification_staff_log_problem", {
    steps: () => [
        {
            content: "Nothing is left to do for this member of staff",
            trigger: ".o_view_nocontent:contains('Nothing to do')",
        },
        {
            content: "Open the menu of the problems",
            trigger:
                ".o_menu_sections [data-menu-xmlid='property_rectification.rectification_problems_menu']",
            run: "click",
        },
        {
            content: "Go to the problems",
            trigger:
                ".o_popover [data-menu-xmlid='property_rectification.helpdesk_ticket_menu']",
            run: "click",
        },
        {
            content: "Log a new one",
            trigger: ".o_list_view .o_list_button_add",
            run: "click",
        },
        {
            content: "The form says at once what has to be recorded",
            trigger: missing("Say when it occurred."),
        },
        {
            content: "Say what it is",
            trigger: `${field("name")} textarea`,
            run: "edit Water on the lobby floor",
        },
        ...choose("problem_type_id", "Slow water leak"),
        {
            content: "The type is no longer missing",
            trigger: `div[name='missing_box']:not(:contains("Choose the type"))`,
        },
        {
            content: "The type proposes the severity",
            trigger: `${field("severity")} .active:contains('Normal')`,
        },
        ...choose("place_id", "Lobby", "Lobby, Building 1, Estate"),
        {
            content: "Open the time it occurred",
            trigger: `${field("occurred_at")} button, ${field("occurred_at")} input`,
            run: "click",
        },
        {
            content: "Say when it occurred",
            trigger: `${field("occurred_at")} input`,
            run: "edit 01/15/2024 08:00:00 && press Enter",
        },
        {
            content: "Only the answer is missing now",
            trigger: `${missing("Acknowledge the problem.")}:not(:contains("Say"))`,
        },
        {
            content: "Describe it",
            trigger: `${field("description")} .odoo-editor-editable`,
            run: "editor It comes from below the letter boxes.",
        },
        ...stepUtils.saveForm(),
        {
            content: "It has a number",
            trigger: `${field("number")} span:contains(/^HT\\d+$/)`,
        },
        {
            content: "Staff do not acknowledge what they report",
            trigger:
                ".o_form_statusbar:not(:has(button[name='action_acknowledge'])) .o_arrow_button_current:contains('New')",
        },
    ],
});

tours.add("rectification_coordinator_kanban", {
    steps: () => [
        {
            content: "Look at the problems as cards",
            trigger: ".o_switch_view.o_kanban",
            run: "click",
        },
        {
            content: "Drag a new problem where its facts do not support it",
            trigger: card("New"),
            run: async (helpers) =>
                helpers.drag_and_drop(column("Analysing"), {position: "center"}),
        },
        {
            content: "Read what is missing",
            trigger:
                ".modal:contains('Analysing') .modal-body:contains('Acknowledge the problem.')",
        },
        {
            content: "Close the message",
            trigger: ".modal .modal-footer .btn-primary",
            run: "click",
        },
        {
            content: "The card is back where it was",
            trigger: card("New"),
            run: "click",
        },
        {
            content: "Acknowledge it",
            trigger: ".o_form_statusbar button[name='action_acknowledge']",
            run: "click",
        },
        {
            content: "It is answered, and a plan comes next",
            trigger: ".o_form_statusbar .o_arrow_button_current:contains('Responding')",
        },
        {
            trigger: missing("Make an action plan."),
        },
        {
            content: "Plan it",
            trigger: ".o_form_statusbar button[name='action_plan']:contains('Plan')",
            run: "click",
        },
        {
            content: "A simple plan is ready to start",
            trigger:
                ".o_form_statusbar button[name='action_approve']:contains('Start Work')",
            run: "click",
        },
        {
            content: "What cannot be undone is asked first",
            trigger: ".modal .modal-footer .btn-primary:contains('Start Work')",
            run: "click",
        },
        {
            content: "The plan is in force",
            trigger: ".o_form_statusbar .o_arrow_button_current:contains('In force')",
        },
    ],
});

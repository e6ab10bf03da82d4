/* Copyright 2026 Property Rectification contributors
 * License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl). */

import {registry} from "@web/core/registry";
import {stepUtils} from "@web_tour/tour_utils";

const tours = registry.category("web_tour.tours");
const field = (name) => `.o_form_view .o_field_widget[name='${name}']`;
const inDialog = (name) => `.modal .o_form_view .o_field_widget[name='${name}']`;
const state = (label) =>
    `.o_form_statusbar .o_arrow_button_current:contains('${label}')`;
const button = (name) => `.o_form_statusbar button[name='${name}']`;
const confirmDialog = {
    content: "What cannot be undone is asked first",
    trigger: ".modal .modal-footer .btn-primary",
    run: "click",
};

tours.add("rectification_plan", {
    steps: () => [
        {
            content: "The form says what is missing",
            trigger: "div[name='missing_box']:contains('measurable goal')",
        },
        {
            content: "Submit it all the same",
            trigger: button("action_submit"),
            run: "click",
        },
        {
            content: "Read why not",
            trigger: ".modal-body:contains('is not complete'):contains('goal')",
        },
        {
            content: "Close the message",
            trigger: ".modal .modal-footer .btn-primary",
            run: "click",
        },
        {
            content: "Say what is measured",
            trigger: `${field("goal_metric")} input`,
            run: "edit Leaks per month",
        },
        {
            content: "What it is today",
            trigger: `${field("baseline")} input`,
            run: "edit 3",
        },
        {
            content: "What it has to become",
            trigger: `${field("target")} input`,
            run: "edit 0",
        },
        {
            content: "And until when",
            trigger: `${field("target_date")} input, ${field("target_date")} button`,
            run: "click",
        },
        {
            trigger: `${field("target_date")} input`,
            run: "edit 12/31/2098 && press Enter",
        },
        {
            content: "Go to the actions",
            trigger: ".o_notebook .nav-link[name='actions']",
            run: "click",
        },
        {
            content: "Add one",
            trigger: `${field("action_ids")} .o_field_x2many_list_row_add a`,
            run: "click",
        },
        {
            content: "Say what to do",
            trigger: `${inDialog("name")} textarea`,
            run: "edit Look under all sinks every quarter",
        },
        {
            content: "Who does it",
            trigger: `${inDialog("employee_id")} input`,
            run: "edit Cleaner without",
        },
        {
            trigger:
                ".ui-autocomplete .ui-menu-item a:contains('Cleaner without login')",
            run: "click",
        },
        {
            content: "Until when",
            trigger: `${inDialog("deadline")} input, ${inDialog("deadline")} button`,
            run: "click",
        },
        {
            trigger: `${inDialog("deadline")} input`,
            run: "edit 12/30/2098 && press Enter",
        },
        {
            content: "That is all",
            trigger: ".modal .o_form_button_save",
            run: "click",
        },
        {
            trigger: `body:not(:has(.modal)) ${field("action_ids")} .o_data_row:contains('every quarter')`,
        },
        ...stepUtils.saveForm(),
        {
            content: "Nothing is missing any more",
            trigger: ".o_form_view:not(:has(div[name='missing_box']:visible))",
        },
        {
            content: "Submit it",
            trigger: button("action_submit"),
            run: "click",
        },
        {
            content: "It waits for its approval",
            trigger: state("To approve"),
        },
    ],
});

tours.add("rectification_approve", {
    steps: () => [
        {
            content: "Approve the plan of somebody else",
            trigger: button("action_approve"),
            run: "click",
        },
        confirmDialog,
        {
            content: "Work may begin",
            trigger: state("In force"),
        },
    ],
});

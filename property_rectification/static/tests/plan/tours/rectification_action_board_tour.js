/* Copyright 2026 Property Rectification contributors
 * License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl). */

import {registry} from "@web/core/registry";

const column = (name) => `.o_kanban_group:has(.o_column_title:contains("${name}"))`;
const card = (name, what) => `${column(name)} .o_kanban_record:contains("${what}")`;

const groupBy = (name) => [
    {
        content: "Open the menu of the search",
        trigger: ".o_searchview_dropdown_toggler",
        run: "click",
    },
    {
        content: `Group by ${name}`,
        trigger: `.o_group_by_menu .o_menu_item:contains(/^${name}$/)`,
        run: "click",
    },
    {
        content: "Close the menu",
        trigger: ".o_searchview_dropdown_toggler",
        run: "click",
    },
];
const drag = (from, to) => ({
    content: `Drag it to ${to}`,
    trigger: from,
    run: async (helpers) => helpers.drag_and_drop(column(to), {position: "center"}),
});
const refused = (words) => [
    {
        content: "Read why not",
        trigger: `.modal .modal-body:contains("${words}")`,
    },
    {
        content: "Close the message",
        trigger: ".modal .modal-footer .btn-primary",
        run: "click",
    },
];

registry.category("web_tour.tours").add("rectification_action_board", {
    steps: () => [
        drag(card("This week", "Mop the stairs"), "Late"),
        ...refused("is not a date"),
        drag(card("This week", "Mop the stairs"), "Today"),
        {
            content: "It is due today",
            trigger: card("Today", "Mop the stairs"),
        },
        ...groupBy("Person"),
        drag(card("Cleaner without login", "Mop the stairs"), "Pipes Ltd"),
        {
            content: "The contractor has it",
            trigger: card("Pipes Ltd", "Mop the stairs"),
        },
        ...groupBy("Person"),
        ...groupBy("State"),
        drag(card("To do", "Mop the stairs"), "Done"),
        ...refused("use the buttons"),
        {
            content: "It is where it was; begin by the button",
            trigger: `${card("To do", "Mop the stairs")} button[name="action_start"]`,
            run: "click",
        },
        {
            content: "It has begun",
            trigger: card("In progress", "Mop the stairs"),
        },
    ],
});

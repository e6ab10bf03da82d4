/* Copyright 2026 Property Rectification contributors
 * License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl). */

import {queryOne} from "@odoo/hoot-dom";
import {registry} from "@web/core/registry";

const tours = registry.category("web_tour.tours");
const RESPONSE = ".o_form_view div[name='response_box']";
const COUNTDOWN = `${RESPONSE} .o_countdown_text`;
const card = (state) =>
    `.o_kanban_group:has(.o_column_title:contains('${state}')) .o_kanban_record:contains('Burst pipe')`;
let before = "";

tours.add("rectification_acknowledge_from_kanban", {
    steps: () => [
        {
            content: "Look at the problems as cards",
            trigger: ".o_switch_view.o_kanban",
            run: "click",
        },
        {
            content: "The card says what is due next, and how soon",
            trigger: `${card("New")} .o_rectification_countdown:contains('Acknowledge'):contains('left')`,
        },
        {
            content: "Acknowledge it with one tap",
            trigger: `${card("New")} button[name='action_acknowledge']`,
            run: "click",
        },
        {
            content: "It has moved on, something else is due, the button is gone",
            trigger: `${card("Responding")}:contains('Attend'):not(:has(button[name='action_acknowledge']))`,
        },
    ],
});

tours.add("rectification_pause_with_reason", {
    steps: () => [
        {
            content: "The time left is shown",
            trigger: `${COUNTDOWN}:contains('left')`,
            run() {
                before = queryOne(COUNTDOWN).textContent;
            },
        },
        {
            content: "It goes down while one looks at it",
            trigger: RESPONSE,
            async run() {
                const moved = () => queryOne(COUNTDOWN).textContent !== before;
                for (let tries = 0; tries < 100 && !moved(); tries++) {
                    await new Promise((resolve) => setTimeout(resolve, 100));
                }
                if (!moved()) {
                    throw new Error(`The countdown still says ${before}`);
                }
            },
        },
        {
            content: "Attended",
            trigger: `${RESPONSE} button[name='action_attend']`,
            run: "click",
        },
        {
            content: "What was recorded is not offered any more",
            trigger: `${RESPONSE}:not(:has(button[name='action_attend']))`,
        },
        {
            content: "Pause",
            trigger: `${RESPONSE} button[name='action_pause']`,
            run: "click",
        },
        {
            content: "It waits for a spare part",
            trigger:
                ".modal .o_field_widget[name='reason_id'] label:contains('Spare part')",
            run: "click",
        },
        {
            content: "Read which clocks will stand still",
            trigger: ".modal .o_field_widget[name='stopping']:contains('Rectify')",
        },
        {
            content: "A pause without a note is not accepted",
            trigger: ".modal button[name='action_apply']",
            run: "click",
        },
        {
            content: "Say what is waited for",
            trigger: ".modal .o_field_widget.o_field_invalid[name='note'] textarea",
            run: "edit The pump comes on Thursday.",
        },
        {
            content: "Pause",
            trigger: ".modal button[name='action_apply']",
            run: "click",
        },
        {
            content: "The clock stands still, and the chatter says why",
            trigger: ".o-mail-Message:contains('The pump comes on Thursday.')",
        },
        {
            content: "Look at the deadlines",
            trigger: ".o_notebook a[name='deadlines']",
            run: "click",
        },
        {
            content: "This one is paused",
            trigger:
                ".o_field_widget[name='deadline_ids'] tr:contains('Rectify') .o_countdown_text:contains('paused')",
        },
        {
            content: "Let it run again",
            trigger: `${RESPONSE} button[name='action_resume']`,
            run: "click",
        },
        {
            content: "It runs",
            trigger: `${RESPONSE}:not(:has(button[name='action_resume']))`,
        },
    ],
});

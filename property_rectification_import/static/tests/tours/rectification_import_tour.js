/* Copyright 2026 Property Rectification contributors
 * License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl). */

import {registry} from "@web/core/registry";

const HEADER =
    "Reference,Title,Type,Place,Severity,Found by,Reporter,Reporter e-mail," +
    "Occurred,Reported,Closed,Outcome,Reason,Description";
const row = (number, reported) =>
    `T${number},Lamp out ${number},,Garden Road 12,s4,staff,,,,${reported},,,,`;
const ROWS = [1, 2, 3, 4, 5].map((number) => row(number, "2024-03-04 18:05"));
const CONTENT = [HEADER, ...ROWS, row(6, "soon")].join("\n");

/** Put a file into an upload field, as if the user had chosen it. */
function chooseFile(input, name, content) {
    const transfer = new DataTransfer();
    transfer.items.add(new File([content], name, {type: "text/csv"}));
    input.files = transfer.files;
    input.dispatchEvent(new Event("change", {bubbles: true}));
}

registry.category("web_tour.tours").add("rectification_import_history", {
    steps: () => [
        {
            content: "Open the configuration",
            trigger:
                "[data-menu-xmlid='property_rectification.rectification_configuration_menu']",
            run: "click",
        },
        {
            content: "Import a history",
            trigger:
                "[data-menu-xmlid='property_rectification_import.rectification_import_menu']",
            run: "click",
        },
        {
            content: "The empty file to fill in is offered",
            trigger: ".modal button[name='action_get_template']",
        },
        {
            content: "Choose a file",
            trigger: ".modal [name='file'] input[type='file']:not(:visible)",
            async run() {
                chooseFile(this.anchor, "history.csv", CONTENT);
            },
        },
        {
            content: "The file is there",
            trigger: ".modal [name='file'] input[type='text']:value('history.csv')",
        },
        {
            content: "Start",
            trigger: ".modal button[name='action_start']",
            run: "click",
        },
        {
            content: "The bar moves until all rows are done",
            trigger: ".modal [name='created_count']:contains('5')",
        },
        {
            content: "The bad row is listed",
            trigger: ".modal [name='report']:contains('Line 7: “soon” is not a time')",
        },
        {
            content: "Show what was imported",
            trigger: ".modal button[name='action_open_problems']",
            run: "click",
        },
        {
            content: "The problems are there",
            trigger: ".o_content:contains('Lamp out 5')",
        },
    ],
});

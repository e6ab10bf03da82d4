/* Copyright 2026 Property Rectification contributors
 * License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl). */

import {registry} from "@web/core/registry";

const point = (words) => `.o_point:contains('${words}')`;

/** A photo as the camera of a phone gives it: drawn, so that it can be decoded. */
async function takePhoto(input) {
    const canvas = document.createElement("canvas");
    canvas.width = canvas.height = 8;
    canvas.getContext("2d").fillRect(0, 0, 8, 8);
    const blob = await new Promise((done) => {
        canvas.toBlob(done, "image/jpeg");
    });
    const transfer = new DataTransfer();
    transfer.items.add(new File([blob], "stairs.jpg", {type: "image/jpeg"}));
    input.files = transfer.files;
    input.dispatchEvent(new Event("change", {bubbles: true}));
}

/** Steps that sign with the large button below the form. */
const pass = [
    {
        content: "Pass, with the large button below",
        trigger: ".o_form_sheet .d-grid button[name='action_pass']",
        run: "click",
    },
    {
        content: "Sign",
        trigger: ".modal .btn-primary:contains('Sign')",
        run: "click",
    },
];

registry.category("web_tour.tours").add("rectification_verify", {
    steps: () => [
        {
            content: "Nothing is answered yet",
            trigger: ".o_points_progress:contains('0 of 2 answered')",
        },
        {
            content: "It is dry",
            trigger: `${point("Is it dry?")} .o_point_answer_yes`,
            run: "click",
        },
        {
            content: "A photo has to show it",
            trigger: `${point("Is it dry?")}.o_point_yes .o_point_gap:contains('photo')`,
        },
        ...pass,
        {
            content: "The server says what is missing",
            trigger: ".modal:contains('Is it clean? – not answered')",
        },
        {
            content: "Go back",
            trigger: ".modal .o_error_dialog .btn-primary, .modal .btn-primary",
            run: "click",
        },
        {
            content: "Take the photo",
            trigger: `${point("Is it dry?")} .o_action_photos_camera`,
            async run() {
                await takePhoto(
                    document.querySelector(".o_point input[type='file'][capture]")
                );
            },
        },
        {
            content: "It shows",
            trigger: `${point("Is it dry?")}:not(:has(.o_point_gap)) .o_action_photo img`,
        },
        {
            content: "It cannot be clean or dirty",
            trigger: `${point("Is it clean?")} .o_point_answer_na`,
            run: "click",
        },
        {
            content: "Say why",
            trigger: `${point("Is it clean?")}.o_point_na .o_point_remark`,
            run: "edit The pipe is in the wall && press Tab",
        },
        {
            content: "Nothing is missing any more",
            trigger: ".o_points:not(:has(.o_point_gap))",
        },
        ...pass,
        {
            content: "It is signed, and stays as it is",
            trigger: ".o_points:not(:has(.o_point_answers)):contains('The pipe is in')",
        },
    ],
});

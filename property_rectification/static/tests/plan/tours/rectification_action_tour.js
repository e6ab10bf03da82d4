import {registry} from "@web/core/registry";

// A real picture of one pixel: the server decodes what it gets.
const PIXEL =
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==";

function choosePhoto(inputEl, name) {
    const bytes = Uint8Array.from(atob(PIXEL), (char) => char.charCodeAt(0));
    const transfer = new DataTransfer();
    transfer.items.add(new File([bytes], name, {type: "image/png"}));
    inputEl.files = transfer.files;
    inputEl.dispatchEvent(new Event("change", {bubbles: true}));
}

const tours = registry.category("web_tour.tours");
const field = (name) => `.o_form_view .o_field_widget[name='${name}']`;
const photo = (side, name) => `${field(side)} .o_action_photo img[alt='${name}']`;

/** Steps that take a photo of one side with the camera of the phone. */
function takePhoto(side, name) {
    return [
        {
            content: `A phone shows the camera, take ${name}`,
            trigger: `${field(side)} .o_action_photos_camera:visible`,
            run() {
                const selector = `${field(side)} input[type=file][capture]`;
                choosePhoto(document.querySelector(selector), name);
            },
        },
        {
            content: "It shows at once",
            trigger: photo(side, name),
        },
    ];
}

tours.add("rectification_staff_do_action", {
    steps: () => [
        {
            content: "Open the own action",
            trigger: ".o_kanban_record:contains('Replace the seal')",
            run: "click",
        },
        ...takePhoto("before_attachment_ids", "before.png"),
        ...takePhoto("after_attachment_ids", "after.png"),
        {
            content: "Take a wrong one",
            trigger: `${field("after_attachment_ids")} .o_action_photos_camera:visible`,
            run() {
                const side = field("after_attachment_ids");
                const inputEl = document.querySelector(`${side} input[capture]`);
                const transfer = new DataTransfer();
                transfer.items.add(
                    new File(["<svg/>"], "wrong.png", {type: "image/png"})
                );
                inputEl.files = transfer.files;
                inputEl.dispatchEvent(new Event("change", {bubbles: true}));
            },
        },
        {
            content: "It is refused at once, by name",
            trigger: ".o_notification:contains('“wrong.png” is not a photo')",
        },
        {
            content: "Close the message",
            trigger: ".o_notification .o_notification_close",
            run: "click",
        },
        {
            content: "A click enlarges a photo",
            trigger: `${field("after_attachment_ids")} .o_action_photo_open`,
            run: "click",
        },
        {
            trigger: ".o-FileViewer-viewImage",
        },
        {
            content: "Close it again",
            trigger: ".o-FileViewer-headerButton[aria-label='Close']",
            run: "click",
        },
        {
            content: "Write what was done",
            trigger: `${field("evidence")} textarea`,
            run: "edit Seal replaced, dry after one hour.",
        },
        {
            content: "Done, where the thumb is",
            trigger: ".o_form_sheet .d-md-none button[name='action_done']",
            run: "click",
        },
        {
            content: "It is done",
            trigger: ".o_form_view:not(:has(button[name='action_done']))",
        },
        {
            content: "Its photos stay",
            trigger: photo("after_attachment_ids", "after.png"),
        },
        {
            content: "A photo of finished work cannot be removed",
            trigger: `${field("after_attachment_ids")}:not(:has(.o_action_photo_remove))`,
        },
    ],
});

tours.add("rectification_contractor_tour", {
    url: "/my",
    steps: () => [
        {
            content: "Open the work from the home page",
            trigger: "a[href='/my/actions']",
            run: "click",
            expectUnloadPage: true,
        },
        {
            content: "Open the action",
            trigger: ".o_action_card:contains('Change the valve')",
            run: "click",
            expectUnloadPage: true,
        },
        {
            content: "Where it is, and how to get in",
            trigger: ".o_problem_facts:contains('Unit 1')",
        },
        {
            trigger: ".alert:contains('0815')",
        },
        {
            content: "Begin",
            trigger: ".o_action_start",
            run: "click",
            expectUnloadPage: true,
        },
        {
            trigger: ".alert-success:contains('we know that you have begun')",
        },
        {
            content: "Take a photo before",
            trigger:
                ".o_problem_camera input[name=before_attachment_ids]:not(:visible)",
            run: ({anchor}) => choosePhoto(anchor, "before.png"),
        },
        {
            trigger: ".o_problem_chosen:contains('before.png')",
        },
        {
            content: "Save it",
            trigger: ".o_action_save",
            run: "click",
            expectUnloadPage: true,
        },
        {
            trigger: ".alert-success:contains('Saved')",
        },
        {
            content: "The photo is there; choose one after the work",
            trigger: ".o_action_side img[alt='before.png']",
        },
        {
            trigger: ".form-control[name=after_attachment_ids]",
            run: ({anchor}) => choosePhoto(anchor, "after.png"),
        },
        {
            content: "Write what was done",
            trigger: "textarea[name=evidence]",
            run: "edit Valve changed, no drop for ten minutes.",
        },
        {
            content: "Finish",
            trigger: ".o_action_finish",
            run: "click",
            expectUnloadPage: true,
        },
        {
            content: "It is recorded as done",
            trigger: ".alert-success:contains('recorded as done')",
        },
        {
            content: "Both photos stand there, the code does not",
            trigger: ".o_action_page:has(img[alt*='after.png']):not(:contains('0815'))",
        },
    ],
});

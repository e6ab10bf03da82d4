import {registry} from "@web/core/registry";

// A real picture of one pixel: the server decodes what it gets.
const PIXEL =
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==";

function photo() {
    const bytes = Uint8Array.from(atob(PIXEL), (char) => char.charCodeAt(0));
    return new File([bytes], "leak.png", {type: "image/png"});
}

registry.category("web_tour.tours").add("rectification_owner_tour", {
    url: "/my",
    steps: () => [
        {
            content: "Open the problems from the home page",
            trigger: "a[href='/my/problems']",
            run: "click",
            expectUnloadPage: true,
        },
        {
            content: "Nothing is open: report a problem",
            trigger: ".o_problem_report",
            run: "click",
            expectUnloadPage: true,
        },
        {
            content: "Choose the home",
            trigger: "select[name=place_id]",
            run: "selectByLabel Unit 1 · Building 1 · Estate",
        },
        {
            content: "Choose the type",
            trigger: "select[name=problem_type_id]",
            run: "selectByLabel Slow water leak",
        },
        {
            content: "Describe it",
            trigger: "textarea[name=description]",
            run: "edit Water drips from the ceiling of the bathroom.",
        },
        {
            content: "Add a photo",
            trigger: "#problem_photos",
            run({anchor}) {
                const transfer = new DataTransfer();
                transfer.items.add(photo());
                anchor.files = transfer.files;
                anchor.dispatchEvent(new Event("change", {bubbles: true}));
            },
        },
        {
            content: "The photo is named before it is sent",
            trigger: ".o_problem_chosen:contains(leak.png)",
        },
        {
            content: "Send the report",
            trigger: ".o_problem_submit",
            run: "click",
            expectUnloadPage: true,
        },
        {
            content: "The report was received, with its photo",
            trigger: ".alert-success:contains(We have received your report)",
        },
        {
            trigger: ".o_problem_photos img[alt*='leak.png']",
        },
        {
            content: "It says how far it is",
            trigger: ".o_problem_step_current:contains(We have received it)",
        },
        {
            content: "Back to the list",
            trigger: ".breadcrumb a[href='/my/problems']",
            run: "click",
            expectUnloadPage: true,
        },
        {
            content: "Open it from the list",
            trigger: ".o_problem_card:contains(Slow water leak)",
            run: "click",
            expectUnloadPage: true,
        },
        {
            content: "There it is",
            trigger: ".o_problem_facts:contains(Unit 1)",
        },
    ],
});

import {Interaction} from "@web/public/interaction";
import {_t} from "@web/core/l10n/translation";
import {registry} from "@web/core/registry";

/**
 * Saves a contractor a wasted upload: names the photos chosen for each side, says at
 * once which are too many or too large, and sends the form only once. The server
 * checks it all again, and the form works without this.
 */
export class ActionForm extends Interaction {
    static selector = ".o_action_form";
    dynamicContent = {
        ".o_action_side input": {"t-on-change": this.showChosen},
        _root: {"t-on-submit": this.onSubmit},
    };

    get sides() {
        return [...this.el.querySelectorAll(".o_action_side")];
    }

    getFiles(sideEl) {
        const inputs = sideEl.querySelectorAll("input[type=file]");
        return [...inputs].flatMap((input) => [...input.files]);
    }

    getProblems(sideEl) {
        const {maxPhotos, maxPhotoBytes} = this.el.dataset;
        const files = this.getFiles(sideEl);
        const kept = sideEl.querySelectorAll(".o_action_kept:checked");
        const problems = files
            .filter((file) => file.size > Number(maxPhotoBytes))
            .map((file) => _t("“%s” is too large.", file.name));
        if (files.length + kept.length > Number(maxPhotos)) {
            problems.push(_t("These are too many photos."));
        }
        return problems;
    }

    showChosen() {
        for (const sideEl of this.sides) {
            const problems = this.getProblems(sideEl);
            const names = this.getFiles(sideEl).map((file) => file.name);
            const chosenEl = sideEl.querySelector(".o_problem_chosen");
            chosenEl.textContent = (problems.length ? problems : names).join(", ");
            chosenEl.classList.toggle("text-danger", Boolean(problems.length));
        }
    }

    onSubmit(ev) {
        // A button that is disabled now would not be sent along: it says "done".
        const refused = this.sides.some((sideEl) => this.getProblems(sideEl).length);
        if (refused || this.sent) {
            ev.preventDefault();
            this.showChosen();
            return;
        }
        this.sent = true;
    }
}

registry
    .category("public.interactions")
    .add("property_rectification.action_form", ActionForm);

import {Interaction} from "@web/public/interaction";
import {_t} from "@web/core/l10n/translation";
import {registry} from "@web/core/registry";

/**
 * Saves an owner a wasted upload: names the photos chosen, says at once which are
 * too many or too large, and sends a report only once. The server checks it all
 * again, and the form works without this.
 */
export class ProblemForm extends Interaction {
    static selector = ".o_problem_form";
    dynamicContent = {
        "input[type=file], input[name=kept_photos]": {
            "t-on-change": this.onPhotosChange,
        },
        _root: {"t-on-submit": this.onSubmit},
    };

    get files() {
        const inputs = this.el.querySelectorAll("input[type=file]");
        return [...inputs].flatMap((input) => [...input.files]);
    }

    get problems() {
        const {maxPhotos, maxPhotoBytes} = this.el.dataset;
        const kept = this.el.querySelectorAll("input[name=kept_photos]:checked");
        const problems = this.files
            .filter((file) => file.size > Number(maxPhotoBytes))
            .map((file) => _t("“%s” is too large.", file.name));
        if (this.files.length + kept.length > Number(maxPhotos)) {
            problems.push(_t("These are too many photos."));
        }
        return problems;
    }

    onPhotosChange() {
        const problems = this.problems;
        const chosenEl = this.el.querySelector(".o_problem_chosen");
        const names = this.files.map((file) => file.name);
        chosenEl.textContent = (problems.length ? problems : names).join(", ");
        chosenEl.classList.toggle("text-danger", Boolean(problems.length));
    }

    onSubmit(ev) {
        if (this.problems.length) {
            ev.preventDefault();
            this.onPhotosChange();
            return;
        }
        this.el.querySelector(".o_problem_submit").disabled = true;
    }
}

registry
    .category("public.interactions")
    .add("property_rectification.problem_form", ProblemForm);

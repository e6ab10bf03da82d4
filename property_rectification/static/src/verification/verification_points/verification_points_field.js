/* Copyright 2026 Property Rectification contributors
 * License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl). */

import {X2ManyField, x2ManyField} from "@web/views/fields/x2many/x2many_field";
import {useBus} from "@web/core/utils/hooks";
import {useRef} from "@odoo/owl";
import {PointPhotosField} from "./point_photos_field";
import {_t} from "@web/core/l10n/translation";
import {registry} from "@web/core/registry";

const COLOURS = {yes: "success", no: "danger", na: "secondary"};
const REMARKS = {
    yes: _t("Remark"),
    no: _t("What is wrong?"),
    na: _t("Why does it not apply?"),
};

/**
 * The checklist of a verification: one card a point, large enough for a thumb.
 *
 * Each answer is kept at once: a phone in a stairwell may lose its page.
 */
export class VerificationPointsField extends X2ManyField {
    static template = "property_rectification.VerificationPointsField";
    static components = {...X2ManyField.components, PointPhotosField};

    setup() {
        super.setup();
        this.root = useRef("root");
        this.queue = Promise.resolve();
        const {bus} = this.props.record.model;
        useBus(bus, "NEED_LOCAL_CHANGES", ({detail}) => {
            detail.proms.push(this.takeRemarks());
        });
    }

    get points() {
        return this.list.records;
    }

    get answers() {
        return this.list.fields.answer.selection.map(([key, label]) => ({
            key,
            label,
            colour: COLOURS[key],
        }));
    }

    get progress() {
        const answers = this.points.map((point) => point.data.answer);
        const failed = answers.filter((answer) => answer === "no").length;
        const params = {
            done: answers.filter(Boolean).length,
            all: answers.length,
            failed,
        };
        return failed
            ? _t("%(done)s of %(all)s answered, %(failed)s not all right", params)
            : _t("%(done)s of %(all)s answered", params);
    }

    getAnswer(point) {
        return this.answers.find(({key}) => key === point.data.answer);
    }

    getRemarkHint(point) {
        return REMARKS[point.data.answer] || REMARKS.yes;
    }

    /** What an answer still lacks before the result can pass. */
    getGap(point) {
        const {answer, needs_photo: needsPhoto, attachment_ids: photos} = point.data;
        if (answer === "na" && !(point.data.remark || "").trim()) {
            return _t("Say in the remark why it does not apply.");
        }
        const lacksPhoto = needsPhoto && !photos.count && answer !== "na";
        return lacksPhoto ? _t("A photo is needed.") : "";
    }

    find(id) {
        return this.points.find(({resId}) => resId === id);
    }

    answer(id, key) {
        return this.change(id, (point) => point.update({answer: key}));
    }

    /**
     * Change a point and keep it, one after the other: keeping replaces all points of
     * the list, so that one which somebody taps meanwhile has to be found again.
     */
    change(id, apply) {
        return this.enqueue(async () => {
            await apply(this.find(id));
            await this.props.record.save();
        });
    }

    enqueue(step) {
        this.queue = this.queue.then(step, step);
        return this.queue;
    }

    // ------------------------------------------------------------------
    // What is typed is taken when its field is left, or anything is kept
    // ------------------------------------------------------------------

    typing() {
        this.props.record.model.bus.trigger("FIELD_IS_DIRTY", true);
    }

    leave() {
        return this.enqueue(() => this.takeRemarks());
    }

    async takeRemarks() {
        const inputs = this.root.el?.querySelectorAll(".o_point_remark") || [];
        for (const {dataset, value} of inputs) {
            const point = this.find(Number(dataset.point));
            if (point && value !== (point.data.remark || "")) {
                await point.update({remark: value});
            }
        }
    }
}

registry.category("fields").add("rectification_points", {
    ...x2ManyField,
    component: VerificationPointsField,
    displayName: _t("Checklist to answer"),
    supportedTypes: ["one2many"],
});

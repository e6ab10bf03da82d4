/* Copyright 2026 Property Rectification contributors
 * License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl). */

import {X2ManyField, x2ManyField} from "@web/views/fields/x2many/x2many_field";
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

    async answer(point, key) {
        await point.update({answer: key});
        await this.keep();
    }

    /** With each letter: whoever goes on to take a photo leaves no field. */
    remark(point, ev) {
        return point.update({remark: ev.target.value});
    }

    keep() {
        return this.props.record.save();
    }
}

registry.category("fields").add("rectification_points", {
    ...x2ManyField,
    component: VerificationPointsField,
    displayName: _t("Checklist to answer"),
    supportedTypes: ["one2many"],
});

/* Copyright 2026 Property Rectification contributors
 * License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl). */

import {
    ActionPhotosField,
    actionPhotosField,
} from "@property_rectification/action_photos/action_photos_field";
import {registry} from "@web/core/registry";

/** Photos of what was seen in a verification: until it is signed they may go again. */
export class PointPhotosField extends ActionPhotosField {
    static template = "property_rectification.PointPhotosField";
    static props = {
        ...ActionPhotosField.props,
        keep: {type: Function, optional: true},
    };

    canRemove() {
        return !this.props.readonly;
    }

    async onFileUploaded(files) {
        await super.onFileUploaded(files);
        await this.props.keep?.();
    }
}

registry.category("fields").add("rectification_point_photos", {
    ...actionPhotosField,
    component: PointPhotosField,
});

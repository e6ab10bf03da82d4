/* Copyright 2026 Property Rectification contributors
 * License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl). */

import {
    ActionPhotosField,
    actionPhotosField,
} from "@property_rectification/plan/action_photos/action_photos_field";
import {registry} from "@web/core/registry";

/** Photos of what was seen in a verification: until it is signed they may go again. */
export class PointPhotosField extends ActionPhotosField {
    static template = "property_rectification.PointPhotosField";
    static props = {
        ...ActionPhotosField.props,
        change: {type: Function, optional: true},
    };

    setup() {
        super.setup();
        if (this.props.change) {
            this.operations = {
                saveRecord: (ids) =>
                    this.change((list) => list.addAndRemove({add: ids})),
                removeRecord: ({resId}) =>
                    this.change((list) =>
                        list.forget(list.records.find((photo) => photo.resId === resId))
                    ),
            };
        }
    }

    change(apply) {
        return this.props.change((point) => apply(point.data[this.props.name]));
    }

    canRemove() {
        return !this.props.readonly;
    }
}

registry.category("fields").add("rectification_point_photos", {
    ...actionPhotosField,
    component: PointPhotosField,
});

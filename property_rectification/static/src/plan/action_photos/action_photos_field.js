import {
    Many2ManyBinaryField,
    many2ManyBinaryField,
} from "@web/views/fields/many2many_binary/many2many_binary_field";
import {FileInput} from "@web/core/file_input/file_input";
import {FileModel} from "@web/core/file_viewer/file_model";
import {_t} from "@web/core/l10n/translation";
import {hasTouch} from "@web/core/browser/feature_detection";
import {registry} from "@web/core/registry";
import {useFileViewer} from "@web/core/file_viewer/file_viewer_hook";
import {user} from "@web/core/user";

// Named one by one: with image/* some phones send HEIC, which no browser shows;
// asked for JPEG they convert it.
const PHOTO_TYPES = "image/jpeg,image/png,image/webp,image/gif";
const OPEN_STATES = ["todo", "in_progress"];

/** Opens the camera of a phone rather than its files. */
export class CameraInput extends FileInput {
    static template = "property_rectification.CameraInput";
}

/**
 * Photos of one side of an action: thumbnails that open in the file viewer, and on
 * a phone a button that takes the next one.
 */
export class ActionPhotosField extends Many2ManyBinaryField {
    static template = "property_rectification.ActionPhotosField";
    static components = {...Many2ManyBinaryField.components, CameraInput};

    setup() {
        super.setup();
        this.photoTypes = PHOTO_TYPES;
        this.route = "/rectification/action/photos";
        // Only a device that is touched has a camera at hand.
        this.hasCamera = hasTouch();
        this.fileViewer = useFileViewer();
    }

    get canAdd() {
        const {readonly, numberOfFiles} = this.props;
        return !readonly && (!numberOfFiles || this.files.length < numberOfFiles);
    }

    getThumbnail(file) {
        return `/web/image/${file.id}/480x360`;
    }

    canRemove(file) {
        const {can_plan: canPlan, state} = this.props.record.data;
        const own = !file.create_uid || file.create_uid.id === user.userId;
        return !this.props.readonly && OPEN_STATES.includes(state) && (canPlan || own);
    }

    onPhotoClick(file) {
        const photos = this.files.map(({id, name, mimetype}) =>
            Object.assign(new FileModel(), {id, name, mimetype})
        );
        this.fileViewer.open(
            photos.find((photo) => photo.id === file.id),
            photos
        );
    }

    /** One refused file keeps no other from being added. */
    async onFileUploaded(files) {
        const kept = files.filter((file) => !file.error);
        for (const {error} of files.filter((file) => file.error)) {
            this.notification.add(error, {title: _t("Not added"), type: "danger"});
        }
        if (kept.length) {
            await this.operations.saveRecord(kept.map((file) => file.id));
        }
    }
}

export const actionPhotosField = {
    ...many2ManyBinaryField,
    component: ActionPhotosField,
    relatedFields: [
        ...many2ManyBinaryField.relatedFields,
        {name: "create_uid", type: "many2one", relation: "res.users"},
    ],
};

registry.category("fields").add("rectification_action_photos", actionPhotosField);

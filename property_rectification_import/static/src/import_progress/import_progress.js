/* Copyright 2026 Property Rectification contributors
 * License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl). */

import {Component, onMounted, onWillUnmount, useState} from "@odoo/owl";
import {registry} from "@web/core/registry";
import {standardWidgetProps} from "@web/views/widgets/standard_widget_props";
import {useService} from "@web/core/utils/hooks";

/**
 * Runs an import that was started, step by step, and shows how far it is.
 *
 * Each step is a request of its own, so that the bar moves and no request lasts long.
 */
export class ImportProgress extends Component {
    static template = "property_rectification_import.ImportProgress";
    static props = {...standardWidgetProps};

    setup() {
        this.orm = useService("orm");
        const {row_count: rows, handled_count: handled} = this.props.record.data;
        this.progress = useState({rows, handled, failed: false});
        this.left = false;
        onMounted(() => this.run());
        onWillUnmount(() => {
            this.left = true;
        });
    }

    get percent() {
        const {handled, rows} = this.progress;
        return rows ? Math.floor((100 * handled) / rows) : 0;
    }

    async run() {
        const {resModel, resId} = this.props.record;
        this.progress.failed = false;
        let state = "running";
        try {
            while (state === "running" && !this.left) {
                const step = await this.orm.call(resModel, "run_step", [[resId]]);
                state = step.state;
                Object.assign(this.progress, {handled: step.handled, rows: step.rows});
            }
        } catch (error) {
            this.progress.failed = true;
            throw error;
        }
        if (!this.left) {
            await this.props.record.load();
        }
    }
}

export const importProgress = {
    component: ImportProgress,
    fieldDependencies: [
        {name: "row_count", type: "integer"},
        {name: "handled_count", type: "integer"},
    ],
};

registry.category("view_widgets").add("rectification_import_progress", importProgress);

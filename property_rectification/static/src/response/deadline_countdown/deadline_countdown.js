/* Copyright 2026 Property Rectification contributors
 * License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl). */

import {Component, onMounted, onWillRender, onWillUnmount} from "@odoo/owl";
import {_t} from "@web/core/l10n/translation";
import {describeTimeLeft} from "./time_left";
import {everySecond} from "./ticker";
import {formatDateTime} from "@web/core/l10n/dates";
import {registry} from "@web/core/registry";
import {standardFieldProps} from "@web/views/fields/standard_field_props";

// Of a problem and of a single deadline: what still counts down.
const RUNNING = new Set(["late", "soon", "on_time", "running"]);
const LOOKS = {
    late: {icon: "fa-exclamation-circle", color: "text-danger fw-bold"},
    soon: {icon: "fa-clock-o", color: "o_countdown_soon fw-bold"},
    paused: {icon: "fa-pause-circle", color: "text-muted"},
    on_time: {icon: "fa-clock-o", color: "text-muted"},
};

/** The time left until a deadline; it goes down while somebody looks at it. */
export class DeadlineCountdown extends Component {
    static template = "property_rectification.DeadlineCountdown";
    static props = {
        ...standardFieldProps,
        statusField: {type: String},
        clockField: {type: String, optional: true},
    };

    setup() {
        onWillRender(() => {
            this.shown = this.describe();
        });
        let stop = null;
        onMounted(() => {
            stop = everySecond(() => this.tick());
        });
        onWillUnmount(() => stop());
    }

    tick() {
        if (this.describe()?.text !== this.shown?.text) {
            this.render();
        }
    }

    get due() {
        return this.props.record.data[this.props.name];
    }

    /** What is due, such as "Acknowledge". */
    get clock() {
        const {clockField, record} = this.props;
        const options = clockField ? record.fields[clockField].selection : [];
        const chosen = options.find(([value]) => value === record.data[clockField]);
        return chosen?.[1];
    }

    get dueText() {
        return this.due ? _t("Due %(date)s", {date: formatDateTime(this.due)}) : "";
    }

    describe() {
        const status = this.props.record.data[this.props.statusField];
        if (status === "paused") {
            return {text: _t("paused"), ...LOOKS.paused};
        }
        if (!this.due || !RUNNING.has(status)) {
            return null;
        }
        const now = luxon.DateTime.now().toMillis();
        const due = this.due.toMillis();
        // It may have run out since the page was loaded.
        const look = due < now ? "late" : status;
        return {
            text: describeTimeLeft(due, now),
            ...(LOOKS[look] || LOOKS.on_time),
        };
    }
}

export const deadlineCountdown = {
    component: DeadlineCountdown,
    displayName: _t("Countdown"),
    supportedTypes: ["datetime"],
    isEmpty: () => false,
    supportedOptions: [
        {label: _t("Field of the status"), name: "status_field", type: "field"},
        {label: _t("Field of what is due"), name: "clock_field", type: "field"},
    ],
    fieldDependencies: ({options}) => [
        {name: options.status_field || "deadline_status", type: "selection"},
        ...(options.clock_field
            ? [{name: options.clock_field, type: "selection"}]
            : []),
    ],
    extractProps: ({options}) => ({
        statusField: options.status_field || "deadline_status",
        clockField: options.clock_field,
    }),
};

registry.category("fields").add("rectification_countdown", deadlineCountdown);

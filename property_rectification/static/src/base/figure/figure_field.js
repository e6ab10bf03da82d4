/* Copyright 2026 Property Rectification contributors
 * License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl). */

import {Component, useRef} from "@odoo/owl";
import {formatFloat} from "@web/views/fields/formatters";
import {parseFloat} from "@web/views/fields/parsers";
import {registry} from "@web/core/registry";
import {standardFieldProps} from "@web/views/fields/standard_field_props";
import {useBus} from "@web/core/utils/hooks";
import {useNumpadDecimal} from "@web/views/fields/numpad_decimal_hook";

/**
 * A number that may be missing: an empty input is no figure, which 0 is. The hook of
 * ordinary inputs takes one for the other, so this one keeps its own.
 */
export class FigureField extends Component {
    static template = "property_rectification.FigureField";
    static props = {...standardFieldProps, placeholder: {type: String, optional: true}};

    setup() {
        this.input = useRef("numpadDecimal");
        useNumpadDecimal();
        const {bus} = this.props.record.model;
        useBus(bus, "NEED_LOCAL_CHANGES", ({detail}) =>
            detail.proms.push(this.commit())
        );
        useBus(bus, "WILL_SAVE_URGENTLY", () => this.commit());
    }

    get shown() {
        return formatFloat(this.props.record.data[this.props.name], {
            trailingZeros: false,
        });
    }

    async commit() {
        const {name, record} = this.props;
        const text = this.input.el?.value ?? this.shown;
        if (text === this.shown) {
            return;
        }
        let figure = false;
        try {
            figure = text.trim() === "" ? false : parseFloat(text);
        } catch {
            record.setInvalidField(name);
            return;
        }
        await record.update({[name]: figure});
    }
}

export const figureField = {
    component: FigureField,
    isEmpty: (record, name) => record.data[name] === false,
    supportedTypes: ["float"],
    extractProps: ({attrs}) => ({placeholder: attrs.placeholder}),
};

registry.category("fields").add("rectification_figure", figureField);

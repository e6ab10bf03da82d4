/* Copyright 2026 Property Rectification contributors
 * License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl). */

import {Component, useRef} from "@odoo/owl";
import {drawTall, drawWide} from "./fishbone_drawing";
import {flatten} from "./cause_tree_model";

/** The causes of a plan on the six bones of a fish. */
export class Fishbone extends Component {
    static template = "property_rectification.Fishbone";
    static props = {tree: Array, branches: Array, effect: String};

    setup() {
        this.wide = useRef("wide");
    }

    get pictures() {
        const {tree, branches, effect} = this.props;
        return [
            {name: "wide", ...drawWide(tree, branches, effect)},
            {name: "tall", ...drawTall(tree, branches, effect)},
        ];
    }

    get loose() {
        return flatten(this.props.tree).filter((node) => !node.branch);
    }

    /** Print the picture alone, without the form around it. */
    print() {
        const frame = document.createElement("iframe");
        frame.className = "d-none";
        document.body.append(frame);
        const page = frame.contentDocument;
        page.title = this.props.effect;
        const picture = page.importNode(this.wide.el.querySelector("svg"), true);
        picture.setAttribute("width", "100%");
        page.body.append(picture);
        frame.contentWindow.addEventListener("afterprint", () => frame.remove());
        frame.contentWindow.print();
    }
}

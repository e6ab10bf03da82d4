/* Copyright 2026 Property Rectification contributors
 * License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl). */

import {CauseNode, NewCause} from "./cause_node";
import {X2ManyField, x2ManyField} from "@web/views/fields/x2many/x2many_field";
import {growTree, flatten, keyOf} from "./cause_tree_model";
import {useBus, useService} from "@web/core/utils/hooks";
import {useRef, useState} from "@odoo/owl";
import {ConfirmationDialog} from "@web/core/confirmation_dialog/confirmation_dialog";
import {Fishbone} from "./fishbone";
import {_t} from "@web/core/l10n/translation";
import {registry} from "@web/core/registry";
import {x2ManyCommands} from "@web/core/orm_service";

const CAUSE_FIELDS = ["name", "display_name", "parent_id", "is_escape"];

/**
 * The whys of a plan as a tree of boxes, as a fishbone or as the usual list.
 *
 * All three show and change the same records of the form: nothing is written before
 * the form is saved, and Discard takes everything back.
 */
export class CauseTreeField extends X2ManyField {
    static template = "property_rectification.CauseTreeField";
    static components = {...X2ManyField.components, CauseNode, Fishbone, NewCause};

    setup() {
        super.setup();
        this.orm = useService("orm");
        this.dialog = useService("dialog");
        this.root = useRef("root");
        this.state = useState({view: "tree", open: null, asking: null, causes: []});
        const {bus} = this.props.record.model;
        useBus(bus, "NEED_LOCAL_CHANGES", ({detail}) => this.commit(detail.proms));
        this.views = [
            {name: "tree", label: _t("Tree"), icon: "fa-sitemap"},
            {name: "fishbone", label: _t("Fishbone"), icon: "fa-code-fork"},
            {name: "list", label: _t("List"), icon: "fa-list"},
        ];
    }

    get tree() {
        return growTree(this.list.records);
    }

    get branches() {
        return this.list.fields.branch.selection;
    }

    get readonly() {
        return this.props.readonly;
    }

    get effect() {
        return this.props.record.data.name || "";
    }

    get deadEnds() {
        return this.props.record.data.dead_end_whys || [];
    }

    labelOf(name, value) {
        const option = this.list.fields[name].selection.find(([key]) => key === value);
        return option ? option[1] : "";
    }

    // ------------------------------------------------------------------
    // What is typed is recorded when its input is left
    // ------------------------------------------------------------------

    typing() {
        this.props.record.model.bus.trigger("FIELD_IS_DIRTY", true);
    }

    commit(proms) {
        const input = document.activeElement;
        if (this.root.el?.contains(input) && input.matches("input, textarea")) {
            input.dispatchEvent(new Event("change"));
        }
        proms.push(Promise.resolve(this.pending));
    }

    async update(node, changes) {
        this.pending = node.why.update(changes);
        await this.pending;
    }

    async open(node) {
        this.state.open = node.key;
        if (!this.state.causes.length && !this.readonly) {
            this.state.causes = await this.orm.searchRead(
                "rectification.cause",
                [],
                CAUSE_FIELDS
            );
        }
    }

    toggle(node) {
        if (this.state.open === node.key) {
            this.state.open = null;
        } else {
            this.open(node);
        }
    }

    // ------------------------------------------------------------------
    // Add and delete
    // ------------------------------------------------------------------

    /** Ask why, below a node; without one, begin another chain. */
    ask(node) {
        this.state.asking = node ? node.key : "top";
    }

    cancel() {
        this.state.asking = null;
    }

    async add(parent, statement) {
        this.state.asking = null;
        this.pending = this.addBelow(parent, statement);
        const why = await this.pending;
        await this.open({key: keyOf(why)});
    }

    async addBelow(parent, statement) {
        const key = `new-${crypto.getRandomValues(new Uint32Array(2)).join("-")}`;
        const defaults = {default_client_key: key, default_statement: statement};
        if (parent) {
            Object.assign(defaults, await this.getTie(parent.why));
        }
        const context = {...this.props.context, ...defaults};
        return this.list.addNewRecord({context, mode: "readonly", position: "bottom"});
    }

    /** Return the defaults that hang a new why on one which may be unsaved, too. */
    async getTie(why) {
        const defaults = {default_is_escape: why.data.is_escape};
        if (why.resId) {
            return {...defaults, default_parent_id: why.resId};
        }
        if (!why.data.client_key) {
            await why.update({client_key: `new-${why.id}`});
        }
        return {...defaults, default_client_parent_key: why.data.client_key};
    }

    delete(node) {
        const whys = flatten([node]).map((each) => each.why);
        this.dialog.add(ConfirmationDialog, {
            title: _t("Delete this cause?"),
            body:
                whys.length > 1
                    ? _t("“%(why)s” is deleted with everything below it (%(count)s).", {
                          why: node.why.data.statement,
                          count: whys.length - 1,
                      })
                    : node.why.data.statement,
            confirmLabel: _t("Delete"),
            confirm: () => this.drop(whys),
            cancel: () => Promise.resolve(),
        });
    }

    drop(whys) {
        this.pending = this.list.applyCommands(
            whys.map((why) => x2ManyCommands.delete(why.resId || why._virtualId))
        );
        return this.pending;
    }

    // ------------------------------------------------------------------
    // Keys
    // ------------------------------------------------------------------

    /** Go to the why above or below with the arrow keys, from the end of a text. */
    onKeydown(ev) {
        const step = {ArrowUp: -1, ArrowDown: 1}[ev.key];
        if (!step || !ev.target.matches(".o_cause_statement")) {
            return;
        }
        const all = [...this.root.el.querySelectorAll(".o_cause_statement")];
        const next = all[all.indexOf(ev.target) + step];
        if (next) {
            ev.preventDefault();
            next.focus();
        }
    }
}

registry.category("fields").add("rectification_cause_tree", {
    ...x2ManyField,
    component: CauseTreeField,
    displayName: _t("Causes as a tree"),
    supportedTypes: ["one2many"],
});

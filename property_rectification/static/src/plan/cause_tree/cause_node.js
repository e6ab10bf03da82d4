/* Copyright 2026 Property Rectification contributors
 * License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl). */

import {STATUSES, flatten} from "./cause_tree_model";
import {Component} from "@odoo/owl";
import {useAutofocus} from "@web/core/utils/hooks";

const NEXT_STATUS = {suspected: "verified", verified: "refuted", refuted: "suspected"};

/** The line in which the next why is typed; nothing is recorded before. */
export class NewCause extends Component {
    static template = "property_rectification.NewCause";
    static props = {add: Function, cancel: Function, typing: Function};

    setup() {
        useAutofocus({refName: "statement"});
        this.left = false;
    }

    onKeydown(ev) {
        if (ev.key === "Escape") {
            ev.stopPropagation();
            this.left = true;
            this.props.cancel();
        } else if (ev.key === "Enter") {
            ev.preventDefault();
            this.leave(ev);
        }
    }

    /** Record what was typed, once, whether by Enter or by going elsewhere. */
    leave(ev) {
        if (this.left) {
            return;
        }
        this.left = true;
        const statement = ev.target.value.trim();
        if (statement) {
            this.props.add(statement);
        } else {
            this.props.cancel();
        }
    }
}

/** One why, with what explains it below. */
export class CauseNode extends Component {
    static template = "property_rectification.CauseNode";
    static components = {NewCause};
    static props = {node: Object, tree: Object};

    get data() {
        return this.props.node.why.data;
    }

    get status() {
        return {...STATUSES[this.data.status], label: this.labelOf("status")};
    }

    get isOpen() {
        return this.props.tree.state.open === this.props.node.key;
    }

    get isDeadEnd() {
        return this.props.tree.deadEnds.includes(this.props.node.key);
    }

    get needsEvidence() {
        const {status, evidence} = this.data;
        return status !== "suspected" && !(evidence || "").trim();
    }

    get count() {
        return flatten([this.props.node]).length;
    }

    /** Causes of the taxonomy that may be chosen, each group with its parts. */
    get causeGroups() {
        const causes = this.props.tree.state.causes.filter(
            (cause) => cause.is_escape === this.data.is_escape
        );
        const partsOf = (id) =>
            causes.filter((c) => c.parent_id && c.parent_id[0] === id);
        const groups = causes
            .filter((cause) => !cause.parent_id)
            .map((cause) => ({...cause, parts: [cause, ...partsOf(cause.id)]}));
        const known = groups.flatMap((group) => group.parts.map((part) => part.id));
        const {cause_id: current} = this.data;
        if (current && !known.includes(current.id)) {
            const chosen = {id: current.id, name: current.display_name};
            groups.unshift({...chosen, parts: [chosen]});
        }
        return groups;
    }

    labelOf(name) {
        return this.props.tree.labelOf(name, this.data[name]);
    }

    update(changes) {
        return this.props.tree.update(this.props.node, changes);
    }

    onStatementKeydown(ev) {
        if (ev.key === "Enter" && !ev.isComposing) {
            ev.preventDefault();
            ev.target.blur();
            this.props.tree.ask(this.props.node);
        }
    }

    onStatementChange(ev) {
        const statement = ev.target.value.trim();
        if (statement) {
            this.update({statement});
        } else {
            ev.target.value = this.data.statement;
        }
    }

    setStatus(status) {
        this.props.tree.open(this.props.node);
        this.update({status});
    }

    toggleStatus() {
        this.setStatus(NEXT_STATUS[this.data.status]);
    }

    chooseCause(ev) {
        const id = Number(ev.target.value);
        const cause = this.props.tree.state.causes.find((c) => c.id === id);
        const chosen = cause && {id, display_name: cause.display_name};
        this.update({cause_id: chosen || false});
    }

    setEscape(ev) {
        this.update({is_escape: ev.target.checked, cause_id: false});
    }
}
CauseNode.components.CauseNode = CauseNode;

/* Copyright 2026 Property Rectification contributors
 * License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl). */
import {KanbanRenderer} from "@web/views/kanban/kanban_renderer";
import {kanbanView} from "@web/views/kanban/kanban_view";
import {registry} from "@web/core/registry";

const EXPLAINED = ["state"];

/** Cards may be dragged to a state as well: the server says why it is not set by hand. */
export class ActionBoardRenderer extends KanbanRenderer {
    get canMoveRecords() {
        const field = this.props.list.groupByField;
        return super.canMoveRecords || EXPLAINED.includes(field?.name);
    }
}

registry.category("views").add("rectification_action_board", {
    ...kanbanView,
    Renderer: ActionBoardRenderer,
});

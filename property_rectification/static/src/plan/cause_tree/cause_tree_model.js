/* Copyright 2026 Property Rectification contributors
 * License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl). */

export const STATUSES = {
    suspected: {icon: "fa-question-circle", sign: "?", colour: "#8a6d00"},
    verified: {icon: "fa-check-circle", sign: "✓", colour: "#1c7a3d"},
    refuted: {icon: "fa-times-circle", sign: "✕", colour: "#6c757d"},
};

/**
 * Return what names a why, also before it is saved.
 *
 * @param {object} why record of the list of whys
 * @returns {number | string}
 */
export function keyOf(why) {
    return why.resId || why.data.client_key || why.id;
}

function parentKeyOf(why) {
    return why.data.parent_id ? why.data.parent_id.id : why.data.client_parent_key;
}

/**
 * Return whys as trees; each node has its why, key, level, children and the branch
 * that it has or takes over from what it explains.
 *
 * @param {object[]} whys records, in the order of the list
 * @returns {object[]} the topmost nodes
 */
export function growTree(whys) {
    const children = new Map();
    const keys = new Set(whys.map(keyOf));
    for (const why of whys) {
        const parent = keys.has(parentKeyOf(why)) ? parentKeyOf(why) : null;
        children.set(parent, [...(children.get(parent) || []), why]);
    }
    const grow = (parent, level, inherited) =>
        (children.get(parent) || []).map((why) => {
            const key = keyOf(why);
            const branch = why.data.branch || inherited;
            const node = {why, key, level, branch};
            node.children = grow(key, level + 1, branch);
            return node;
        });
    return grow(null, 1, false);
}

/**
 * Return nodes and all nodes below them.
 *
 * @param {object[]} nodes
 * @returns {object[]}
 */
export function flatten(nodes) {
    return nodes.flatMap((node) => [node, ...flatten(node.children)]);
}

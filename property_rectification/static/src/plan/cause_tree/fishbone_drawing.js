/* Copyright 2026 Property Rectification contributors
 * License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl). */

import {STATUSES, flatten} from "./cause_tree_model";

const LINE = 16;
const GAP = 8;
const LABEL = 26;
const SLANT = 56;
const COLUMN = 290;
const HEAD = 170;
const WIDE_CHARACTER = /[\u2E80-\uFFEF]/;

function widthOf(text) {
    return [...text].reduce(
        (sum, char) => sum + (WIDE_CHARACTER.test(char) ? 2 : 1),
        0
    );
}

/**
 * Break a text into lines; languages without spaces break anywhere.
 *
 * @param {string} text
 * @param {number} width in letters
 * @returns {string[]}
 */
export function wrap(text, width) {
    const pieces = text.match(/[\u2E80-\uFFEF]|[^\s\u2E80-\uFFEF]{1,24}|\s+/g) || [];
    const lines = [""];
    for (const piece of pieces) {
        const longer = lines.at(-1) + piece;
        if (widthOf(longer.trimEnd()) > width && lines.at(-1)) {
            lines.push(piece.trimStart());
        } else {
            lines[lines.length - 1] = longer;
        }
    }
    return lines.map((line) => line.trim()).filter(Boolean);
}

function collect(tree, branch, width) {
    return flatten(tree)
        .filter((node) => node.branch === branch)
        .map((node) => {
            const {statement, status} = node.why.data;
            const lines = wrap(statement || "…", width);
            const height = lines.length * LINE + GAP;
            return {key: node.key, lines, height, status, ...STATUSES[status]};
        });
}

const heightOf = (bone) =>
    LABEL + GAP + bone.items.reduce((sum, item) => sum + item.height, 0);

/** Return lines of text with the height at which each of them stands. */
function stack(lines, from) {
    return lines.map((text, row) => ({text, y: from + row * LINE}));
}

/** Give each item of a bone its place, from the top of the bone to its bottom. */
function placeItems(bone, top, from, to) {
    let y = top + LINE;
    const slope = (to.x - from.x) / (to.y - from.y);
    for (const item of bone.items) {
        item.y = y;
        item.x = from.x + slope * (y - from.y);
        item.texts = stack(item.lines, y + 4);
        y += item.height;
    }
}

/**
 * Return a fishbone picture that is broader than high.
 *
 * @param {object[]} tree see growTree
 * @param {Array} branches pairs of branch and label
 * @param {string} effect what is explained
 * @returns {object}
 */
export function drawWide(tree, branches, effect) {
    const bones = branches.map(([branch, label]) => ({
        branch,
        label,
        items: collect(tree, branch, 31),
    }));
    const half = Math.ceil(bones.length / 2);
    const least = LABEL + 70;
    const above = Math.max(least, ...bones.slice(0, half).map(heightOf));
    const below = Math.max(least, ...bones.slice(half).map(heightOf));
    const spine = above + GAP;
    const end = half * COLUMN + SLANT;
    bones.forEach((bone, place) => {
        const x = (place % half) * COLUMN + GAP;
        const upper = place < half;
        const tip = {x, y: upper ? LABEL : spine + below - LABEL};
        const joint = {x: x + SLANT, y: spine};
        Object.assign(bone, {tip, joint});
        bone.labelAt = {x, y: upper ? LABEL - 8 : tip.y + 18};
        placeItems(bone, upper ? LABEL : spine + GAP, tip, joint);
    });
    const lines = wrap(effect, 20).slice(0, 6);
    const head = {
        x: end,
        y: spine - (lines.length * LINE) / 2 - GAP,
        height: lines.length * LINE + 2 * GAP,
    };
    head.texts = stack(lines, head.y + GAP + 12);
    return {
        bones,
        head: {...head, width: HEAD, textX: end + 10},
        spine: {x1: 0, y1: spine, x2: end, y2: spine},
        width: end + HEAD + GAP,
        height: spine + below + GAP,
    };
}

/**
 * Return a fishbone picture that stands upright, for a phone.
 *
 * @param {object[]} tree see growTree
 * @param {Array} branches pairs of branch and label
 * @param {string} effect what is explained
 * @returns {object}
 */
export function drawTall(tree, branches, effect) {
    const width = 350;
    const lines = wrap(effect, 38).slice(0, 4);
    const headHeight = lines.length * LINE + 2 * GAP;
    const texts = stack(lines, GAP + 12);
    let y = headHeight + GAP;
    const bones = branches.map(([branch, label]) => {
        const bone = {branch, label, items: collect(tree, branch, 34)};
        const height = heightOf(bone) + GAP;
        bone.joint = {x: 12, y: y + 4};
        bone.tip = {x: 40, y: y + LABEL};
        bone.labelAt = {x: 46, y: y + LABEL + 2};
        const rib = {x: 46, y: y + LABEL};
        placeItems(bone, y + LABEL + GAP, rib, {x: 46, y: y + height});
        y += height;
        return bone;
    });
    return {
        bones,
        head: {x: 0, y: 0, width, height: headHeight, textX: 10, texts},
        spine: {x1: 12, y1: headHeight, x2: 12, y2: y},
        width,
        height: y + GAP,
    };
}

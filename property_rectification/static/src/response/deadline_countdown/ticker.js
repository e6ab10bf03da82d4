/* Copyright 2026 Property Rectification contributors
 * License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl). */

import {browser} from "@web/core/browser/browser";

const listeners = new Set();
let timer = null;

function tick() {
    for (const listener of listeners) {
        listener();
    }
}

/**
 * Call back each second. All that tick on a page share one timer, which lasts only as
 * long as somebody listens.
 *
 * @param {Function} listener called without arguments
 * @returns {Function} stops the calls
 */
export function everySecond(listener) {
    listeners.add(listener);
    timer ??= browser.setInterval(tick, 1000);
    return () => {
        listeners.delete(listener);
        if (!listeners.size) {
            browser.clearInterval(timer);
            timer = null;
        }
    };
}

/* Copyright 2026 Property Rectification contributors
 * License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl). */

import {_t} from "@web/core/l10n/translation";

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Return the whole units in a number of seconds, of those below the next unit. */
const units = (seconds, unit, next = Infinity) => Math.floor((seconds % next) / unit);

function describeSpan(seconds) {
    if (seconds >= 2 * DAY) {
        return _t("%(days)s days", {days: units(seconds, DAY)});
    }
    const hours = units(seconds, HOUR, DAY);
    if (seconds >= DAY) {
        return _t("1 day %(hours)s h", {hours});
    }
    const minutes = units(seconds, MINUTE, HOUR);
    if (seconds >= HOUR) {
        return _t("%(hours)s h %(minutes)s min", {hours, minutes});
    }
    return _t("%(minutes)s min %(seconds)s s", {
        minutes,
        seconds: units(seconds, 1, MINUTE),
    });
}

/**
 * Say how much time is left until a moment, or how long it has been over.
 *
 * @param {number} due milliseconds since the epoch
 * @param {number} now milliseconds since the epoch
 * @returns {string} such as "2 h 14 min left" or "late by 3 days"
 */
export function describeTimeLeft(due, now) {
    if (due >= now) {
        const span = describeSpan(Math.floor((due - now) / 1000));
        return _t("%(span)s left", {span});
    }
    return _t("late by %(span)s", {
        span: describeSpan(Math.floor((now - due) / 1000)),
    });
}

/* Copyright 2026 Property Rectification contributors
 * License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl). */

import {
    advanceTime,
    animationFrame,
    describe,
    expect,
    freezeTime,
    mockDate,
    mockTimeZone,
    queryAllTexts,
    queryFirst,
    runAllTimers,
    test,
} from "@odoo/hoot";
import {
    allowTranslations,
    defineModels,
    fields,
    models,
    mountView,
    patchWithCleanup,
} from "@web/../tests/web_test_helpers";
import {DeadlineCountdown} from "@property_rectification/response/deadline_countdown/deadline_countdown";
import {describeTimeLeft} from "@property_rectification/response/deadline_countdown/time_left";
import {everySecond} from "@property_rectification/response/deadline_countdown/ticker";
import {mailModels} from "@mail/../tests/mail_test_helpers";

const NOW = "2026-03-02 09:00:00";
const TEXT = ".o_countdown_text";

class Problem extends models.Model {
    due = fields.Datetime();
    deadline_status = fields.Selection({
        selection: [
            ["late", "Late"],
            ["soon", "Due soon"],
            ["on_time", "On time"],
            ["paused", "Paused"],
            ["none", "Nothing due"],
        ],
    });
    next_clock = fields.Selection({selection: [["attend", "Attend"]]});

    _records = [
        {
            id: 1,
            due: "2026-03-02 11:14:10",
            deadline_status: "on_time",
            next_clock: "attend",
        },
        {id: 2, due: "2026-03-02 09:00:02", deadline_status: "soon"},
        {id: 3, due: "2026-02-27 08:00:00", deadline_status: "late"},
        {id: 4, due: false, deadline_status: "paused"},
        {id: 5, due: false, deadline_status: "none"},
    ];
}
defineModels({...mailModels, Problem});

const mountList = () =>
    mountView({
        type: "list",
        resModel: "problem",
        arch: `<list><field name="due" widget="rectification_countdown"
            options="{'clock_field': 'next_clock'}"/></list>`,
    });

async function wait(seconds) {
    await advanceTime(seconds * 1000);
    await animationFrame();
}

describe.current.tags("desktop");

test("says in words how much time is left", () => {
    allowTranslations();
    const minute = 60_000;
    const hour = 60 * minute;
    const left = (span) => String(describeTimeLeft(span, 0));
    expect(left(61_000)).toBe("1 min 1 s left");
    expect(left(0)).toBe("0 min 0 s left");
    expect(left(2 * hour + 14 * minute)).toBe("2 h 14 min left");
    expect(left(27 * hour)).toBe("1 day 3 h left");
    expect(left(72 * hour)).toBe("3 days left");
    expect(left(-5000)).toBe("late by 0 min 5 s");
    expect(left(-72 * hour)).toBe("late by 3 days");
});

test("a countdown goes down, and turns late", async () => {
    freezeTime();
    mockDate(NOW, 0);
    await mountList();
    const [distant, near] = [0, 1];
    expect(queryAllTexts(TEXT)).toEqual([
        "2 h 14 min left",
        "0 min 2 s left",
        "late by 3 days",
        "paused",
    ]);
    expect(".o_countdown_clock").toHaveText("Attend");
    await wait(1);
    expect(queryAllTexts(TEXT)[near]).toBe("0 min 1 s left");
    await wait(5);
    expect(queryAllTexts(TEXT)[near]).toBe("late by 0 min 4 s");
    expect(".o_data_row:eq(1) .text-danger").toHaveCount(1);
    await wait(60);
    expect(queryAllTexts(TEXT)[distant]).toBe("2 h 13 min left");
});

test("the time zone of the user changes the date, not the time left", async () => {
    freezeTime();
    mockDate(NOW, 0);
    mockTimeZone(8);
    await mountList();
    expect(queryAllTexts(TEXT)[0]).toBe("2 h 14 min left");
    expect(queryFirst(".o_rectification_countdown").title).toInclude("19:14");
});

test("all that tick share one timer, which ends with the last of them", async () => {
    const stops = [1, 2, 3].map((name) => everySecond(() => expect.step(name)));
    await advanceTime(1000);
    expect.verifySteps([1, 2, 3]);
    stops.pop()();
    await advanceTime(1000);
    expect.verifySteps([1, 2]);
    stops.forEach((stop) => stop());
    expect(await runAllTimers()).toBe(0);
    expect.verifySteps([]);
});

test("a countdown that is left does not tick on", async () => {
    let ticks = 0;
    patchWithCleanup(DeadlineCountdown.prototype, {
        tick() {
            ticks++;
            super.tick();
        },
    });
    const view = await mountList();
    await wait(1);
    expect(ticks).toBe(5);
    view.__owl__.app.destroy();
    await advanceTime(5000);
    expect(ticks).toBe(5);
});

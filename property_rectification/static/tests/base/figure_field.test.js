/* Copyright 2026 Property Rectification contributors
 * License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl). */

import {
    clickSave,
    contains,
    defineModels,
    fields,
    models,
    mountView,
    onRpc,
} from "@web/../tests/web_test_helpers";
import {expect, test} from "@odoo/hoot";
import {mailModels} from "@mail/../tests/mail_test_helpers";

class Goal extends models.Model {
    figure = fields.Float();
    _records = [{id: 1}];
}

defineModels({...mailModels, Goal});

const INPUT = ".o_field_widget[name=figure] input";

/** Show a record with a figure and change it; steps tell what is saved. */
async function edit(figure, text) {
    onRpc("web_read", () => [{id: 1, figure}]);
    onRpc("web_save", ({args}) => {
        expect.step(args[1]);
        return [{id: 1, ...args[1]}];
    });
    await mountView({
        type: "form",
        resModel: "goal",
        resId: 1,
        arch: `<form>
            <field name="figure" widget="rectification_figure" placeholder="None" />
        </form>`,
    });
    expect(INPUT).toHaveAttribute("placeholder", "None");
    await contains(INPUT).edit(text);
}

test("an emptied figure is none", async () => {
    await edit(0, "");
    await clickSave();
    expect.verifySteps([{figure: false}]);
    expect(INPUT).toHaveValue("");
});

test("zero is kept where there was none", async () => {
    await edit(false, "0");
    await clickSave();
    expect.verifySteps([{figure: 0}]);
    expect(INPUT).toHaveValue("0");
});

test("a figure is shown without needless zeros", async () => {
    await edit(0, "2.5");
    await clickSave();
    expect.verifySteps([{figure: 2.5}]);
    expect(INPUT).toHaveValue("2.5");
});

test("what is no number is not saved", async () => {
    await edit(3, "many");
    expect.verifySteps([]);
    expect(".o_field_widget[name=figure]").toHaveClass("o_field_invalid");
});

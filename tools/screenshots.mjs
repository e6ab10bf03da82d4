/* Copyright 2026 Property Rectification contributors
 * License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl). */
// Takes the pictures that screenshots.py asks for on standard input. A page that does
// not load, shows an error or logs one to the console makes the whole run fail.
import {mkdirSync, readFileSync} from "node:fs";
import {chromium} from "playwright-core";

const VIEWPORTS = [
    {width: 1400, height: 900},
    {width: 390, height: 844, isMobile: true, hasTouch: true},
];
const job = JSON.parse(readFileSync(0, "utf8"));
const problems = [];

async function signIn(page, login) {
    await page.goto(`${job.address}/web/login`);
    await page.fill("input[name=login]", login);
    await page.fill("input[name=password]", login);
    await page.press("input[name=password]", "Enter");
    await page.waitForURL((url) => !url.pathname.startsWith("/web/login"), {
        timeout: 60_000,
    });
}

async function settle(page) {
    await page.waitForLoadState("load");
    if (new URL(page.url()).pathname.startsWith("/odoo")) {
        await page.waitForSelector(".o_action_manager > *");
        await page.waitForSelector(".o_loading_indicator", {state: "detached"});
    }
    // Pictures that are still on their way, transitions of dialogs and menus.
    await page.waitForTimeout(800);
}

async function take(browser, shot, {width, height, ...options}) {
    const name = `${shot.name}-${width}`;
    const context = await browser.newContext({viewport: {width, height}, ...options});
    const page = await context.newPage();
    const report = (message) => problems.push(`${name}: ${message}`);
    page.on("console", (line) => line.type() === "error" && report(line.text()));
    page.on("pageerror", (error) => report(error.message));
    try {
        if (shot.as) {
            await signIn(page, shot.as);
        }
        const response = await page.goto(job.address + shot.path);
        if (response.status() >= 400) {
            report(`${shot.path} answers ${response.status()}`);
        }
        await settle(page);
        for (const selector of shot.click || []) {
            await page.click(selector);
            await settle(page);
        }
        if (await page.isVisible(".o_error_dialog, .o_notification_bar.bg-danger")) {
            report("the page shows an error");
        }
        const path = `${job.target}/${name}.png`;
        await page.screenshot({path, fullPage: !shot.path.startsWith("/odoo")});
        console.log(path);
    } catch (error) {
        report(error.message.split("\n")[0]);
    } finally {
        await context.close();
    }
}

mkdirSync(job.target, {recursive: true});
const browser = await chromium.launch({
    executablePath: job.chromium,
    args: ["--no-sandbox"],
});
for (const shot of job.pages) {
    const wanted = ({width}) => !shot.widths || shot.widths.includes(width);
    for (const viewport of VIEWPORTS.filter(wanted)) {
        await take(browser, shot, viewport);
    }
}
await browser.close();
for (const problem of problems) {
    console.error(`FAILED ${problem}`);
}
process.exit(problems.length ? 1 : 0);

// Audits the pages of a folder in every view, those of its folder `more` in two; pictures and PDFs go beside them. Exit
// code 1 where anything is wrong.
import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { HtmlValidate, StaticConfigLoader } from "html-validate";
import puppeteer from "puppeteer-core";

const folder = process.argv[2];
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
const VIEWS = [1280, 768, 390].flatMap((width) => ["light", "dark"].map((scheme) => [width, scheme]));
// Letters of charts in pixels of the screen, at the least.
const LEAST_LETTERS = 9;
const validator = new HtmlValidate(
    new StaticConfigLoader({ extends: ["html-validate:standard", "html-validate:a11y"] }),
);

let wrong = 0;
function fault(page, what) {
    wrong += 1;
    console.log(`${page}: ${what}`);
}

async function valid(name, path) {
    const report = await validator.validateFile(path);
    for (const message of report.results.flatMap((result) => result.messages).slice(0, 10)) {
        fault(name, `line ${message.line}: ${message.message} (${message.ruleId})`);
    }
}

async function audited(name, page, view) {
    const found = await page.evaluate(async (tags) => {
        const result = await globalThis.axe.run({ runOnly: tags });
        return result.violations.map((one) => ({
            impact: one.impact,
            help: one.help,
            where: one.nodes.slice(0, 3).map((node) => node.html.slice(0, 120)),
        }));
    }, RULES);
    for (const one of found) {
        fault(name, `${view}: ${one.impact}: ${one.help}: ${one.where.join(" | ")}`);
    }
}

// The page may not be wider than the window, but for tables and charts within their own.
async function fits(name, page, view) {
    const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    if (over > 0) fault(name, `${view}: ${over} pixels wider than the window`);
}

// Nothing is cut off, but for what is hidden on purpose or scrolls within its own; charts can be read.
async function readable(name, page, view) {
    const found = await page.evaluate((least) => {
        const seen = [];
        for (const one of document.querySelectorAll("body *:not(svg *, .hidden, .skip)")) {
            const box = one.getBoundingClientRect();
            const scrolls = one.closest(".scroll, [popover]");
            if (box.width && !scrolls && (box.left < -1 || box.right > innerWidth + 1)) {
                seen.push(`cut off: ${one.outerHTML.slice(0, 100)}`);
            }
        }
        for (const picture of document.querySelectorAll("figure svg")) {
            const box = picture.getBoundingClientRect();
            if (!box.width) continue;
            const scale = box.width / picture.viewBox.baseVal.width;
            for (const letters of picture.querySelectorAll("text")) {
                const size = Number.parseFloat(getComputedStyle(letters).fontSize) * scale;
                if (size < least) seen.push(`letters of ${size.toFixed(1)} pixels: ${letters.textContent}`);
            }
        }
        return seen.slice(0, 5);
    }, LEAST_LETTERS);
    for (const one of found) fault(name, `${view}: ${one}`);
}

// Rules that the browser drops are wrong rules.
async function styled(name, page) {
    const dropped = await page.evaluate(() => {
        const declared = [...document.querySelectorAll("style")].map((style) => style.textContent).join("\n");
        const unknown = [];
        for (const [, property, value] of declared.matchAll(/[;{]([a-z-]+):([^;{}]+)(?=[;}])/g)) {
            const told = property.startsWith("-") || ["src", "unicode-range", "size", "content"].includes(property);
            if (!told && !CSS.supports(property, value.replace("!important", ""))) unknown.push(`${property}:${value}`);
        }
        return unknown;
    });
    for (const rule of dropped) fault(name, `the browser knows no ${rule}`);
}

// Tab to a figure, open it, read it, close it: without a pointer and without a script.
async function opens(name, page) {
    const figure = await page.$("button.figure");
    if (!figure) return;
    await figure.focus();
    await page.keyboard.press("Enter");
    const open = await page.$eval("[popover]:popover-open", (one) => one.textContent.trim()).catch(() => "");
    if (!open) fault(name, "a figure does not open by keyboard");
    await page.keyboard.press("Escape");
    if (await page.$("[popover]:popover-open")) fault(name, "an open figure does not close by Escape");
}

async function look(folder, file, views) {
    const [name, path] = [file.replace(".html", ""), join(folder, file)];
    await valid(name, path);
    for (const [width, scheme] of views) {
        const page = await browser.newPage();
        const view = `${width} ${scheme}`;
        page.on("request", (request) => {
            const address = request.url();
            const own = address === `file://${path}` || address.startsWith("data:");
            if (!own) fault(name, `asks for ${address}`);
        });
        page.on("console", (message) => fault(name, `${view}: the browser says ${message.text()}`));
        page.on("pageerror", (error) => fault(name, `${view}: ${error}`));
        await page.setViewport({ width, height: 900 });
        await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: scheme }]);
        await page.goto(`file://${path}`);
        await fits(name, page, view);
        await readable(name, page, view);
        await page.screenshot({ path: join(folder, `${name}-${width}-${scheme}.png`), fullPage: true });
        if (view === "1280 light") {
            await page.pdf({
                path: join(folder, `${name}.pdf`),
                preferCSSPageSize: true,
                printBackground: true,
            });
            await opens(name, page);
            await styled(name, page);
        }
        await page.evaluate(axe);
        await audited(name, page, view);
        await page.close();
    }
    console.log(`looked at ${name}`);
}

const browser = await puppeteer.launch({
    executablePath: process.env.CHROMIUM,
    args: ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"],
});
const pages = (folder) => readdirSync(folder).filter((file) => file.endsWith(".html")).sort();
for (const file of pages(folder)) await look(folder, file, VIEWS);
const more = join(folder, "more");
for (const file of pages(more)) await look(more, file, [[1280, "light"], [390, "dark"]]);
await browser.close();
console.log(wrong ? `${wrong} faults` : "no faults");
process.exit(wrong ? 1 : 0);

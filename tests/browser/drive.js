// Drives the pages of a folder as a reader would: filters, follows a figure to its words and back, by
// mouse and by keyboard; validates them; takes pictures where asked. Ends with status 1 if anything fails.
import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { HtmlValidate } from "html-validate";
import { withBrowser } from "./browser.js";

const [, , folder, option, target] = process.argv;
const pages = fs.readdirSync(folder).filter((name) => name.endsWith(".html")).sort();
assert.equal(pages.length, 3);

let browser;

/** Opens a page; whatever the console or the network says is a fault. */
async function open(name, faults) {
  const page = await browser.newPage();
  page.on("console", (message) => faults.push(`console: ${message.text()}`));
  page.on("pageerror", (error) => faults.push(`error: ${error.message}`));
  page.on("request", (request) => {
    if (!/^(file|data):/.test(request.url())) faults.push(`asked for ${request.url()}`);
  });
  await page.goto(pathToFileURL(path.join(folder, name)).href);
  return page;
}

const shown = (page, selector) => page.locator(`${selector}:visible`).count();
const told = (page) => page.locator("#filters output").textContent();

/** Every filter leaves what it names and hides the rest; the button brings all back. */
async function filters(page) {
  const all = { events: await shown(page, ".event"), findings: await shown(page, ".finding") };
  assert.ok(all.events > 1 && all.findings > 0);
  assert.equal(await told(page), `${all.events} events, ${all.findings} finding${all.findings === 1 ? "" : "s"} shown`);
  for (const name of ["event", "measure", "rule", "severity"]) {
    const select = page.locator(`select[name=${name}]`);
    for (const value of await select.locator("option").evaluateAll((options) => options.map((o) => o.value).filter(Boolean))) {
      await select.selectOption(value);
      if (name === "event") {
        assert.deepEqual(await page.locator(".event:visible").evaluateAll((e) => e.map((s) => s.dataset.event)), [value]);
      } else if (name === "measure") {
        const measures = await page.locator("figure:visible").evaluateAll((f) => [...new Set(f.map((x) => x.dataset.measure))]);
        assert.deepEqual(measures, [value]);
      } else {
        const values = await page.locator(".finding:visible").evaluateAll((f, key) => f.map((x) => x.dataset[key]), name);
        assert.ok(values.every((v) => v === value), `${name}: ${values}`);
        const expected = await page.locator(`.finding[data-${name}="${value}"]`).count();
        assert.equal(values.length, expected);
      }
    }
    await page.getByRole("button", { name: "Show all" }).click();
    await page.waitForFunction((n) => document.querySelectorAll(".event:not([hidden])").length === n, all.events);
    assert.equal(await shown(page, ".finding"), all.findings);
  }
}

/** From a figure in the table to its words in the source, and back to the figure. */
async function thereAndBack(page) {
  for (const n of [0, 1]) {
    const figure = page.locator("td p[id^=c]").nth(n);
    const id = (await figure.getAttribute("id")).slice(1);
    const words = (await figure.locator("q").textContent()).trim();
    await figure.locator("a").first().click();
    assert.equal(new URL(page.url()).hash, `#t${id}`);
    const mark = page.locator(`#t${id} ~ mark`).first();
    await mark.waitFor();
    assert.ok((await mark.textContent()).includes(words), words);
    await page.waitForFunction((i) => {
      const box = document.getElementById(`t${i}`).getBoundingClientRect();
      return box.top >= 0 && box.top < innerHeight;
    }, id);
    await page.locator(`sup a[href="#c${id}"]`).first().click();
    assert.equal(new URL(page.url()).hash, `#c${id}`);
    await page.waitForFunction((i) => {
      const box = document.getElementById(`c${i}`).getBoundingClientRect();
      return box.top >= 0 && box.top < innerHeight;
    }, id);
  }
}

/** A link to a finding that a filter hides shows it. */
async function hiddenTarget(page) {
  const sign = page.locator("sup a.sign").first();
  const id = (await sign.getAttribute("href")).slice(1);
  const severity = await page.locator(`#${id}`).getAttribute("data-severity");
  await page.locator("select[name=severity]").selectOption(severity === "note" ? "error" : "note");
  await page.evaluate((hash) => { location.hash = hash; }, id);
  await page.locator(`#${id}`).waitFor({ state: "visible" });
  await page.getByRole("button", { name: "Show all" }).click();
}

/** Without a mouse: the first stop skips to the figures, a filter is set, a figure is followed. */
async function keyboard(page) {
  await page.evaluate(() => { location.hash = ""; scrollTo(0, 0); document.activeElement?.blur(); });
  await page.keyboard.press("Tab");
  assert.equal(await page.evaluate(() => document.activeElement.className), "skip");
  const box = await page.locator(".skip").boundingBox();
  assert.ok(box.x >= 0, "the first stop can be seen");
  const names = [];
  for (let n = 0; n < 5; n += 1) {
    await page.keyboard.press("Tab");
    names.push(await page.evaluate(() => document.activeElement.name || document.activeElement.type));
  }
  assert.deepEqual(names, ["event", "measure", "rule", "severity", "reset"]);
  await page.locator("select[name=measure]").focus();
  await page.keyboard.press("ArrowDown");
  assert.notEqual(await page.locator("select[name=measure]").inputValue(), "");
  await page.locator("#filters button").focus();
  await page.keyboard.press("Enter");
  const link = page.locator("td p[id^=c] a").first();
  await link.focus();
  const outline = await link.evaluate((a) => getComputedStyle(a).outlineStyle);
  assert.notEqual(outline, "none", "what has the focus can be seen");
  const goal = await link.getAttribute("href");
  await page.keyboard.press("Enter");
  await page.waitForFunction((hash) => location.hash === hash, goal); // a busy machine takes its time
  assert.equal(new URL(page.url()).hash, goal);
}

/** Nothing is wider than a telephone but what scrolls by itself; every text can be read. */
async function narrow(page) {
  await page.setViewportSize({ width: 390, height: 844 });
  const width = await page.evaluate(() => document.documentElement.scrollWidth);
  assert.ok(width <= 390, `the page is ${width} wide`);
  await page.setViewportSize({ width: 1280, height: 900 });
}

/** Text and its ground differ as WCAG asks (4.5 to 1), in light and dark. */
async function contrast(page) {
  for (const colorScheme of ["light", "dark"]) {
    await page.emulateMedia({ colorScheme });
    const weak = await page.evaluate(() => {
      const rgb = (text) => text.match(/[\d.]+/g).map(Number);
      const light = ([r, g, b]) => [r, g, b].map((v) => v / 255).map((v) => (v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4))
        .reduce((sum, v, n) => sum + v * [0.2126, 0.7152, 0.0722][n], 0);
      const ground = (element) => {
        for (let e = element; e; e = e.parentElement) {
          const c = rgb(getComputedStyle(e).backgroundColor);
          if (c.length < 4 || c[3] === 1) return c;
        }
        return [255, 255, 255];
      };
      const found = new Set();
      for (const element of document.querySelectorAll("body *")) {
        const own = [...element.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim());
        if (!own || !element.checkVisibility() || element.closest("svg")) continue;
        const [a, b] = [light(rgb(getComputedStyle(element).color)), light(ground(element))].sort((x, y) => y - x);
        const ratio = (a + 0.05) / (b + 0.05);
        if (ratio < 4.5) found.add(`${element.tagName}.${element.className}: ${ratio.toFixed(2)}`);
      }
      return [...found];
    });
    assert.deepEqual(weak, [], colorScheme);
  }
  await page.emulateMedia({ colorScheme: "light" });
}

/** The page as the standard has it. Its filters act at once: a button to send them would do nothing. */
async function valid(name) {
  const validator = new HtmlValidate({ extends: ["html-validate:recommended"], rules: { "wcag/h32": "off" } });
  const report = await validator.validateFile(path.join(folder, name));
  const faults = report.results.flatMap((result) => result.messages).map((m) => `${m.line}:${m.column} ${m.ruleId}: ${m.message}`);
  assert.deepEqual(faults, []);
}

async function pictures(name) {
  fs.mkdirSync(target, { recursive: true });
  const base = path.join(target, path.basename(name, ".html"));
  for (const colorScheme of ["light", "dark"]) for (const width of [1280, 390]) {
    const page = await open(name, []);
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize({ width, height: 900 });
    await page.screenshot({ path: `${base}-${colorScheme}-${width}.png`, fullPage: true });
    await page.close();
  }
  const page = await open(name, []);
  await page.pdf({ path: `${base}.pdf`, format: "A4", margin: { top: "12mm", bottom: "12mm", left: "12mm", right: "12mm" } });
  await page.close();
}

let failed = false;
await withBrowser(async (own) => {
  browser = own;
  for (const name of pages) {
    let wrong = false;
    const attempt = async (what, step) => {
      try {
        await step();
      } catch (error) {
        wrong = true;
        console.error(`${name}: ${what}: ${error.message}`);
      }
    };
    for (const step of [filters, thereAndBack, hiddenTarget, keyboard, narrow, contrast]) {
      const faults = [];
      const page = await open(name, faults);
      await attempt(step.name, async () => {
        await step(page);
        assert.deepEqual(faults, []);
      });
      await page.close();
    }
    await attempt("valid", () => valid(name));
    if (option === "--pictures") await pictures(name);
    console.log(`${name}: ${wrong ? "failed" : "driven and valid"}`);
    failed ||= wrong;
  }
});
process.exit(failed ? 1 : 0);

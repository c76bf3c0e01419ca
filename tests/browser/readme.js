// Makes the README's pictures: the table from what the terminal shows, the report as a browser shows it.
// Arguments: the page, the terminal's text with its colours, the folder of the pictures.
import fs from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { withBrowser } from "./browser.js";

const [, , html, terminal, target] = process.argv;

/** FNV-1a of 64 bits, as tests/pictures.rs computes it. */
function fingerprint(bytes) {
  let hash = 0xcbf29ce484222325n;
  for (const byte of bytes) hash = ((hash ^ BigInt(byte)) * 0x100000001b3n) & 0xffffffffffffffffn;
  return hash.toString(16).padStart(16, "0");
}

const escaped = (text) => text.replace(/[&<>]/g, (c) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;" })[c]);

/** The first table of a terminal's text, up to the empty line behind its bars, as SVG. */
function drawn(text) {
  const [WIDE, HIGH, EDGE] = [8.43, 16, 16];
  const styles = { 1: "bold", 2: "quiet", "1;31": "error", "1;33": "warning", "1;36": "note" };
  const lines = text.split("\n\n")[0].split("\n");
  const columns = Math.max(...lines.map((line) => [...line.replace(/\x1b\[[\d;]*m/g, "")].length));
  const row = (line, n) => {
    const [first, ...painted] = line.split("\x1b[");
    const spans = painted.map((part) => {
      const [, codes, words] = part.match(/^([\d;]*)m([^]*)$/);
      return styles[codes] ? `<tspan class="${styles[codes]}">${escaped(words)}</tspan>` : escaped(words);
    });
    const length = [...line.replace(/\x1b\[[\d;]*m/g, "")].length * WIDE;
    const y = EDGE + (n + 0.8) * HIGH;
    return `<text x="${EDGE}" y="${y.toFixed(1)}" textLength="${length.toFixed(1)}">${escaped(first)}${spans.join("")}</text>`;
  };
  const [width, height] = [columns * WIDE + 2 * EDGE, lines.length * HIGH + 2 * EDGE].map(Math.ceil);
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img">
<title>The figures of four agencies about one air strike, as a table and as bars on a terminal</title>
<style>text { font: 14px "DejaVu Sans Mono", "Cascadia Mono", Menlo, Consolas, monospace; white-space: pre; fill: #e6e6e6; }
.bold { font-weight: 700; } .quiet { fill: #a8a8a8; } .error { fill: #ff8a5c; } .warning { fill: #f0c04a; } .note { fill: #7cc4f2; }</style>
<rect width="100%" height="100%" rx="8" fill="#161616"/>
${lines.map(row).join("\n")}
</svg>
`;
}

const shown = fs.readFileSync(terminal);
fs.writeFileSync(path.join(target, "table.svg"), drawn(shown.toString()));
await withBrowser(async (browser) => {
  const page = await browser.newPage();
  await page.setViewportSize({ width: 1000, height: 1180 });
  await page.goto(pathToFileURL(html).href);
  await page.screenshot({ path: path.join(target, "report.png") });
});
const made = [["table.svg", shown], ["report.png", fs.readFileSync(html)]].map(([name, from]) => `${name} ${fingerprint(from)}\n`);
fs.writeFileSync(path.join(target, "made-from.txt"), made.join(""));

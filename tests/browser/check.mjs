// Loads every page of a rendered site in Chromium, from a folder and from a server under a path with a strict content
// policy, and says what is wrong: console errors, requests to elsewhere, dead feeds, overflow, axe's findings.
import { createServer } from "node:http";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { extname, join, relative, resolve } from "node:path";
import { pathToFileURL } from "node:url";

const require = createRequire(process.env.PACKAGES + "/");
const { chromium } = require("playwright-core");
const axe = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");

const site = resolve(process.argv[2]), pictures = process.argv[3];
const PREFIX = "/under/a/path/";
const POLICY = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'";
const TYPES = { ".html": "text/html", ".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml" };
const LOADED = Number(process.env.MOST_PAGES || 400), LOOKED_AT = 3;
const wrong = [];
const say = (page, what) => { if (wrong.length < 200) wrong.push(`${page}: ${what}`); };

function pagesBelow(folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    return entry.isDirectory() ? pagesBelow(path) : entry.name.endsWith(".html") ? [relative(site, path)] : [];
  }).sort();
}
const exists = (path) => statSync(join(site, path), { throwIfNoEntry: false })?.isFile() ?? false;

// The largest and the smallest of every folder: what is most likely to go wrong.
function sample(pages) {
  const groups = new Map();
  for (const page of pages) {
    const group = page.includes("/") ? page.split("/")[0] : page;
    groups.set(group, [...(groups.get(group) ?? []), page]);
  }
  return [...groups.values()].flatMap((group) => {
    const bySize = group.sort((a, b) => statSync(join(site, b)).size - statSync(join(site, a)).size);
    return [...new Set([...bySize.slice(0, LOOKED_AT), ...bySize.slice(-1)])];
  });
}

const server = createServer((request, response) => {
  const path = decodeURIComponent(new URL(request.url, "http://x").pathname);
  const file = path.startsWith(PREFIX) ? resolve(site, path.slice(PREFIX.length) || "index.html") : "";
  if (!file.startsWith(site) || !statSync(file, { throwIfNoEntry: false })?.isFile()) return response.writeHead(404).end();
  response.writeHead(200, { "content-type": `${TYPES[extname(file)] ?? "application/octet-stream"}; charset=utf-8`, "content-security-policy": POLICY });
  response.end(readFileSync(file));
});
await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
const base = `http://127.0.0.1:${server.address().port}${PREFIX}`;
const profile = mkdtempSync(join(tmpdir(), "slatewatch-browser-"));
const browser = await chromium.launchPersistentContext(profile, {
  executablePath: process.env.BROWSER_PATH, headless: true, viewport: null,
  args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync"],
});

async function opened(width, scheme) {
  const tab = await browser.newPage();
  await tab.setViewportSize({ width, height: width < 500 ? 844 : 900 });
  await tab.emulateMedia({ colorScheme: scheme });
  tab.on("console", (message) => { if (["error", "warning"].includes(message.type())) say(tab.url(), message.text()); });
  tab.on("pageerror", (error) => say(tab.url(), error.message));
  tab.on("requestfailed", (request) => say(tab.url(), `could not load ${request.url()}`));
  tab.on("request", (request) => {
    if (!request.url().startsWith(base) && !request.url().startsWith("file:")) say(tab.url(), `asked elsewhere: ${request.url()}`);
  });
  return tab;
}

async function load(tab, page) {
  await tab.goto(base + page.split("/").map(encodeURIComponent).join("/"));
  const seen = await tab.evaluate(() => ({
    feeds: [...document.querySelectorAll("link[rel=alternate][type][title]")].map((link) => [link.type, link.getAttribute("href")]),
    over: document.documentElement.scrollWidth - document.documentElement.clientWidth,
    heads: document.querySelectorAll("h1").length,
  }));
  const types = new Set(seen.feeds.map(([type]) => type));
  for (const type of ["application/atom+xml", "application/rss+xml", "application/feed+json"])
    if (!types.has(type)) say(page, `names no feed of type ${type}`);
  if (exists("changes.atom"))
    for (const [, href] of seen.feeds) {
      const path = decodeURIComponent(new URL(href, base + page).pathname).slice(PREFIX.length);
      if (!exists(path)) say(page, `names a feed that is not there: ${path}`);
    }
  if (seen.over > 0) say(page, `is ${seen.over} px wider than a phone`);
  if (seen.heads !== 1) say(page, `has ${seen.heads} first headings`);
}

async function findings(tab, page, where) {
  await tab.goto(base + page.split("/").map(encodeURIComponent).join("/"));
  await tab.evaluate(axe);
  const { violations } = await tab.evaluate(() => axe.run(document, { resultTypes: ["violations"] }));
  for (const found of violations) say(page, `axe (${where}) ${found.id}: ${found.help}: ${found.nodes[0].html.slice(0, 160)}`);
}

async function search(tab, address, where) {
  await tab.goto(address);
  const name = await tab.evaluate(() => document.querySelector("main .cards a bdi")?.textContent ?? "");
  await tab.goto(address.replace(/index\.html$/, "search.html"));
  await tab.fill("#q", name.slice(0, 60));
  await tab.waitForFunction(() => /found/.test(document.getElementById("found").textContent), null, { timeout: 20000 }).catch(() => {});
  const links = await tab.evaluate(() => [...document.querySelectorAll("#results a")].map((link) => link.textContent));
  if (name && !links.some((text) => text.startsWith(name.replace(/…$/, "")))) say(where, `the search does not find "${name}"`);
  await tab.fill("#q", "");
  await tab.selectOption("#status", "2");
  const states = await tab.evaluate(() => [...document.querySelectorAll("#results .status")].map((status) => status.textContent));
  if (states.some((state) => state !== "Filming")) say(where, "the status filter lets others through");
  await tab.fill("#q", "no production is called like this");
  if (!/^0 found/.test(await tab.textContent("#found"))) say(where, "an empty search does not say so");
}

async function keyboard(tab) {
  await tab.goto(base + "index.html");
  await tab.keyboard.press("Tab");
  const first = await tab.evaluate(() => document.activeElement.className);
  if (first !== "skip") say("index.html", "the first stop of the Tab key does not skip to the content");
  await tab.keyboard.press("Enter");
  if ((await tab.evaluate(() => document.activeElement.id)) !== "main") say("index.html", "skipping leads nowhere");
}

// The production whose timeline has the most to show.
function tallest(pages) {
  const bars = (page) => readFileSync(join(site, page), "utf8").split('class="bar ').length;
  const known = pages.filter((page) => page.startsWith("production/")).map((page) => [bars(page), page]);
  return known.sort((a, b) => b[0] - a[0] || (a[1] < b[1] ? -1 : 1))[0]?.[1];
}

async function photograph(pages) {
  mkdirSync(pictures, { recursive: true });
  const production = process.env.PICTURED || tallest(pages);
  const shots = [["front", "index.html", "both"], ["production", production, "both"], ["places", "places.html", "wide"], ["pictures", "pictures.html", "wide"]];
  for (const [width, scheme, high] of [[390, "light", 844], [390, "dark", 844], [1280, "light", 1000], [1280, "dark", 1000]]) {
    const tab = await opened(width, scheme);
    for (const [name, page, sizes] of shots) {
      if (!page || (sizes === "wide" && (width < 500 || scheme === "dark"))) continue;
      await tab.goto(base + page);
      await tab.screenshot({ path: join(pictures, `${name}-${width}-${scheme}.png`), clip: { x: 0, y: 0, width, height: high } });
    }
    await tab.close();
  }
}

const pages = pagesBelow(site);
const some = sample(pages), rest = pages.filter((page) => !some.includes(page));
const step = Math.max(1, Math.ceil(rest.length / Math.max(1, LOADED - some.length)));
const loaded = [...some, ...rest.filter((_, number) => number % step === 0)];
const narrow = await opened(390, "light");
for (const page of loaded) await load(narrow, page);
await keyboard(narrow);
await narrow.close();
for (const [width, scheme] of [[390, "light"], [390, "dark"], [1280, "light"], [1280, "dark"]]) {
  const tab = await opened(width, scheme);
  for (const page of some) await findings(tab, page, `${width} px, ${scheme}`);
  await tab.close();
}
const wide = await opened(1280, "light");
await search(wide, base + "index.html", "from a server");
await search(wide, pathToFileURL(join(site, "index.html")).href, "from a folder");
await wide.close();
if (pictures) await photograph(pages);
await browser.close();
server.close();
rmSync(profile, { recursive: true, force: true });

if (wrong.length) console.log(wrong.join("\n"));
console.log(`browser check: ${pages.length} pages, ${loaded.length} loaded, ${some.length} looked at by axe in four ways, ${wrong.length} findings`);
process.exit(wrong.length ? 1 : 0);

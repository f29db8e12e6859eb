// Lighthouse over the pages given on standard input as [{url, cookies, desktop}], in one browser (CHROME_PATH).
// Answers on standard output [{url, scores: {category: 0…1}, failed: [what an audit found]}].
import { readFileSync } from "node:fs";
import { launch } from "chrome-launcher";
import lighthouse, { desktopConfig } from "lighthouse";
import puppeteer from "puppeteer-core";

const pages = JSON.parse(readFileSync(0, "utf8"));
const chrome = await launch({ chromeFlags: JSON.parse(process.env.CHROME_FLAGS) });
const found = [];
try {
  const browser = await puppeteer.connect({ browserURL: `http://127.0.0.1:${chrome.port}` });
  for (const { url, cookies, desktop } of pages) {
    await browser.deleteCookie(...(await browser.cookies()));
    await browser.setCookie(...cookies);
    const options = {
      port: chrome.port,
      locale: "zh",
      logLevel: "error",
      onlyCategories: ["accessibility", "best-practices"],
      throttlingMethod: "simulate",
      // Nothing of speed is measured here, so nothing waits for the page to fall quiet
      pauseAfterFcpMs: 0,
      pauseAfterLoadMs: 0,
      networkQuietThresholdMs: 100,
      cpuQuietThresholdMs: 0,
      disableFullPageScreenshot: true,
      disableStorageReset: true,
    };
    const { lhr } = await lighthouse(url, options, desktop ? desktopConfig : undefined);
    const scores = Object.fromEntries(Object.values(lhr.categories).map((one) => [one.id, one.score]));
    const failed = Object.values(lhr.audits)
      .filter((audit) => audit.score !== null && audit.score < 1 && audit.scoreDisplayMode !== "informative")
      .map((audit) => `${audit.id}: ${audit.title} ${JSON.stringify(audit.details?.items ?? []).slice(0, 400)}`);
    found.push({ url: lhr.finalDisplayedUrl, scores, failed });
  }
  browser.disconnect();
} finally {
  chrome.kill();
}
console.log(JSON.stringify(found));

// Opens trend reports in Chromium as a person would, from disk, and fails on what must not be: a
// console message of an error, a request, markup from a file, a page wider than its window.
//
//   node web/test/trend_browser.mjs REPORT_FOLDER [SCREENSHOT_FOLDER]
//
// REPORT_FOLDER is what `trend_samples FOLDER` wrote. CHROMIUM names another browser to use.
import assert from 'node:assert/strict';
import {join} from 'node:path';

import {addressOf, folders, launch, runAll, watch} from './browser_helpers.mjs';

const WIDTHS = {wide: 1280, narrow: 400};
const NAMES = ['trend', 'trend-full', 'trend-hostile', 'trend-empty'];
const SECTIONS = ['introduction', 'timeline', 'overview', 'novelties', 'groups', 'techniques',
  'detection', 'indicators', 'changes', 'sources'];

const {reports, shots} = await folders('trend_browser.mjs');

const browser = await launch();

async function open(name, {width = WIDTHS.wide, language = 'ja', colorScheme = 'light'} = {}) {
  const context = await browser.newContext({viewport: {width, height: 900}, colorScheme});
  const page = await context.newPage();
  const url = addressOf(reports, name);
  const problems = watch(page, url);
  await page.goto(`${url}#lang=${language}`);
  await page.waitForSelector('main');
  await page.waitForTimeout(300);
  return {page, problems, close: () => context.close()};
}

const fitsWidth = (page) => page.evaluate(() =>
  document.documentElement.scrollWidth <= document.documentElement.clientWidth);

const tests = {
  async 'opens in both languages and widths without complaint'() {
    for (const [form, width] of Object.entries(WIDTHS)) {
      for (const language of ['ja', 'en']) {
        for (const name of NAMES) {
          const {page, problems, close} = await open(name, {width, language});
          assert.equal(await page.getAttribute('html', 'lang'), language);
          if (shots) {
            await page.screenshot({path: join(shots, `${name}-${form}-${language}.png`),
              fullPage: true});
          }
          assert.ok(await fitsWidth(page), `${name} is wider than ${width}`);
          assert.deepEqual(problems, []);
          await close();
        }
      }
    }
  },

  async 'has its sections in order, and draws its charts'() {
    const {page, problems, close} = await open('trend');
    const ids = await page.locator('main > section').evaluateAll((all) => all.map(({id}) => id));
    assert.deepEqual(ids, SECTIONS);
    assert.equal(await page.locator('.chart svg').count(), 2);
    const chart = await page.locator('.chart').first().textContent();
    for (const text of ['4月', '3月', 'APT10', 'DarkHotel', 'CloudDragon', '攻撃グループの記載なし']) {
      assert.ok(chart.includes(text), text);
    }
    assert.match(await page.locator('.chart').nth(1).textContent(), /製造業.*3 \(30%\)/);
    assert.deepEqual(problems, []);
    await close();
  },

  async 'says on hover what a bar means'() {
    const {page, problems, close} = await open('trend');
    const box = page.locator('.chart').first();
    const {width} = await box.boundingBox();
    await box.hover({position: {x: width / 2, y: 50}});
    await page.waitForTimeout(200);
    assert.match(await box.textContent(), /2020年度\(期間を通じて\)/);
    assert.deepEqual(problems, []);
    await close();
  },

  async 'switches the language and keeps it in the address'() {
    const {page, problems, close} = await open('trend');
    await page.click('.languages [lang="en"]');
    assert.equal(await page.getAttribute('html', 'lang'), 'en');
    assert.match(await page.textContent('h1'), /Targeted attack trends/);
    assert.match(page.url(), /#lang=en$/);
    await page.reload();
    await page.waitForSelector('main');
    assert.equal(await page.getAttribute('html', 'lang'), 'en');
    assert.deepEqual(problems, []);
    await close();
  },

  async 'shows hostile text as text'() {
    for (const language of ['ja', 'en']) {
      const {page, problems, close} = await open('trend-hostile', {language});
      const text = await page.textContent('main');
      assert.ok(text.includes('<img src=x onerror=alert(1)>'));
      assert.ok(text.includes('U+202E'));
      assert.equal(await page.locator('img').count(), 0);
      assert.equal(await page.locator('script').count(), 2);
      assert.equal(await page.locator('main a:not(.contents a)').count(), 0);
      assert.equal(await page.evaluate(() => document.body.textContent
        .match(/[\u001b\u0007\u009b\u202a-\u202e\u2066-\u2069\u200b]/u)), null);
      assert.deepEqual(problems, []);
      await close();
    }
  },

  async 'is readable in the dark and on paper'() {
    for (const language of ['ja', 'en']) {
      const {page, problems, close} = await open('trend', {language, colorScheme: 'dark'});
      if (shots) await page.screenshot({path: join(shots, `trend-dark-${language}.png`)});
      const path = shots ? join(shots, `trend-${language}.pdf`) : undefined;
      const pdf = await page.pdf({path, format: 'A4', printBackground: true,
        preferCSSPageSize: true});
      assert.ok(pdf.length > 10_000);
      assert.deepEqual(problems, []);
      await close();
    }
  },

  async 'keeps its tables inside a sheet of A4'() {
    const {page, problems, close} = await open('trend', {width: 688});
    await page.emulateMedia({media: 'print'});
    await page.evaluate(() => window.dispatchEvent(new Event('beforeprint')));
    await page.waitForTimeout(200);
    const wide = await page.locator('main *').evaluateAll((all) => all
      .filter((one) => !one.closest('.unseen') && !one.closest('svg') &&
        one.getBoundingClientRect().right > 689).map((one) => one.tagName));
    assert.deepEqual(wide, []);
    if (shots) await page.screenshot({path: join(shots, 'trend-paper-ja.png'), fullPage: true});
    assert.deepEqual(problems, []);
    await close();
  },
};

await runAll(tests, browser);

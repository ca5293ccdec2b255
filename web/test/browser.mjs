// Opens made-up reports in Chromium as a person would, from disk, and fails on what must not be:
// a console message of an error, a request, markup from evidence, a control that does not work.
//
//   node web/test/browser.mjs REPORT_FOLDER [SCREENSHOT_FOLDER]
//
// REPORT_FOLDER is what `report_samples FOLDER` wrote. CHROMIUM names another browser to use.
import assert from 'node:assert/strict';
import {join} from 'node:path';

import {addressOf, folders, launch, runAll, watch} from './browser_helpers.mjs';

const OPEN_LIMIT_MS = 2000;
const WIDTHS = {wide: 1280, narrow: 400};

const {reports, shots} = await folders('browser.mjs');

const browser = await launch();

// Opens a report; `problems` fills with everything a page of ours never does.
async function open(name, {width = WIDTHS.wide, hash = '', colorScheme = 'light'} = {}) {
  const context = await browser.newContext({
    viewport: {width, height: 900}, colorScheme, timezoneId: 'Asia/Tokyo', locale: 'en-GB',
  });
  const page = await context.newPage();
  const url = addressOf(reports, name);
  const problems = watch(page, url);
  await page.goto(url + hash);
  await page.waitForSelector('main');
  return {page, problems, close: () => context.close()};
}

async function shoot(page, name, options = {}) {
  if (shots) await page.screenshot({path: join(shots, `${name}.png`), ...options});
}

async function fitsWidth(page) {
  return page.evaluate(() =>
    document.documentElement.scrollWidth <= document.documentElement.clientWidth);
}

const tests = {
  async 'opens in both languages and widths without complaint'() {
    for (const [form, width] of Object.entries(WIDTHS)) {
      for (const language of ['ja', 'en']) {
        for (const name of ['big', 'empty']) {
          const {page, problems, close} = await open(name, {width, hash: `#lang=${language}`});
          assert.equal(await page.getAttribute('html', 'lang'), language);
          await page.waitForTimeout(300);
          await shoot(page, `${name}-${form}-${language}`, {fullPage: true});
          assert.ok(await fitsWidth(page), `${name} is wider than ${width}`);
          assert.deepEqual(problems, []);
          await close();
        }
      }
    }
  },

  async 'opens fast'() {
    const {page, close} = await open('empty');
    const session = await page.context().newCDPSession(page);
    // Processor time of the page's thread: what others do on the machine does not count.
    await session.send('Performance.enable', {timeDomain: 'threadTicks'});
    const busy = async () => {
      const {metrics} = await session.send('Performance.getMetrics');
      return metrics.find(({name}) => name === 'TaskDuration').value * 1000;
    };
    const before = await busy();
    const start = Date.now();
    await page.goto(addressOf(reports, 'big'));
    await page.waitForSelector('.chart svg');
    const spent = await busy() - before;
    console.log(`  ${Math.round(spent)} ms of processor time, ${Date.now() - start} ms passed`);
    assert.ok(spent < OPEN_LIMIT_MS);
    await close();
  },

  async 'draws its charts'() {
    const {page, problems, close} = await open('big');
    await page.waitForSelector('.chart svg');
    assert.equal(await page.locator('#charts .chart svg').count(), 3);
    assert.equal(await page.locator('#incidents .chart svg').count(), 4);
    await page.locator('#charts .chart').first().hover({position: {x: 400, y: 40}});
    await page.waitForTimeout(200);
    await shoot(page, 'chart-hover');
    assert.deepEqual(problems, []);
    await close();
  },

  async 'tells an incident and unfolds its steps'() {
    const {page, problems, close} = await open('big', {hash: '#lang=en'});
    const incident = page.locator('.incident').first();
    assert.match(await incident.textContent(), /score 91 of 100/);
    await incident.locator('details > summary').click();
    assert.equal(await incident.locator('tbody tr').count(), 2);
    const dots = incident.locator('.chart').first();
    await dots.scrollIntoViewIfNeeded();
    await shoot(page, 'incident-en');
    await incident.locator('tbody .link-button').first().click();
    assert.match(await page.inputValue('#search'), /Odd logon/);
    assert.deepEqual(problems, []);
    await close();
  },

  async 'says whom an incident resembles, and why'() {
    const {page, problems, close} = await open('big', {hash: '#lang=en'});
    const cards = page.locator('#resembles > div > .incident');
    assert.equal(await cards.count(), 2);
    assert.match(await cards.nth(0).textContent(), /resembles G0045 menuPass.*confidence 82 of 100/);
    assert.match(await cards.nth(0).textContent(), /Speaks against it/);
    assert.match(await cards.nth(1).textContent(), /No set named.*not enough evidence/s);
    await cards.nth(1).locator('> summary').click();
    await cards.nth(1).locator('.resemblance > summary').first().click();
    // What unfolds is drawn when it does.
    await cards.nth(1).getByText('SodaMaster').first().waitFor();
    assert.match(await page.textContent('#resembles'), /no proof of who did it/);
    assert.doesNotMatch(await page.textContent('#resembles'), /was done by|carried out by/);
    assert.deepEqual(problems, []);
    await close();
  },

  async 'shows the matrix, measures, indicators and blind spots'() {
    for (const [form, width] of Object.entries(WIDTHS)) {
      for (const language of ['ja', 'en']) {
        const {page, problems, close} = await open('big', {width, hash: `#lang=${language}`});
        assert.ok(await page.locator('.matrix .cell').count() > 10);
        assert.ok(await page.locator('#mitigations tbody tr').count() > 2);
        const values = await page.locator('#indicators tbody th').allTextContents();
        assert.ok(values.some((text) => text.includes('198[.]51[.]100[.]')));
        assert.ok(!values.some((text) => /\d\.\d+\.\d|https?:/.test(text)));
        assert.equal(await page.locator('.sight-bar').count(), 2);
        await page.waitForTimeout(300);
        for (const name of ['resembles', 'attack', 'mitigations', 'indicators', 'sight']) {
          if (shots) await page.locator(`#${name}`).screenshot(
            {path: join(shots, `${name}-${form}-${language}.png`)});
        }
        assert.ok(await fitsWidth(page));
        assert.deepEqual(problems, []);
        await close();
      }
    }
  },

  async 'shows suspicious files with reasons and structure'() {
    for (const width of [600, 1280]) {
      for (const language of ['ja', 'en']) {
        const {page, problems, close} = await open('big', {width, hash: `#lang=${language}`});
        const files = page.locator('#files .file');
        assert.equal(await files.count(), 2);
        await files.first().locator('> summary').click();
        const body = files.first().locator('.file-body');
        await body.waitFor();
        const text = await body.textContent();
        assert.match(text, new RegExp('c'.repeat(64)));
        assert.match(text, /18446744073709551615/);
        assert.match(text, /VirtualAlloc/);
        assert.match(text, language === 'ja' ? /署名後に改変あり/ : /not what was signed/);
        assert.match(text, language === 'ja' ? /存在しない関数の数/ : /the library lacks/);
        assert.equal(await body.locator('.strip span').count(), 64);
        assert.equal(await body.locator('.strip .e16').count(), 34);
        const {height} = await body.locator('.strip .e16').first().boundingBox();
        assert.ok(height > 40, 'bars have their height');
        await files.nth(1).locator('> summary').click();
        await files.nth(1).locator('.file-body').waitFor();  // made when it unfolds
        assert.match(await files.nth(1).textContent(), language === 'ja' ? /プログラム以外/ : /no program/);
        if (shots) await page.locator('#files').screenshot(
          {path: join(shots, `files-${width}-${language}.png`)});
        assert.ok(await fitsWidth(page), `files are wider than ${width}`);
        assert.deepEqual(problems, []);
        await close();
      }
    }
  },

  async 'goes from a cell of the matrix to its findings'() {
    const {page, problems, close} = await open('big', {hash: '#lang=en'});
    await page.locator('.matrix .cell').first().click();
    assert.match(await page.inputValue('#search'), /^T\d{4}/);
    assert.deepEqual(problems, []);
    await close();
  },

  async 'switches the language and keeps it in the address'() {
    const {page, problems, close} = await open('big');
    assert.equal(await page.getAttribute('html', 'lang'), 'ja');  // the document's own
    await page.click('.languages [lang="en"]');
    assert.equal(await page.getAttribute('html', 'lang'), 'en');
    assert.match(page.url(), /#lang=en$/);
    await page.reload();
    await page.waitForSelector('main');
    assert.equal(await page.getAttribute('html', 'lang'), 'en');
    assert.deepEqual(problems, []);
    await close();
  },

  async 'filters by text, level, host and tactic'() {
    const {page, problems, close} = await open('big', {hash: '#lang=en'});
    const status = () => page.textContent('.status');
    const all = await status();
    await page.fill('#search', 'T1003.001');
    await page.waitForTimeout(400);
    const found = await status();
    assert.notEqual(found, all);
    assert.equal(await page.locator('.cluster .badge:not(.critical)').count(), 0);
    await page.uncheck('[data-level="critical"]');
    assert.match(await page.textContent('#findings'), /No finding fits/);
    await page.click('.reset');
    assert.equal(await status(), all);
    await page.selectOption('.control:has-text("Host") select >> nth=0', {index: 1});
    assert.match(await status(), /· 1 host$/);
    await page.click('.reset');
    await page.click('.tactics button.link-button >> nth=0');
    assert.notEqual(await status(), all);
    assert.deepEqual(problems, []);
    await close();
  },

  async 'filters by a bar of a chart'() {
    const {page, problems, close} = await open('big', {hash: '#lang=en'});
    await page.waitForSelector('.chart svg');
    const bars = page.locator('#charts .chart').nth(1);
    await bars.scrollIntoViewIfNeeded();
    const {width} = await bars.boundingBox();
    await bars.click({position: {x: width * 0.3, y: 37}});  // the name of the first bar
    assert.match(await page.textContent('.status'), /· 1 host$/);
    assert.deepEqual(problems, []);
    await close();
  },

  async 'unfolds a finding by keyboard down to its reasons'() {
    const {page, problems, close} = await open('big', {hash: '#lang=ja'});
    for (const step of ['.cluster', '.group', '.sample']) {
      await page.locator(`#findings ${step} > summary`).first().focus();
      await page.keyboard.press('Enter');
    }
    const body = page.locator('.sample-body').first();
    await body.waitFor();
    assert.match(await body.textContent(), /Asia\/Tokyo/);
    assert.match(await body.textContent(), /contains/);
    await body.scrollIntoViewIfNeeded();
    await shoot(page, 'finding-open-ja');
    assert.deepEqual(problems, []);
    await close();
  },

  async 'shows hostile evidence as text'() {
    for (const language of ['en', 'ja']) {
      const {page, problems, close} = await open('hostile', {hash: `#lang=${language}`});
      await page.locator('details').evaluateAll((all) => all.forEach((one) => { one.open = true; }));
      await page.waitForTimeout(200);
      await page.locator('details').evaluateAll((all) => all.forEach((one) => { one.open = true; }));
      await page.waitForTimeout(200);
      await page.locator('details').evaluateAll((all) => all.forEach((one) => { one.open = true; }));
      await page.waitForTimeout(300);
      const text = await page.textContent('main');
      assert.ok(text.includes('<img src=x onerror=alert(1)>'));
      assert.ok(text.includes('U+202E'));
      assert.ok(text.includes('18446744073709551615'), 'numbers past 2^53 stay exact');
      assert.equal(await page.locator('img').count(), 0);
      assert.equal(await page.locator('script').count(), 2);
      assert.equal(await page.locator('a[href^="javascript"]').count(), 0);
      assert.equal(await page.evaluate(() => document.querySelector('main').textContent
        .match(/[\u202a-\u202e\u2066-\u2069\u200b]/u)), null);
      await page.locator('#charts .chart').nth(1).hover({position: {x: 240, y: 50}});
      await page.waitForTimeout(200);
      await shoot(page, `hostile-${language}`, {fullPage: true});
      assert.ok(await fitsWidth(page));
      assert.deepEqual(problems, []);
      await close();
    }
  },

  async 'is readable in the dark and on paper'() {
    const {page, problems, close} = await open('big', {hash: '#lang=ja', colorScheme: 'dark'});
    await page.waitForTimeout(300);
    await shoot(page, 'big-dark-ja');
    const path = shots ? join(shots, 'big-ja.pdf') : undefined;
    const pdf = await page.pdf({path, format: 'A4', printBackground: true, preferCSSPageSize: true});
    assert.ok(pdf.length > 10_000);
    assert.deepEqual(problems, []);
    await close();
  },
};

await runAll(tests, browser);

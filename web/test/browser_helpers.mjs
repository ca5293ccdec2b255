// What every browser test of a report page needs: Chromium, a page that is watched for what a page
// of ours never does, and the run of a table of tests.
import {mkdir} from 'node:fs/promises';
import {resolve} from 'node:path';
import {pathToFileURL} from 'node:url';

import {chromium} from 'playwright-core';

// The arguments of the program: where the reports are, and where screenshots go (may be missing).
export async function folders(usage) {
  const [reports, shots] = process.argv.slice(2);
  if (!reports) {
    console.error(`usage: ${usage} REPORT_FOLDER [SCREENSHOT_FOLDER]`);
    process.exit(2);
  }
  if (shots) await mkdir(shots, {recursive: true});
  return {reports, shots};
}

export const launch = () => chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: [
    '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
    '--disable-background-networking', '--disable-component-update', '--disable-sync',
  ],
});

// The address of a report on disk.
export const addressOf = (reports, name) => pathToFileURL(resolve(reports, `${name}.html`)).href;

// Errors, dialogs and requests of `page`, as they come; `url` is the only address it may ask for.
export function watch(page, url) {
  const problems = [];
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) problems.push(message.text());
  });
  page.on('pageerror', (error) => problems.push(String(error)));
  page.on('dialog', (dialog) => {
    problems.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on('request', (request) => {
    if (request.url() !== url) problems.push(`request: ${request.url()}`);
  });
  return problems;
}

// Runs `tests` (name -> function), closes `browser`, and ends the program.
export async function runAll(tests, browser) {
  let failed = 0;
  for (const [name, run] of Object.entries(tests)) {
    try {
      await run();
      console.log(`ok   ${name}`);
    } catch (error) {
      ++failed;
      console.log(`FAIL ${name}\n${error.stack}`);
    }
  }
  await browser.close();
  process.exit(failed === 0 ? 0 : 1);
}

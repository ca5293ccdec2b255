// Builds a page: node tools/build.mjs OUTPUT_FILE [report|trend]
//
// One file: script and style are bundled, minified and put inside, and the content security policy
// names their hashes. The text {{document}} is left in it; the program puts the report's JSON there.
import {createHash} from 'node:crypto';
import {mkdir, readFile, writeFile} from 'node:fs/promises';
import {dirname, join} from 'node:path';
import {fileURLToPath} from 'node:url';

import {build} from 'esbuild';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');

async function bundle(entry) {
  const result = await build({
    entryPoints: [join(root, 'src', entry)],
    bundle: true,
    minify: true,
    charset: 'utf8',
    format: 'iife',
    target: ['es2021', 'chrome100', 'firefox100', 'safari15'],
    legalComments: 'none',  // {{notices}} names the code of others
    write: false,
    logLevel: 'warning',
  });
  return result.outputFiles[0].text.trim();
}

const hash = (text) => `'sha256-${createHash('sha256').update(text, 'utf8').digest('base64')}'`;

// The licences of the code that goes into the page, as they ask for. "--" ends an HTML comment.
async function notices() {
  const files = ['echarts/NOTICE', 'zrender/LICENSE'];
  const texts = await Promise.all(
    files.map((file) => readFile(join(root, 'node_modules', file), 'utf8')),
  );
  return [
    'Made by noroshi (Apache-2.0). Contains Apache ECharts (Apache-2.0), ZRender (BSD-3-Clause)',
    'and tslib (0BSD).',
    ...texts.map((text) => text.trim()),
  ].join('\n\n').replace(/--+/g, '-');
}

function fill(template, values) {
  return template.replace(/\{\{(\w+)\}\}/g, (mark, name) => values[name] ?? mark);
}

// Script and style of each page; the frame around them is the same.
const PAGES = {
  report: {script: 'main.ts', style: 'style/report.css'},
  trend: {script: 'trend/main.ts', style: 'style/trend.css'},
};
const entry = PAGES[process.argv[3] ?? 'report'];
if (!entry) throw new Error(`there is no page ${process.argv[3]}`);

const output = process.argv[2] ?? join(root, 'dist', 'report.html');
const [template, script, style, licences] = await Promise.all([
  readFile(join(root, 'src', 'report.html'), 'utf8'),
  bundle(entry.script),
  bundle(entry.style),
  notices(),
]);
if (/<\/script|<!--/i.test(script) || /<\/style/i.test(style)) {
  throw new Error('the bundle would end its own element');
}
const policy = [
  "default-src 'none'",
  `script-src ${hash(script)}`,
  `style-src ${hash(style)}`,
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');
await mkdir(dirname(output), {recursive: true});
await writeFile(output, fill(template, {notices: licences, policy, style, script}));

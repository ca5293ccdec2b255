// Runs the unit tests of web/test with Node's own test runner. The tests are TypeScript: they are
// bundled to plain modules first, so that Node 18 can run them.
import {spawnSync} from 'node:child_process';
import {mkdtemp, readdir, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {dirname, join} from 'node:path';
import {fileURLToPath} from 'node:url';

import {build} from 'esbuild';

const folder = join(dirname(fileURLToPath(import.meta.url)), '..', 'test');
const tests = (await readdir(folder)).filter((name) => name.endsWith('_test.ts')).sort();
const out = await mkdtemp(join(tmpdir(), 'noroshi-web-test-'));
try {
  await build({
    entryPoints: tests.map((name) => join(folder, name)),
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node18',
    outdir: out,
    outExtension: {'.js': '.mjs'},
    logLevel: 'warning',
  });
  const run = spawnSync(
    process.execPath,
    ['--test', ...tests.map((name) => join(out, name.replace(/\.ts$/, '.mjs')))],
    {stdio: 'inherit'},
  );
  process.exitCode = run.status ?? 1;
} finally {
  await rm(out, {recursive: true, force: true});
}

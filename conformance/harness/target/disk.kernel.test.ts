// SPDX-License-Identifier: MIT
// A disk that is full when a guest is booted, while it runs, and when a failure is recorded: DISK_FULL each time.
import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { aliveIn, type Compiled, compiled } from '../../../base/fixtures/compiled.ts';
import { inRoot } from '../../../base/root.ts';
import { buildKernel } from '../../kernel/build/build.ts';

const DRIVER = `
import { writeFileSync } from 'node:fs';
import { openTarget } from './dist/conformance/harness/target/index.js';
import { writeWhole } from './dist/base/write-whole.js';
const [kernel, cache] = process.argv.slice(2);
const fill = () => {
  for (let size = 1 << 20; size >= 1; size >>= 1) {
    try {
      for (;;) writeFileSync(cache + '/filler', Buffer.alloc(size), { flag: 'a' });
    } catch {}
  }
};
const codeOf = (work) => work.then(() => 'none', (error) => error.code);
const name = Buffer.from([1, 0, ...Buffer.from('warn'), 0]);
const warn = {
  ops: [
    { op: 'spawn', task: 0, flags: 0x100, root: '.' },
    { op: 'call', task: 0, nr: 41, args: [1, 1, 0] },
    { op: 'call', task: 0, nr: 42, args: [0, { data: name }, name.length] },
  ],
};
const target = await openTarget({ kernel });
fill();
console.log('running: ' + (await codeOf(target.run([warn, warn]))));
await target.close();
console.log('booting: ' + (await codeOf(openTarget({ kernel }))));
console.log('recording: ' + (await codeOf((async () => writeWhole(cache + '/failures/a', 'x'.repeat(10_000)))())));
`;

/** As root in a mount namespace, and as another user in a user namespace too. */
const UNSHARE = process.geteuid?.() === 0 ? ['--mount'] : ['--user', '--map-root-user', '--mount'];
const SCRIPT = 'mount -t tmpfs -o size=8m none "$1" && exec "$2" driver.js "$3" "$1"';

let built: Compiled;
beforeAll(() => {
  built = compiled('disk', DRIVER);
});
afterAll(() => rmSync(built.root, { recursive: true }));

test('a disk that fills up is told as one, whatever was being written', async () => {
  const patches = [inRoot('conformance', 'harness', 'target', 'fixtures', 'planted-faults.patch')];
  const { image } = await buildKernel({ flavour: 'unpatched', patches });
  const { root, temporary } = built;
  const cache = join(root, 'cache');
  mkdirSync(cache);
  const words = [...UNSHARE, 'sh', '-c', SCRIPT, 'sh', cache, process.execPath, image];
  const out = execFileSync('unshare', words, {
    cwd: root,
    env: { ...process.env, XDG_CACHE_HOME: cache, TMPDIR: temporary },
    encoding: 'utf8',
  });
  expect(out).toBe('running: DISK_FULL\nbooting: DISK_FULL\nrecording: DISK_FULL\n');
  expect(aliveIn(built)).toEqual([]);
});

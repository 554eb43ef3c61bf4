// SPDX-License-Identifier: MIT
// What the lanes expect, on a kernel that does it and on one that lacks the proposal: there each row is red that says more
// than that the call is refused.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { NR } from '../../harness/protocol/nr.ts';
import type { JudgedScript } from '../../harness/scripted/judged-script.ts';
import { type OpenTarget, openTarget } from '../../harness/target/index.ts';
import { topicsBy } from './abis.ts';
import { FILES } from './files.ts';
import { rowsOf } from './fixtures/rows-of.ts';
import { HELD } from './held.ts';
import { SPLICES } from './splices.ts';
import { SURROUNDINGS } from './surroundings.ts';
import { TERMINALS } from './terminals.ts';
import { TIMES } from './times.ts';
import { WAKEUPS } from './wakeups.ts';
import { native } from './ways.ts';

/** The scripts whose rows hold by what the call does, and what of them holds where it is refused. */
const LANES: readonly (readonly [scenario: string, scripts: readonly JudgedScript[], stay: RegExp])[] = [
  [
    'abis, of 64 bits',
    topicsBy('64', [native(NR.sendto)]),
    /: the header, .* flags 90$|, no descriptor.*: EBADF$|, O_PATH: EBADF$|mmsg: ENOTSOCK$/,
  ],
  ['times', TIMES.cases(NR.sendto, {}), /^(write|read)\b|changes: nothing$/],
  [
    'files',
    FILES.cases(NR.sendto, {}).filter(({ title }) => !title.startsWith('O_PATH')),
    // What fails, for whatever reason, leaves the position.
    /, as (read|write): |^lseek after |^write: |^send: EBADF$|^who (touches|has touched) |^the (first|second|file|byte)\b|^close, |, plain: EFAULT$|^where it is after that, \w+: 1$/,
  ],
  [
    'held',
    // What has no call of the proposal is there as it is.
    HELD.cases(NR.sendto, {}).filter(({ title }) => !/^other calls|read and write/.test(title)),
    /^splice|^the task, after the splice: dead$/,
  ],
  [
    'splices',
    SPLICES.cases(NR.sendto, {}).filter(({ title }) => title.startsWith('vmsplice')),
    /^(what )?vmsplice /,
  ],
  [
    'wakeups',
    // A preadv2 that waits for the mutex there would end the others.
    WAKEUPS.cases(NR.recvfrom, {}).filter(({ title }) => /MSG_DONTWAIT, beside poll|^a vmsplice/.test(title)),
    /^(the edges of the beginning|they are taken|poll|splice|vmsplice|edges, while)\b/,
  ],
  [
    'surroundings',
    // Who sleeps in read(2) of the ends that were passed is woken by a call that is refused there.
    SURROUNDINGS.cases(NR.sendto, {}).filter(({ title }) => !title.startsWith('ends that were passed')),
    /\bread and write\b|^(read|write|open|its size|more slots|one slot|chmod|seconds of)\b|^SIG(XFSZ|PIPE) .*: EAGAIN$/,
  ],
  [
    'terminals',
    TERMINALS.cases(NR.sendto, {}),
    /^(to the terminal|by the terminal|read[a-z, ]*|what [a-z ]+): /,
  ],
];

describe.each([
  ['fast', true],
  ['unpatched', false],
])('%s', (flavour, hasCalls) => {
  let kernel: OpenTarget;
  beforeAll(async () => {
    kernel = await openTarget({ flavour, slug: 'pipe_send' });
  });
  afterAll(async () => kernel.close());

  describe.each(LANES)('%s', (_, scripts, stay) => {
    test.each(scripts.map((script) => [script.title, script] as const))('%s', async (_title, script) => {
      const { green, red } = await rowsOf(kernel, script);
      if (hasCalls) expect(red).toEqual([]);
      else {
        expect(green.filter((row) => !stay.test(row))).toEqual([]);
        expect(red.length).toBeGreaterThan(0);
      }
    });
  });
});

// SPDX-License-Identifier: MIT
// The lane of failing allocations without a kernel: a right one passes but for kmemleak, and each fault is found.
import { expect, test } from 'vitest';
import { encodeSequence } from '../../harness/protocol/encode.ts';
import type { Sequence } from '../../harness/protocol/types.ts';
import { FAULT_ENDINGS } from './fault-endings.ts';
import { FAULTS } from './faults.ts';
import { type FifoFaults, fifoGuest, NUMBERS } from './fixtures/fifo-guest.ts';

async function runOn(faults: FifoFaults = {}, ran: Sequence[] = []) {
  const said: string[] = [];
  const { failures, covered, cases, lacking } = await FAULTS.run({
    ...{ boot: async () => fifoGuest(faults, ran), numbers: NUMBERS },
    onProgress: (text) => said.push(text),
  });
  return { failures, titles: failures.map(({ title }) => title), covered, cases, lacking, said };
}

test('nothing is wrong with a right kernel, of which each allocation is tried', async () => {
  const { titles, covered, lacking, cases, said } = await runOn();
  expect(titles).toEqual([]);
  expect(covered).toEqual(['recvfrom E11', 'recvmsg E11', 'recvmsg E2d', 'sendmsg E2d']);
  // It has no kmemleak.
  expect(lacking).toBe('kmemleak');
  expect(cases).toBeGreaterThan(2 * FAULT_ENDINGS.length);
  expect(said).toContain('sendmsg of nine buffers: refused iovec_from_user; passed over untold');
  expect(said).toContain('sendto no reader: refused ; passed over __sigqueue_alloc');
  expect(said).toContain(
    'recvfrom of two slots into two pages: refused __anon_vma_prepare; passed over untold',
  );
});

test('what it runs is within the bounds of the shim, and the endings of a call have names of their own', async () => {
  const ran: Sequence[] = [];
  await runOn({}, ran);
  for (const one of ran) expect(() => encodeSequence(one)).not.toThrow();
  const names = FAULT_ENDINGS.flatMap(({ name, calls }) => calls.map((call) => `${call} ${name}`));
  expect(new Set(names).size).toBe(names.length);
  expect(new Set(FAULT_ENDINGS.flatMap(({ calls }) => calls))).toEqual(new Set(Object.keys(NUMBERS)));
});

test.each<[keyof FifoFaults, string]>([
  ['sendsAndFails', 'sendmsg of nine buffers, allocation 1 fails: not all that went in came out once'],
  [
    'dropsBytes',
    'recvfrom into a page that is not there yet, allocation 1 fails: not all that went in came out once',
  ],
  [
    'countsAll',
    'recvmsg of two slots into two pages, allocation 1 fails: not all that went in came out once',
  ],
  ['saysEio', 'sendmsg of nine buffers, allocation 1 fails: EIO instead of ENOMEM or 9'],
  ['staysShort', 'recvmsg of nine buffers, allocation 1 fails: ENOMEM instead of 9 when it is called again'],
  ['losesSignal', 'sendto no reader, allocation 1 fails: SIGPIPE: EAGAIN instead of 13'],
  ['needsNoVector', 'sendmsg of nine buffers, allocation 1 fails: iovec_from_user passes over it'],
  ['saysNobody', 'recvmsg of nine buffers: the kernel does not tell who makes an allocation'],
  ['neverFails', 'sendmsg into a file: no allocation of it could be made to fail'],
  ['neverSleeps', 'recvmsg asleep, then there are bytes, allocation 2 fails: does not sleep'],
  ['pins', 'sendmsg refused: no room, allocation 3 fails: the file system cannot be unmounted: EBUSY'],
])('%s is found', async (fault, title) => {
  expect((await runOn({ [fault]: true })).titles).toContain(title);
});

test('the bytes are shown that went in and came out', async () => {
  const { failures } = await runOn({ dropsBytes: true });
  const [first] = failures.filter(({ title }) => title.startsWith('recvfrom into a page'));
  expect(first?.diagram).toBe('went in:  abcdefghiABCDEFGHI\ncame out: hiABCDEFGHI\n');
});

test('a kernel without failslab lacks it', async () => {
  expect(await runOn({ hasNoFailslab: true })).toMatchObject({ cases: 0, lacking: expect.any(String) });
});

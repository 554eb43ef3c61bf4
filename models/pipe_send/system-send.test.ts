// SPDX-License-Identifier: MIT
// The oracle of the lanes against that of the model's claims, which was written apart: in every world of refusals, and with
// every argument, half a page for each byte.
import { expect, test } from 'vitest';
import { System } from '../kernel/objects/fixtures/system.ts';
import { ODD } from '../kernel/objects/odd/index.ts';
import { PATH } from '../kernel/objects/path/index.ts';
import { PAGE as BYTES, PIPE } from '../kernel/objects/pipe/index.ts';
import { SOCKETPAIR } from '../kernel/objects/socketpair/index.ts';
import { type Arg, PAGE } from './names.ts';
import { expectedAnswer, TABLE } from './oracle.ts';
import { type Scenario, type Slots, scenarioNamed } from './scenarios.ts';
import { SEND_CALLS } from './system-send.ts';

const UNIT = BYTES / PAGE;
const [READ, WRITE] = [0, 1];
/** MSG_MORE, by its bit. */
const MORE = 15;
const SENDS: Arg = { op: 'send', fd: 'pipe', buf: 'ok', n: 1, flags: [], addr: 'none' };

/** A pipe as a scenario has it at first. */
function systemOf({ ring }: Scenario, slots: Slots, ends: readonly string[]): System {
  const system = new System([0], SEND_CALLS, [PATH, PIPE, ODD, SOCKETPAIR]);
  system.call('t0', 'pipe2', { nonblock: false, cloexec: false, packets: false });
  system.call('t0', 'resize', { fd: WRITE, size: ring * BYTES });
  for (const { data } of slots) {
    // A slot without data is what is left of bytes that cannot be read.
    const [call, args] =
      data.length > 0 ? callOf({ ...SENDS, n: data.length }) : callOf({ ...SENDS, buf: 'unmapped' });
    system.call('t0', call, args);
  }
  // The caller keeps its own end: only the other one can be gone.
  system.fork('t0', 't1');
  for (const [fd, end] of [
    [READ, 'read'],
    [WRITE, 'write'],
  ] as const)
    if (!ends.includes(end)) for (const task of ['t0', 't1'] as const) system.call(task, 'close', { fd });
  return system;
}

function callOf({ op, buf, n, flags }: Arg) {
  const common = {
    dontwait: flags.includes('DONTWAIT'),
    nosignal: flags.includes('NOSIGNAL'),
    ...(buf === 'unmapped' ? { buffer: 'unmapped' } : {}),
    ...(flags.includes('UNKNOWN') ? { bit: MORE } : {}),
  };
  const length = n * UNIT;
  return op === 'send'
    ? (['sendto', { fd: WRITE, data: 'a'.repeat(length), ...common }] as const)
    : (['recvfrom', { fd: READ, count: length, ...common }] as const);
}

/** Where a call cannot be made: its own end is not open. */
const isOpen = ({ op }: Arg, ends: readonly string[]): boolean =>
  ends.includes(op === 'send' ? 'write' : 'read');

test('they say the same of every call, in each world', () => {
  const scenario = scenarioNamed('refusals');
  const said: string[] = [];
  const differences: string[] = [];
  for (const slots of scenario.slots) {
    for (const ends of scenario.ends) {
      for (const arg of scenario.args.c1!.filter((one) => isOpen(one, ends))) {
        const expected = expectedAnswer({ slots, ends, ring: scenario.ring, page: PAGE }, arg);
        const [call, args] = callOf(arg);
        const answer = systemOf(scenario, slots, ends).call('t0', call, args);
        const wanted = expected === 'waits' ? 'sleeps' : expected === 'OK' ? 'OK' : TABLE[expected];
        const isOk = typeof answer === 'number' || (answer !== 'sleeps' && !/^E[A-Z]+$/.test(String(answer)));
        said.push(wanted);
        if ((isOk ? 'OK' : answer) !== wanted)
          differences.push(`${JSON.stringify({ slots, ends, arg })}: ${answer}, not ${wanted}`);
      }
    }
  }
  expect(differences).toEqual([]);
  expect(new Set(said)).toEqual(new Set(['OK', 'sleeps', 'EINVAL', 'EPIPE', 'EFAULT', 'EAGAIN']));
});

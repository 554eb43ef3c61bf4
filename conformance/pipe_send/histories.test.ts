// SPDX-License-Identifier: MIT
// What the judge says of histories of pipes: of recorded ones, and of some that somebody wrote. Those in fixtures/histories.txt were
// printed by histories.c -DTODAY.
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { inRoot } from '../../base/root.ts';
import { judged } from './fixtures/judged.ts';
import { roundsIn } from './fixtures/rounds.ts';
import { SentBytes } from './fixtures/sent-bytes.ts';

const text = readFileSync(inRoot('conformance/pipe_send/fixtures/histories.txt'), 'utf8');
const recorded = text.trim().split('\n');

/** Whether a round is explained: its kind and slots, and its calls without the word for no flags. */
function isExplained(head: string, ...calls: string[]): boolean {
  const [kind, slots, ends = '0 0'] = head.split(', ');
  const [readers, writers] = ends.split(' ');
  const line = `round 0 ${kind} slots ${slots} workers 3 readers ${readers} writers ${writers}`;
  const { refuted, inconclusive } = judged(roundsIn([line, ...calls]));
  expect(inconclusive).toEqual([]);
  return refuted.length === 0;
}

describe('recorded histories', () => {
  test('are explained, and overlap', () => {
    const { rounds, overlapping, withOrders, refuted, inconclusive } = judged(roundsIn(recorded));
    expect({ rounds, refuted, inconclusive }).toEqual({ rounds: 40, refuted: [], inconclusive: [] });
    expect(overlapping).toBeGreaterThan(0);
    expect(withOrders).toBeGreaterThan(0);
  });

  test('are refuted where a byte that was received is another one', () => {
    const heads = recorded.flatMap((line, at) => (line.startsWith('round ') ? [at] : []));
    const rounds = heads.map((at, i) => recorded.slice(at, heads[i + 1]));
    let changes = 0;
    for (const lines of rounds)
      for (const [at, line] of lines.entries()) {
        if (!/\d+:\d+\+\d+$/.test(line)) continue;
        const other = line.replace(/:(\d+)\+/, (_, place) => `:${(Number(place) + 30) % 61}+`);
        expect(judged(roundsIn(lines.with(at, other))).refuted, line).toHaveLength(1);
        changes++;
      }
    expect(changes).toBeGreaterThan(20);
  });

  test('what is no line of a round is refused', () => {
    expect(() => roundsIn([recorded[0]!, '0 1 2 send'])).toThrow('not a call: 0 1 2 send');
    expect(() => roundsIn(['round 1 pipe'])).toThrow('not the head of a round: round 1 pipe');
  });

  test('a history that is refuted is drawn up to where it is', () => {
    const lines = ['round 7 pipe slots 1 workers 2 readers 0 writers 0', '0 1 4 send 2 dontwait 2'];
    const { refuted } = judged(roundsIn([...lines, '1 2 3 recv 9 0 1 0:0+1', '1 5 6 recv 9 dontwait -11']));
    expect(refuted).toEqual([
      'round 7: pipe, 1 slots\nw0 |---  send 2 MSG_DONTWAIT: has not returned\nw1  ||   recv 9 = 1 0:0+1\n',
    ]);
  });
});

describe('EAGAIN', () => {
  test.each([
    ['of a call that is alone, with room', '4 5', false],
    ['while another one is in a call', '1 4', true],
  ])('%s', (_, stamps, isIt) => {
    expect(isExplained('pipe, 1', '0 2 3 send 1 0 1', `1 ${stamps} send 1 dontwait -11`)).toBe(isIt);
  });

  test('of O_NONBLOCK is never for the mutex', () => {
    expect(isExplained('nonblock, 1', '0 2 3 send 1 0 1', '1 1 4 send 1 0 -11')).toBe(false);
    expect(isExplained('nonblock, 1', '0 1 2 send 4096 0 4096', '1 3 4 send 1 0 -11')).toBe(true);
  });

  test('is for slots, not for bytes', () => {
    const sent = ['0 1 2 send 4095 0 4095', '0 3 4 send 2 dontwait 2', '0 5 6 send 4095 dontwait -11'];
    expect(isExplained('pipe, 2', ...sent)).toBe(true);
    expect(isExplained('pipe, 4', ...sent)).toBe(false);
  });
});

describe('a send', () => {
  test('of PIPE_BUF stands side by side, of more it need not', () => {
    const between = (bytes: number, first: number) => [
      `0 1 20 write ${bytes} 0 ${bytes}`,
      '1 2 19 write 3 0 3',
      `2 3 4 read ${first} 0 ${first} 0:0+${first}`,
      '2 5 6 read 3 0 3 1:0+3',
      `2 7 8 read 9 0 ${bytes - first} 0:${first % 61}+${bytes - first}`,
    ];
    expect(isExplained('pipe, 1', ...between(4097, 4096))).toBe(true);
    expect(isExplained('pipe, 1', ...between(4096, 4090))).toBe(false);
  });

  test('in part returns that part', () => {
    const read = '1 3 4 read 9999 0 4096 0:0+4096';
    expect(isExplained('pipe, 1', '0 1 2 send 4097 dontwait 4096', read)).toBe(true);
    expect(isExplained('pipe, 1', '0 1 2 send 4097 dontwait 4097', read)).toBe(false);
  });

  test('that has slept merges nothing into the last slot', () => {
    const sleeps = (size: number) => [
      '0 1 2 write 4095 0 4095',
      '0 3 20 write 2 0 2',
      '1 4 5 read 4095 0 4095 0:0+4095',
      `1 21 22 size 0 0 ${size}`,
    ];
    expect(isExplained('pipe, 1', ...sleeps(2))).toBe(true);
    expect(isExplained('pipe, 1', ...sleeps(1))).toBe(false);
  });

  test('that waits ends when the last reader closes, with what it has moved', () => {
    const closed = (moved: number) => [
      `0 1 9 write 8192 0 ${moved}`,
      '1 2 3 close 0 0 0',
      '2 4 5 close 0 0 0',
    ];
    expect(isExplained('pipe, 1, 2 1', ...closed(4096))).toBe(true);
    expect(isExplained('pipe, 1, 2 1', ...closed(-32))).toBe(true);
    expect(isExplained('pipe, 1, 2 1', ...closed(8192))).toBe(false);
    expect(isExplained('pipe, 1, 3 1', ...closed(4096))).toBe(false);
  });
});

describe('a receive', () => {
  test('gives no byte twice', () => {
    const twice = ['0 1 2 send 1 0 1', '1 3 6 recv 9 dontwait 1 0:0+1', '2 4 5 recv 9 dontwait 1 0:0+1'];
    expect(isExplained('pipe, 1', ...twice)).toBe(false);
    expect(isExplained('pipe, 1', ...twice.slice(0, 2), '2 4 5 recv 9 dontwait -11')).toBe(true);
  });

  test('drops the rest of a packet, and of a pipe nothing', () => {
    const calls = [
      '0 1 2 send 3 0 3',
      '0 3 4 send 1 0 1',
      '1 5 6 recv 2 0 2 0:0+2',
      '1 7 8 recv 9 0 1 0:3+1',
    ];
    expect(isExplained('packets, 2', ...calls)).toBe(true);
    expect(isExplained('pipe, 2', ...calls)).toBe(false);
  });

  test('is at the end when the last writer has closed, and not before', () => {
    const end = (stamps: string) => ['0 4 9 close 1 0 0', `1 ${stamps} read 9 0 0`];
    expect(isExplained('fifo, 1, 1 1', ...end('1 8'))).toBe(true);
    expect(isExplained('fifo, 1, 1 1', ...end('1 3'))).toBe(false);
    expect(isExplained('fifo, 1, 1 2', ...end('1 8'))).toBe(false);
  });
});

test('a slice of bytes is the bytes of the slice', () => {
  const run = fc.record({ worker: fc.nat(2), place: fc.nat(60), bytes: fc.nat(70) });
  const bytesOf = (runs: SentBytes) =>
    runs.runs.flatMap(({ worker, place, bytes }) =>
      Array.from({ length: bytes }, (_, i) => `${worker}:${(place + i) % 61}`),
    );
  fc.assert(
    fc.property(fc.array(run), fc.nat(200), fc.nat(200), (runs, from, to) => {
      const parts = runs.map(({ worker, place, bytes }) => SentBytes.of(worker, place, bytes));
      const all = parts.reduce((sum, part) => sum.concat(part), SentBytes.none);
      expect(bytesOf(all)).toEqual(parts.flatMap(bytesOf));
      expect(bytesOf(all.slice(from, to))).toEqual(bytesOf(all).slice(from, to));
    }),
  );
});

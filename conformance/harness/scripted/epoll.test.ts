// SPDX-License-Identifier: MIT
import { expect, test } from 'vitest';
import { POLLIN } from '../protocol/flags.ts';
import { NR } from '../protocol/nr.ts';
import { EPOLLEXCLUSIVE, edgesBy, watchEdges } from './epoll.ts';
import { Script } from './script.ts';

test('edges are asked for with the events, packed, and at most so many are told', () => {
  const script = new Script();
  const task = script.spawn();
  watchEdges(script, task, 3, 4, POLLIN, EPOLLEXCLUSIVE);
  const op = edgesBy(script, task, 3, 2, -1);
  const event = Buffer.from('010000900000000000000000', 'hex');
  expect(script.ops.slice(1)).toEqual([
    { op: 'call', task, nr: NR.epoll_ctl, args: [3, 1, 4, { data: event }] },
    { op: 'call', task, nr: NR.epoll_wait, args: [3, { out: 24 }, 2, -1] },
  ]);
  expect(op).toBe(2);
});

// SPDX-License-Identifier: MIT
import { expect, test } from 'vitest';
import type { Layout } from '../../../models/kernel/objects/unix-socket/index.ts';
import { encodeAddress, SOCKADDR_UN } from './codecs.ts';

const bytesOf = (path: string, layout: Layout): [string, number] => {
  const [arg, length] = encodeAddress({ kind: 'path', path, ...layout });
  return [Buffer.from((arg as { data: Uint8Array }).data).toString('latin1'), length];
};

test.each<[string, Layout, number, RegExp]>([
  ['s', {}, 4, /^..s\0$/s],
  ['s', { bare: true }, 3, /^..sxj$/s],
  ['s', { size: SOCKADDR_UN }, 110, /^..s\0{107}j$/s],
  ['s', { size: SOCKADDR_UN, junk: true }, 110, /^..s\0j{106}j$/s],
  ['s', { stretch: 108, bare: true }, 110, /^..[./]{107}sxj$/s],
  ['s', { stretch: 107 }, 110, /^..[./]{106}s\0j$/s],
  ['/d/s', { stretch: 106 }, 109, /^..\/{103}d\/s\0j$/s],
])('%s laid out as %j', (path, layout, length, bytes) => {
  const [text, given] = bytesOf(path, layout);
  expect(given).toBe(length);
  expect(text).toMatch(bytes);
});

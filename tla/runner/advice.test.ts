// SPDX-License-Identifier: MIT
import { expect, test } from 'vitest';
import { inRoot } from '../../base/root.ts';
import { adviceOn } from './advice.ts';

test.each([
  ['Cannot find source file for module Nope imported in module W.', '-I DIR'],
  [
    'Java did not start TLC: Error occurred during initialization of VM: Too small maximum heap',
    'more memory',
  ],
  ['Terminating due to java.lang.OutOfMemoryError: Java heap space', 'more memory'],
  ['Could not reserve enough space for 1024000000000KB object heap', 'ask for less'],
  ['Java did not start TLC: Error: Could not find or load main class tlc2.TLC', '--jar'],
  ['java.lang.UnsupportedClassVersionError: tlc2/TLC has been compiled by', 'newer Java'],
])('%s', (message, advice) => {
  expect(adviceOn(message)).toContain(advice);
});

test('nothing where the message says enough', () => {
  expect(adviceOn('Spec.tla:5: Unknown operator: `Nxt`')).toBeNull();
});

test('what a later TLC knows, and a module of the community, are named', () => {
  expect(adviceOn('TLCGet(config) was undefined.')).toContain('--jar');
  expect(adviceOn('Cannot find source file for module SequencesExt imported in X')).toContain('--library');
  expect(adviceOn('Cannot find source file for module Mine imported in X')).toContain('-I DIR');
});

test('a module that comes with syspec is found in its folder', () => {
  expect(adviceOn('Cannot find source file for module Errno imported in module Mine.')).toContain(
    `-I ${inRoot('tla', 'kernel')}`,
  );
});

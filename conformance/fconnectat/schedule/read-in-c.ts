// SPDX-License-Identifier: MIT
// read.c, with what it knows of a scenario.
import { readFileSync } from 'node:fs';
import { inRoot } from '../../../base/root.ts';
import type { Scenario } from '../../../models/fconnectat/scenarios.ts';
import { boundAt, modes } from './files.ts';
import { ELSEWHERE } from './read.ts';

/** See `Scene.readerInC`. */
export function readerInC(scenario: Scenario): string {
  const { listeners } = scenario;
  const inodes = modes(scenario).map(({ name, mode, mask }) => {
    const bits = mask === ~0 ? '~0' : `0${mask.toString(8)}`;
    return `\t{ "${name}", 0${mode.toString(8)}, ${bits} },\n`;
  });
  const peers = [
    [ELSEWHERE, 'elsewhere'] as const,
    ...listeners.map(({ inode }) => [boundAt(scenario, inode), inode] as const),
  ].map(([path, name]) => `\t{ "${path}", "${name}" },\n`);
  return [
    `static const struct {\n\tconst char *name;\n\tunsigned int mode, mask;\n} inodes[] = {\n${inodes.join('')}};\n`,
    `static const struct {\n\tconst char *path, *name;\n} peers[] = {\n${peers.join('')}};\n`,
    readFileSync(inRoot('conformance', 'fconnectat', 'schedule', 'read.c'), 'utf8'),
  ].join('\n');
}

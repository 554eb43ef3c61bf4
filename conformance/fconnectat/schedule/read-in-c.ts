// SPDX-License-Identifier: MIT
// read.c, with what it knows of a scenario.
import { readFileSync } from 'node:fs';
import { inRoot } from '../../../base/root.ts';
import type { Scenario } from '../../../models/fconnectat/scenarios.ts';
import { boundAt, modeOf } from './files.ts';
import { ELSEWHERE } from './read.ts';

/** Of a link's mode the type alone is known. */
const S_IFMT = 0o170000;

/** See `Scene.readerInC`. */
export function readerInC(scenario: Scenario): string {
  const { fs, listeners } = scenario;
  const inodes = fs.inodes.map((inode) => {
    const mask = fs.links[inode] === undefined ? '~0' : `0${S_IFMT.toString(8)}`;
    return `\t{ "${inode}", 0${modeOf(scenario, inode).toString(8)}, ${mask} },\n`;
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

// SPDX-License-Identifier: MIT
// What to do about trouble, by the words of TLC and Java.

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { inRoot } from '../../base/root.ts';

const SHARED = inRoot('tla', 'kernel');

const ADVICE: readonly (readonly [RegExp, string])[] = [
  [
    /Cannot find source file for module (\w+Ext|Functions|Relation|Graphs|UndirectedGraphs|Folds|Json|CSV|IOUtils|Bitwise|Combinatorics|VectorClocks|ShiViz|SVG|HTML|Statistics|TLCExt)\b/,
    'That is one of CommunityModules (github.com/tlaplus/CommunityModules): name its jar, or its folder modules/, with --library or SYSPEC_TLA_LIBRARY.',
  ],
  [
    /TLCGet\(.*\) was undefined|unexpected exception[\s\S]*expecting a keyword/,
    'It may want a newer TLC than 2.18: name its tla2tools.jar with --jar or SYSPEC_TLC_JAR.',
  ],
  [/Cannot find source file for module/, 'Name the folder that module is in with -I DIR.'],
  [/Too small maximum heap|OutOfMemoryError|ran out of memory/i, 'Give Java more memory with --heap MIB.'],
  [
    /Could not reserve enough space|Invalid maximum heap size|insufficient memory/,
    'The machine has not so much memory: ask for less with --heap MIB.',
  ],
  [
    /Could not find or load main class|ClassNotFoundException|NoClassDefFoundError|ClassFormatError/,
    'The jar is no TLC: name a tla2tools.jar with --jar or SYSPEC_TLC_JAR, or neither, and TLC 2.18 is fetched.',
  ],
  [/UnsupportedClassVersionError/, 'This TLC wants a newer Java: set JAVA_HOME to one.'],
];

/** The folder of a module that is missing, where it is one of those that this repository's specifications share. */
function sharedModule(message: string): string | null {
  const name = /Cannot find source file for module (\w+)/.exec(message)?.[1];
  if (name === undefined || !existsSync(join(SHARED, `${name}.tla`))) return null;
  return `${name} is one of the kernel's modules that come with syspec: find them with -I ${SHARED}`;
}

/** What to do next about a run that gave no verdict, by its message; null when the message says enough. */
export function adviceOn(message: string): string | null {
  return sharedModule(message) ?? ADVICE.find(([words]) => words.test(message))?.[1] ?? null;
}

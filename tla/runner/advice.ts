// SPDX-License-Identifier: MIT
// What to do about trouble, by the words of TLC and Java.

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

/** What to do next about a run that gave no verdict, by its message; null when the message says enough. */
export function adviceOn(message: string): string | null {
  return ADVICE.find(([words]) => words.test(message))?.[1] ?? null;
}

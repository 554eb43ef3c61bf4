// SPDX-License-Identifier: MIT
// The statements of a sequence in fewer lines: what is allowed alone is said in one, and what sequences begin with alike once.

/** One thing that is done, and what may be seen. */
export type Block = string;

const STEP = /^\tstep\((\d+), "((?:[^"\\]|\\.)*)"\);$/;
const ALLOW = /^\tallow\((\d+), "((?:[^"\\]|\\.)*)", (\d+)\);$/;

/** `allow()` and `check()` of a block that may be seen to do one thing, as `returns()` or `sees()`. */
function shortened(block: string): Block {
  const lines = block.split('\n');
  const [, task, text] = STEP.exec(lines[0] ?? '') ?? [];
  const allows = lines.flatMap((line, at) => (line.startsWith('\tallow(') ? [at] : []));
  const at = allows[0];
  if (task === undefined || at === undefined || allows.length !== 1 || lines[at + 1] !== '\tcheck();')
    return block;
  const [, from, seen, next] = ALLOW.exec(lines[at]!) ?? [];
  // Where there are several states, their numbers count.
  if (seen === undefined || Number(next) !== Number(from) + 1) return block;
  const before = `t${task} ${text} = `;
  const isReturn = seen.startsWith(before) && seen.indexOf('\\n') === seen.length - 2;
  const said = isReturn ? `\treturns("${seen.slice(before.length, -2)}");` : `\tsees("${seen}");`;
  return [...lines.slice(0, at), said, ...lines.slice(at + 2)].join('\n');
}

/** The blocks of the body of a function. */
export function blocksOf(statements: string): Block[] {
  return statements
    .split(/\n\n(?=\tstep\()/)
    .map((block) => shortened(block.trimEnd()))
    .filter((block) => block !== '');
}

/** How many blocks two sequences begin with alike. */
function alike(a: readonly Block[], b: readonly Block[]): number {
  const at = a.findIndex((block, i) => block !== b[i]);
  return at < 0 ? a.length : at;
}

/** What several sequences begin with. */
export interface Beginning {
  readonly name: string;
  readonly blocks: readonly Block[];
}

/** At least so many blocks are worth a function. */
const LEAST = 4;

/** The beginning that saves most, if one does. */
function best(all: readonly (readonly Block[])[]): { blocks: readonly Block[]; users: number } | undefined {
  let found: { blocks: readonly Block[]; users: number; saved: number } | undefined;
  for (const [i, a] of all.entries()) {
    for (const length of new Set(all.slice(i + 1).map((b) => alike(a, b)))) {
      const users = all.filter((b) => alike(a, b) >= length).length;
      const saved = (users - 1) * length;
      if (length >= LEAST && saved > (found?.saved ?? 0))
        found = { blocks: a.slice(0, length), users, saved };
    }
  }
  return found;
}

/** Sequences without what they share, and that: each has one beginning at most. */
export function share(all: readonly (readonly Block[])[]): {
  readonly beginnings: readonly Beginning[];
  readonly bodies: readonly { readonly begin: string | null; readonly blocks: readonly Block[] }[];
} {
  const beginnings: Beginning[] = [];
  const begin = new Map<number, Beginning>();
  for (;;) {
    const left = all.flatMap((blocks, at) => (begin.has(at) ? [] : [{ at, blocks }]));
    const next = best(left.map(({ blocks }) => blocks));
    if (next === undefined) break;
    const one = { name: `begin_${beginnings.length + 1}`, blocks: next.blocks };
    beginnings.push(one);
    for (const { at, blocks } of left)
      if (alike(one.blocks, blocks) === one.blocks.length) begin.set(at, one);
  }
  const bodies = all.map((blocks, at) => {
    const one = begin.get(at);
    return { begin: one?.name ?? null, blocks: blocks.slice(one?.blocks.length ?? 0) };
  });
  return { beginnings, bodies };
}

// SPDX-License-Identifier: MIT
// States for a reader: what is set in one, and what a step changes. A state is plain data, of any model.

/** A place in a state, `task.c1.peer`, and the value there. */
export interface Leaf {
  readonly path: readonly string[];
  readonly text: string;
}

type Branch = Readonly<Record<string, unknown>>;

const isBranch = (value: unknown): value is Branch =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Set);

/** A value in a few characters: a list in brackets, a set in braces. */
export function textOf(value: unknown): string {
  if (value instanceof Set) return `{${[...value].map(textOf).join(', ')}}`;
  if (Array.isArray(value)) return `[${value.map(textOf).join(', ')}]`;
  if (isBranch(value))
    return `(${Object.entries(value)
      .map(([key, item]) => `${key} ${textOf(item)}`)
      .join(', ')})`;
  return String(value);
}

/** All places of a state, in the order of its variables. */
export function leavesOf(value: unknown, path: readonly string[] = []): Leaf[] {
  if (!isBranch(value)) return [{ path, text: textOf(value) }];
  return Object.entries(value).flatMap(([key, item]) => leavesOf(item, [...path, key]));
}

/** What says that there is nothing. */
export const NOTHING: readonly string[] = ['none', '[]', '{}', 'false', '0'];

/** Whether it says that there is something. */
export const said = ({ text }: Pick<Leaf, 'text'>): boolean => !NOTHING.includes(text);

const assignment = ({ path, text }: Leaf, from: number): string => `${path.slice(from).join('.')} = ${text}`;

/** Records under several keys that are the same stand in one line: `task c1, c2: ...`. */
function recordsLines(name: string, records: Branch): string[] {
  const byText = new Map<string, string[]>();
  for (const [key, item] of Object.entries(records)) {
    const text = leavesOf(item)
      .filter(said)
      .map((leaf) => assignment(leaf, 0))
      .join(', ');
    byText.set(text, [...(byText.get(text) ?? []), key]);
  }
  return [...byText].flatMap(([text, keys]) => (text === '' ? [] : [`${name} ${keys.join(', ')}: ${text}`]));
}

/** What is set in a state, a line for each variable; what is none or empty is left out. */
export function stateLines(state: unknown): string[] {
  if (!isBranch(state)) return [textOf(state)];
  return Object.entries(state).flatMap(([name, value]) => {
    if (isBranch(value) && Object.values(value).some(isBranch)) return recordsLines(name, value);
    const leaves = leavesOf(value).filter(said);
    if (leaves.length === 0) return [];
    if (!isBranch(value)) return [`${name} = ${leaves[0]!.text}`];
    return [`${name}: ${leaves.map((leaf) => assignment(leaf, 0)).join(', ')}`];
  });
}

function changed(before: unknown, after: unknown): Leaf[] {
  const old = new Map(leavesOf(before).map(({ path, text }) => [path.join('.'), text]));
  return leavesOf(after).filter(({ path, text }) => old.get(path.join('.')) !== text);
}

/** What a step changes, as `waiters.A = [c1]`. What belongs to `lane` goes without its name: `peer = iB`. */
export function changesOf(before: unknown, after: unknown, lane: string): string[] {
  return changed(before, after).map((leaf) => {
    const own = leaf.path.indexOf(lane);
    // `at.server` is not a field of its own.
    return assignment(leaf, own > 0 && own < leaf.path.length - 1 ? own + 1 : 0);
  });
}

/** Whether a step changes something that is not its lane's own. */
export function changesOthers(before: unknown, after: unknown, lane: string): boolean {
  return changed(before, after).some(({ path }) => !path.includes(lane));
}

/**
 * The values in a state that a text speaks of: those of variables and of fields whose names are among `words`, a line for each
 * variable, and for each key of records.
 */
export function spokenOf(state: unknown, words: ReadonlySet<string>): string[] {
  if (!isBranch(state)) return [];
  return Object.entries(state).flatMap(([name, value]) => {
    if (isBranch(value) && Object.values(value).some(isBranch)) {
      return Object.entries(value).flatMap(([key, item]) => {
        const leaves = leavesOf(item).filter(
          (leaf) => leaf.path.some((part) => words.has(part)) && said(leaf),
        );
        return leaves.length === 0 ? [] : [`${key}: ${leaves.map((leaf) => assignment(leaf, 0)).join(', ')}`];
      });
    }
    if (!words.has(name)) return [];
    if (!isBranch(value)) return [`${name} = ${textOf(value)}`];
    return [
      `${name}: ${leavesOf(value)
        .map((leaf) => assignment(leaf, 0))
        .join(', ')}`,
    ];
  });
}

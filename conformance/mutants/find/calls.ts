// SPDX-License-Identifier: MIT
// Calls that are statements: each is deleted, and a lock together with its unlocks.
import type { Statement } from '../c/statements.ts';
import { afterBracket, type Range } from '../c/text.ts';
import type { Token } from '../c/tokens.ts';
import type { Found } from './found.ts';

/** Locks, references, memory and wake-ups: such a call is mutated, or it is said why not. */
const GUARDED =
  /(?:^|_)(?:lock|unlock|trylock|down|up|get|put|hold|ref|unref|release|drop|alloc|free)(?:_|$)|^_*(?:k[mzc]alloc|kv?free|vfree|getname|putname|[dfi]put|[dfi]get|mnt(?:get|put)|wake_up|complete)/;

/** Capitals may stand for a declaration, without which the rest does not compile. */
const MAY_DECLARE = /^(?:guard|scoped_\w+|static_assert|(?!READ_ONCE|WRITE_ONCE|WARN|BUG)[A-Z][A-Z0-9_]*)$/;

interface Call extends Range {
  readonly name: string;
  readonly arguments: string;
}

/** The calls among these statements, in their order. */
export function calls(found: Found, statements: readonly Statement[]): void {
  const all = statements.flatMap((statement) => callIn(found, statement) ?? []);
  for (const call of all) {
    if (!found.isAdded(call)) continue;
    account(found, call);
    const text = textOf(found, call);
    if (MAY_DECLARE.test(call.name)) found.skip(call, 'it may declare');
    else if (found.hasDirective(call)) found.skip(call, 'a preprocessor line is in it');
    else found.mutate(call, `delete '${text}'`, found.wrap(call, 'skip'));
  }
  for (const [i, call] of all.entries()) pair(found, call, all.slice(i + 1));
}

/** A lock with its unlocks: those on the same arguments up to the next time that it is taken. */
function pair(found: Found, call: Call, after: readonly Call[]): void {
  const names = unlocks(call.name);
  if (names.length === 0 || !found.isAdded(call)) return;
  const isSame = (other: Call) => other.arguments.split(',')[0] === call.arguments.split(',')[0];
  const next = after.findIndex((other) => other.name === call.name && isSame(other));
  const own = (next < 0 ? after : after.slice(0, next)).filter(
    (other) => names.includes(other.name) && isSame(other) && !found.hasDirective(other),
  );
  if (own.length === 0) return found.skip(call, 'with its unlock: that is not in this function');
  const wraps = [call, ...own].map((one) => found.wrap(one, 'skip'));
  found.mutate(call, `delete '${textOf(found, call)}' with its unlock`, ...wraps);
}

/** What releases a lock that is taken by a function of that name. */
function unlocks(name: string): readonly string[] {
  if (/(?:^|_)(?:unlock|trylock)(?:_|$)/.test(name)) return [];
  const swapped = name.replace(/(^|_)lock(?=_|$)/, '$1unlock').replace(/^down(?=_|$)/, 'up');
  return swapped === name ? [] : [swapped, swapped.replace('_irqsave', '_irqrestore')];
}

const textOf = (found: Found, { from, to }: Range) => found.text({ from, to: to - 1 });

/** The statement as a call of something, its result unused. */
function callIn({ tokens }: Found, { kind, from, to }: Statement): Call | undefined {
  if (kind !== 'simple') return undefined;
  const begin = isVoidCast(tokens, from) ? from + 3 : from;
  if (tokens[begin]?.kind !== 'word') return undefined;
  let name = tokens[begin].text;
  let opened: number | undefined;
  let at = begin + 1;
  while (at < to - 1) {
    const { text } = tokens[at]!;
    const isMember = text === '->' || text === '.';
    if (!isMember && text !== '(' && text !== '[') return undefined;
    if (isMember) name = tokens[at + 1]?.text ?? '';
    opened = text === '(' ? at : undefined;
    at = isMember ? at + 2 : afterBracket(tokens, at);
  }
  if (opened === undefined) return undefined;
  const inside = tokens.slice(opened + 1, to - 2).map(({ text }) => text);
  return { from, to, name, arguments: inside.join('') };
}

function isVoidCast(tokens: readonly Token[], at: number): boolean {
  return ['(', 'void', ')'].every((text, i) => tokens[at + i]?.text === text);
}

function account(found: Found, call: Range): void {
  for (let at = call.from; at < call.to; at += 1) {
    if (found.tokens[at + 1]?.text !== '(') continue;
    found.account(at);
    // Only the outermost call is the statement.
    return;
  }
}

/** Guarded calls that were not met as statements. */
export function otherCalls(found: Found): void {
  for (const [at, { kind, text }] of found.tokens.entries()) {
    const isCall = kind === 'word' && found.tokens[at + 1]?.text === '(' && GUARDED.test(text);
    if (!isCall || found.isAccounted(at) || !found.isAdded({ from: at, to: at + 1 })) continue;
    found.skip({ from: at, to: afterBracket(found.tokens, at + 1) }, 'a call whose value is used');
  }
}

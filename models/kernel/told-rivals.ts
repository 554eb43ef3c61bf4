// SPDX-License-Identifier: MIT
// Rivals in the words of a document.
import type { Operation, Rival } from './rival.ts';

type AnyOperation = Operation<string, string, string, string, string>;

/** Two steps that are one call where they come together. */
const PAIRS = [
  ['AcceptDequeue', 'AcceptWake', 'accept'],
  ['ReleaseUnhash', 'ReleaseDead', 'close'],
] as const;

function operationText(operation: AnyOperation): string {
  switch (operation.step) {
    case 'RenameExchange':
      return `${operation.a.join('.')} <-> ${operation.b.join('.')}`;
    case 'Chmod':
      return `${operation.denies ? 'deny' : 'allow'} ${operation.inode}`;
    case 'SendSignal':
      return `${operation.signal} to ${operation.to}`;
    case 'Freeze':
    case 'Thaw':
      return `${operation.step.toLowerCase()} ${operation.to}`;
    default:
      return `${operation.step} ${operation.on}`;
  }
}

/** The call of which these are the two steps. */
function callText(first: AnyOperation, second: AnyOperation | undefined): string | undefined {
  if (second === undefined || !('on' in first) || !('on' in second) || first.on !== second.on)
    return undefined;
  const pair = PAIRS.find(([one, other]) => first.step === one && second.step === other);
  return pair === undefined ? undefined : `${pair[2]} ${first.on}`;
}

function programText(program: readonly AnyOperation[]): string {
  const texts: string[] = [];
  for (let at = 0; at < program.length; at += 1) {
    const call = callText(program[at]!, program[at + 1]);
    texts.push(call ?? operationText(program[at]!));
    if (call !== undefined) at += 1;
  }
  return texts.join(', ');
}

/** A phrase for each; `none` without any. */
export function toldRivals(
  rivals: readonly Rival<string, string, string, string, string>[],
): readonly string[] {
  if (rivals.length === 0) return ['none'];
  return rivals.map(
    ({ name, loops, program }) => `${name}${loops ? ', loops' : ''}: ${programText(program)}`,
  );
}

// SPDX-License-Identifier: MIT
// Where something stands in a source: names that stay the same when lines move.
import { createHash } from 'node:crypto';
import { posix } from 'node:path';
import { type Path, type Tree, t, traverse } from './javascript.ts';

/** A piece of a source file. Lines and columns begin at 1. */
export interface SourcePlace {
  readonly file: string;
  /** The innermost function that has a name, or the constant. */
  readonly function: string;
  readonly line: number;
  readonly column: number;
  /** The piece itself, on one line. */
  readonly text: string;
  /** Stands for the text of that function or constant: another text has another one. */
  readonly around: string;
}

/** Tells places in one module. */
export interface Places {
  /** The place of what lies between two offsets of the text. */
  between(start: number, end: number): SourcePlace;
}

interface Named {
  readonly start: number;
  readonly end: number;
  readonly name: string;
}

/** Reads the functions of a module once, before anything in its tree is changed. */
export function placesIn(file: string, text: string, tree: Tree): Places {
  const named: Named[] = [];
  const add = (path: Path) => {
    const name = nameOf(path);
    if (name !== undefined) named.push({ start: path.node.start!, end: path.node.end!, name });
  };
  traverse(tree, {
    Function: add,
    VariableDeclarator: (path) => path.scope.block.type === 'Program' && add(path),
  });
  return {
    between: (start, end) => {
      const around = named.filter((one) => one.start <= start && end <= one.end);
      const inner = around.reduce<Named | undefined>(
        (best, one) => (best !== undefined && best.end - best.start <= one.end - one.start ? best : one),
        undefined,
      );
      const before = text.slice(0, start).split('\n');
      return {
        file,
        function: inner?.name ?? 'module',
        line: before.length,
        column: before.at(-1)!.length + 1,
        text: oneLine(text.slice(start, end)),
        around: digest(inner === undefined ? text : text.slice(inner.start, inner.end)),
      };
    },
  };
}

function nameOf(path: Path): string | undefined {
  const { node, parentPath } = path;
  if (t.isFunctionDeclaration(node)) return node.id?.name;
  if (t.isVariableDeclarator(node)) return t.isIdentifier(node.id) ? node.id.name : undefined;
  if (t.isObjectMethod(node)) return keyName(node.key);
  // A function that is handed to another one, which makes the value of a property or a constant.
  const holder = parentPath?.isCallExpression() ? parentPath.parent : parentPath?.node;
  if (t.isObjectProperty(holder)) return keyName(holder.key);
  return t.isVariableDeclarator(holder) && t.isIdentifier(holder.id) ? holder.id.name : undefined;
}

function keyName(key: unknown): string | undefined {
  if (t.isIdentifier(key as never)) return (key as { name: string }).name;
  return t.isStringLiteral(key as never) ? (key as { value: string }).value : undefined;
}

/** A piece of code without its line breaks. */
export function oneLine(code: string): string {
  return code.replace(/\s+/g, ' ').trim();
}

function digest(code: string): string {
  return createHash('sha256').update(oneLine(code)).digest('hex').slice(0, 8);
}

const SHOWN = 72;

/** The beginning of a piece of code that is long. */
export function shortened(code: string): string {
  return code.length <= SHOWN ? code : `${code.slice(0, SHOWN - 1)}…`;
}

/** The file of a place as names have it: shared parts keep their folder's name. */
export function fileName(file: string, folder: string): string {
  return posix.dirname(file) === folder ? posix.basename(file) : posix.relative('models', file);
}

/** Numbers names that occur more than once, in their order, from the second on. */
export function numbered(): (name: string) => string {
  const seen = new Map<string, number>();
  return (name) => {
    const count = (seen.get(name) ?? 0) + 1;
    seen.set(name, count);
    return count === 1 ? name : `${name} #${count}`;
  };
}

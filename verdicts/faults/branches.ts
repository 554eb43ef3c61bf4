// SPDX-License-Identifier: MIT
// Counters at every branch of some modules: both values of each condition, each case, each function.
import { type Expression, type Node, type Path, printModule, t, traverse } from './javascript.ts';
import type { Module } from './modules.ts';
import { fileName, numbered, placesIn, type SourcePlace, shortened } from './places.ts';
import { BRANCHES } from './switches.ts';

/** One way that a model's body can go. */
export interface Branch extends SourcePlace {
  /** Stays the same when lines move. */
  readonly id: string;
  readonly number: number;
}

/** Modules with their counters. */
export interface Counted {
  /** JavaScript, by file. */
  readonly texts: ReadonlyMap<string, string>;
  readonly branches: readonly Branch[];
}

/** Names the ways at a piece of a module; the number of the first, which the others follow. */
type Add = (
  of: { readonly start?: number | null; readonly end?: number | null },
  ways: readonly string[],
) => number;

/** Puts a counter at each branch of these modules, of a model in `folder`. Their trees are used up. */
export function countBranches(modules: readonly Module[], folder: string): Counted {
  const branches: Branch[] = [];
  const number = numbered();
  const texts = modules.map(({ file, text, tree }) => {
    const places = placesIn(file, text, tree);
    const add: Add = ({ start, end }, ways) => {
      const place = places.between(start!, end!);
      const first = branches.length;
      for (const way of ways) {
        const id = number(`${fileName(file, folder)} ${place.function}: '${shortened(place.text)}' ${way}`);
        branches.push({ ...place, id, number: branches.length });
      }
      return first;
    };
    // From the outside in, so that what is inside is counted within what was put around it.
    const done = new WeakSet<object>();
    traverse(tree, {
      enter(path) {
        if (done.has(path.node)) return;
        done.add(path.node);
        instrument(path, add);
      },
    });
    return [file, printModule(tree, text)] as const;
  });
  return { texts: new Map(texts), branches };
}

function instrument(path: Path, add: Add): void {
  const { node } = path;
  const isTest = t.isIfStatement(node) || t.isConditionalExpression(node) || t.isLoop(node);
  if (isTest && 'test' in node && node.test) node.test = counted('either', add(node.test, YES_NO), node.test);
  else if (t.isLogicalExpression(node)) {
    const [method, ways] = node.operator === '??' ? ABSENT : EITHER;
    node.left = counted(method, add(node.left, ways), node.left);
  } else if (t.isOptionalMemberExpression(node) && node.optional) {
    node.object = counted('absent', add(node.object, ABSENT[1]), node.object);
  } else if (t.isSwitchCase(node) && node.consequent.length > 0) {
    const first = add(node.test ?? node, [node.test ? 'is the case' : 'is taken']);
    node.consequent.unshift(t.expressionStatement(counted('hit', first)));
  } else if (t.isAssignmentPattern(node)) {
    node.right = t.sequenceExpression([counted('hit', add(node.right, ['is the default'])), node.right]);
  } else if (t.isFunction(node)) enter(node as never, add);
}

const YES_NO = ['is true', 'is false'];
const EITHER = ['either', YES_NO] as const;
const ABSENT = ['absent', ['is absent', 'is there']] as const;

function enter(node: { body: Node; start?: number | null }, add: Add): void {
  const { body } = node;
  const hit = counted('hit', add({ start: node.start!, end: body.start! }, ['is called']));
  if (t.isBlockStatement(body)) body.body.unshift(t.expressionStatement(hit));
  else node.body = t.sequenceExpression([hit, body as Expression]);
}

function counted(method: string, number: number, ...value: Expression[]): Expression {
  const callee = t.memberExpression(t.identifier(BRANCHES), t.identifier(method));
  return t.callExpression(callee, [t.numericLiteral(number), ...value]);
}

// SPDX-License-Identifier: MIT
// Faults that the instrumenter does not make: one statement, one operand, one element, one value at a time.
import {
  type CallExpression,
  type Expression,
  type Node,
  type Path,
  type Tree,
  t,
  traverse,
} from './javascript.ts';

/** A fault at a node of the tree. */
export interface Extra {
  readonly kind: 'statement' | 'operand' | 'element' | 'number' | 'order' | 'errno';
  readonly node: Node;
  /** What stands in its place; nothing for a statement that is left out. */
  readonly replacement: Expression | 'nothing';
}

const ERRNO = /^E[A-Z0-9]{3,}$/;
const OTHER_END: Readonly<Record<string, string>> = {
  push: 'unshift',
  unshift: 'push',
  shift: 'pop',
  pop: 'shift',
};
/** Methods and functions that say yes or no. */
const YES_OR_NO = /^(?:includes|has|some|every|(?:is|has|may|can)[A-Z].*)$/;
/** What the instrumenter replaces by true and false itself. */
const COMPARES = ['&&', '||', '==', '!=', '===', '!==', '<', '<=', '>', '>='];

/** All of a module, in the order of its text. */
export function extrasIn(tree: Tree): Extra[] {
  const found: Extra[] = [];
  const errnos = [...new Set(literals(tree).filter((value) => ERRNO.test(value)))].sort();
  traverse(tree, {
    enter(path) {
      if (path.isImportDeclaration() || isListOfNames(path)) return path.skip();
      const { node } = path;
      for (const { kind, replacement } of [...statements(path), ...conditions(path), ...values(path, errnos)])
        found.push({ kind, node, replacement });
      return undefined;
    },
  });
  return found;
}

/** A constant list of words is what a variable ranges over: the explorer itself refuses what is not in it. */
export function isListOfNames({ node, parentPath }: Path): boolean {
  if (!t.isArrayExpression(node) || !node.elements.every((one) => t.isStringLiteral(one))) return false;
  return parentPath?.isVariableDeclarator() === true && parentPath.scope.path.isProgram();
}

type Made = Omit<Extra, 'node'>;

function literals(tree: Tree): string[] {
  const found: string[] = [];
  traverse(tree, { StringLiteral: ({ node }) => void found.push(node.value) });
  return found;
}

function* statements(path: Path): Iterable<Made> {
  const { node } = path;
  if (t.isExpressionStatement(node)) yield { kind: 'statement', replacement: 'nothing' };
  if (t.isReturnStatement(node) && t.isCallExpression(node.argument))
    yield { kind: 'statement', replacement: 'nothing' };
}

function* conditions(path: Path): Iterable<Made> {
  const { node, parent, key } = path;
  if (!isPlain(path) || isMutatedAnyway(path)) return;
  const both = [true, false].map(
    (value): Made => ({ kind: 'operand', replacement: t.booleanLiteral(value) }),
  );
  if (t.isConditionalExpression(parent) && key === 'test') yield* both;
  else if (t.isLogicalExpression(parent) && parent.operator !== '??') {
    yield { kind: 'operand', replacement: t.booleanLiteral(parent.operator === '&&') };
  } else if (t.isCallExpression(node) && YES_OR_NO.test(calleeName(node))) yield* both;
}

/** Whether the instrumenter gives it the values true and false. */
function isMutatedAnyway({ node, parent, key }: Path): boolean {
  if ((t.isBinaryExpression(node) || t.isLogicalExpression(node)) && COMPARES.includes(node.operator))
    return true;
  return (t.isIfStatement(parent) || t.isWhileStatement(parent)) && key === 'test';
}

function* values(path: Path, errnos: readonly string[]): Iterable<Made> {
  const { node, parent } = path;
  if (t.isExpressionStatement(parent) && t.isCallExpression(node)) yield* order(node);
  if (!isPlain(path)) return;
  if (t.isCallExpression(node)) yield* order(node);
  if (t.isNumericLiteral(node)) yield { kind: 'number', replacement: t.numericLiteral(node.value + 1) };
  if (t.isStringLiteral(node) && ERRNO.test(node.value) && errnos.length > 1) {
    const other = errnos[(errnos.indexOf(node.value) + 1) % errnos.length]!;
    yield { kind: 'errno', replacement: t.stringLiteral(other) };
  }
  if (t.isArrayExpression(node) && node.elements.length > 1) {
    for (const i of node.elements.keys()) {
      const rest = node.elements.filter((_, j) => j !== i).map((one) => one && t.cloneNode(one, true));
      yield { kind: 'element', replacement: t.arrayExpression(rest) };
    }
  }
}

/** The other end of a queue. */
function* order(node: CallExpression): Iterable<Made> {
  const name = OTHER_END[calleeName(node)];
  if (name === undefined || !t.isMemberExpression(node.callee)) return;
  const callee = t.memberExpression(t.cloneNode(node.callee.object, true), t.identifier(name));
  yield {
    kind: 'order',
    replacement: t.callExpression(
      callee,
      node.arguments.map((one) => t.cloneNode(one, true)),
    ),
  };
}

function calleeName({ callee }: { callee: Node }): string {
  if (t.isIdentifier(callee)) return callee.name;
  return t.isMemberExpression(callee) && t.isIdentifier(callee.property) && !callee.computed
    ? callee.property.name
    : '';
}

/** Whether another expression can stand in its place. */
function isPlain({ node, parent, key }: Path): boolean {
  if (!t.isExpression(node) || t.isAssignmentExpression(parent, { left: node })) return false;
  if (t.isUpdateExpression(parent) || t.isUnaryExpression(parent, { operator: 'delete' })) return false;
  if (key === 'callee' || key === 'key' || (key === 'property' && t.isIdentifier(node))) return false;
  // An operand of a chain is part of the chain, and a call of a statement goes with it.
  return (
    !t.isOptionalMemberExpression(parent) &&
    !t.isOptionalCallExpression(parent) &&
    !t.isExpressionStatement(parent)
  );
}

// SPDX-License-Identifier: MIT
// TypeScript as a syntax tree without types, whose places are those of the source, and such a tree as JavaScript.
import { createRequire } from 'node:module';
import babel from '@babel/core';

/** A module's syntax tree. */
export type Tree = babel.types.File;
/** A node of the tree, with its ancestors. */
export type Path<T = babel.types.Node> = babel.NodePath<T>;
export type Node = babel.types.Node;
export type Expression = babel.types.Expression;
export type CallExpression = babel.types.CallExpression;

/** Babel's builders and predicates of nodes. */
export const t: typeof babel.types = babel.types;
/** Visits each node of a tree. */
export const traverse: typeof babel.traverse = babel.traverse;

const ALONE = { configFile: false, babelrc: false } as const;
const TYPESCRIPT = createRequire(import.meta.url).resolve('@babel/preset-typescript');

/** The tree of a module. Imports that are types only are gone, and the others name JavaScript. */
export function parseModule(text: string, file: string): Tree {
  const presets = [[TYPESCRIPT, { onlyRemoveTypeImports: true }]];
  const tree = babel.transformSync(text, { ...ALONE, filename: file, ast: true, code: false, presets })!.ast!;
  for (const declaration of tree.program.body) {
    const source = sourceOf(declaration);
    if (source !== undefined) source.value = source.value.replace(/^(\..*)\.ts$/, '$1.js');
  }
  return tree;
}

/** Files that a module imports while it runs, as it names them, but for the ending. */
export function importsOf(tree: Tree): string[] {
  return tree.program.body
    .map((declaration) => sourceOf(declaration)?.value)
    .filter((value) => value?.startsWith('.') === true)
    .map((value) => (value as string).replace(/\.js$/, '.ts'));
}

function sourceOf(node: Node): babel.types.StringLiteral | undefined {
  if (t.isImportDeclaration(node) || t.isExportAllDeclaration(node)) return node.source;
  return t.isExportNamedDeclaration(node) ? (node.source ?? undefined) : undefined;
}

/** The text of a tree. */
export function printModule(tree: Tree, text: string): string {
  return babel.transformFromAstSync(tree, text, { ...ALONE, comments: false, compact: false })!.code!;
}

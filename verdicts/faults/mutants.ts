// SPDX-License-Identifier: MIT
// All faults of some modules in one text, each behind a switch that is thrown while it runs.
import { Instrumenter } from '@stryker-mutator/instrumenter';
import { type Extra, extrasIn, isListOfNames } from './extra.ts';
import { type Expression, type Node, type Path, printModule, type Tree, t, traverse } from './javascript.ts';
import type { Module } from './modules.ts';
import { fileName, numbered, oneLine, type Places, placesIn, type SourcePlace, shortened } from './places.ts';
import { COVER, IS_ON, SWITCHES } from './switches.ts';

/** A fault that a machine has put into a model's body. */
export interface Fault extends SourcePlace {
  /** Stays the same when lines move. */
  readonly id: string;
  /** What switches it on. */
  readonly switch: number;
  /** Which kind of change it is. */
  readonly kind: string;
  /** What stands in the place of `text`; empty when that is left out. */
  readonly replacement: string;
}

/** Modules with their faults, as JavaScript by file. */
export interface Instrumented {
  /** One fault can be switched on, and each place can tell that it is run. */
  readonly texts: ReadonlyMap<string, string>;
  readonly faults: readonly Fault[];
}

/** The first number of our own faults, above those of the instrumenter. */
const OURS = 50_000;

type Draft = Omit<Fault, 'id'>;

/** What is remembered of a module between its parsing and its printing. */
interface Sheet {
  readonly module: Module;
  readonly places: Places;
  readonly extras: readonly (Extra & { readonly switch: number })[];
}

const silent = () => undefined;
const LOGGER = {
  ...{ trace: silent, debug: silent, info: silent, warn: silent, error: silent, fatal: silent },
  ...{ isTraceEnabled: no, isDebugEnabled: no, isInfoEnabled: no, isWarnEnabled: no },
  ...{ isErrorEnabled: no, isFatalEnabled: no },
};
function no(): boolean {
  return false;
}

/** The rows of a document's table of errors: a refusal has its row's name for faults by hand, which lack one of them. */
const ROW = /^E\d+[a-z]?$/;

/** What is no behaviour, or the same fault as another. */
const IGNORERS = [
  {
    shouldIgnore(path: Path): string | undefined {
      if (path.isStringLiteral() && ROW.test(path.node.value)) return 'which row of the errors a refusal is';
      if (path.isThrowStatement() || path.isNewExpression()) return 'what an error says';
      if (path.isStringLiteral() && path.parentPath?.isBinaryExpression()) return 'the comparison is false';
      return isListOfNames(path) ? 'a list of names' : undefined;
    },
  },
];

/** Instruments these modules, of a model in `folder`. Their trees are used up. */
export async function instrument(modules: readonly Module[], folder: string): Promise<Instrumented> {
  const sheets = new Map<string, Sheet>();
  let switches = OURS;
  const parse = async (text: string, file: string) => {
    const module = modules.find((one) => one.file === file)!;
    const places = placesIn(file, text, module.tree);
    const extras = extrasIn(module.tree).map((extra) => ({ ...extra, switch: switches++ }));
    sheets.set(file, { module, places, extras });
    return { originFileName: file, rawContent: text, format: 'js', root: module.tree };
  };
  const print = ({
    originFileName,
    rawContent,
    root,
  }: {
    originFileName: string;
    rawContent: string;
    root: Tree;
  }) => {
    placeExtras(root, sheets.get(originFileName)!);
    settleSwitches(root);
    return printModule(root, rawContent);
  };
  // The instrumenter takes its parser and its printer as arguments; their types are not exported.
  type Parts = ConstructorParameters<typeof Instrumenter>;
  const instrumenter = new Instrumenter(
    LOGGER,
    (() => parse) as never as Parts[1],
    print as never as Parts[2],
  );
  const result = await instrumenter.instrument(
    modules.map(({ file, text }) => ({ name: file, content: text, mutate: true })),
    { plugins: null, excludedMutations: [], ignorers: IGNORERS as never, noHeader: true },
  );
  const theirs = result.mutants
    .filter(({ status }) => status !== 'Ignored')
    .map(({ id, fileName: file, location, mutatorName, replacement }): Draft => {
      const { module, places } = sheets.get(file)!;
      const offset = ({ line, column }: { line: number; column: number }) =>
        offsetAt(module.text, line, column);
      const place = places.between(offset(location.start), offset(location.end));
      return { ...place, switch: Number(id), kind: mutatorName, replacement: oneLine(replacement) };
    });
  const ours = [...sheets.values()].flatMap((sheet) => sheet.extras.map((extra) => draftOf(extra, sheet)));
  return {
    texts: new Map(result.files.map(({ name, content }) => [name, content])),
    faults: named([...theirs, ...ours], folder),
  };
}

/** `line` begins at 0. */
function offsetAt(text: string, line: number, column: number): number {
  let start = 0;
  for (let i = 0; i < line; i++) start = text.indexOf('\n', start) + 1;
  return start + column;
}

function draftOf(
  { node, kind, replacement, switch: name }: Sheet['extras'][number],
  { places }: Sheet,
): Draft {
  const code = replacement === 'nothing' ? '' : codeOf(replacement);
  return { ...places.between(node.start!, node.end!), switch: name, kind, replacement: code };
}

function codeOf(expression: Expression): string {
  const statement = t.expressionStatement(t.cloneNode(expression, true));
  return oneLine(printModule(t.file(t.program([statement])), '')).replace(/;$/, '');
}

/** In the order of the sources, with names; of those that are the same change at the same place one is left. */
function named(drafts: readonly Draft[], folder: string): Fault[] {
  const files = [...new Set(drafts.map(({ file }) => file))];
  const ordered = [...drafts].sort(
    (a, b) => files.indexOf(a.file) - files.indexOf(b.file) || a.line - b.line || a.column - b.column,
  );
  const key = (one: Draft) => [one.file, one.line, one.column, one.text, one.replacement].join('\n');
  const distinct = [...new Map(ordered.map((one) => [key(one), one])).values()];
  const number = numbered();
  return distinct.map((one) => {
    const change =
      one.replacement === ''
        ? `delete '${shortened(one.text)}'`
        : `'${shortened(one.text)}' becomes '${shortened(one.replacement)}'`;
    return { id: number(`${fileName(one.file, folder)} ${one.function}: ${change}`), ...one };
  });
}

/** Puts the extra faults at their nodes, which the instrumenter has left in its tree. */
function placeExtras(root: Tree, { module, extras }: Sheet): void {
  const at = new Map<Node, (typeof extras)[number][]>();
  for (const extra of extras) at.set(extra.node, [...(at.get(extra.node) ?? []), extra]);
  traverse(root, {
    exit(path) {
      const here = at.get(path.node);
      if (here === undefined) return;
      at.delete(path.node);
      path.replaceWith(here.reduce(switched, path.node));
    },
  });
  const [lost] = at.keys();
  if (lost !== undefined) throw new Error(`${module.file}: a fault at offset ${lost.start} was not placed`);
}

function switched(node: Node, { replacement, switch: number }: Sheet['extras'][number]): Node {
  const call = (name: string) => t.callExpression(t.identifier(name), [t.stringLiteral(String(number))]);
  if (replacement !== 'nothing') {
    const counted = t.sequenceExpression([call(COVER), node as Expression]);
    return t.conditionalExpression(call(IS_ON), replacement, counted);
  }
  const nothing = t.isReturnStatement(node) ? [t.returnStatement()] : [];
  const rest = t.blockStatement([t.expressionStatement(call(COVER)), node as never]);
  return t.ifStatement(call(IS_ON), t.blockStatement(nothing), rest);
}

/** Makes a comparison of each question whether a fault is on, and of what counts a place a call that may be left out. */
function settleSwitches(root: Tree): void {
  const member = (name: string) => t.memberExpression(t.identifier(SWITCHES), t.identifier(name));
  traverse(root, {
    CallExpression(path) {
      const { callee } = path.node;
      const isQuestion = t.isIdentifier(callee, { name: IS_ON });
      if (!isQuestion && !t.isIdentifier(callee, { name: COVER })) return;
      const numbers = path.node.arguments.map((one) =>
        t.numericLiteral(Number((one as { value: string }).value)),
      );
      const [test, call] = isQuestion
        ? [t.binaryExpression('===', member('on'), numbers[0]!), t.callExpression(member('hit'), [])]
        : [member('counts'), t.callExpression(member('count'), numbers)];
      path.replaceWith(t.logicalExpression('&&', test, call));
    },
  });
}

// SPDX-License-Identifier: MIT
// The modules of a specification as SANY understood them: definitions, expressions, and where each stands. Tokens
// (tla/text) would not do: a fault is put where an expression ends by the precedence of operators, is chosen by the level
// of the expression and by what a name stands for behind LET, INSTANCE and EXTENDS, and tokens know none of these. They
// are for texts that no SANY has read, such as those of a document, and need no Java.
import { childOf, type Element, textAt } from './xml.ts';

/** A place in a module, as SANY counts: lines and columns from 1, the last column included. */
export interface Location {
  readonly module: string;
  readonly begin: { readonly line: number; readonly column: number };
  readonly end: { readonly line: number; readonly column: number };
}

/** An expression. `operator` is SANY's name (`\land`, `$IfThenElse`), a name that is used, or a literal's text. */
export interface Expression {
  readonly form: 'apply' | 'number' | 'string' | 'at' | 'let' | 'other';
  readonly operator: string;
  /** What `operator` names, by SANY's number; undefined for a literal. */
  readonly uid: string | undefined;
  readonly location: Location;
  /** 0 constant, 1 state, 2 action, 3 temporal. */
  readonly level: number;
  readonly operands: readonly Expression[];
  /** The sets over which the bound names range. */
  readonly domains: readonly Expression[];
  /** The definitions of a LET, by SANY's numbers. */
  readonly local: readonly string[];
}

/** `Name(params) == body`, of a module or of a LET. */
export interface Definition {
  readonly uid: string;
  readonly name: string;
  readonly location: Location;
  readonly body: Expression;
}

/** A specification: its root module and all that it uses, the standard modules among them. */
export interface Syntax {
  readonly definitions: ReadonlyMap<string, Definition>;
  /** SANY's numbers of the variables, and their names and modules. */
  readonly variables: ReadonlyMap<string, { readonly name: string; readonly module: string }>;
  /** What the root module defines and EXTENDS, by name: another module may have an operator of the same name. */
  readonly named: ReadonlyMap<string, Definition>;
  /** The definitions that stand in each module itself, in their order; LETs are inside of them. */
  readonly modules: ReadonlyMap<string, readonly Definition[]>;
}

const VARIABLE = '3';

/** The body of a definition that INSTANCE brought in WITH something for its constants and variables. */
export const INSTANTIATED = 'SubstInNode';

/** Reads what SANY's exporter wrote. */
export function syntaxOf(root: Element): Syntax {
  const entries = new Map<string, Element>();
  for (const { children } of childOf(root, 'context')?.children ?? []) {
    entries.set(children[0]!.text, children[1]!);
  }
  const nameOf = (uid: string) => textAt(entries.get(uid) ?? EMPTY, 'uniquename');
  const definitions = new Map<string, Definition>();
  const variables = new Map<string, { name: string; module: string }>();
  for (const [uid, entry] of entries) {
    const location = locationOf(entry);
    const name = textAt(entry, 'uniquename');
    const body = childOf(entry, 'body')?.children[0];
    if (entry.tag === 'UserDefinedOpKind' && body !== undefined) {
      definitions.set(uid, { uid, name, location, body: expressionOf(body, nameOf) });
    } else if (entry.tag === 'OpDeclNode' && textAt(entry, 'kind') === VARIABLE) {
      variables.set(uid, { name, module: location.module });
    }
  }
  return {
    ...{ definitions, variables, modules: modulesOf(entries, definitions) },
    named: namedIn(textAt(root, 'RootModule'), entries, definitions),
  };
}

const EMPTY: Element = { tag: '', children: [], text: '' };

function namedIn(
  root: string,
  entries: ReadonlyMap<string, Element>,
  definitions: ReadonlyMap<string, Definition>,
): Map<string, Definition> {
  const isRoot = (entry: Element) => entry.tag === 'ModuleNode' && textAt(entry, 'uniquename') === root;
  const refs = [...entries.values()].find(isRoot)?.children ?? [];
  const all = refs.flatMap((ref) => definitions.get(textAt(ref, 'UID')) ?? []);
  return new Map(all.map((one) => [one.name, one]));
}

/** A module also lists what it EXTENDS and, in copies that stand at the INSTANCE, what it instantiates. */
function modulesOf(
  entries: ReadonlyMap<string, Element>,
  definitions: ReadonlyMap<string, Definition>,
): Map<string, readonly Definition[]> {
  const modules = new Map<string, Definition[]>();
  for (const entry of entries.values()) {
    if (entry.tag !== 'ModuleNode') continue;
    const name = textAt(entry, 'uniquename');
    const own = entry.children
      .filter(({ tag }) => tag === 'UserDefinedOpKindRef')
      .flatMap((ref) => definitions.get(textAt(ref, 'UID')) ?? [])
      .filter(({ location, body }) => location.module === name && body.operator !== INSTANTIATED)
      .filter(({ location, body }) => within(body.location, location));
    modules.set(
      name,
      own.sort((a, b) => a.location.begin.line - b.location.begin.line),
    );
  }
  return modules;
}

function within(inner: Location, outer: Location): boolean {
  const { begin, end } = outer;
  return inner.module === outer.module && inner.begin.line >= begin.line && inner.end.line <= end.line;
}

function locationOf(element: Element): Location {
  const at = childOf(element, 'location') ?? EMPTY;
  const position = (side: string) => ({
    line: Number(textAt(at, 'line', side)),
    column: Number(textAt(at, 'column', side)),
  });
  return { module: textAt(at, 'filename'), begin: position('begin'), end: position('end') };
}

type NameOf = (uid: string) => string;

function expressionOf(element: Element, nameOf: NameOf): Expression {
  const inside = (parent: Element | undefined): Expression[] =>
    (parent?.children ?? []).map((child) => expressionOf(child, nameOf));
  const common = {
    ...{ location: locationOf(element), level: Number(textAt(element, 'level')) },
    ...{ uid: undefined, operands: [], domains: [], local: [] },
  };
  switch (element.tag) {
    case 'OpApplNode': {
      const uid = textAt(childOf(element, 'operator')?.children[0] ?? EMPTY, 'UID');
      const bounds = (childOf(element, 'boundSymbols')?.children ?? []).flatMap(({ children }) =>
        children.filter(({ tag }) => !tag.endsWith('Ref')),
      );
      return {
        ...common,
        ...{ form: 'apply', operator: nameOf(uid), uid },
        operands: inside(childOf(element, 'operands')),
        domains: bounds.map((domain) => expressionOf(domain, nameOf)),
      };
    }
    case 'NumeralNode':
      return { ...common, form: 'number', operator: textAt(element, 'IntValue') };
    case 'StringNode':
      return { ...common, form: 'string', operator: textAt(element, 'StringValue') };
    // Its children repeat the EXCEPT that it is in.
    case 'AtNode':
      return { ...common, form: 'at', operator: '@' };
    case 'LetInNode': {
      const local = (childOf(element, 'opDefs')?.children ?? []).map((ref) => textAt(ref, 'UID'));
      return { ...common, form: 'let', operator: 'LET', operands: inside(childOf(element, 'body')), local };
    }
    default:
      return other(element, common, nameOf, inside);
  }
}

/** An operator as an argument, LAMBDA among them; what INSTANCE put in; labels. */
function other(
  element: Element,
  common: Omit<Expression, 'form' | 'operator'>,
  nameOf: NameOf,
  inside: (parent: Element) => Expression[],
): Expression {
  const uid = textAt(childOf(element, 'argument')?.children[0] ?? EMPTY, 'UID') || undefined;
  const operator = uid === undefined ? element.tag : nameOf(uid);
  const parts = ['body', 'substs'].flatMap((tag) => childOf(element, tag) ?? []);
  const operands = parts.flatMap((part) =>
    part.tag === 'body' ? inside(part) : part.children.flatMap((subst) => inside(withoutRefs(subst))),
  );
  return { ...common, form: 'other', operator, uid, operands };
}

/** What a name is replaced by, without the name. */
const withoutRefs = (subst: Element): Element => ({
  ...subst,
  children: subst.children.filter(({ tag }) => tag.endsWith('Node')),
});

// SPDX-License-Identifier: MIT
// Many mutants in one text: a variable that never changes says which of them a behaviour has.
import { type Edit, Source, type Span, Writer } from './source.ts';

/** The module and the variable; 0 is the specification itself. */
export const CHOICE_MODULE = 'SyspecChoice';
export const CHOICE_VARIABLE = 'syspecChoice';

/** An expression, and the edit in it that makes a mutant. */
export interface Choice {
  readonly host: Span;
  readonly edit: Edit;
}

/** The text of the module that declares the variable; of one mutant alone it is a constant, wherever that may stand. */
export function choiceText(numbers: readonly number[]): string {
  const [only] = numbers;
  const declared = numbers.length === 1 ? `${CHOICE_VARIABLE} == ${only}` : `VARIABLE ${CHOICE_VARIABLE}`;
  return `---- MODULE ${CHOICE_MODULE} ----\n${declared}\n====\n`;
}

interface Host {
  readonly span: Span;
  readonly choices: { readonly number: number; readonly edit: Edit }[];
  readonly inner: Host[];
}

/** The module with all these mutants, by their numbers; hosts lie in each other or apart. */
export function withChoices(source: Source, choices: ReadonlyMap<number, Choice>): string {
  const writer = new Writer(source);
  const whole = { begin: 0, end: source.text.length };
  writeInside(writer, whole, nested(choices));
  return extended(source.module, writer.text);
}

function nested(choices: ReadonlyMap<number, Choice>): Host[] {
  const hosts = new Map<string, Host>();
  for (const [number, { host, edit }] of choices) {
    const key = `${host.begin} ${host.end}`;
    const known = hosts.get(key) ?? { span: host, choices: [], inner: [] };
    known.choices.push({ number, edit });
    hosts.set(key, known);
  }
  const outermost: Host[] = [];
  const open: Host[] = [];
  const sorted = [...hosts.values()].sort(({ span: a }, { span: b }) => a.begin - b.begin || b.end - a.end);
  for (const host of sorted) {
    while (open.length > 0 && open.at(-1)!.span.end < host.span.end) open.pop();
    (open.at(-1)?.inner ?? outermost).push(host);
    open.push(host);
  }
  return outermost;
}

function writeInside(writer: Writer, { begin, end }: Span, hosts: readonly Host[]): void {
  let at = begin;
  for (const host of hosts) {
    writer.write({ begin: at, end: host.span.begin });
    writeHost(writer, host);
    at = host.span.end;
  }
  writer.write({ begin: at, end });
}

function writeHost(writer: Writer, { span, choices, inner }: Host): void {
  writer.write('(');
  for (const { number, edit } of choices) {
    writer.write(`IF ${CHOICE_VARIABLE} = ${number} THEN (`);
    writer.write({ begin: span.begin, end: edit.span.begin }, ...edit.pieces);
    writer.write({ begin: edit.span.end, end: span.end }, ') ELSE ');
  }
  writer.write('(');
  writeInside(writer, span, inner);
  writer.write('))');
}

/** The variable comes in by EXTENDS, which may bring the same one in by several ways. */
function extended(module: string, text: string): string {
  const source = new Source(module, text);
  const whole = { begin: 0, end: text.length };
  const extend = source.find(/\bEXTENDS\b/, whole);
  if (extend !== undefined) {
    return `${text.slice(0, extend.end)} ${CHOICE_MODULE},${text.slice(extend.end)}`;
  }
  const header = source.find(/-{4,}\s*MODULE\s+\w+\s*-{4,}/, whole);
  const at = header?.end ?? 0;
  return `${text.slice(0, at)}\nEXTENDS ${CHOICE_MODULE}${text.slice(at)}`;
}

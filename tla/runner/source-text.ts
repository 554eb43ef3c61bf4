// SPDX-License-Identifier: MIT
// The text of modules: what a place says and in which definition it stands, whatever lines are added above it.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { withoutComments } from '../text/tokens.ts';
import type { Span } from './events.ts';

const DEFINITION = /^(?:LOCAL\s+)?(\w+)\s*(?:\([^)]*\)|\[[^\]]*\])?\s*==/;
/** What else begins at the margin. */
const UNIT = /^(?:-{4,}|={4,}|[A-Z]{2,}\b|\\\*|\(\*)/;

interface Module {
  readonly lines: readonly string[];
  /** The body of each definition at the margin, by its name. */
  readonly definitions: ReadonlyMap<string, Span>;
}

/** Reads modules from the first of `folders` that has them. */
export class Sources {
  readonly #folders: readonly string[];
  readonly #modules = new Map<string, Module | undefined>();

  constructor(folders: readonly string[]) {
    this.#folders = folders;
  }

  /** `module!definition: text`, with one space for each run of white space; by its line where there is no such module. */
  nameOf(span: Span): string {
    const module = this.#module(span.module);
    if (module === undefined) return `${span.module}!line ${span.line}, column ${span.column}`;
    const words = withoutComments(textIn(module.lines, span)).replace(/\s+/g, ' ').trim();
    const heads = module.lines.slice(0, span.line).map((text) => DEFINITION.exec(text)?.[1]);
    return `${span.module}!${heads.findLast((name) => name !== undefined) ?? ''}: ${words}`;
  }

  /** The bodies of the definitions that the text of `span` names, wherever they stand in the modules that were asked for. */
  mentioned(span: Span): Span[] {
    const module = this.#module(span.module);
    if (module === undefined) return [];
    const names = new Set(withoutComments(textIn(module.lines, span)).match(/\w+/g));
    return [...this.#modules.values()].flatMap((one) =>
      [...names].flatMap((name) => one?.definitions.get(name) ?? []),
    );
  }

  #module(name: string): Module | undefined {
    if (!this.#modules.has(name)) this.#modules.set(name, this.#read(name));
    return this.#modules.get(name);
  }

  #read(name: string): Module | undefined {
    const file = this.#folders.map((folder) => join(folder, `${name}.tla`)).find((path) => existsSync(path));
    if (file === undefined) return undefined;
    const lines = readFileSync(file, 'utf8').split('\n');
    return { lines, definitions: definitionsIn(name, lines) };
  }
}

function textIn(lines: readonly string[], { line, column, endLine, endColumn }: Span): string {
  const text = lines.slice(line - 1, endLine);
  const last = text.length - 1;
  text[last] = (text[last] ?? '').slice(0, endColumn);
  text[0] = text[0]!.slice(column - 1);
  return text.join('\n');
}

function definitionsIn(module: string, lines: readonly string[]): ReadonlyMap<string, Span> {
  const starts = [...lines.keys()].filter((i) => DEFINITION.test(lines[i]!) || UNIT.test(lines[i]!));
  return new Map(
    starts.flatMap((start, at) => {
      const head = DEFINITION.exec(lines[start]!);
      if (head === null) return [];
      const end = starts[at + 1] ?? lines.length;
      const body: Span = {
        ...{ module, line: start + 1, column: head[0].length + 1 },
        ...{ endLine: end, endColumn: lines[end - 1]!.length },
      };
      return [[head[1]!, body] as const];
    }),
  );
}

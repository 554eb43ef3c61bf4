// SPDX-License-Identifier: MIT
// SANY, TLA+'s parser, reports on plain lines between two messages of TLC.

/** One complaint of SANY's. Line and column count from 1. */
export interface Diagnostic {
  readonly severity: 'error' | 'warning';
  readonly kind: 'parse' | 'semantic';
  readonly message: string;
  readonly file?: string;
  readonly line?: number;
  readonly column?: number;
}

const PARSING = /^Parsing file (.+)$/;
const NOISE =
  /^(Semantic errors:$|Semantic processing of module |Linting of module |tla2sany\.semantic\.AbortException$)/;
const SECTION = /^\*\*\* (Errors|Abort messages|Warnings): \d+$/;
const SYNTAX = /^(?:\*\*\*Parse Error\*\*\*|Lexical error at )/;
const SYNTAX_END = /^(Residual stack trace follows:|Fatal errors while parsing)/;
const POSITION = /line (\d+), col(?:umn)? (\d+)/;
/** The first line of a complaint in a section. */
const HEAD = /^(line \d+, col \d+ to line \d+, col \d+ of module (\S+)|Unknown location|In module \S+)$/;
/** Repeats a syntax error that was reported with its position, or says only that there was one. */
const ECHO = /^Could not parse module /;

/** All complaints in SANY's lines, in its order. */
export function readSany(lines: readonly string[]): Diagnostic[] {
  const files = lines.flatMap((line) => PARSING.exec(line)?.[1] ?? []);
  const found: Diagnostic[] = [];
  let file: string | undefined;
  let section: string | undefined;
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at]!;
    file = PARSING.exec(line)?.[1] ?? file;
    section = SECTION.exec(line)?.[1] ?? section;
    if (SYNTAX.test(line)) {
      found.push(
        syntaxError(
          until(lines, at, (next) => SYNTAX_END.test(next)),
          file,
        ),
      );
    } else if (section !== undefined && HEAD.test(line)) {
      const stop = (next: string): boolean => HEAD.test(next) || SECTION.test(next) || PARSING.test(next);
      const diagnostic = complaint(line, until(lines, at + 1, stop), section, files);
      // Each module that names the one at fault is said to have its faults.
      const isAgain = found.some((one) => JSON.stringify(one) === JSON.stringify(diagnostic));
      if (!isAgain && !ECHO.test(diagnostic.message)) found.push(diagnostic);
    }
  }
  return found;
}

/** The lines from `at` up to one that ends them, without noise and empty lines. */
function until(lines: readonly string[], at: number, stop: (line: string) => boolean): string[] {
  const rest = lines.slice(at);
  const end = rest.findIndex(stop);
  return rest
    .slice(0, end < 0 ? undefined : end)
    .map((line) => line.trim())
    .filter((line) => line !== '' && !NOISE.test(line));
}

function syntaxError(lines: readonly string[], file: string | undefined): Diagnostic {
  const message = lines.filter((line) => line !== '***Parse Error***').join('; ');
  const position = POSITION.exec(message);
  return {
    severity: 'error',
    kind: 'parse',
    message,
    ...(file === undefined ? {} : { file }),
    ...(position === null ? {} : { line: Number(position[1]), column: Number(position[2]) }),
  };
}

function complaint(
  head: string,
  body: readonly string[],
  section: string,
  files: readonly string[],
): Diagnostic {
  const module = HEAD.exec(head)?.[2];
  const position = POSITION.exec(head);
  const file = files.find((path) => path.endsWith(`/${module}.tla`));
  return {
    severity: section === 'Warnings' ? 'warning' : 'error',
    kind: section === 'Abort messages' ? 'parse' : 'semantic',
    message: body.join(' '),
    ...(file === undefined ? {} : { file }),
    ...(position === null ? {} : { line: Number(position[1]), column: Number(position[2]) }),
  };
}

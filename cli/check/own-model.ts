// SPDX-License-Identifier: MIT
// syspec check --model FILE: a model of somebody's own, explored, and its counterexamples drawn.
import { spawnSync } from 'node:child_process';
import { existsSync, rmSync, writeFileSync } from 'node:fs';
import * as nodeModule from 'node:module';
import { basename, dirname, join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { EXIT, SyspecError } from '../../base/errors.ts';
import { readInput } from '../../base/input.ts';
import type { Paper } from '../../base/paper.ts';
import { isKept, showExploration } from '../../explain/own.ts';
import { type Exploration, explore, type Model, type Property } from '../../models/kit/index.ts';
import type { Printed } from '../stdout.ts';

/** What a model's file exports. */
interface Own {
  readonly model: Model<unknown>;
  readonly properties: readonly Property<unknown>[];
}

const SELF = fileURLToPath(import.meta.url);
/** This package's own entry, built or as sources. */
const ENTRY = pathToFileURL(
  resolve(dirname(SELF), '..', '..', SELF.endsWith('.ts') ? 'index.ts' : 'index.js'),
).href;

/** TypeScript without its types. Node.js has that from 22.13 on; before, the checkout's own tool does. */
async function withoutTypes(text: string, file: string): Promise<string> {
  const { stripTypeScriptTypes } = nodeModule as { stripTypeScriptTypes?: (code: string) => string };
  try {
    if (stripTypeScriptTypes !== undefined) return stripTypeScriptTypes(text);
    const { transformAsync } = await import('@babel/core');
    const options = {
      filename: file,
      presets: ['@babel/preset-typescript'],
      babelrc: false,
      configFile: false,
      // What is thrown later is told with its line.
      retainLines: true,
    };
    return (await transformAsync(text, { ...options, cwd: dirname(SELF) }))?.code ?? '';
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code?.endsWith('MODULE_NOT_FOUND') !== true)
      throw new SyspecError('BAD_INPUT', `${file}: ${withoutName((error as Error).message, file)}`);
    throw readsNoTypes(file);
  }
}

function readsNoTypes(file: string): SyspecError {
  const message = `this Node.js (${process.version}) does not read TypeScript: ${file}`;
  const hint = 'Use Node.js 22.18 or newer, or write the model in JavaScript (.mjs).';
  return new SyspecError('TOOL_MISSING', message, hint);
}

/** The tool that takes the types out begins with the name itself. */
const withoutName = (message: string, file: string): string =>
  message.startsWith(`${file}: `) ? message.slice(file.length + 2) : message;

/** A text about `copy` as one about `file`. A column is left out: it may be another one in the copy. */
function toldOf(file: string, copy: string, text: string): string {
  const named = text.replaceAll(pathToFileURL(copy).href, file).replaceAll(copy, file);
  const [first, ...others] = named.split(file);
  return [first, ...others.map((rest) => rest.replace(/^(:\d+):\d+/, '$1'))].join(file);
}

/** Where an error of `file` comes from: `:3`, or nothing where its stack does not say. */
function lineIn(file: string, stack: string): string {
  const [, ...after] = stack.split(file);
  return after.flatMap((rest) => /^:\d+/.exec(rest)?.[0] ?? [])[0] ?? '';
}

/** Of what is no JavaScript Node.js says the line only where it ends by it. */
function withPlace(error: unknown, copy: string): unknown {
  if (!(error instanceof Error) || error.name !== 'SyntaxError') return error;
  const { stderr } = spawnSync(process.execPath, ['--check', copy], { encoding: 'utf8' });
  return Object.assign(error, { stack: `${stderr ?? ''}\n${error.stack}` });
}

/** What went wrong when `copy`, which is `file` without its types, was imported. */
export function importFailure(error: unknown, copy: string, file: string): SyspecError {
  if (error instanceof SyspecError) return error;
  const { code, message, stack = '' } = error as NodeJS.ErrnoException;
  const told = toldOf(file, copy, message);
  // Of another file that the model imports.
  const other = /extension "\.[mc]?ts" for (.*)$/m.exec(message)?.[1];
  if (code === 'ERR_UNKNOWN_FILE_EXTENSION' && other !== undefined) return readsNoTypes(other);
  const hint = 'Mend the file: it has to be an ES module that exports model and properties.';
  return new SyspecError('BAD_INPUT', `${file}${lineIn(file, toldOf(file, copy, stack))}: ${told}`, hint);
}

/** The copy of a file, beside it. */
const copyOf = (file: string): string =>
  join(dirname(file), `.${basename(file).replace(/\.\w+$/, '')}-${process.pid}.mjs`);

/**
 * The first import of the copy removes it: by then all is loaded, and nothing has run that could end this process, and leave it there.
 * It stands in the first line, so that the others keep their numbers.
 */
function removing(code: string, copy: string): string {
  const script = `import { rmSync } from 'node:fs'; rmSync(${JSON.stringify(copy)}, { force: true });`;
  const url = `data:text/javascript,${encodeURIComponent(script).replaceAll("'", '%27')}`;
  return code.replace(/^(?:#!.*\n)?/, (head) => `${head}import '${url}'; `);
}

/** Imports the file, from a copy beside it in which 'syspec' is this package: nobody has to install that. */
async function imported(file: string): Promise<Record<string, unknown>> {
  const text = readInput(file);
  const code = /\.m?ts$/.test(file) ? await withoutTypes(text, file) : text;
  const own = code.replace(
    /(\bfrom\s*|\bimport\s*\(?\s*)(['"])syspec\2/g,
    (_, before) => `${before}'${ENTRY}'`,
  );
  const copy = copyOf(file);
  try {
    writeCopy(copy, removing(own, copy), file);
    return await import(pathToFileURL(copy).href);
  } catch (error) {
    throw importFailure(withPlace(error, copy), copy, file);
  } finally {
    // One that could not be loaded.
    if (existsSync(copy)) rmSync(copy);
  }
}

/** @throws SyspecError DISK_FULL or NOT_PERMITTED where it cannot be written, which is no fault of the model */
function writeCopy(copy: string, text: string, file: string): void {
  try {
    writeFileSync(copy, text);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    throw new SyspecError(
      code === 'ENOSPC' ? 'DISK_FULL' : 'NOT_PERMITTED',
      `${file}: a copy of it cannot be written beside it: ${message}`,
      'Put the model into a folder in which you may write.',
    );
  }
}

/** What the file exports. Throws SyspecError BAD_INPUT where that is no model. */
async function readOwnModel(path: string): Promise<Own> {
  const { model, properties = [] } = await imported(resolve(path));
  const isModel = typeof model === 'object' && model !== null && 'machine' in model;
  if (!isModel || !Array.isArray(properties)) {
    const message = `${path} exports no model`;
    throw new SyspecError(
      'BAD_INPUT',
      message,
      'Export model, by defineModel, and properties, an array; see examples/lock.ts.',
    );
  }
  return { model: model as Model<unknown>, properties };
}

/** Explores it. What its functions throw is told of the file, and not of the copy, which is gone. */
function explored({ model, properties }: Own, path: string): Exploration<unknown> {
  try {
    return explore(model, { properties });
  } catch (error) {
    if (!(error instanceof SyspecError)) throw error;
    const file = resolve(path);
    const told = (text: string) => toldOf(file, copyOf(file), text);
    const hint = error.hint === undefined ? undefined : told(error.hint);
    throw Object.assign(new SyspecError(error.code, told(error.message), hint), { cause: error.cause });
  }
}

function jsonOf(name: string, found: Exploration<unknown>, ok: boolean): string {
  const results = found.verdicts.map((verdict) => ({
    property: verdict.property,
    verdict: verdict.kind,
    trace: verdict.kind === 'violated' ? verdict.trace : null,
  }));
  const { distinct, transitions, depth } = found;
  return `${JSON.stringify({ schema: 1, ok, model: name, distinct, transitions, depth, results })}\n`;
}

/** What it prints of the model in a file: exit 1 where a property is not kept, 4 where there is none. */
export async function ownModelText(path: string, json: boolean, paper: Paper): Promise<Printed> {
  const own = await readOwnModel(path);
  const { model, properties } = own;
  const found = explored(own, path);
  const ok = properties.length > 0 && found.verdicts.every(isKept);
  const text = json ? jsonOf(model.name, found, ok) : showExploration(model.name, found, paper);
  if (properties.length === 0) return { text, exitCode: EXIT.unchecked };
  return { text, exitCode: ok ? EXIT.holds : EXIT.failed };
}

// SPDX-License-Identifier: MIT
// syspec check --model FILE: a model of somebody's own, explored, and its counterexamples drawn.
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
    };
    return (await transformAsync(text, { ...options, cwd: dirname(SELF) }))?.code ?? '';
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code?.endsWith('MODULE_NOT_FOUND') !== true)
      throw new SyspecError('BAD_INPUT', `${file}: ${(error as Error).message}`);
    throw readsNoTypes(file);
  }
}

function readsNoTypes(file: string): SyspecError {
  const message = `this Node.js (${process.version}) does not read TypeScript: ${file}`;
  const hint = 'Use Node.js 22.18 or newer, or write the model in JavaScript (.mjs).';
  return new SyspecError('TOOL_MISSING', message, hint);
}

/** What went wrong when `copy`, which is `file` without its types, was imported. */
export function importFailure(error: unknown, copy: string, file: string): SyspecError {
  if (error instanceof SyspecError) return error;
  const { code, message } = error as NodeJS.ErrnoException;
  const told = message.replaceAll(copy, file);
  // Of another file that the model imports.
  const other = /extension "\.[mc]?ts" for (.*)$/m.exec(message)?.[1];
  if (code === 'ERR_UNKNOWN_FILE_EXTENSION' && other !== undefined) return readsNoTypes(other);
  const hint = 'Mend the file: it has to be an ES module that exports model and properties.';
  return new SyspecError('BAD_INPUT', `${file}: ${told}`, hint);
}

/** Imports the file, from a copy beside it in which 'syspec' is this package: nobody has to install that. */
async function imported(file: string): Promise<Record<string, unknown>> {
  const text = readInput(file);
  const code = /\.m?ts$/.test(file) ? await withoutTypes(text, file) : text;
  const own = code.replace(
    /(\bfrom\s*|\bimport\s*\(?\s*)(['"])syspec\2/g,
    (_, before) => `${before}'${ENTRY}'`,
  );
  const copy = join(dirname(file), `.${basename(file).replace(/\.\w+$/, '')}-${process.pid}.mjs`);
  try {
    writeCopy(copy, own, file);
    return await import(pathToFileURL(copy).href);
  } catch (error) {
    throw importFailure(error, copy, file);
  } finally {
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
  const { model, properties } = await readOwnModel(path);
  const found = explore(model, { properties });
  const ok = properties.length > 0 && found.verdicts.every(isKept);
  const text = json ? jsonOf(model.name, found, ok) : showExploration(model.name, found, paper);
  if (properties.length === 0) return { text, exitCode: EXIT.unchecked };
  return { text, exitCode: ok ? EXIT.holds : EXIT.failed };
}

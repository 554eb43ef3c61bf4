// SPDX-License-Identifier: MIT
// What a run reads and writes, looked at before Java starts: trouble here is BAD_INPUT.
import { readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, resolve } from 'node:path';
import { SyspecError } from '../../base/errors.ts';
import { suggestConfig } from './checked.ts';

/** The files that a run is about; see TlcOptions. */
export interface Inputs {
  readonly spec: string;
  readonly config?: string | undefined;
  readonly configText?: string | undefined;
  readonly libraries?: readonly string[] | undefined;
  readonly dump?: string | undefined;
}

/** A configuration. */
export interface Config {
  readonly text: string;
  /** Undefined where the text was generated. */
  readonly file: string | undefined;
}

function kind(path: string): 'absent' | 'folder' | 'file' {
  try {
    return statSync(path).isDirectory() ? 'folder' : 'file';
  } catch {
    return 'absent';
  }
}

function checkSpec(spec: string): void {
  const found = kind(spec);
  if (found === 'absent') throw new SyspecError('BAD_INPUT', `no such specification: ${spec}`);
  const hint = 'Name the .tla file.';
  if (found === 'folder') {
    throw new SyspecError('BAD_INPUT', `a folder, and not a specification: ${spec}`, hint);
  }
  if (!spec.endsWith('.tla')) throw new SyspecError('BAD_INPUT', `not a .tla file: ${spec}`, hint);
}

function checkLibrary(folder: string): void {
  if (kind(folder) === 'folder') return;
  const hint = '-I names a folder with modules that the specification uses.';
  throw new SyspecError('BAD_INPUT', `no such folder of modules: ${folder}`, hint);
}

/** TLC writes elsewhere and the graph is moved: hours later is too late to find that it cannot be. */
function checkDump(dump: string): void {
  const hint = 'Name a file in a folder that can be written to with --dump.';
  if (kind(dump) === 'folder') {
    throw new SyspecError('BAD_INPUT', `cannot write the state graph: ${dump} is a folder`, hint);
  }
  // Permissions do not tell of everything: only to make a file does.
  const probe = `${dump}.${process.pid}.part`;
  try {
    writeFileSync(probe, '');
    rmSync(probe);
  } catch (error) {
    const why = `no file can be made in ${dirname(dump)} (${(error as NodeJS.ErrnoException).code})`;
    throw new SyspecError('BAD_INPUT', `cannot write the state graph: ${why}`, hint);
  }
}

/** Configurations that are named after the specification, and after no other beside it. */
function configsBeside(spec: string): string[] {
  const names = readdirSync(dirname(spec)).sort();
  const isOther = (name: string) => names.includes(name.replace(/\.cfg$/, '.tla'));
  return names.filter(
    (name) => name.startsWith(basename(spec, '.tla')) && name.endsWith('.cfg') && !isOther(name),
  );
}

function unreadable(
  { code, message }: NodeJS.ErrnoException,
  { spec, config, file }: { spec: string; config: string | undefined; file: string },
): string {
  if (code !== 'ENOENT') return `cannot read the configuration: ${message}`;
  if (config !== undefined) return `no configuration: there is no ${config}`;
  return `no configuration: there is no ${basename(file)} beside ${basename(spec)}`;
}

/**
 * Checks what a run is given, and reads its configuration.
 * @throws SyspecError BAD_INPUT when the specification, the configuration or a folder of modules is not there,
 *   or the state graph cannot be written where it should be.
 */
export function readInputs({ spec, config, configText, libraries = [], dump }: Inputs): Config {
  checkSpec(resolve(spec));
  for (const folder of libraries) checkLibrary(resolve(folder));
  if (dump !== undefined) checkDump(resolve(dump));
  if (configText !== undefined) return { text: configText, file: undefined };
  const file = resolve(config ?? spec.replace(/\.tla$/, '.cfg'));
  try {
    return { text: readFileSync(file, 'utf8'), file };
  } catch (error) {
    const beside = config === undefined ? configsBeside(resolve(spec)) : [];
    const lines = config === undefined && beside.length === 0 ? suggestConfig(resolve(spec)) : [];
    const hint = [
      'Name a configuration with --config, or ask --invariant EXPR.',
      ...(beside.length === 0 ? [] : [`Beside it: ${beside.join(', ')}.`]),
      ...(lines.length === 0
        ? []
        : [`Or write ${basename(file)}, with values of your own:`, ...lines.map((line) => `  ${line}`)]),
    ].join('\n  ');
    throw new SyspecError(
      'BAD_INPUT',
      unreadable(error as NodeJS.ErrnoException, { spec, config, file }),
      hint,
    );
  }
}

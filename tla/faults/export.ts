// SPDX-License-Identifier: MIT
// Has SANY read a specification, and say in XML what it understood.
import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { SyspecError } from '../../base/errors.ts';
import { findJar } from '../runner/jar.ts';
import { findJava } from '../runner/java.ts';
import { makeScratch } from '../runner/scratch.ts';
import { Source } from './source.ts';
import { type Syntax, syntaxOf } from './syntax.ts';
import { readXml } from './xml.ts';

const run = promisify(execFile);
const MAX_BYTES = 256 * 1024 * 1024;

/** A specification that SANY has read, and the texts of its modules that are not TLA+'s own. */
export interface Parsed {
  readonly syntax: Syntax;
  readonly sources: ReadonlyMap<string, Source>;
  /** Where each of these modules lies. */
  readonly files: ReadonlyMap<string, string>;
}

/**
 * Parses a specification and all that it uses from its folder and the libraries.
 * @throws SyspecError BAD_INPUT when SANY refuses it; JAVA_MISSING, TLC_MISSING, TLC_CHECKSUM
 */
export async function parseSpecification(spec: string, libraries: readonly string[]): Promise<Parsed> {
  const syntax = syntaxOf(readXml(await exported(spec, libraries)));
  const files = new Map<string, string>();
  for (const module of syntax.modules.keys()) {
    const folders = [dirname(spec), ...libraries];
    const file = folders.map((folder) => join(folder, `${module}.tla`)).find((each) => existsSync(each));
    if (file !== undefined) files.set(module, file);
  }
  const sources = new Map(
    [...files].map(([name, file]) => [name, new Source(name, readFileSync(file, 'utf8'))]),
  );
  return { syntax, sources, files };
}

async function exported(spec: string, libraries: readonly string[]): Promise<string> {
  const [java, jar] = await Promise.all([findJava(), findJar()]);
  const scratch = makeScratch();
  try {
    const args = [
      // As a small run of TLC: what the other compiler and collector would give comes too late.
      ...['-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1'],
      ...['-XX:-UsePerfData', `-Djava.io.tmpdir=${scratch.temp}`, '-Dfile.encoding=UTF-8'],
      // Offline: else it asks the network for a schema. It does not look at TLA-Library.
      ...['-cp', jar.path, 'tla2sany.xml.XMLExporter', '-o'],
      ...['.', ...libraries].flatMap((folder) => ['-I', folder]),
      basename(spec),
    ];
    const { stdout } = await run(java.path, args, { cwd: dirname(spec), maxBuffer: MAX_BYTES });
    const begin = stdout.indexOf('<?xml');
    if (begin < 0) throw new Error(stdout.trim().split('\n').at(-1));
    return stdout.slice(begin);
  } catch (error) {
    const hint = `'syspec tlc ${spec}' says what is wrong with it.`;
    throw new SyspecError('BAD_INPUT', `SANY cannot read ${spec}: ${(error as Error).message}`, hint);
  } finally {
    await scratch.remove();
  }
}

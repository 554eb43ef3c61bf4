// SPDX-License-Identifier: MIT
// Where modules are found that a specification uses and that are not beside it: folders and jars that are named, CommunityModules
// where the editor's extension or a jar beside TLC has it, and at last our own modules with the names of the proof system's.
import { existsSync, readdirSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, dirname, join, resolve, sep } from 'node:path';
import { SyspecError } from '../../base/errors.ts';
import { inRoot } from '../../base/root.ts';
import { SHARED_MODULES } from '../manifest.ts';

/** The variable that names folders and jars, as PATH does folders. */
export const LIBRARY_VARIABLE = 'SYSPEC_TLA_LIBRARY';

/** The names of the proof system's modules, without its proofs. */
export const OWN_LIBRARY: string = inRoot('tla', 'library');

/** What is searched after the specification's own folder, in this order. */
export interface Library {
  readonly folders: readonly string[];
  /** For Java's class path: jars with modules, and with the Java that some of these are written in. */
  readonly jars: readonly string[];
}

const COMMUNITY = /^CommunityModules.*\.jar$/i;

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder).sort();
  } catch {
    return [];
  }
}

/** Where the extension for editors keeps its jars. */
function editorFolders(home: string): string[] {
  return ['.vscode', '.vscode-server', '.vscode-oss', '.cursor'].flatMap((editor) => {
    const extensions = join(home, editor, 'extensions');
    return namesIn(extensions)
      .filter((name) => /tlaplus/i.test(name))
      .map((name) => join(extensions, name, 'tools'));
  });
}

/** CommunityModules in the first of these folders that has it; that with its dependencies before that without. */
function communityIn(folders: readonly string[]): string[] {
  for (const folder of folders) {
    const jars = namesIn(folder).filter((name) => COMMUNITY.test(name));
    const found = jars.find((name) => /deps/i.test(name)) ?? jars[0];
    if (found !== undefined) return [join(folder, found)];
  }
  return [];
}

function named(places: readonly string[]): Library {
  for (const place of places) {
    if (existsSync(place)) continue;
    const hint = `--library and ${LIBRARY_VARIABLE} name folders with modules, and jars.`;
    throw new SyspecError('BAD_INPUT', `no such library: ${place}`, hint);
  }
  const isFolder = (place: string) => statSync(place).isDirectory();
  return { folders: places.filter(isFolder), jars: places.filter((place) => !isFolder(place)) };
}

/**
 * The library of a run. @param given what the command line names @param jars folders where jars of TLC are
 * @throws SyspecError BAD_INPUT for one that is named and not there
 */
export function findLibrary(
  spec: string,
  given: readonly string[],
  jars: readonly string[],
  env: NodeJS.ProcessEnv = process.env,
): Library {
  const fromVariable = (env[LIBRARY_VARIABLE] ?? '').split(delimiter).filter((place) => place !== '');
  const wanted = named([...given, ...fromVariable].map((place) => resolve(place)));
  const found = communityIn([...jars, ...editorFolders(env.HOME || homedir())]);
  const isOurs = `${dirname(resolve(spec))}${sep}`.startsWith(`${inRoot('tla')}${sep}`);
  return {
    folders: [...wanted.folders, ...(isOurs ? [SHARED_MODULES] : []), OWN_LIBRARY],
    jars: wanted.jars.length > 0 ? wanted.jars : found,
  };
}

// SPDX-License-Identifier: MIT
// Whether an output folder is configured for its source already: to make a configuration takes as long as to compile a file or two, and
// few patches touch one. A workspace is that of one compiler and one set of fragments.
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Workspace } from '../source/workspace.ts';

type Folders = Pick<Workspace, 'src' | 'out'>;

const stampOf = ({ out }: Folders): string => join(out, '.configured');

/** The hash of .config and of all Kconfig files that were read for it; undefined before the first build. */
function digest({ src, out }: Folders): string | undefined {
  const made = ['.config', 'include/config/auto.conf.cmd'].map((name) => join(out, name));
  if (!made.every((file) => existsSync(file))) return undefined;
  const [config, read] = made.map((file) => readFileSync(file, 'utf8')) as [string, string];
  const kconfigs = /^deps_config := \\\n((?:\t.*\\\n)*)/m.exec(read)?.[1]?.match(/[^\s\\]+/g) ?? [];
  const hash = createHash('sha256').update(config);
  for (const name of kconfigs) {
    const file = join(src, name);
    if (!existsSync(file)) return undefined;
    hash.update(`${name}\n`).update(readFileSync(file));
  }
  return kconfigs.length === 0 ? undefined : hash.digest('hex');
}

/** Whether the configuration that was built last is that of this source. */
export function isConfigured(folders: Folders): boolean {
  const stamp = stampOf(folders);
  return existsSync(stamp) && readFileSync(stamp, 'utf8') === digest(folders);
}

/** Notes what has been built. */
export function noteConfigured(folders: Folders): void {
  writeFileSync(stampOf(folders), digest(folders) ?? '');
}

// SPDX-License-Identifier: MIT
// Config fragments, and whether what they ask for is in the final .config: Kconfig drops without a word
// an option whose dependencies are not met.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { SyspecError } from '../../../base/errors.ts';
import { inRoot } from '../../../base/root.ts';

/** A file with lines of a .config. */
export interface Fragment {
  /** For messages. */
  readonly file: string;
  readonly text: string;
}

interface Setting {
  readonly option: string;
  /** As in the file; 'n' for "is not set". */
  readonly value: string;
  readonly line: number;
}

/** An option that was asked for and has another value in the end. */
export interface Lost {
  readonly option: string;
  readonly wanted: string;
  /** 'n' where the option is off or does not exist. */
  readonly got: string;
  /** FILE:LINE. */
  readonly where: string;
}

/**
 * The fragments of these names.
 * @param folder where NAME.config are
 */
export function readFragments(
  names: readonly string[],
  folder: string = inRoot('conformance', 'kernel', 'config'),
): Fragment[] {
  return names.map((name) => ({
    file: `config/${name}.config`,
    text: readFileSync(join(folder, `${name}.config`), 'utf8'),
  }));
}

function settings(text: string): Setting[] {
  return text.split('\n').flatMap((raw, index) => {
    const line = index + 1;
    const set = /^(CONFIG_\w+)=(.*)$/.exec(raw);
    if (set !== null) return [{ option: set[1]!, value: set[2]!, line }];
    const unset = /^# (CONFIG_\w+) is not set$/.exec(raw);
    return unset === null ? [] : [{ option: unset[1]!, value: 'n', line }];
  });
}

/** What the fragments ask for, a later one overriding an earlier one, and `final` does not have. */
export function lostOptions(fragments: readonly Fragment[], final: string): Lost[] {
  const has = new Map(settings(final).map(({ option, value }) => [option, value]));
  const wanted = new Map(
    fragments.flatMap(({ file, text }) =>
      settings(text).map(({ option, value, line }) => [option, { value, where: `${file}:${line}` }] as const),
    ),
  );
  return [...wanted].flatMap(([option, { value, where }]) => {
    const got = has.get(option) ?? 'n';
    return got === value ? [] : [{ option, wanted: value, got, where }];
  });
}

/**
 * Does the final .config have what the fragments ask for?
 * @throws SyspecError KERNEL_CONFIG with every option that was lost, and the line that asked for it
 */
export function requireConfig(fragments: readonly Fragment[], final: string): void {
  const lost = lostOptions(fragments, final);
  if (lost.length === 0) return;
  const list = lost.map(
    ({ option, wanted, got, where }) => `${option}=${wanted} (${where}) became ${option}=${got}`,
  );
  throw new SyspecError(
    'KERNEL_CONFIG',
    `the kernel's configuration lost ${lost.length === 1 ? 'an option' : `${lost.length} options`}: ${list.join('; ')}`,
    'Its dependencies are not met in this source: see the option in its Kconfig, or leave it out of the fragment.',
  );
}

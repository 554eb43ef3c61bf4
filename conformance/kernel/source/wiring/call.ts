// SPDX-License-Identifier: MIT
// The system calls of a proposal that are to be wired: numbers by its document, arguments by its series.
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { SyspecError } from '../../../../base/errors.ts';
import { ROOT } from '../../../../base/root.ts';
import { readHead } from '../../../../spec/index.ts';
import { optionsOf, type Patch } from '../patch.ts';

/** A system call that is to be added. */
export interface Call {
  readonly name: string;
  /** On most architectures. */
  readonly number: number;
  /** As C declares them: `int dfd`. */
  readonly parameters: readonly string[];
}

/** The wiring of a proposal's calls, which is written when the source is there. */
export interface Wiring {
  readonly slug: string;
  /** For messages. */
  readonly name: string;
  /** Of all that it depends on beside the source, in hexadecimal. */
  readonly sha256: string;
  readonly calls: readonly Call[];
  /** Whether a kernel can be configured without them. */
  readonly isOptional: boolean;
}

/** Counts up whenever the same calls are wired in another way: what was built before is built again. */
const FORMAT = 1;

/** The parameters of `SYSCALL_DEFINE`, whose types and names alternate. */
function parametersOf(list: string): string[] {
  const parts = list
    .split(',')
    .map((part) => part.trim().replace(/\s+/g, ' '))
    .filter((part) => part !== '');
  return parts.flatMap((type, at) =>
    at % 2 === 0 ? [`${type}${type.endsWith('*') ? '' : ' '}${parts[at + 1] ?? ''}`] : [],
  );
}

/** How the patches define a call. */
function definitionOf(name: string, patches: readonly Patch[]): string[] | undefined {
  for (const { path } of patches) {
    const added = readFileSync(path, 'utf8').match(/^\+(?!\+\+ ).*/gm) ?? [];
    const text = added.map((line) => line.slice(1)).join('\n');
    const found = new RegExp(`^SYSCALL_DEFINE\\d\\(${name}\\b([^)]*)\\)`, 'm').exec(text);
    if (found !== null) return parametersOf(found[1]!);
  }
  return undefined;
}

/**
 * What is to be wired; nothing for a proposal that adds no call, or has no patches yet.
 * @throws SyspecError BAD_INPUT where its document says that it adds one and cannot be read, or no patch defines it
 */
export function wiringOf(slug: string, patches: readonly Patch[], root: string = ROOT): Wiring[] {
  const document = join(root, 'spec', `${slug}.md`);
  if (patches.length === 0 || !existsSync(document)) return [];
  const { kind, number } = readHead(document);
  if (kind !== 'new-syscall' || number === undefined) return [];
  const parameters = definitionOf(slug, patches);
  if (parameters === undefined) {
    const hint = `One of them is to have SYSCALL_DEFINE for it: ${patches.map(({ path }) => path).join(', ')}.`;
    throw new SyspecError('BAD_INPUT', `no patch of ${slug} defines the call`, hint);
  }
  const calls: Call[] = [{ name: slug, number, parameters }];
  const isOptional = optionsOf(patches).length > 0;
  const sha256 = createHash('sha256')
    .update(JSON.stringify([FORMAT, calls, isOptional]))
    .digest('hex');
  return [{ slug, name: `wiring of ${slug}`, sha256, calls, isOptional }];
}

// SPDX-License-Identifier: MIT
// The system calls of a proposal that are to be wired: numbers by its document, arguments by its series.
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { SyspecError } from '../../../../base/errors.ts';
import { ROOT } from '../../../../base/root.ts';
import { readHead } from '../../../../spec/index.ts';
import { addedBy, type Parameter, parametersIn } from '../definition.ts';
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
const FORMAT = 2;

/** As a declaration has it. */
const declared = ({ type, name }: Parameter): string => `${type}${type.endsWith('*') ? '' : ' '}${name}`;

/** A new call of the document, with the arguments of its definition. */
function callOf(slug: string, name: string, number: number, patches: readonly Patch[]): Call {
  const parameters = parametersIn(patches.map(addedBy), name);
  if (parameters !== undefined) return { name, number, parameters: parameters.map(declared) };
  const hint = `One of them is to have SYSCALL_DEFINE for it: ${patches.map(({ path }) => path).join(', ')}.`;
  const what = name === slug ? 'the call' : `the call ${name}`;
  throw new SyspecError('BAD_INPUT', `no patch of ${slug} defines ${what}`, hint);
}

/**
 * What is to be wired; nothing for a proposal that adds no call, or has no patches yet. A call that is only changed is wired
 * already.
 * @throws SyspecError BAD_INPUT where its document says that it adds one and cannot be read, or no patch defines it
 */
export function wiringOf(slug: string, patches: readonly Patch[], root: string = ROOT): Wiring[] {
  const document = join(root, 'spec', `${slug}.md`);
  if (patches.length === 0 || !existsSync(document)) return [];
  const calls = readHead(document)
    .calls.flatMap(({ name, number }) => (number === undefined ? [] : [callOf(slug, name, number, patches)]))
    // Tables are in the order of the numbers, and so is what stands beside them.
    .sort((a, b) => a.number - b.number);
  if (calls.length === 0) return [];
  const isOptional = optionsOf(patches).length > 0;
  const sha256 = createHash('sha256')
    .update(JSON.stringify([FORMAT, calls, isOptional]))
    .digest('hex');
  return [{ slug, name: `wiring of ${slug}`, sha256, calls, isOptional }];
}

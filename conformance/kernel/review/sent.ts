// SPDX-License-Identifier: MIT
// A series as it is sent: its patch files, and the wiring of its calls as a patch that git writes.
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROOT } from '../../../base/root.ts';
import { type Patch, readPatch } from '../source/patch.ts';
import { type From, seriesOf, writtenSeries } from '../source/patches.ts';
import type { Wiring } from '../source/wiring/call.ts';
import { wire } from '../source/wiring/wire.ts';
import { type Context, patchFiles, treeOf } from '../source/workspace.ts';
import { requireTools } from '../tools/tools.ts';
import { wiringLetter } from './letter.ts';
import { type Draft, writeMail } from './mail.ts';

/** The kernels of the tests have the copies of the tables too; tools/include/uapi/README asks to leave them to those who sync them. */
const isCopy = (file: string): boolean => file.startsWith('tools/');

/** The patch that the wiring is. */
async function draftOf(
  wiring: Wiring,
  pristine: string,
  patches: readonly Patch[],
  notes: string,
  context: Context,
): Promise<Draft> {
  const folder = mkdtempSync(join(tmpdir(), 'syspec-wired-'));
  try {
    const tree = treeOf(folder, pristine, new Set(await patchFiles(folder, pristine, patches, context)));
    const after = new Map([...wire(tree, wiring)].filter(([file]) => !isCopy(file)));
    const before = new Map([...after.keys()].map((file) => [file, tree.read(file)!]));
    const { calls, isOptional } = wiring;
    return { letter: wiringLetter(calls, after, { notes, isOptional }), before, after };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/**
 * The series of a proposal for a source: its patch files as they lie, and the wiring, which is written to `folder`.
 * @throws SyspecError TOOL_MISSING without git; as `patchSource`
 */
export async function sentSeries(
  slug: string,
  pristine: string,
  folder: string,
  context: Context,
  from: From = {},
): Promise<Patch[]> {
  requireTools(['git', 'patch'], 'git patch', context.env);
  const patches = writtenSeries(slug, from);
  const notes = join(from.root ?? ROOT, 'conformance', 'kernel', 'patches', slug, 'wiring.txt');
  const text = existsSync(notes) ? readFileSync(notes, 'utf8') : '';
  const drafts: Draft[] = [];
  for (const change of seriesOf(slug, from))
    if ('calls' in change) drafts.push(await draftOf(change, pristine, patches, text, context));
  const of = patches.length + drafts.length;
  const written: Patch[] = [];
  for (const [at, draft] of drafts.entries()) {
    const place = { number: patches.length + at + 1, of };
    written.push(readPatch(await writeMail(draft, folder, place, context.env)));
  }
  return [...patches, ...written];
}

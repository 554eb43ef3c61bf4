// SPDX-License-Identifier: MIT
// A series as it is sent: its patch files, and the wiring of its calls as patches that git writes.
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
import { copiesLetter, type Letter, wiringLetter } from './letter.ts';
import { type Draft, type Texts, writeMail } from './mail.ts';

const isCopy = (file: string): boolean => file.startsWith('tools/');

const only = (texts: Texts, has: (file: string) => boolean): Texts =>
  new Map([...texts].filter(([file]) => has(file)));

/** The patches that the wiring is, without the one of the copies where there are none. */
async function draftsOf(
  wiring: Wiring,
  pristine: string,
  patches: readonly Patch[],
  notes: string,
  context: Context,
): Promise<Draft[]> {
  const folder = mkdtempSync(join(tmpdir(), 'syspec-wired-'));
  try {
    const tree = treeOf(folder, pristine, new Set(await patchFiles(folder, pristine, patches, context)));
    const after = wire(tree, wiring);
    const before = new Map([...after.keys()].map((file) => [file, tree.read(file)!]));
    const { calls, isOptional } = wiring;
    const draft = (has: (file: string) => boolean, letter: Letter) => ({
      ...{ letter, before: only(before, has), after: only(after, has) },
    });
    return [
      draft((file) => !isCopy(file), wiringLetter(calls, after, { notes, isOptional })),
      draft(isCopy, copiesLetter(calls)),
    ].filter((one) => one.after.size > 0);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/**
 * The series of a proposal for a source: its patch files as they lie, and the others, which are written to `folder`.
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
    if ('calls' in change) drafts.push(...(await draftsOf(change, pristine, patches, text, context)));
  const of = patches.length + drafts.length;
  const written: Patch[] = [];
  for (const [at, draft] of drafts.entries()) {
    const place = { number: patches.length + at + 1, of };
    written.push(readPatch(await writeMail(draft, folder, place, context.env)));
  }
  return [...patches, ...written];
}

// SPDX-License-Identifier: MIT
// The steps: their table, tables of what a step checks, and the errnos of which their text speaks.
import type { z } from 'zod';
import { ERRNOS } from './errno.ts';
import type { Block } from './outline.ts';
import type { Check, Mention, Proposal } from './proposal.ts';
import { checksOf, type stepsOf } from './schema.ts';
import type { Complaints, Region } from './sections.ts';
import { readRows } from './table.ts';

type StepShape = ReturnType<typeof stepsOf>;

const INTRODUCTION = /(?:^|\n)The checks of `([A-Z]\w*)`[^:]*:\s*$/;

/** The step whose checks the table behind `block` lists. */
const ownerOf = (block: Block | undefined): string | undefined =>
  block?.kind === 'paragraph' ? INTRODUCTION.exec(block.text)?.[1] : undefined;

function readChecks(action: string, region: Region, header: string, problems: Complaints): Check[] {
  const [, ...calls] = header
    .split('|')
    .slice(1, -1)
    .map((cell) => cell.trim());
  return readRows(region, checksOf(calls), problems).map((row) => {
    const { line, when, ...cells } = row as z.output<ReturnType<typeof checksOf>> & { line: number };
    const errnos = Object.entries(cells as Record<string, string>).filter(([, errno]) => errno !== '-');
    return { action, when, errnos: Object.fromEntries(errnos), line };
  });
}

const isErrno = (word: string): boolean => (ERRNOS as readonly string[]).includes(word);

/** Bold text that begins a paragraph or an item, or names a step, ends the text of the step before it. */
const BOLD = /(?:^\*\*|\*\*(?=[A-Z]\w*\())(?:([A-Z]\w*)\()?/g;

/** The pieces of a paragraph or an item, and the step that each is about; undefined for one that goes on. */
function piecesOf(text: string): { readonly action: string | null | undefined; readonly text: string }[] {
  const starts = [...text.matchAll(BOLD)];
  const first = starts[0]?.index ?? text.length;
  return [
    { action: undefined, text: text.slice(0, first) },
    ...starts.map((start, at) => ({
      action: start[1] ?? null,
      text: text.slice(start.index, starts[at + 1]?.index),
    })),
  ];
}

/** The errnos of which the text speaks, by the step that it is about. */
function mentionsIn(blocks: readonly Block[]): Mention[] {
  const found = new Map<
    string,
    { readonly action: string; readonly errnos: string[]; readonly line: number }
  >();
  let current: string | null = null;
  const items = blocks.flatMap((block) => {
    if (block.kind === 'paragraph') return [block];
    return block.kind === 'list' ? block.items : [];
  });
  for (const { text: whole, line } of items) {
    for (const piece of piecesOf(whole)) {
      const { text } = piece;
      if (piece.action !== undefined) current = piece.action;
      const action: string | null = current;
      if (action === null) continue;
      const mention = found.get(action) ?? { action, errnos: [], line };
      const errnos = (text.match(/\bE[A-Z0-9]{2,}\b/g) ?? []).filter(isErrno);
      for (const errno of errnos) if (!mention.errnos.includes(errno)) mention.errnos.push(errno);
      found.set(action, mention);
    }
  }
  return [...found.values()];
}

/** A table that is introduced by 'The checks of `X`:' is one of checks. */
export function readSteps(
  region: Region,
  shape: StepShape | undefined,
  problems: Complaints,
): Pick<Proposal, 'steps' | 'checks' | 'mentions'> {
  const { blocks } = region;
  const checks: Check[] = [];
  const rest = blocks.filter((block, at) => {
    const action = block.kind === 'table' ? ownerOf(blocks[at - 1]) : undefined;
    if (action === undefined || block.kind !== 'table') return true;
    const own: Region = { ...region, name: `the checks of ${action}`, line: block.line, blocks: [block] };
    checks.push(...readChecks(action, own, block.rows[0]?.text ?? '', problems));
    return false;
  });
  const steps = shape === undefined ? [] : readRows({ ...region, blocks: rest }, shape, problems);
  return { steps, checks, mentions: mentionsIn(rest) };
}

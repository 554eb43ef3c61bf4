// SPDX-License-Identifier: MIT
// Asks TLC all rows of one variant in one scenario, in as few runs as there are specifications and live violations.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Checks, configText, type Manifest } from '../../tla/manifest.ts';
import { runTlc, type TlcRun } from '../../tla/runner/run.ts';
import type { Asked } from '../questions.ts';

/** One variant in one scenario, of the specification in a folder of its own. */
export interface Place {
  readonly manifest: Manifest;
  readonly variant: string;
  readonly scenario: string;
  readonly asked: readonly Asked[];
  /** More distinct states than these are too many. */
  readonly limit: number;
}

/** What a run found. */
export type Finding =
  /** Every row is as declared. */
  | { readonly kind: 'declared'; readonly distinct: number }
  /** The first row that is not. */
  | { readonly kind: 'broken'; readonly claim: string }
  /** TLC could not evaluate the specification. */
  | { readonly kind: 'error'; readonly message: string }
  /** SANY could not read it: no mutant. */
  | { readonly kind: 'unread'; readonly message: string }
  | { readonly kind: 'limit' };

/** One run of TLC. */
export interface Ask {
  readonly place: Place;
  readonly spec: string;
  /** Looked for behaviours that go on for ever, which takes longer. */
  readonly lively: boolean;
  run(folder: string, signal?: AbortSignal): Promise<Finding>;
}

const TIME_LIMIT_MS = 600_000;
const ROWS = 'SyspecRows';
const BOUND = 'SyspecBounded';
const WATCH = 'SyspecWatch';
const FIRST_REGISTER = 101;

interface Row {
  readonly claim: string;
  readonly operator: string;
  readonly spec: string;
  readonly lively: boolean;
  /** Whether TLC is to find the operator violated: so is progress that is made. */
  readonly violated: boolean;
}

function rowsOf({ manifest, asked }: Place): Row[] {
  return asked.flatMap(({ claim: id, part, expected, question: { claim } }): Row[] => {
    const { safety, progress, liveness } = manifest.claims[id] ?? {};
    const violated = expected === 'violated';
    if (part === 'safety') return safety ? [{ claim, ...safety, lively: false, violated }] : [];
    if (part === 'progress')
      return progress ? [{ claim, ...progress, lively: false, violated: !violated }] : [];
    const spec = part === 'unfair' ? liveness?.unfair : liveness?.spec;
    return liveness && spec ? [{ claim, operator: liveness.operator, spec, lively: true, violated }] : [];
  });
}

/** The runs that answer for a place. */
export function asksOf(place: Place): Ask[] {
  const rows = rowsOf(place);
  const specs = [...new Set(rows.map(({ spec }) => spec))];
  const joint = specs.map((spec) => {
    const its = rows.filter((row) => row.spec === spec);
    const together = its.filter(({ lively, violated }) => !lively || !violated);
    // A violation counts only where the specification is as fair as it is said to be.
    const assumed = its.length > together.length ? (place.manifest.fairness[spec] ?? []) : [];
    const assumptions = assumed.map((operator): Row => {
      return { claim: operator, operator, spec, lively: true, violated: false };
    });
    return askFor(place, spec, [...together, ...assumptions]);
  });
  const alone = rows.filter(({ lively, violated }) => lively && violated);
  return [...joint, ...alone.map((row) => askFor(place, row.spec, [row]))];
}

function askFor(place: Place, spec: string, rows: readonly Row[]): Ask {
  const lively = rows.some((row) => row.lively);
  return { place, spec, lively, run: (folder, signal) => ask(place, spec, rows, folder, signal) };
}

async function ask(place: Place, spec: string, rows: readonly Row[], folder: string, signal?: AbortSignal) {
  const { manifest, variant, scenario } = place;
  const watched = rows.filter(({ lively, violated }) => !lively && violated);
  const file = join(folder, `${ROWS}.tla`);
  writeFileSync(file, rowsModule(manifest, place.limit, watched));
  const kept = rows.filter((row) => !row.lively && !row.violated).map(({ operator }) => operator);
  const checks: Checks = {
    spec,
    invariants: [BOUND, ...manifest.invariants, ...kept, ...(watched.length === 0 ? [] : [WATCH])],
    properties: rows.filter((row) => row.lively).map(({ operator }) => operator),
  };
  const seen = new Set<number>();
  const run = await runTlc({
    spec: file,
    configText: configText(manifest, variant, scenario, checks),
    libraries: [folder],
    log: join(folder, 'tlc.log'),
    timeLimitMs: TIME_LIMIT_MS,
    signal,
    onEvent(event) {
      const number = event.type === 'output' ? /^<<"syspec row", (\d+)>>$/.exec(event.text)?.[1] : undefined;
      if (number !== undefined) seen.add(Number(number));
    },
  });
  return findingOf(run, rows, watched, seen);
}

/** Wraps the specification: each violation that is expected is noted, and does not end the search. */
function rowsModule({ module }: Manifest, limit: number, watched: readonly Row[]): string {
  const registers = watched.map((_, i) => FIRST_REGISTER + i);
  return [
    `---- MODULE ${ROWS} ----`,
    `EXTENDS ${module.replace(/\.tla$/, '')}`,
    'LOCAL INSTANCE TLC',
    ...registers.map((register) => `ASSUME TLCSet(${register}, FALSE)`),
    'SyspecSee(n, p) == p \\/ TLCGet(n) \\/ (TLCSet(n, TRUE) /\\ PrintT(<<"syspec row", n>>))',
    `${WATCH} ==`,
    ...watched.map(({ operator }, i) => `  /\\ SyspecSee(${registers[i]}, ${operator})`),
    ...(watched.length === 0 ? ['  TRUE'] : []),
    `${BOUND} == TLCGet("distinct") <= ${limit}`,
    '====',
    '',
  ].join('\n');
}

function findingOf(
  run: TlcRun,
  rows: readonly Row[],
  watched: readonly Row[],
  seen: ReadonlySet<number>,
): Finding {
  const name = run.violation?.name ?? null;
  const alone = rows.length === 1 && rows[0]!.lively && rows[0]!.violated ? rows[0] : undefined;
  if (run.verdict === 'violated') {
    if (name === BOUND) return { kind: 'limit' };
    if (name === alone?.operator) return { kind: 'declared', distinct: run.distinct ?? 0 };
    const lively = rows.filter((row) => row.lively).map(({ claim }) => claim);
    const claim = rows.find(({ operator }) => operator === name)?.claim ?? name ?? lively.join(' or ');
    return { kind: 'broken', claim };
  }
  if (run.verdict === 'holds') {
    const unseen = alone ?? watched.find((_, i) => !seen.has(FIRST_REGISTER + i));
    if (unseen !== undefined) return { kind: 'broken', claim: unseen.claim };
    return { kind: 'declared', distinct: run.distinct ?? 0 };
  }
  return unjudged(run);
}

function unjudged({ code, errors, message }: TlcRun): Finding {
  const text = message ?? 'TLC gave no verdict';
  const [kind] = errors.map((error) => error.kind);
  if (kind === 'parse' || kind === 'semantic') return { kind: 'unread', message: text };
  if (code === 'INTERRUPTED') return { kind: 'limit' };
  return { kind: 'error', message: text };
}

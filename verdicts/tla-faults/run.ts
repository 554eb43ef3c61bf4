// SPDX-License-Identifier: MIT
// Tries each mutant of a proposal's TLA+ on what the document declares, the smallest scenario first.
import { SyspecError } from '../../base/errors.ts';
import { inParallel } from '../../base/pool.ts';
import { type Parsed, parseSpecification } from '../../tla/faults/export.ts';
import { type TlaMutant, tlaMutants } from '../../tla/faults/mutants.ts';
import { type Manifest, SHARED_MODULES } from '../../tla/manifest.ts';
import { grouped, questions } from '../questions.ts';
import type { Filter, Subject } from '../select.ts';
import { RUNS_AT_ONCE } from '../tlc.ts';
import { layOut, takeAway } from './folder.ts';
import { type Fate, keyOf, type Memory } from './memory.ts';
import { rolesOf } from './roles.ts';
import { type Ask, asksOf, type Finding } from './rows.ts';

/** What to try, and whom to tell about it. */
export interface FaultOptions extends Filter {
  /** Only mutants with this in their id. */
  readonly only?: string | undefined;
  /** Only variants and scenarios with at most so many states. */
  readonly maxStates?: number | undefined;
  readonly memory: Memory;
  readonly onProgress?: (text: string) => void;
  readonly signal?: AbortSignal | undefined;
}

/** A mutant and what became of it. */
export interface Tried {
  readonly mutant: TlaMutant;
  readonly fate: Fate;
}

/** A mutant may have so many times the states of the specification. */
const TIMES = 20;
/** Small graphs may grow more than large ones. */
const LEAST_LIMIT = 20_000;

/** A proposal's specification and its mutants. @throws SyspecError as `parseSpecification` does */
export async function mutantsOf(
  manifest: Manifest,
  only = '',
): Promise<{ parsed: Parsed; mutants: TlaMutant[] }> {
  const parsed = await parseSpecification(manifest.specFile, [SHARED_MODULES]);
  const mutants = tlaMutants(parsed.syntax, parsed.sources, rolesOf(manifest));
  return { parsed, mutants: mutants.filter(({ id }) => id.includes(only)) };
}

/**
 * Tries all mutants of one proposal.
 * @throws SyspecError BAD_INPUT when the specification itself is not as declared; INTERRUPTED, and as `runTlc` does
 */
export async function tryMutants(subject: Subject, options: FaultOptions): Promise<Tried[]> {
  const { slug } = subject.proposal;
  const { parsed, mutants } = await mutantsOf(subject.manifest, options.only);
  if (mutants.length === 0) return [];
  const asks = await plan(subject, parsed, options);
  const given = [...parsed.sources.values()].map(({ text }) => text).join('\0');
  const asked = JSON.stringify(asks.map(({ place, spec }) => [place, spec]));
  let done = 0;
  let survived = 0;
  const jobs = mutants.map((mutant) => async (): Promise<Tried> => {
    const key = keyOf([given, asked, mutant.text()]);
    const fate = options.memory.get(key) ?? (await tryMutant(parsed, mutant, asks, options.signal));
    options.memory.set(key, fate);
    if (fate.verdict === 'survived') survived++;
    options.onProgress?.(`${slug}: ${++done} of ${mutants.length} mutants of the TLA+, ${survived} survived`);
    return { mutant, fate };
  });
  return inParallel(jobs, RUNS_AT_ONCE);
}

interface Planned extends Ask {
  /** Distinct states without a mutant. */
  readonly distinct: number;
}

/** The runs, in the order in which a mutant meets them. The specification itself must pass them all. */
async function plan(subject: Subject, parsed: Parsed, options: FaultOptions): Promise<Planned[]> {
  const { manifest, proposal } = subject;
  const sizes = new Map(manifest.runs.map((run) => [`${run.variant} ${run.scenario}`, run.distinct]));
  const { maxStates = Number.POSITIVE_INFINITY } = options;
  const asks = grouped(questions(subject, 'tlc', options)).flatMap(({ variant, scenario, asked }) => {
    const size = sizes.get(`${variant} ${scenario}`) ?? 0;
    if (size > maxStates) return [];
    const limit = Math.max(LEAST_LIMIT, TIMES * size);
    return asksOf({ manifest, variant, scenario, asked, limit });
  });
  if (asks.length === 0) {
    throw new SyspecError(
      'BAD_USAGE',
      'no claim is judged there',
      'Widen --variant, --scenario or --max-states.',
    );
  }
  let done = 0;
  const jobs = asks.map((ask) => async (): Promise<Planned> => {
    const folder = layOut(parsed);
    try {
      const finding = await ask.run(folder, options.signal);
      interrupted(options.signal);
      options.onProgress?.(`${proposal.slug}: ${++done} of ${asks.length} runs without a mutant`);
      if (finding.kind === 'declared') return { ...ask, distinct: finding.distinct };
      throw new SyspecError('BAD_INPUT', without(ask, finding), "'syspec check --engine tlc' says more.");
    } finally {
      takeAway(folder);
    }
  });
  const planned = await inParallel(jobs, RUNS_AT_ONCE);
  const other = ({ place }: Ask) => (place.variant === 'proposed' ? 0 : 1);
  return planned.sort(
    (a, b) => other(a) - other(b) || Number(a.lively) - Number(b.lively) || a.distinct - b.distinct,
  );
}

function without({ place }: Ask, finding: Finding): string {
  const what = finding.kind === 'broken' ? `${finding.claim} is not as declared` : finding.kind;
  return `${place.manifest.module}, variant ${place.variant}, scenario ${place.scenario}: ${what} without a mutant`;
}

function interrupted(signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw new SyspecError('INTERRUPTED', 'the run was interrupted');
}

/** Up to the first row that is not as declared. One with too many states somewhere may be killed elsewhere. */
async function tryMutant(
  parsed: Parsed,
  mutant: TlaMutant,
  asks: readonly Planned[],
  signal: AbortSignal | undefined,
): Promise<Fate> {
  const folder = layOut(parsed, mutant);
  let differs = false;
  let limit: Fate | undefined;
  try {
    for (const ask of asks) {
      const { variant, scenario } = ask.place;
      const finding = await ask.run(folder, signal);
      interrupted(signal);
      const at = (claim: string) => ({ claim, variant, scenario });
      switch (finding.kind) {
        case 'declared':
          differs ||= finding.distinct !== ask.distinct;
          break;
        case 'broken':
          return { verdict: 'killed', by: at(finding.claim), message: null, differs: true };
        case 'limit':
          limit ??= { verdict: 'limit', by: at('states'), message: null, differs: true };
          break;
        case 'unread':
          return { verdict: 'unread', by: null, message: finding.message, differs };
        default:
          return { verdict: 'error', by: at('evaluation'), message: finding.message, differs: true };
      }
    }
    return limit ?? { verdict: 'survived', by: null, message: null, differs };
  } finally {
    takeAway(folder);
  }
}

// SPDX-License-Identifier: MIT
// What each step refuses, with which errno and in which order: by taking all steps of calls with one or two things wrong.
import { type Refusal, refusalsByStep, refusalsOf } from '../kernel/told-refusals.ts';
import { transitionsOf } from '../kit/index.ts';
import type { ToldCheck, ToldRefusals } from '../told.ts';
import type { Kernel } from './call.ts';
import { fconnectat, STEPS } from './model.ts';
import { ADDRS, type Arg, CALLS, type Caller, FLAGS, type Flag, SOCKFDS, type Sockfd } from './names.ts';
import { type Scenario, scenarioNamed } from './scenarios.ts';
import type { State, Task } from './state.ts';
import { type Behaviour, VARIANTS } from './variants.ts';

const RIGHT: Arg = { sockfd: 'ok', addr: 'path', dirfd: 'D1', path: ['s'], flags: [] };

/** One thing that is other than in `RIGHT`. */
interface Wrong {
  readonly says: string;
  readonly change: Partial<Arg>;
}

const wrongs = (): readonly Wrong[] => [
  { says: 'dirfd bad', change: { dirfd: 'bad' } },
  { says: 'dirfd not a Dir', change: { dirfd: 'F' } },
  { says: 'dirfd denies search', change: { dirfd: 'DX' } },
  { says: 'dirfd bad, with EMPTY', change: { dirfd: 'bad', flags: ['EMPTY'] } },
  ...FLAGS.map((flag) => ({ says: `flags ${flag}`, change: { flags: [flag] } })),
  ...SOCKFDS.filter((one) => one !== RIGHT.sockfd).map((sockfd) => ({
    ...{ says: `sockfd ${sockfd}`, change: { sockfd } },
  })),
  ...ADDRS.filter((one) => one !== RIGHT.addr).map((addr) => ({ says: `addr ${addr}`, change: { addr } })),
];

const textOf = ({ sockfd, addr, dirfd, path, flags }: Arg): string =>
  JSON.stringify([sockfd, addr, dirfd, path, flags]);

/** Those of the scenario that differ from `RIGHT` in at most two, and in a directory that denies search. */
function probed(scenario: Scenario): Scenario {
  const differing = (arg: Arg) =>
    Object.entries(arg).filter(
      ([field, value]) => JSON.stringify(value) !== JSON.stringify(RIGHT[field as keyof Arg]),
    ).length;
  const args = scenario.args.c1!.filter((arg) => differing(arg) <= 2);
  const denied = [[], ...FLAGS.map((flag) => [flag])].map((flags): Arg => ({ ...RIGHT, dirfd: 'DX', flags }));
  return { ...scenario, args: { c1: [...args, ...denied] } };
}

/** All refusals of one behaviour in one scenario. */
const refusalsIn = (scenario: Scenario, behaviour: Behaviour): Refusal[] =>
  refusalsOf<Kernel, Caller, Task, State>(
    { ...STEPS },
    ({ arg }) => textOf({ ...arg, flags: [...arg.flags] } as Arg),
    (watch) => transitionsOf(fconnectat(scenario, behaviour, watch)),
  );

/** Of all variants; with those of a wait that a signal ends, and where /proc cannot be reached. */
function allRefusals(): readonly Refusal[] {
  const errors = probed(scenarioNamed('errors'));
  return [
    ...Object.values(VARIANTS).flatMap((behaviour) => refusalsIn(errors, behaviour)),
    ...refusalsIn(scenarioNamed('denied'), VARIANTS['today-procfd']),
    ...refusalsIn(scenarioNamed('noproc'), VARIANTS['today-procfd']),
    ...refusalsIn(scenarioNamed('signal'), VARIANTS.proposed),
  ];
}

let known: readonly Refusal[] | undefined;

/** They are looked for once: three tables are made of them. */
function refusals(): readonly Refusal[] {
  known ??= allRefusals();
  return known;
}

/** Each step with what it refuses; and the Specification's, which are the same in the same order, whatever takes them. */
export function toldRefusals(): readonly ToldRefusals[] {
  const steps = refusalsByStep(Object.keys(STEPS), refusals());
  const ofAll = (...actions: readonly string[]) =>
    actions.flatMap((action) => steps.find((each) => each.action === action)?.ordered ?? []);
  return [
    ...steps,
    { action: 'Resolution', ordered: ofAll('WalkComponent'), others: [] },
    { action: 'Advance', ordered: ofAll('Find', 'Lock', 'Woken'), others: [] },
  ];
}

/** What each call refuses of these arguments when it is entered. */
function refusedAtEntry(change: Partial<Arg>): readonly Refusal[] {
  const arg = textOf({ ...RIGHT, ...change });
  return refusals().filter((each) => each.action === 'SysEnter' && each.arg === arg);
}

/** The flags with which nothing is wrong for these calls. */
function rightWith({ change }: Wrong, calls: readonly string[]): readonly Flag[] {
  if (change.flags !== undefined) return [];
  const isRefused = (flag: Flag) =>
    refusedAtEntry({ ...change, flags: [flag] }).some(({ call }) => calls.includes(call));
  return FLAGS.filter((flag) => !isRefused(flag));
}

/** What a call checks when it is entered, in its order. */
export function toldChecks(): readonly ToldCheck[] {
  return wrongs()
    .map((wrong) => ({ wrong, found: refusedAtEntry(wrong.change) }))
    .filter(({ found }) => found.length > 0)
    .sort((one, other) => one.found[0]!.before - other.found[0]!.before)
    .map(({ wrong, found }) => ({
      action: 'SysEnter',
      when: [
        wrong.says,
        ...rightWith(
          wrong,
          found.map(({ call }) => call),
        ).map((flag) => `without ${flag}`),
      ].join(', '),
      errnos: Object.fromEntries(
        CALLS.flatMap((call) => {
          const refusal = found.find((each) => each.call === call);
          return refusal === undefined ? [] : [[call, refusal.errno]];
        }),
      ),
    }));
}

/** The sockets with which a call comes to a listener: SysEnter refuses the others. */
export function sockfdsAtLock(): readonly Sockfd[] {
  const refused = new Set(toldChecks().map(({ when }) => when));
  return SOCKFDS.filter((sockfd) => !refused.has(`sockfd ${sockfd}`));
}

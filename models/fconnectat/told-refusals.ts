// SPDX-License-Identifier: MIT
// What each step refuses, with which errno and in which order: by taking all steps of calls with one or two things wrong.
import { distinct } from '../kernel/told-words.ts';
import { transitionsOf } from '../kit/index.ts';
import type { ToldCheck, ToldRefusals } from '../told.ts';
import { type CallerSteps, fconnectat, STEPS } from './model.ts';
import { ADDRS, type Arg, CALLS, FLAGS, type Flag, SOCKFDS } from './names.ts';
import { type Scenario, scenarioNamed } from './scenarios.ts';
import { type Behaviour, VARIANTS } from './variants.ts';

const RIGHT: Arg = { sockfd: 'ok', addr: 'path', dirfd: 'D1', path: ['s'], flags: [] };

/** One thing that is other than in `RIGHT`. */
interface Wrong {
  readonly says: string;
  readonly change: Partial<Arg>;
}

/** What one refusal was: the row of the table that it was for, and how many rows had been checked before. */
interface Refusal {
  readonly action: keyof CallerSteps;
  readonly call: string;
  readonly arg: string;
  readonly errno: string;
  readonly row: string | undefined;
  readonly before: number;
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
function refusalsIn(scenario: Scenario, behaviour: Behaviour): Refusal[] {
  const found: Refusal[] = [];
  let rows: { readonly id: string; readonly applies: boolean }[] = [];
  const watched = Object.fromEntries(
    Object.entries(STEPS).map(([action, step]): [string, CallerSteps['Find']] => [
      action,
      (kernel, s, p) => {
        rows = [];
        const { call, arg } = s.task[p];
        const before = textOf({ ...arg, flags: [...arg.flags] } as Arg);
        step(kernel, s, p);
        const { ret } = s.task[p];
        if (ret === 'none' || ret === 'OK' || ret === 'refused') return;
        const at = rows.findIndex(({ applies }) => applies);
        found.push({
          ...{ action: action as keyof CallerSteps, call, arg: before, errno: ret },
          ...{ row: rows[at]?.id, before: at },
        });
      },
    ]),
  );
  transitionsOf(
    fconnectat(scenario, behaviour, {
      steps: watched,
      kernel: () => ({
        refuses(id, applies) {
          rows.push({ id, applies });
          return applies;
        },
      }),
    }),
  );
  return found;
}

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

const rowNumber = ({ row }: Refusal): number => Number(row?.slice(1));

/** One for each row, and each of its errnos. */
function errnosByRow(refused: readonly Refusal[]): readonly string[] {
  const rows = new Map(refused.map(({ row, errno }) => [`${row} ${errno}`, errno]));
  return [...rows.values()];
}

/** Each step with what it refuses; and the Specification's, which are the same in the same order, whatever takes them. */
export function toldRefusals(): readonly ToldRefusals[] {
  const steps = refusalsOfSteps();
  const ofAll = (...actions: readonly string[]) =>
    actions.flatMap((action) => steps.find((each) => each.action === action)?.ordered ?? []);
  return [
    ...steps,
    { action: 'Resolution', ordered: ofAll('WalkComponent'), others: [] },
    { action: 'Advance', ordered: ofAll('Find', 'Lock', 'Woken'), others: [] },
  ];
}

function refusalsOfSteps(): readonly ToldRefusals[] {
  return Object.keys(STEPS).map((action) => {
    const own = refusals().filter((each) => each.action === action);
    const ordered = own
      .filter(({ row }) => row !== undefined)
      .sort((one, other) => one.before - other.before || rowNumber(one) - rowNumber(other));
    const others = own.filter(({ row }) => row === undefined);
    return {
      action,
      ordered: errnosByRow(ordered),
      others: distinct(others.map(({ errno }) => errno)),
    };
  });
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

// SPDX-License-Identifier: MIT
// Runtime-verification monitors: automata over events that a kernel has, which rvgen of its tree makes a monitor of.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { SyspecError } from '../../base/errors.ts';
import type { Proposal } from '../../spec/index.ts';
import { readList } from '../list.ts';
import { cell, withoutIds } from '../marks.ts';
import { hashOfRules } from '../prose.ts';
import { TRACEPOINT_NAMES } from './tracepoints.ts';

const NAME = /^[a-z][a-z0-9_]*$/;
const name = z.string().regex(NAME);

const schema = z.array(
  z.strictObject({
    /** At most 32 characters, as the tree has it. */
    name: name.max(32),
    /** What it watches, as a sentence without an end. */
    what: z.string(),
    /** The rule that it is about, and the hash of its text: when that changes, somebody reads the automaton again. */
    rule: z.string().regex(/^R\d+$/),
    hash: z.string(),
    /** What it does not see, or takes for a violation. */
    limits: z.string(),
    /** A C file, from the root, with functions that the conditions call. */
    helper: z.string().optional(),
    initial: name,
    /** `[state, event, state]`: any other event that comes in a state is a violation. */
    edges: z.array(z.tuple([name, name, name])).nonempty(),
    /**
     * What an event is: a tracepoint, and the condition in C under which it counts, over the tracepoint's parameters. With the event of `starts` the
     * watch over a task begins: what comes before that is no event.
     */
    events: z.record(name, z.strictObject({ tracepoint: z.enum(TRACEPOINT_NAMES), when: z.string() })),
    starts: name,
    /** Lists of events, with blanks between them: those that keep the rule, and those that break it with the last one. */
    keeps: z.array(z.string()).nonempty(),
    breaks: z.array(z.string()).nonempty(),
  }),
);

/** A monitor. */
export type Monitor = z.output<typeof schema>[number];

/** Where they are listed. */
export const monitorsFile = (slug: string): string => `documents/${slug}/monitors.json`;

/** The text of a monitor's helper; empty without one. @throws SyspecError BAD_INPUT when it is not there */
export function helperOf(root: string, { name: model, helper }: Monitor): string {
  if (helper === undefined) return '';
  if (!existsSync(join(root, helper)))
    throw new SyspecError('BAD_INPUT', `monitor ${model}: there is no ${helper}`);
  return readFileSync(join(root, helper), 'utf8');
}

/** @throws SyspecError BAD_INPUT when the list cannot be read */
export function readMonitors(root: string, slug: string): Monitor[] {
  return readList(root, monitorsFile(slug), schema);
}

/** The states, the initial one first. */
export function statesOf({ initial, edges }: Monitor): string[] {
  return [...new Set([initial, ...edges.flatMap(([from, , to]) => [from, to])])];
}

/** The automaton as the tree's own are written. */
export function dotOf(monitor: Monitor): string {
  const { initial, edges } = monitor;
  const states = statesOf(monitor);
  const labels = new Map<string, string[]>();
  for (const [from, event, to] of edges) {
    const pair = `"${from}" -> "${to}"`;
    labels.set(pair, [...(labels.get(pair) ?? []), event]);
  }
  return [
    'digraph state_automaton {',
    '\tcenter = true;',
    '\tsize = "7,11";',
    `\t{node [shape = plaintext, style=invis, label=""] "__init_${initial}"};`,
    `\t{node [shape = doublecircle] "${initial}"};`,
    ...states.map((state) => `\t{node [shape = circle] "${state}"};`),
    `\t"__init_${initial}" -> "${initial}";`,
    ...states.map(
      (state) => `\t"${state}" [label = "${state}"${state === initial ? ', color = green3' : ''}];`,
    ),
    ...[...labels].map(([pair, events]) => `\t${pair} [ label = "${events.join('\\n')}" ];`),
    '\t{ rank = min ;',
    `\t\t"__init_${initial}";`,
    `\t\t"${initial}";`,
    '\t}',
    '}',
    '',
  ].join('\n');
}

/** The index of the first event that the automaton does not allow; -1 where it allows all of them. */
export function violatedAt({ initial, edges }: Monitor, events: readonly string[]): number {
  let state = initial;
  for (const [at, event] of events.entries()) {
    const edge = edges.find(([from, is]) => from === state && is === event);
    if (edge === undefined) return at;
    state = edge[2];
  }
  return -1;
}

const wordsOf = (events: string): string[] => events.split(' ').filter((word) => word !== '');

/** What is wrong with a monitor by itself, a line for each. */
export function monitorProblems(monitor: Monitor, proposal: Proposal): string[] {
  const { name: model, rule, hash, edges, events, starts, initial, keeps, breaks } = monitor;
  const place = `${monitorsFile(proposal.slug)}: ${model}`;
  const known = proposal.rules.find(({ id }) => id === rule);
  const is = hashOfRules(proposal, [rule]);
  const used = [...new Set(edges.map(([, event]) => event))];
  const twice = edges.filter((edge, at) =>
    edges.slice(0, at).some(([from, event]) => from === edge[0] && event === edge[1]),
  );
  return [
    ...(known === undefined ? [`there is no ${rule} in ${proposal.file}`] : []),
    ...(known !== undefined && is !== hash
      ? [`${rule} changed (${proposal.file}:${known.line}); read the automaton again, then write '${is}'`]
      : []),
    ...used.filter((event) => !(event in events)).map((event) => `nothing says what the event ${event} is`),
    ...Object.keys(events)
      .filter((event) => !used.includes(event))
      .map((event) => `no state has the event ${event}`),
    ...(starts in events ? [] : [`nothing says what the event ${starts} is, with which it starts`]),
    ...edges
      .filter(([from, event]) => event === starts && from !== initial)
      .map(([from]) => `${from} has ${starts}, with which the watch starts in ${initial}`),
    ...twice.map(([from, event]) => `${from} has ${event} twice`),
    ...keeps.filter((one) => violatedAt(monitor, wordsOf(one)) >= 0).map((one) => `'${one}' is a violation`),
    ...breaks
      .filter((one) => violatedAt(monitor, wordsOf(one)) !== wordsOf(one).length - 1)
      .map((one) => `the last event of '${one}' is not its violation`),
  ].map((problem) => `${place}: ${problem}`);
}

/** The page beside the automata: what each says, what its events are, and how a monitor is made of it. */
export function monitorsPage(monitors: readonly Monitor[], { rules, calls }: Proposal): string {
  const names = calls.map(({ name: one }) => `${one}()`).join(', ');
  return [
    '<!-- SPDX-License-Identifier: MIT -->',
    `# Runtime-verification monitors of ${names}`,
    '',
    'Each automaton is what `rvgen` of the tree takes. It makes a monitor of it, whose C file is here with its handlers written. Put that in the place of',
    'the file that `rvgen` writes, below `kernel/trace/rv/monitors/`.',
    ...monitors.flatMap((monitor) => [
      '',
      `## ${monitor.name}`,
      '',
      `${monitor.what}. The rule, for which see the pages:`,
      '',
      `> ${withoutIds(rules.find(({ id }) => id === monitor.rule)?.text ?? '')}`,
      '',
      '| event | tracepoint | counts when |',
      '| --- | --- | --- |',
      ...Object.entries(monitor.events).map(
        ([event, { tracepoint, when }]) => `| ${event} | \`${tracepoint}\` | \`${cell(when)}\` |`,
      ),
      '',
      ...monitor.breaks.map((one) => `A violation: \`${one}\`. `.trimEnd()),
      '',
      `Its limits: ${monitor.limits}`,
      '',
      '```sh',
      `python3 tools/verification/rvgen monitor -a -c da -t per_task -n ${monitor.name} -s ${monitor.name}.dot`,
      `cp ${monitor.name}.c kernel/trace/rv/monitors/${monitor.name}/`,
      '```',
    ]),
    '',
  ].join('\n');
}

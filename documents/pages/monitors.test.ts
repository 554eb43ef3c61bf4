// SPDX-License-Identifier: MIT
// Monitors: what is written of one, and what is wrong with it by itself.
import { beforeEach, expect, test } from 'vitest';
import { folderOfTest } from '../../base/fixtures/folder.ts';
import { checkout, put, SLUG } from '../fixtures/checkout.ts';
import { type Material, materialOf } from '../material.ts';
import { hashOfRules } from '../prose.ts';
import { handlersOf } from './handlers.ts';
import {
  dotOf,
  helperOf,
  type Monitor,
  monitorProblems,
  monitorsPage,
  readMonitors,
  violatedAt,
} from './monitors.ts';

let root: string;
let material: Material;
let monitor: Monitor;
beforeEach(() => {
  root = folderOfTest();
  checkout(root);
  material = materialOf(root, SLUG);
  monitor = {
    ...{ name: 'once', what: 'It sleeps once', rule: 'R1', limits: 'Any sleep counts.', initial: 'out' },
    hash: hashOfRules(material.proposal, ['R1']),
    edges: [
      ['out', 'enter', 'in'],
      ['in', 'sleep', 'slept'],
      ['in', 'leave', 'out'],
      ['slept', 'leave', 'out'],
    ],
    events: {
      enter: { tracepoint: 'sys_enter', when: 'id == 1 || id == 2' },
      sleep: { tracepoint: 'sched_switch', when: '!preempt' },
      leave: { tracepoint: 'sys_exit', when: 'true' },
    },
    starts: 'enter',
    ...{ keeps: ['enter leave', 'enter sleep leave enter'], breaks: ['enter sleep sleep'] },
  };
});

const problems = (edit: Partial<Monitor>) =>
  monitorProblems({ ...monitor, ...edit }, material.proposal).map((line) =>
    line.replace(`documents/${SLUG}/monitors.json: once: `, ''),
  );

test('an event that no edge has is a violation, at its place', () => {
  expect(violatedAt(monitor, ['enter', 'sleep', 'leave', 'enter'])).toBe(-1);
  expect(violatedAt(monitor, ['enter', 'sleep', 'sleep', 'leave'])).toBe(2);
});

test('the automaton names its initial state, and each edge with its event', () => {
  const dot = dotOf({ ...monitor, edges: [...monitor.edges, ['in', 'enter', 'out']] });
  expect(dot).toContain('"__init_out" -> "out";');
  expect(dot).toContain('"out" [label = "out", color = green3];');
  // Events between the same two states stand on one edge.
  expect(dot).toContain('"in" -> "out" [ label = "leave\\nenter" ];');
});

test('the page says what an event is, in a table that a bar does not break', () => {
  const page = monitorsPage([monitor], material.proposal);
  expect(page).toContain('| enter | `sys_enter` | `id == 1 \\|\\| id == 2` |');
  expect(page).toContain('-n once -s once.dot');
});

test('a monitor that has all has no problem', () => {
  expect(problems({})).toEqual([]);
});

test.each<readonly [string, () => Partial<Monitor>, string | RegExp]>([
  ['a rule that has changed', () => ({ hash: 'old' }), /^R1 changed \(.*:\d+\); read the automaton again/],
  ['a rule that there is not', () => ({ rule: 'R99' }), /^there is no R99 in /],
  [
    'an event that nobody explains',
    () => ({ edges: [...monitor.edges, ['slept', 'wake', 'in']] }),
    'nothing says what the event wake is',
  ],
  [
    'an event that no state has',
    () => ({ events: { ...monitor.events, wake: { tracepoint: 'sys_exit', when: '' } } }),
    'no state has the event wake',
  ],
  [
    'a start that is no event',
    () => ({ starts: 'wake' }),
    'nothing says what the event wake is, with which it starts',
  ],
  [
    'a start elsewhere',
    () => ({ edges: [...monitor.edges, ['slept', 'enter', 'in']] }),
    'slept has enter, with which the watch starts in out',
  ],
  [
    'two ways for one event',
    () => ({ edges: [...monitor.edges, ['in', 'leave', 'in']] }),
    'in has leave twice',
  ],
  ['a violation of what keeps the rule', () => ({ keeps: ['leave'] }), "'leave' is a violation"],
  [
    'no violation of what breaks it: it allows everything',
    () => ({ edges: [...monitor.edges, ['slept', 'sleep', 'slept']] }),
    "the last event of 'enter sleep sleep' is not its violation",
  ],
])('%s is told', (_, edit, expected) => {
  const found = problems(edit());
  expect(found).toEqual([typeof expected === 'string' ? expected : expect.stringMatching(expected)]);
});

test('the C file has a handler for each event, attached to its tracepoint, with the condition', () => {
  const text = handlersOf(
    monitor,
    '// SPDX-License-Identifier: x\n#include <linux/net.h>\n\nstatic bool is_it(void);\n',
  );
  expect(text).toContain(
    '#include <linux/net.h>\n#include <rv/instrumentation.h>\n#include <trace/events/sched.h>\n',
  );
  expect(text).toContain(
    '#include <rv/da_monitor.h>\n\nstatic bool is_it(void);\n\nstatic void handle_enter(',
  );
  expect(text).toContain(
    'static void handle_enter(void *data, struct pt_regs *regs, long id)\n{\n\tif (id == 1 || id == 2)\n\t\tda_handle_start_run_event(current, enter_once);\n}',
  );
  expect(text).toContain(
    'static void handle_sleep(void *data, bool preempt, struct task_struct *prev,\n\t\t\t struct task_struct *next, unsigned int prev_state)\n',
  );
  expect(text).toContain('\n{\n\tda_handle_event(current, leave_once);\n}');
  for (const verb of ['attach', 'detach'])
    expect(text).toContain(`rv_${verb}_trace_probe("once", sys_exit, handle_leave);`);
  expect(() => helperOf(root, { ...monitor, helper: 'no.c' })).toThrow('monitor once: there is no no.c');
});

test('a list that cannot be read is told with its place; without one there are no monitors', () => {
  expect(readMonitors(root, SLUG)).toEqual([]);
  put(root, `documents/${SLUG}/monitors.json`, '[{"name":"Bad Name"}]');
  expect(() => readMonitors(root, SLUG)).toThrow(`documents/${SLUG}/monitors.json cannot be used`);
});

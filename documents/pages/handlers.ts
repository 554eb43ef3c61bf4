// SPDX-License-Identifier: MIT
// The C file of a monitor: what rvgen's template leaves to be filled in, the handlers that turn tracepoints into events.
import { fill } from '../marks.ts';
import type { Monitor } from './monitors.ts';
import { TRACEPOINTS } from './tracepoints.ts';

const TAB = 8;
const COLUMNS = 100;

/** The head of a function, whose parameters go on in the next lines where they do not fit. */
function head(begin: string, parameters: readonly string[]): string[] {
  const last = parameters.length - 1;
  const words = parameters.map((one, at) => `${one.replaceAll(' ', '\0')}${at === last ? ')' : ','}`);
  const indent = '\t'.repeat(Math.floor(begin.length / TAB)) + ' '.repeat(begin.length % TAB);
  return fill(words, COLUMNS - begin.length).map(
    (line, at) => `${at === 0 ? begin : indent}${line.replaceAll('\0', ' ')}`,
  );
}

/** The function for an event. */
function handler(
  { name: model, starts }: Monitor,
  event: string,
  { tracepoint, when }: Monitor['events'][string],
): string[] {
  const { parameters, task } = TRACEPOINTS[tracepoint];
  const handle = event === starts ? 'da_handle_start_run_event' : 'da_handle_event';
  const tell = `\t${handle}(${task}, ${event}_${model});`;
  return [
    ...head(`static void handle_${event}(`, ['void *data', ...parameters]),
    '{',
    ...(when === 'true' ? [tell] : [`\tif (${when})`, `\t${tell}`]),
    '}',
    '',
  ];
}

/** Switching it on and off. */
function switches({ name: model, events }: Monitor): string[] {
  const probes = (verb: string) =>
    Object.entries(events).map(
      ([event, { tracepoint }]) => `\trv_${verb}_trace_probe("${model}", ${tracepoint}, handle_${event});`,
    );
  return [
    `static int enable_${model}(void)`,
    '{',
    '\tint retval = da_monitor_init();',
    '',
    '\tif (retval)',
    '\t\treturn retval;',
    ...probes('attach'),
    '\treturn 0;',
    '}',
    '',
    `static void disable_${model}(void)`,
    '{',
    '\trv_this.enabled = 0;',
    ...probes('detach'),
    '\tda_monitor_destroy();',
    '}',
    '',
  ];
}

/** Its place among the monitors. */
function registration({ name: model, what }: Monitor): string[] {
  return [
    'static struct rv_monitor rv_this = {',
    `\t.name = "${model}",`,
    `\t.description = "${what}.",`,
    `\t.enable = enable_${model},`,
    `\t.disable = disable_${model},`,
    '\t.reset = da_monitor_reset_all,',
    '};',
    '',
    `static int __init register_${model}(void)`,
    '{',
    '\treturn rv_register_monitor(&rv_this, NULL);',
    '}',
    '',
    `static void __exit unregister_${model}(void)`,
    '{',
    '\trv_unregister_monitor(&rv_this);',
    '}',
    '',
    `module_init(register_${model});`,
    `module_exit(unregister_${model});`,
    '',
    'MODULE_LICENSE("GPL");',
    `MODULE_DESCRIPTION("${model}: ${what}.");`,
    '',
  ];
}

/**
 * The C file that takes the place of the one that `rvgen` makes of the automaton.
 * @param helper the text of the monitor's helper; empty without one
 */
export function handlersOf(monitor: Monitor, helper = ''): string {
  const { name: model, events } = monitor;
  const used = Object.values(events).map(({ tracepoint }) => TRACEPOINTS[tracepoint].header);
  const own = helper.replace(/^\/\/ SPDX.*\n/, '').trim();
  const includes = [...own.matchAll(/^#include .*$/gm)].map(([line]) => line);
  const functions = own.replace(/^#include .*\n+/gm, '');
  return [
    '// SPDX-License-Identifier: GPL-2.0-only',
    ...['ftrace', 'init', 'kernel', 'module', 'rv', 'tracepoint'].map((one) => `#include <linux/${one}.h>`),
    ...includes,
    '#include <rv/instrumentation.h>',
    ...[...new Set(used)].sort().map((one) => `#include <trace/events/${one}.h>`),
    '#include <rv_trace.h>',
    '',
    `#define MODULE_NAME "${model}"`,
    '#define RV_MON_TYPE RV_MON_PER_TASK',
    `#include "${model}.h"`,
    '#include <rv/da_monitor.h>',
    '',
    ...(functions === '' ? [] : [functions, '']),
    ...Object.entries(events).flatMap(([event, is]) => handler(monitor, event, is)),
    ...switches(monitor),
    ...registration(monitor),
  ].join('\n');
}

// SPDX-License-Identifier: MIT
// The tracepoints that a monitor of one task can be told of, as Linux 7.3 declares them; the gate compares them with its tree.

/** Their names. */
export const TRACEPOINT_NAMES = ['sys_enter', 'sys_exit', 'sched_switch', 'contention_begin'] as const;
/** A name of one. */
export type TracepointName = (typeof TRACEPOINT_NAMES)[number];

/** The header below include/trace/events, the parameters (TP_PROTO), and the task whose event it is. */
export interface Tracepoint {
  readonly header: string;
  readonly parameters: readonly string[];
  readonly task: string;
}

/** By their names. */
export const TRACEPOINTS: Readonly<Record<TracepointName, Tracepoint>> = {
  sys_enter: { header: 'syscalls', parameters: ['struct pt_regs *regs', 'long id'], task: 'current' },
  sys_exit: { header: 'syscalls', parameters: ['struct pt_regs *regs', 'long ret'], task: 'current' },
  sched_switch: {
    header: 'sched',
    parameters: [
      ...['bool preempt', 'struct task_struct *prev', 'struct task_struct *next', 'unsigned int prev_state'],
    ],
    task: 'prev',
  },
  contention_begin: { header: 'lock', parameters: ['void *lock', 'unsigned int flags'], task: 'current' },
};

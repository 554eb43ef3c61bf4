/* SPDX-License-Identifier: GPL-2.0-only */
/* The tasks of a sequence: made, commanded, signalled, found dead, and killed at the end. */
#ifndef SHIM_TASK_H
#define SHIM_TASK_H

#include "sequence/sequence.h"
#include "wire/op.h"

/* Each sets a fault of @s when it cannot. */
void task_spawn(struct sequence *s, const struct op *op);
void task_call(struct sequence *s, const struct op *op);
void task_handler(struct sequence *s, const struct op *op);
void task_kill(struct sequence *s, const struct op *op);

/* A live task; NULL, with a fault, when @task is none. */
struct task *task_live(struct sequence *s, __u8 task);
/* A live task without an outstanding command; NULL, with a fault, when @task is none. */
struct task *task_idle(struct sequence *s, __u8 task);
/* Wakes the task's worker for a command that is written to it. */
void task_issue(struct sequence *s, struct task *t, enum command command);

/* Learns the tids of tasks that tasks cloned. */
void tasks_identify(struct sequence *s);
/* Notices deaths: sets `dead` and `status`. */
void tasks_bury(struct sequence *s);
/* Kills and reaps whatever is left, and gives the workers back. */
void tasks_end(struct sequence *s);

#endif

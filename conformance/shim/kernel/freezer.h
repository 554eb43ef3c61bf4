/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The freezer of cgroup v1. It freezes a task where it sleeps, as suspend does; that of cgroup v2
 * stops it like a signal. Each task of a sequence has a group of its own.
 */
#ifndef SHIM_FREEZER_H
#define SHIM_FREEZER_H

#include "sequence/sequence.h"
#include "wire/op.h"

/* Mounts it: a guest has it to itself. */
void freezer_init(void);
bool freezer_there(void);

/* Each sets a fault of @s when it cannot. */
void freezer_freeze(struct sequence *s, const struct op *op);
void freezer_thaw(struct sequence *s, const struct op *op);

/* Who is frozen does not die of SIGKILL. */
void freezer_let_go(const struct task *t, __u8 task);

#endif

/* SPDX-License-Identifier: GPL-2.0-only */
/* Points in the kernel at which a task parks; the test-only patches have them. */
#ifndef SHIM_POINT_H
#define SHIM_POINT_H

#include "sequence/sequence.h"
#include "wire/op.h"

/* Whether this kernel has points, and this shim may use them. */
bool points_there(void);

/* Each sets a fault of @s when it cannot. */
void point_arm(struct sequence *s, const struct op *op);
void point_disarm(struct sequence *s, const struct op *op);
void point_release(struct sequence *s, const struct op *op);

/* A task that has been killed parks nowhere any more, and goes on from where it is parked. */
void point_let_go(const struct task *t);

/* Where the task is parked, by name in @name; false when it is not. */
bool point_of(const struct task *t, char name[POINT_NAME]);

#endif

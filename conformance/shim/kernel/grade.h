/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * When nothing can run any more. Workers are FIFO above the shim, so that it runs when they are
 * done or asleep; that leaves the kernel's own work, about which the grades differ.
 */
#ifndef SHIM_GRADE_H
#define SHIM_GRADE_H

#include "sequence/sequence.h"

enum grade { GRADE_PROVED, GRADE_SCHEDULED, GRADE_OBSERVED };

/* The best grade that this kernel and these privileges allow; @guest: the shim is PID 1. */
enum grade grade_init(bool guest);
bool grade_is_guest(void);
/* The device of the test-only patches, in grade "proved" alone; else no fd. */
int grade_device(void);
/* A task whose tid is now known. */
void grade_adopt(struct task *t);
/* Waits until nothing can run; false when the bound of grade "observed" is reached first. */
bool grade_settle(struct sequence *s);
/* Between frames: kernel threads may be new. */
void grade_refresh(void);

/* Whether a command is issued and not finished. */
bool task_is_busy(const struct task *t);

#endif

/* SPDX-License-Identifier: GPL-2.0-only */
/* The arguments of a call: registers, and memory in the task's arena. */
#ifndef SHIM_ARGS_H
#define SHIM_ARGS_H

#include "reader.h"

struct sequence;
struct task;

/* Passes @nargs arguments; r->bad when they are not well formed. */
void args_skip(struct reader *r, unsigned int nargs);
/* Fills @regs, and the outputs of @t. False when the arena, or the list of outputs, is full. */
bool args_build(const struct sequence *s, struct task *t, struct reader r,
		unsigned int nargs, __u64 *regs);

#endif

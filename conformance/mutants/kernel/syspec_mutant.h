/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Seeded faults, one of which syspec_mutant=N on the command line switches on.
 * For tests of tests: never part of a proposal.
 */
#ifndef _LINUX_SYSPEC_MUTANT_H
#define _LINUX_SYSPEC_MUTANT_H

#include <linux/types.h>

/* 0: the kernel is as it was written. */
extern int syspec_mutant;

static __always_inline bool syspec_is(int mutant)
{
	return syspec_mutant == mutant;
}

/* A condition that is constantly false stays so, and what it guards is dropped. */
static __always_inline bool syspec_never(int mutant, bool value)
{
	return value && !syspec_is(mutant);
}

static __always_inline bool syspec_always(int mutant, bool value)
{
	return value || syspec_is(mutant);
}

static __always_inline bool syspec_negate(int mutant, bool value)
{
	return value != syspec_is(mutant);
}

#endif

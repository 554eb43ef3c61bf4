// SPDX-License-Identifier: GPL-2.0-only
/*
 * The number of the seeded fault that is switched on. Nobody writes to it after
 * the command line has been read.
 */
#include <linux/cache.h>
#include <linux/init.h>
#include <linux/kernel.h>
#include <linux/moduleparam.h>
#include <linux/printk.h>
#include <linux/syspec_mutant.h>

int syspec_mutant __ro_after_init;
core_param(syspec_mutant, syspec_mutant, int, 0444);

/* A number that switches nothing on would pass for a mutant that survives. */
static int __init syspec_mutant_check(void)
{
	if (syspec_mutant < 0 || syspec_mutant > SYSPEC_MUTANTS)
		panic("syspec_mutant=%d, and there are %d", syspec_mutant,
		      SYSPEC_MUTANTS);
	pr_info("syspec_mutant=%d of %d\n", syspec_mutant, SYSPEC_MUTANTS);
	return 0;
}
core_initcall(syspec_mutant_check);

/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * System calls without libc: workers share the shim's memory and thread-local storage, so errno
 * and libc's state are not theirs. A result is a value or -errno.
 */
#ifndef SHIM_RAW_H
#define SHIM_RAW_H

#include <linux/stddef.h>
#include <linux/types.h>

/* @args: six registers. */
long raw_call_64(long nr, const __u64 *args);
long raw_call_int80(long nr, const __u64 *args);
/* clone, with @fn(@arg) run by the child on the stack that ends at @stack. */
long raw_clone(unsigned long flags, void *stack, void (*fn)(void *), void *arg);
/* What a signal handler returns to. */
void raw_sigreturn(void);
/* Runs @fn(@arg) on the stack that ends at @stack, and does not return. */
void raw_switch_stack(void *stack, void (*fn)(void *), void *arg);

#define X32_BIT		0x40000000L

static __always_inline long raw6(long nr, long a, long b, long c, long d, long e, long f)
{
	register long r10 asm("r10") = d;
	register long r8 asm("r8") = e;
	register long r9 asm("r9") = f;
	long ret;

	asm volatile("syscall"
		     : "=a"(ret)
		     : "a"(nr), "D"(a), "S"(b), "d"(c), "r"(r10), "r"(r8), "r"(r9)
		     : "rcx", "r11", "memory");
	return ret;
}

static __always_inline long raw4(long nr, long a, long b, long c, long d)
{
	return raw6(nr, a, b, c, d, 0, 0);
}

static __always_inline long raw3(long nr, long a, long b, long c)
{
	return raw6(nr, a, b, c, 0, 0, 0);
}

static __always_inline long raw0(long nr)
{
	return raw6(nr, 0, 0, 0, 0, 0, 0);
}

#endif

// SPDX-License-Identifier: GPL-2.0-only
/* What the controller and its tasks share. */

#define _GNU_SOURCE
#include <ctype.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/futex.h>
#include <sched.h>
#include <signal.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#ifndef __x86_64__
#error "The numbers and registers of the system calls are those of x86-64."
#endif

#define ARRAY_SIZE(x)	(sizeof(x) / sizeof((x)[0]))
#define __maybe_unused	__attribute__((__unused__))
#define __aligned(x)	__attribute__((__aligned__(x)))
#define __printf(a, b)	__attribute__((__format__(__printf__, a, b)))
#define __noreturn	__attribute__((__noreturn__))

#define MAX_TASKS	32
#define MAX_OUTPUTS	32
#define MAX_SLOTS	64
#define MAX_SIGNAL	64
#define STACK_SIZE	65536
#define ARENA_SIZE	262144
#define TASK_PRIORITY	40	/* under SCHED_FIFO, where that is allowed */

enum command { COMMAND_SET_UP, COMMAND_CALL, COMMAND_CLONE, COMMAND_HANDLE };

struct task {
	/* The controller writes these before it adds one to @issued. */
	uint32_t issued;		/* the futex that an idle task waits on */
	enum command command;
	long (*enter)(long nr, const unsigned long *args);
	long nr;
	unsigned long args[6];
	int signal;
	bool restart;
	unsigned long clone_flags;
	struct task *child;
	/* What a new task does to itself. */
	bool without_files;
	bool dies_with_us;
	const char *root;
	long uid, gid;			/* -1: as they are */

	/* The task writes these before @done becomes @issued. */
	uint32_t done;
	long value;			/* -errno when the call failed */
	unsigned long stamp;		/* calls return in this order */
	pid_t tid;
	unsigned int delivered[MAX_SIGNAL + 1];

	/* The controller's own. */
	bool exists, dead;
	bool waiting;			/* for a call that has been issued */
	const char *text;		/* of that call */
	int save;			/* the slot for its value, or -1 */
	void (*read)(const struct task *t);
	/* Of @delivered and of the death: seen at the last look, and by the last check. */
	unsigned int shown[MAX_SIGNAL + 1];
	unsigned int told[MAX_SIGNAL + 1];
	bool shown_dead, told_dead;
	size_t arena_used;
	struct {
		char *at;
		size_t size;
	} output[MAX_OUTPUTS];

	char arena[ARENA_SIZE] __aligned(16);
	char stack[STACK_SIZE] __aligned(16);
};

static struct shared {
	unsigned long clock;
	struct task tasks[MAX_TASKS];
} *shared;

static volatile sig_atomic_t interrupted;
/* What is to be done before the tasks are killed, or NULL. */
static void (*before_end)(void);

static void __noreturn finish(int code);

/* The program could not do its work: that is no verdict. */
static void __noreturn __printf(1, 2) die(const char *format, ...)
{
	va_list args;

	va_start(args, format);
	vfprintf(stderr, format, args);
	va_end(args);
	fputc('\n', stderr);
	finish(2);
}

/* errno is in the thread-local storage that tasks share with us: they make calls without it. */
static long raw(long nr, unsigned long a, unsigned long b, unsigned long c,
		unsigned long d, unsigned long e, unsigned long f)
{
	register unsigned long r10 asm("r10") = d;
	register unsigned long r8 asm("r8") = e;
	register unsigned long r9 asm("r9") = f;
	long ret;

	asm volatile("syscall"
		     : "=a"(ret)
		     : "a"(nr), "D"(a), "S"(b), "d"(c), "r"(r10), "r"(r8), "r"(r9)
		     : "rcx", "r11", "memory");
	return ret;
}

static long enter_64(long nr, const unsigned long *args)
{
	return raw(nr, args[0], args[1], args[2], args[3], args[4], args[5]);
}

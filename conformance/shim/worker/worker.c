// SPDX-License-Identifier: GPL-2.0-only
/*
 * Runs on a small stack, in memory that it may share with the shim and with other workers, with
 * credentials, root and fds of its own: no libc here.
 */
#include <asm/signal.h>
#include <asm/unistd.h>
#include <linux/errno.h>
#include <linux/futex.h>
#include <linux/prctl.h>
#include <stddef.h>
#include "raw.h"
#include "shared.h"
#include "worker.h"

/* The kernel's struct sigaction; libc's has another layout. */
struct raw_sigaction {
	void (*handler)(int signal);
	unsigned long flags;
	void (*restorer)(void);
	unsigned long mask;
};

static void finish(struct worker *w, long value)
{
	w->value = value;
	w->stamp = __atomic_add_fetch(&SHARED->clock, 1, __ATOMIC_SEQ_CST);
	__atomic_store_n(&w->done, w->issued, __ATOMIC_RELEASE);
	__atomic_add_fetch(&SHARED->finished, 1, __ATOMIC_SEQ_CST);
	if (__atomic_load_n(&SHARED->watched, __ATOMIC_SEQ_CST))
		raw4(__NR_futex, (long)&SHARED->finished, FUTEX_WAKE, 1, 0);
}

static void count_delivery(int signal)
{
	unsigned long at = (unsigned long)__builtin_frame_address(0);
	unsigned long index = (at - STACKS_ADDRESS) / STACK_SIZE;

	/* A handler inherited by a task that left its stack. */
	if (index >= MAX_WORKERS || (unsigned int)signal > MAX_SIGNAL)
		return;
	__atomic_add_fetch(&SHARED->workers[index].deliveries[signal], 1, __ATOMIC_SEQ_CST);
	__atomic_add_fetch(&SHARED->workers[index].delivered, 1, __ATOMIC_SEQ_CST);
}

static long install_handler(const struct worker *w)
{
	struct raw_sigaction action = {
		.handler = count_delivery,
		.flags = SA_RESTORER | (w->restart ? SA_RESTART : 0),
		.restorer = raw_sigreturn,
		.mask = ~0UL,	/* one frame at a time: the stack is small */
	};

	return raw4(__NR_rt_sigaction, w->signal, (long)&action, 0, sizeof(action.mask));
}

static long make_request(struct worker *w)
{
	void *memory = ring_memory_of(w - SHARED->workers);
	__s64 value = 0;

	w->ring_errno = -ring_call(&w->ring, memory, w->nr, w->args, &value);
	return value;
}

static long make_call(struct worker *w)
{
	long value;

	if (w->abi == ABI_IO_URING)
		return make_request(w);
	if (w->abi == ABI_INT80)
		value = raw_call_int80(w->nr, w->args);
	else
		value = raw_call_64(w->abi == ABI_X32 ? w->nr | X32_BIT : w->nr, w->args);
	/* A raw fork: the child has no worker of its own to go on as. */
	if (!value && raw0(__NR_gettid) != w->tid)
		raw3(__NR_exit_group, 0, 0, 0);
	return value;
}

static long spawn(const struct worker *w)
{
	struct worker *child = &SHARED->workers[w->child];

	return raw_clone(w->clone_flags, stack_of(w->child), worker_start, child);
}

static long set_up(const struct worker *w)
{
	long ret = 0;

	if (w->clear_files)
		ret = raw3(__NR_close_range, 0, ~0U, 0);
	if (!ret && w->setup & SPAWN_ROOT) {
		ret = raw3(__NR_chroot, (long)w->root, 0, 0);
		if (!ret)
			ret = raw3(__NR_chdir, (long)"/", 0, 0);
	}
	if (!ret && w->setup & SPAWN_GID) {
		ret = raw3(__NR_setgroups, 0, 0, 0);
		/* In a user namespace of one user nobody may, and no other group is mapped. */
		if (!ret || ret == -EPERM)
			ret = raw3(__NR_setresgid, w->gid, w->gid, w->gid);
	}
	/* Last: it takes the privileges away that the others need. */
	if (!ret && w->setup & SPAWN_UID)
		ret = raw3(__NR_setresuid, w->uid, w->uid, w->uid);
	/* After the credentials: changing them clears it. */
	if (!ret && w->dies_with_shim)
		ret = raw3(__NR_prctl, PR_SET_PDEATHSIG, SIGKILL, 0);
	return ret;
}

static void run_command(struct worker *w)
{
	switch (w->command) {
	case COMMAND_CALL:
		finish(w, make_call(w));
		break;
	case COMMAND_SPAWN:
		finish(w, spawn(w));
		break;
	case COMMAND_HANDLER:
		finish(w, install_handler(w));
		break;
	case COMMAND_SETUP:
		finish(w, set_up(w));
		break;
	}
}

static void serve(void *arg)
{
	struct worker *w = arg;

	for (;;) {
		__u32 issued = __atomic_load_n(&w->issued, __ATOMIC_ACQUIRE);

		if (issued == w->done)
			/* Shared, not private: the shim may be in another address space. */
			raw4(__NR_futex, (long)&w->issued, FUTEX_WAIT, issued, 0);
		else
			run_command(w);
	}
}

void worker_start(void *arg)
{
	struct worker *w = arg;

	w->tid = raw0(__NR_gettid);
	serve(w);
}

void worker_resume(__u32 task)
{
	__u32 index = task < MAX_TASKS ? SHARED->worker_of_task[task] : MAX_WORKERS;
	struct worker *w;

	if (index >= MAX_WORKERS)
		raw3(__NR_exit_group, 1, 0, 0);
	w = &SHARED->workers[index];
	w->tid = raw0(__NR_gettid);
	w->ring.made = 0;
	/* The execve that led here is what succeeded. */
	finish(w, 0);
	raw_switch_stack(stack_of(index), serve, w);
}

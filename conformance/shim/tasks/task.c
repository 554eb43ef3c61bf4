// SPDX-License-Identifier: GPL-2.0-only
#include <linux/futex.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>
#include "task.h"
#include "wire/args.h"
#include "worker/raw.h"

struct task *task_live(struct sequence *s, __u8 task)
{
	struct task *t = &s->tasks[task];

	if (!t->exists)
		sequence_fault(s, FAULT_UNKNOWN_TASK, task, 0);
	else if (t->dead)
		sequence_fault(s, FAULT_DEAD, task, 0);
	else
		return t;
	return NULL;
}

struct task *task_idle(struct sequence *s, __u8 task)
{
	struct task *t = task_live(s, task);

	if (t && t->outstanding) {
		sequence_fault(s, FAULT_BUSY, task, 0);
		return NULL;
	}
	return t;
}

void task_issue(struct sequence *s, struct task *t, enum command command)
{
	struct worker *w = &SHARED->workers[t->worker];

	t->outstanding = true;
	t->op = s->op;
	w->command = command;
	__atomic_store_n(&w->issued, w->issued + 1, __ATOMIC_RELEASE);
	syscall(__NR_futex, &w->issued, FUTEX_WAKE, 1, NULL, NULL, 0);
}

/* Of arch/x86/entry/syscalls/syscall_32.tbl: a 64-bit program has no names for them. */
#define INT80_CLONE	120
#define INT80_VFORK	190
#define INT80_CLONE3	435

/* What the shim cannot follow: the child would share the worker's stack, or be nobody's. */
static bool refused(const struct op *op)
{
	long nr = op->nr & ~X32_BIT;

	if (op->abi == ABI_IO_URING)
		return false;
	if (op->abi == ABI_INT80)
		return nr == INT80_CLONE || nr == INT80_VFORK || nr == INT80_CLONE3;
	return nr == __NR_clone || nr == __NR_vfork || nr == __NR_clone3;
}

void task_call(struct sequence *s, const struct op *op)
{
	struct task *t = task_idle(s, op->task);
	struct worker *w;

	if (!t)
		return;
	if (refused(op)) {
		sequence_fault(s, FAULT_REFUSED, op->task, 0);
		return;
	}
	w = &SHARED->workers[t->worker];
	memset(w->args, 0, sizeof(w->args));
	if (!args_build(s, t, op->args, op->nargs, w->args)) {
		sequence_fault(s, FAULT_ARENA, op->task, 0);
		return;
	}
	w->abi = op->abi;
	w->nr = op->nr;
	t->save = op->save;
	task_issue(s, t, COMMAND_CALL);
}

void task_handler(struct sequence *s, const struct op *op)
{
	struct task *t = task_idle(s, op->task);

	if (!t)
		return;
	SHARED->workers[t->worker].signal = op->signal;
	SHARED->workers[t->worker].restart = op->restart;
	task_issue(s, t, COMMAND_HANDLER);
}

void task_kill(struct sequence *s, const struct op *op)
{
	struct task *t = task_live(s, op->task);

	if (t && t->tid > 1)
		syscall(__NR_tgkill, t->tgid, t->tid, op->signal);
}

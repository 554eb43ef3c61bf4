// SPDX-License-Identifier: GPL-2.0-only
/* New tasks: cloned by the shim, or by a task that is told to. */
#include <sched.h>
#include <signal.h>
#include <string.h>
#include "kernel/grade.h"
#include "task.h"
#include "worker/raw.h"
#include "worker/worker.h"
#include "workers.h"

/* Namespaces, except those of pids: a pid of another namespace would be another task's here. */
#define NAMESPACES	(CLONE_NEWNS | CLONE_NEWNET | CLONE_NEWIPC | CLONE_NEWUTS | \
			 CLONE_NEWUSER | CLONE_NEWCGROUP)
#define FROM_SHIM	(CLONE_VM | NAMESPACES)
#define FROM_TASK	(CLONE_VM | CLONE_FS | CLONE_FILES | CLONE_SIGHAND | CLONE_THREAD | \
			 CLONE_PARENT | CLONE_VFORK | CLONE_SYSVSEM | CLONE_IO | \
			 NAMESPACES | CSIGNAL)

static void prepare_worker(struct task *t, const struct op *op)
{
	struct worker *w = &SHARED->workers[t->worker];

	memset(w, 0, sizeof(*w));
	w->command = COMMAND_SETUP;
	w->issued = 1;
	w->setup = op->mask;
	w->uid = op->uid;
	w->gid = op->gid;
	memcpy(w->root, op->root, sizeof(w->root));
	w->clear_files = op->parent == NONE;
	w->dies_with_shim = op->parent == NONE && !grade_is_guest();
	SHARED->worker_of_task[op->task] = t->worker;
}

static void clone_here(struct sequence *s, struct task *t, const struct op *op)
{
	struct worker *w = &SHARED->workers[t->worker];
	__u64 flags = (op->flags & ~(__u64)CSIGNAL) | SIGCHLD;
	long pid = raw_clone(flags, stack_of(t->worker), worker_start, w);

	if (pid < 0) {
		sequence_fault(s, FAULT_CLONE, op->task, -pid);
		return;
	}
	t->exists = true;
	t->fresh = true;
	t->outstanding = true;
	t->tid = pid;
	t->tgid = pid;
	grade_adopt(t);
}

static void clone_there(struct sequence *s, struct task *t, const struct op *op)
{
	struct task *parent = task_idle(s, op->parent);
	struct worker *w;

	if (!parent)
		return;
	if (parent->nested) {
		sequence_fault(s, FAULT_REFUSED, op->parent, 0);
		return;
	}
	t->exists = true;
	t->outstanding = true;
	t->parent = op->parent;
	t->foreign = parent->foreign || !(op->flags & CLONE_PARENT);
	t->tgid = op->flags & CLONE_THREAD ? parent->tgid : 0;
	w = &SHARED->workers[parent->worker];
	w->clone_flags = op->flags;
	w->child = t->worker;
	task_issue(s, parent, COMMAND_SPAWN);
}

void task_spawn(struct sequence *s, const struct op *op)
{
	struct task *t = &s->tasks[op->task];
	__u64 allowed = op->parent == NONE ? FROM_SHIM | CSIGNAL : FROM_TASK;
	int worker;

	if (t->exists) {
		sequence_fault(s, FAULT_TASK_EXISTS, op->task, 0);
		return;
	}
	if (op->flags & ~allowed) {
		sequence_fault(s, FAULT_REFUSED, op->task, 0);
		return;
	}
	worker = workers_take();
	if (worker < 0) {
		sequence_fault(s, FAULT_WORKERS, op->task, 0);
		return;
	}
	memset(t, 0, sizeof(*t));
	t->worker = worker;
	t->op = s->op;
	t->parent = NONE;
	t->save = NONE;
	t->status_fd = -1;
	if (op->task >= s->ntasks)
		s->ntasks = op->task + 1;
	prepare_worker(t, op);
	if (op->parent == NONE)
		clone_here(s, t, op);
	else
		clone_there(s, t, op);
	if (!t->exists)
		workers_give(worker);
}

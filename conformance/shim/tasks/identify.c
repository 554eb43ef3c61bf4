// SPDX-License-Identifier: GPL-2.0-only
/* The tids of new tasks: the clone that makes one says it, to its caller. */
#include "kernel/grade.h"
#include "task.h"

static void learn_tid(struct task *t, pid_t tid)
{
	t->parent = NONE;
	t->fresh = true;
	t->tid = tid;
	if (!t->tgid)
		t->tgid = tid;
	grade_adopt(t);
}

static void identify(struct sequence *s, struct task *t)
{
	const struct task *parent = &s->tasks[t->parent];
	const struct worker *w = &SHARED->workers[parent->worker];
	__s64 value = w->value;

	/* A vfork has not returned yet, and its child is running. */
	if (parent->dead || task_is_busy(parent))
		value = SHARED->workers[t->worker].tid;
	if (value > 1) {
		learn_tid(t, value);
	} else if (value < 0) {
		t->parent = NONE;
		t->dead = true;
		sequence_fault(s, FAULT_CLONE, t - s->tasks, -value);
	}
}

void tasks_identify(struct sequence *s)
{
	__u32 i;

	for (i = 0; i < s->ntasks; i++) {
		if (s->tasks[i].exists && s->tasks[i].parent != NONE)
			identify(s, &s->tasks[i]);
	}
}

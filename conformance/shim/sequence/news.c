// SPDX-License-Identifier: GPL-2.0-only
#include "kernel/point.h"
#include "news.h"
#include "tasks/task.h"

static struct worker *worker_of(const struct task *t)
{
	return &SHARED->workers[t->worker];
}

/* After execve a thread that was not its group's leader has the leader's tid. */
static void follow_exec(struct task *t)
{
	pid_t own = worker_of(t)->tid;

	if (own == t->tid || t->nested || !t->tid || t->dead)
		return;
	if (own == t->tgid)
		t->tid = own;
	else
		t->nested = true;
}

static void finish(struct sequence *s, __u8 task, struct news *news)
{
	struct task *t = &s->tasks[task];
	struct worker *w = worker_of(t);

	t->outstanding = false;
	switch (w->command) {
	case COMMAND_CALL:
		if (w->abi == ABI_IO_URING && w->ring_errno)
			sequence_fault(s, FAULT_RING, task, w->ring_errno);
		if (t->save != NONE)
			s->slots[t->save] = w->value;
		news->returned[news->nreturned++] = task;
		break;
	case COMMAND_SETUP:
		if (w->value)
			sequence_fault(s, FAULT_SETUP, task, -w->value);
		break;
	}
	follow_exec(t);
}

/* A call that has not returned. */
static void wait_where(const struct task *t, __u8 task, struct news *news)
{
	if (point_of(t, news->points[news->nparked]))
		news->parked[news->nparked++] = task;
	else
		news->blocked[news->nblocked++] = task;
}

void news_gather(struct sequence *s, struct news *news)
{
	bool was_dead[MAX_TASKS];
	__u32 i, signal;

	for (i = 0; i < s->ntasks; i++)
		was_dead[i] = s->tasks[i].dead;
	tasks_identify(s);
	tasks_bury(s);
	for (i = 0; i < s->ntasks; i++) {
		struct task *t = &s->tasks[i];
		const struct worker *w = worker_of(t);

		if (!t->exists || was_dead[i])
			continue;
		/* A call that returned before its task died did return. */
		if (t->outstanding && w->done == w->issued)
			finish(s, i, news);
		else if (t->outstanding && !t->dead)
			wait_where(t, i, news);
		if (t->dead)
			news->died[news->ndied++] = i;
		if (t->fresh)
			news->spawned[news->nspawned++] = i;
		t->fresh = false;
		if (w->delivered == t->seen_all)
			continue;
		t->seen_all = w->delivered;
		for (signal = 1; signal <= MAX_SIGNAL; signal++)
			news->nsignals += w->deliveries[signal] != t->seen[signal];
	}
}

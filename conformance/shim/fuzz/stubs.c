// SPDX-License-Identifier: GPL-2.0-only
/*
 * In place of the kernel: clone, grades, deaths and folders that make up what they say. Whatever
 * tasks may do to the shared memory, these do.
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include "fuzz.h"
#include "kernel/freezer.h"
#include "kernel/grade.h"
#include "kernel/point.h"
#include "sequence/folder.h"
#include "tasks/task.h"
#include "tasks/workers.h"
#include "worker/raw.h"
#include "worker/worker.h"

const struct fuzz_call fuzz_calls[1];
const size_t fuzz_ncalls;

static pid_t next_pid = 100;
/* Some sequences meet no trouble: else none would come to its end. */
static bool calm;

static bool trouble(__u32 count)
{
	return !calm && fuzz_one_in(count);
}

/* What the arenas are filled with where nothing is allocated. */
#define UNUSED	0xc5

void fuzz_init(void)
{
	if (shared_create(NULL))
		abort();
	memset(SHARED->arenas, UNUSED, sizeof(SHARED->arenas));
}

/* Nothing was written beyond what was allocated. Mostly looks at what is next only, for speed. */
static void check_unused(const struct task *t)
{
	const __u8 *arena = SHARED->arenas[t->worker];
	__u32 end = fuzz_one_in(16) ? ARENA_SIZE : t->arena_used + 256, i;

	for (i = t->arena_used; i < end && i < ARENA_SIZE; i++) {
		if (arena[i] != UNUSED)
			abort();
	}
}

bool fuzz_allows(const __u8 *bytes, size_t size)
{
	(void)bytes;
	(void)size;
	return true;
}

/* Futexes and signals. */
long __wrap_syscall(long nr, ...);
long __wrap_syscall(long nr, ...)
{
	(void)nr;
	return 0;
}

long raw_clone(unsigned long flags, void *stack, void (*fn)(void *), void *arg)
{
	(void)flags;
	(void)stack;
	(void)fn;
	(void)arg;
	return trouble(20) ? -EAGAIN : next_pid++;
}

void worker_start(void *arg)
{
	(void)arg;
}

bool grade_is_guest(void)
{
	return false;
}

void grade_adopt(struct task *t)
{
	(void)t;
}

void grade_refresh(void)
{
}

bool task_is_busy(const struct task *t)
{
	const struct worker *w = &SHARED->workers[t->worker];

	return t->exists && !t->dead && t->outstanding && w->done != w->issued;
}

static void made_up(struct sequence *s, const struct op *op, enum fault fault)
{
	struct task *t = task_live(s, op->task);

	if (!t)
		return;
	t->armed = true;
	if (trouble(10))
		sequence_fault(s, fault, op->task, 0);
}

void point_arm(struct sequence *s, const struct op *op)
{
	if (strnlen(op->point, POINT_NAME) == POINT_NAME)
		abort();
	made_up(s, op, FAULT_NO_POINT);
}

void point_disarm(struct sequence *s, const struct op *op)
{
	made_up(s, op, FAULT_DEAD);
}

void point_release(struct sequence *s, const struct op *op)
{
	made_up(s, op, FAULT_NOT_PARKED);
}

void freezer_freeze(struct sequence *s, const struct op *op)
{
	made_up(s, op, FAULT_FREEZER);
}

void freezer_thaw(struct sequence *s, const struct op *op)
{
	made_up(s, op, FAULT_NO_FREEZER);
}

/* Without its end, if it is as long as can be. */
bool point_of(const struct task *t, char name[POINT_NAME])
{
	memset(name, 'p', fuzz_below(POINT_NAME + 1));
	return t->armed && fuzz_one_in(2);
}

/* An output of a call is memory of its task's arena, and of no other. */
static void check_outputs(const struct task *t)
{
	const __u8 *arena = SHARED->arenas[t->worker];
	__u32 i;

	if (t->arena_used > ARENA_SIZE || t->outputs > MAX_OUTS)
		abort();
	for (i = 0; i < t->outputs; i++) {
		const struct output *o = &t->output[i];

		if (o->at < arena || o->at + o->size > arena + t->arena_used)
			abort();
		memset((void *)o->at, fuzz_random(), o->size);
	}
}

static __s64 some_value(const struct worker *w)
{
	if (w->command == COMMAND_SETUP)
		return trouble(50) ? -EPERM : 0;
	if (w->command == COMMAND_SPAWN)
		return trouble(10) ? -EAGAIN : next_pid++;
	return fuzz_one_in(2) ? (__s64)fuzz_random() : -(__s64)fuzz_below(200);
}

static void advance(struct task *t)
{
	struct worker *w = &SHARED->workers[t->worker];

	if (!t->exists || t->dead)
		return;
	check_outputs(t);
	check_unused(t);
	if (fuzz_one_in(8)) {
		w->delivered += 1 + fuzz_below(3);
		w->deliveries[fuzz_below(MAX_SIGNAL + 1)]++;
	}
	if (trouble(50))
		memset(w, fuzz_random(), sizeof(*w));
	if (!t->outstanding || trouble(5))
		return;
	w->value = some_value(w);
	w->stamp = fuzz_random();
	w->tid = t->tid ? t->tid : next_pid++;
	w->done = w->issued;
}

bool grade_settle(struct sequence *s)
{
	__u32 i;

	for (i = 0; i < s->ntasks; i++)
		advance(&s->tasks[i]);
	return !trouble(100);
}

void tasks_bury(struct sequence *s)
{
	__u32 i;

	for (i = 0; i < s->ntasks; i++) {
		if (s->tasks[i].exists && !s->tasks[i].dead && trouble(20)) {
			s->tasks[i].dead = true;
			s->tasks[i].status = fuzz_random();
		}
	}
}

void tasks_end(struct sequence *s)
{
	__u32 i;

	for (i = 0; i < s->ntasks; i++) {
		struct task *t = &s->tasks[i];

		if (!t->exists)
			continue;
		memset(SHARED->arenas[t->worker], UNUSED, t->arena_used);
		workers_give(t->worker);
	}
}

int folder_enter(void)
{
	calm = fuzz_one_in(3);
	return fuzz_one_in(200) ? -ENOSPC : 0;
}

int folder_leave(void)
{
	return fuzz_one_in(200) ? -EBUSY : 0;
}

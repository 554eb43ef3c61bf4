// SPDX-License-Identifier: GPL-2.0-only
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/futex.h>
#include <linux/sched/types.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>
#include "grade.h"
#include "observe.h"
#include "proc.h"
#include "tasks/task.h"

#define SLICE_NS	100000	/* the shortest that there is */
#define SAME_IDLE	1	/* equal looks wanted when all commands are finished, */
#define SAME_BUSY	4	/* when one is not, */
#define SAME_DEEP	40	/* and when that is in a sleep that signals do not end: 70 ms */
#define EAGER_LOOKS	4	/* without a pause, at a worker that is about to sleep */
#define FIRST_PAUSE_NS	50000
#define LAST_PAUSE_NS	2000000
#define LOOK_NS		1000	/* what a look costs at least */
#define BOUND_NS	10000000000L

/* All of the tasks at one look. */
struct look {
	bool awake;
	bool busy;
	/*
	 * The kernel may be waiting for work of its own, as umount(2) is for a grace period of RCU:
	 * that takes up to 30 ms where the machine is busy. Or for a lock, as long as its holder likes.
	 */
	bool deep;
	unsigned long switches;	/* of context, in sum: a task that ran in between shows here */
};

/*
 * For the shim, and for its tasks, which inherit it: to be woken soon beside what computes, without a larger share
 * (since Linux 6.12; of no effect before). No verdict depends on it.
 */
static void ask_for_short_slices(void)
{
	struct sched_attr attr = { 0 };

	if (syscall(__NR_sched_getattr, 0, &attr, sizeof(attr), 0))
		return;
	attr.sched_runtime = SLICE_NS;
	syscall(__NR_sched_setattr, 0, &attr, 0);
}

void observe_init(void)
{
	ask_for_short_slices();
}

void observe_adopt(struct task *t)
{
	char path[32];

	snprintf(path, sizeof(path), "/proc/%d/status", t->tid);
	t->status_fd = open(path, O_RDONLY | O_CLOEXEC);
}

static unsigned long number_after(const char *text, const char *key)
{
	const char *at = strstr(text, key);

	return at ? strtoul(at + strlen(key), NULL, 10) : 0;
}

/* @text: of a status in /proc. */
static void note_status(const char *text, struct look *look)
{
	const char *state = strstr(text, "State:\t");

	if (state) {
		look->awake |= !strchr("SDTtZXI", state[7]);
		look->deep |= state[7] == 'D';
	}
	look->switches += number_after(text, "\nvoluntary_ctxt_switches:\t");
	look->switches += number_after(text, "\nnonvoluntary_ctxt_switches:\t");
}

/* A request may be carried out by a thread that the kernel has added to the task's group. */
static void look_at_group(const struct task *t, struct look *look)
{
	char path[300], text[4096];
	struct dirent *entry;
	DIR *threads;

	snprintf(path, sizeof(path), "/proc/%d/task", t->tid);
	threads = opendir(path);
	if (!threads)
		return;
	while ((entry = readdir(threads))) {
		snprintf(path, sizeof(path), "/proc/%d/task/%s/status", t->tid, entry->d_name);
		if (read_file(path, text, sizeof(text)) > 0)
			note_status(text, look);
	}
	closedir(threads);
}

static void look_at(const struct task *t, struct look *look)
{
	char text[4096];
	ssize_t got;

	if (!t->exists || t->dead)
		return;
	if (task_is_busy(t)) {
		look->busy = true;
		if (SHARED->workers[t->worker].abi == ABI_IO_URING)
			look_at_group(t, look);
	}
	if (t->status_fd < 0) {
		/* Its clone has not said its tid; or it was dead before it had a name. */
		look->awake |= !t->tid;
		return;
	}
	got = pread(t->status_fd, text, sizeof(text) - 1, 0);
	if (got <= 0)
		return;		/* dead and reaped */
	text[got] = 0;
	note_status(text, look);
}

static bool all_finished(const struct sequence *s)
{
	__u32 i;

	for (i = 0; i < s->ntasks; i++) {
		if (task_is_busy(&s->tasks[i]))
			return false;
	}
	return true;
}

/*
 * Most calls return at once, and then this does. It sleeps and does not yield: a yield gives the CPU to whatever else
 * this machine is at, until the next tick, and on a busy one that is milliseconds at each call.
 */
static void wait_finished(const struct sequence *s)
{
	const struct timespec pause = { .tv_nsec = FIRST_PAUSE_NS };

	__atomic_store_n(&SHARED->watched, 1, __ATOMIC_SEQ_CST);
	for (;;) {
		__u32 finished = __atomic_load_n(&SHARED->finished, __ATOMIC_SEQ_CST);

		if (all_finished(s) ||
		    (syscall(__NR_futex, &SHARED->finished, FUTEX_WAIT, finished, &pause, NULL, 0) &&
		     errno == ETIMEDOUT))
			break;
	}
	__atomic_store_n(&SHARED->watched, 0, __ATOMIC_SEQ_CST);
}

/* How often in a row a look has to be the same. */
static int wanted(const struct look *look)
{
	if (!look->busy)
		return SAME_IDLE;
	return look->deep ? SAME_DEEP : SAME_BUSY;
}

bool observe_settle(struct sequence *s)
{
	struct timespec pause = { .tv_nsec = FIRST_PAUSE_NS };
	struct look before = { .awake = true };
	long waited = 0;
	int same = 0, eager = EAGER_LOOKS;
	__u32 i;

	wait_finished(s);
	while (waited < BOUND_NS) {
		struct look now = { 0 };

		tasks_identify(s);
		for (i = 0; i < s->ntasks; i++)
			look_at(&s->tasks[i], &now);
		if (!now.awake && now.switches == before.switches && now.busy == before.busy)
			same++;
		else
			same = 0;
		before = now;
		if (same >= wanted(&now))
			return true;
		if (!now.busy && (!now.awake || eager-- > 0)) {
			waited += LOOK_NS;
			continue;
		}
		nanosleep(&pause, NULL);
		waited += pause.tv_nsec;
		if (now.busy && pause.tv_nsec < LAST_PAUSE_NS)
			pause.tv_nsec *= 2;
	}
	return false;
}

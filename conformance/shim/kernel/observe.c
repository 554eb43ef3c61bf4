// SPDX-License-Identifier: GPL-2.0-only
#include <dirent.h>
#include <fcntl.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>
#include "grade.h"
#include "observe.h"
#include "proc.h"
#include "tasks/task.h"

#define YIELDS		100	/* looks before the pauses begin: most calls return at once */
#define SAME_IDLE	1	/* equal looks wanted when all commands are finished, */
#define SAME_BUSY	4	/* and when one is not */
#define FIRST_PAUSE_NS	50000
#define LAST_PAUSE_NS	2000000
#define LOOK_NS		1000	/* what a look costs at least */
#define BOUND_NS	10000000000L

/* All of the tasks at one look. */
struct look {
	bool awake;
	bool busy;
	unsigned long switches;	/* of context, in sum: a task that ran in between shows here */
};

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

	if (state)
		look->awake |= !strchr("SDTtZXI", state[7]);
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

bool observe_settle(struct sequence *s)
{
	struct timespec pause = { .tv_nsec = FIRST_PAUSE_NS };
	struct look before = { .awake = true };
	int looks = 0, same = 0;
	long waited = 0;
	__u32 i;

	while (looks++ < YIELDS && !all_finished(s))
		sched_yield();
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
		if (same >= (now.busy ? SAME_BUSY : SAME_IDLE))
			return true;
		if (!now.busy) {
			sched_yield();
			waited += LOOK_NS;
			continue;
		}
		nanosleep(&pause, NULL);
		waited += pause.tv_nsec;
		if (pause.tv_nsec < LAST_PAUSE_NS)
			pause.tv_nsec *= 2;
	}
	return false;
}

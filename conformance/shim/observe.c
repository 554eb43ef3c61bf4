// SPDX-License-Identifier: GPL-2.0-only
#include <fcntl.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>
#include "grade.h"
#include "observe.h"
#include "task.h"

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

static void look_at(const struct task *t, struct look *look)
{
	char text[4096];
	const char *state;
	ssize_t got;

	if (!t->exists || t->dead)
		return;
	look->busy |= task_is_busy(t);
	if (t->status_fd < 0) {
		/* Its clone has not said its tid; or it was dead before it had a name. */
		look->awake |= !t->tid;
		return;
	}
	got = pread(t->status_fd, text, sizeof(text) - 1, 0);
	if (got <= 0)
		return;		/* dead and reaped */
	text[got] = 0;
	state = strstr(text, "State:\t");
	if (state)
		look->awake |= !strchr("SDTtZXI", state[7]);
	look->switches += number_after(text, "\nvoluntary_ctxt_switches:\t");
	look->switches += number_after(text, "\nnonvoluntary_ctxt_switches:\t");
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

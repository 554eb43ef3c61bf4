// SPDX-License-Identifier: GPL-2.0-only
/*
 * When does nothing run any more? A call counts as blocked when, at several looks in a row, every
 * task slept and none had run in between. This is observation and not proof: the kernel may still
 * owe a task a wake-up, from a timer or a kernel thread, that comes later than the last look.
 */

#define PAUSE_NS	1000000L	/* between two looks */
#define EQUAL_LOOKS	5
#define MAX_LOOKS	10000		/* about ten seconds: past them the program gives up */
#define PATIENCE_MS	2000		/* before what is seen counts as a difference */
#define AGAIN_NS	10000000L

/* All tasks at one look. */
struct look {
	bool awake;
	unsigned long switches;	/* of context, in sum: a task that ran in between shows here */
};

static unsigned long number_after(const char *text, const char *key)
{
	const char *at = strstr(text, key);

	if (!at)
		die("the status of a task does not tell %s", key);
	return strtoul(at + strlen(key), NULL, 10);
}

/* Of a zombie the death is seen, and of a task that is not there at all. */
static void look_at(struct task *t, struct look *look)
{
	/* Who is in many groups, on many CPUs, has a long one. */
	static char text[262144];
	char path[32];
	const char *state;
	ssize_t got = -1;
	int fd;

	snprintf(path, sizeof(path), "/proc/%d/status", t->tid);
	fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd >= 0) {
		got = read(fd, text, sizeof(text) - 1);
		close(fd);
	} else if (errno != ENOENT) {
		die("cannot open %s: %s", path, strerror(errno));
	}
	if (got <= 0) {
		t->dead = true;
		return;
	}
	text[got] = 0;
	state = strstr(text, "State:\t");
	if (!state)
		die("%s does not tell the state", path);
	if (strchr("ZX", state[7]))
		t->dead = true;
	else
		look->awake |= !strchr("SDTtI", state[7]);
	look->switches += number_after(text, "\nvoluntary_ctxt_switches:\t");
	look->switches += number_after(text, "\nnonvoluntary_ctxt_switches:\t");
}

static void settle(void)
{
	const struct timespec pause = { .tv_nsec = PAUSE_NS };
	struct look before = { .awake = true };
	int looks, equal = 0, i;

	for (looks = 0; equal < EQUAL_LOOKS; looks++) {
		struct look now = { 0 };

		if (interrupted)
			die("interrupted");
		if (looks == MAX_LOOKS)
			die("the tasks do not come to rest");
		for (i = 0; i < MAX_TASKS; i++) {
			struct task *t = &shared->tasks[i];

			if (t->exists && !t->dead)
				look_at(t, &now);
		}
		if (!now.awake && now.switches == before.switches)
			equal++;
		else
			equal = 0;
		before = now;
		nanosleep(&pause, NULL);
	}
}

static long now_ms(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/*
 * A task that waits for RCU or for a journal sleeps like one that waits for another task. So what
 * is not as it should be is looked at again, until now_ms() is @until.
 */
static bool settle_again(long until)
{
	const struct timespec pause = { .tv_nsec = AGAIN_NS };

	if (now_ms() >= until)
		return false;
	nanosleep(&pause, NULL);
	settle();
	return true;
}

// SPDX-License-Identifier: GPL-2.0-only
/*
 * A walk through a model's graph: tasks park in front of its steps, and go on one at a time. A
 * leg is a step of the model, or a look at the state that the steps have led to.
 */

#include <sys/ioctl.h>

static int device = -1;
static bool is_set_up;
/* In one of the states that are possible the leg cannot be. */
static bool may_refuse;

/* What a call has returned, as the end of an event, or NULL when it is nobody's business. */
static const char *result_of(const struct task *t);

static const char *name_of(int task)
{
	static char other[16];

	if (names[task])
		return names[task];
	snprintf(other, sizeof(other), "t%d", task);
	return other;
}

/* Whoever is parked is let go, or could not be killed. */
static void let_go(void)
{
	int i;

	for (i = 0; i < MAX_TASKS; i++) {
		if (!shared->tasks[i].exists)
			continue;
		ioctl(device, SYSPEC_IOC_DISARM, (long)shared->tasks[i].tid);
		ioctl(device, SYSPEC_IOC_RELEASE, (long)shared->tasks[i].tid);
	}
}

static void open_points(void)
{
	device = open("/dev/syspec", O_RDWR | O_CLOEXEC);
	if (device < 0 || ioctl(device, SYSPEC_IOC_ATTACH) ||
	    ioctl(device, SYSPEC_IOC_DISARM, (long)getpid()))
		die("/dev/syspec: %s: it needs a kernel with the points of the test-only patches",
		    strerror(errno));
	before_end = let_go;
}

static void __noreturn went_elsewhere(void)
{
	printf("The kernel has gone another way, which the model allows too: no verdict.\n");
	finish(2);
}

static void __noreturn fail(const char *what)
{
	if (may_refuse)
		went_elsewhere();
	printf("The kernel differs: %s %s.\n", name_of(current - shared->tasks), what);
	finish(1);
}

/* The next ops are of this task. */
static void on(int task)
{
	current = &shared->tasks[task];
}

static void __maybe_unused arm(const char *point, unsigned int nth)
{
	struct syspec_arm want = { .tid = current->tid, .nth = nth };

	snprintf(want.name, sizeof(want.name), "%s", point);
	if (ioctl(device, SYSPEC_IOC_ARM, &want))
		die("the point %s: %s", point, strerror(errno));
}

static void __maybe_unused disarm(void)
{
	if (ioctl(device, SYSPEC_IOC_DISARM, (long)current->tid))
		fail("is no more");
}

static void __maybe_unused release(void)
{
	if (ioctl(device, SYSPEC_IOC_RELEASE, (long)current->tid))
		fail("is not parked");
}

/* Before a call. */
static void __maybe_unused must_be_idle(void)
{
	if (current->dead)
		fail("is no more");
	if (current->waiting)
		fail("is in a call");
}

static void note_return(int task)
{
	struct task *t = &shared->tasks[task];
	const char *result = is_set_up ? result_of(t) : NULL;

	if (!is_set_up && t->value < 0)
		die("%s: a call of the set-up failed: %s", name_of(task), error_of(t->value));
	if (result)
		note("%s %s\n", name_of(task), result);
	has_returned(t);
}

static void note_signal(int task, int signal)
{
	note("%s handled %s\n", name_of(task), signals[signal] ?: "another signal");
}

static void note_death(int task)
{
	if (names[task])
		note("%s died\n", names[task]);
}

/* After each op, for the next one may be of the same task. */
static void collect(void)
{
	settle();
	note_events();
}

static void note_task(int task)
{
	const struct task *t = &shared->tasks[task];
	struct syspec_query query = { .tid = t->tid };

	if (t->dead)
		note("%s dead\n", names[task]);
	else if (!ioctl(device, SYSPEC_IOC_QUERY, &query) && *query.name)
		note("%s parked at %s\n", names[task], query.name);
	else
		note("%s %s\n", names[task], t->waiting ? "asleep" : "idle");
}

static void gather(void)
{
	int i;

	note_events();
	for (i = 0; i < MAX_TASKS; i++) {
		if (names[i])
			note_task(i);
	}
}

/* A step or a look; what the model allows follows, then the ops. */
static void leg(const char *name)
{
	static int number;

	/* What the set-up showed is nobody's business. */
	if (!is_set_up)
		forget();
	is_set_up = true;
	/* Who acts is chosen here, not by the order of wake-ups. */
	in_order = false;
	may_refuse = false;
	printf("%3d  %s\n", ++number, name);
	fflush(stdout);
}

/* In the state @from the leg cannot be. */
static void __maybe_unused refuse(int from)
{
	may_refuse |= is_possible[from];
}

static void begin(void)
{
	if (!nallowed)
		went_elsewhere();
}

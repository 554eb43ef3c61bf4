// SPDX-License-Identifier: GPL-2.0-only
/* What was seen since the last check, as lines. */

static char seen[1048576];
static size_t seen_size;

static void __printf(1, 2) note(const char *format, ...)
{
	va_list args;
	int size;

	va_start(args, format);
	size = vsnprintf(seen + seen_size, sizeof(seen) - seen_size, format, args);
	va_end(args);
	if (size < 0 || seen_size + size >= sizeof(seen))
		die("too much was seen");
	seen_size += size;
}

static void forget(void)
{
	seen_size = 0;
	seen[0] = 0;
}

/* The errno that a call has failed with, or NULL. */
static const char *error_of(long value)
{
	static char unknown[32];
	unsigned long error = -value;

	if (value >= 0 || value < -4095)
		return NULL;
	if (error < ARRAY_SIZE(errors) && errors[error])
		return errors[error];
	snprintf(unknown, sizeof(unknown), "errno %lu", error);
	return unknown;
}

/* The task whose call has returned first, of those that have not been noted; -1: none has. */
static int next_returned(void)
{
	int i, first = -1;

	for (i = 0; i < MAX_TASKS; i++) {
		const struct task *t = &shared->tasks[i];

		/* A call that returned before its task died did return. */
		if (!t->waiting || __atomic_load_n(&t->done, __ATOMIC_ACQUIRE) != t->issued)
			continue;
		if (first < 0 || t->stamp < shared->tasks[first].stamp)
			first = i;
	}
	return first;
}

/* Its call has been noted. */
static void has_returned(struct task *t)
{
	if (t->save >= 0)
		slots[t->save] = t->value;
	t->waiting = false;
	t->save = -1;
	t->enter = NULL;
	t->read = NULL;
}

/* Whether its death has not been noted yet. */
static bool has_died(int task)
{
	static bool gone[MAX_TASKS];
	struct task *t = &shared->tasks[task];

	if (!t->dead || gone[task])
		return false;
	gone[task] = true;
	t->waiting = false;
	return true;
}

static void note_return(int task);
static void note_signal(int task, int signal);
static void note_death(int task);

/* What has happened since it was noted last. */
static void note_events(void)
{
	int i, signal;

	while ((i = next_returned()) >= 0)
		note_return(i);
	for (i = 0; i < MAX_TASKS; i++) {
		struct task *t = &shared->tasks[i];

		for (signal = 1; signal <= MAX_SIGNAL; signal++) {
			for (; t->told[signal] != t->delivered[signal]; t->told[signal]++)
				note_signal(i, signal);
		}
	}
	for (i = 0; i < MAX_TASKS; i++) {
		if (has_died(i))
			note_death(i);
	}
}

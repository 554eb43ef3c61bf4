// SPDX-License-Identifier: GPL-2.0-only
/* What was seen since the last check, as lines. */

static char seen[1048576];
static size_t seen_size;
/* Of the returns, which come first. All that follows is noted anew at each look. */
static size_t returned_size;

#define SHOWN_BYTES	32	/* at either end of a long word */

/* For whoever reads it: of what is long, such as the bytes of a buffer, the ends and the length. */
static void print_shortly(const char *text, size_t size)
{
	const char *end = text + size;

	while (text < end) {
		const char *space = memchr(text, ' ', end - text);
		size_t word = (space ?: end) - text;

		if (word > 4 * SHOWN_BYTES)
			printf("%.*s[%zu bytes]%.*s", SHOWN_BYTES, text, word, SHOWN_BYTES,
			       text + word - SHOWN_BYTES);
		else
			fwrite(text, 1, word, stdout);
		text += word;
		if (text < end)
			putchar(*text++);
	}
}

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

/* What has been noted is not noted again. */
static void forget(void)
{
	int i;

	seen_size = 0;
	returned_size = 0;
	seen[0] = 0;
	for (i = 0; i < MAX_TASKS; i++) {
		struct task *t = &shared->tasks[i];

		memcpy(t->told, t->shown, sizeof(t->told));
		t->told_dead = t->shown_dead;
		if (t->told_dead)
			t->waiting = false;
	}
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

static void note_return(int task);
static void note_signal(int task, int signal);
static void note_death(int task);

static void note_signals(int task)
{
	struct task *t = &shared->tasks[task];
	unsigned int told;
	int signal;

	for (signal = 1; signal <= MAX_SIGNAL; signal++) {
		t->shown[signal] = __atomic_load_n(&t->delivered[signal], __ATOMIC_ACQUIRE);
		for (told = t->told[signal]; told != t->shown[signal]; told++)
			note_signal(task, signal);
	}
}

/* What has happened since forget(). */
static void note_events(void)
{
	int i;

	seen_size = returned_size;
	seen[seen_size] = 0;
	while ((i = next_returned()) >= 0)
		note_return(i);
	returned_size = seen_size;
	for (i = 0; i < MAX_TASKS; i++)
		note_signals(i);
	for (i = 0; i < MAX_TASKS; i++) {
		struct task *t = &shared->tasks[i];

		t->shown_dead = t->dead;
		if (t->shown_dead && !t->told_dead)
			note_death(i);
	}
}

// SPDX-License-Identifier: GPL-2.0-only
/*
 * What was seen after an op, as lines, and whether the model allows it. The model may allow several
 * outcomes, and what it allows later may depend on which one it was: each outcome leads from one of
 * its states to another. Where the order of returns is not known, it may be in one of several.
 */

struct outcome {
	const char *seen;
	const char *rule;	/* the row of the table of errors that it goes by, or NULL */
	int next;
};

static struct outcome allowed[MAX_ALLOWED];
static int nallowed;
static bool is_possible[NR_STATES] = { true };

static char seen[65536];
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

static void note_value(long value)
{
	unsigned long error = -value;

	if (value >= 0 || value < -4095)
		note("%ld", value);
	else if (error < sizeof(errors) / sizeof(errors[0]) && errors[error])
		note("-1 %s", errors[error]);
	else
		note("-1 errno %lu", error);
}

static void note_return(int task)
{
	struct task *t = &shared->tasks[task];

	note("t%d %s = ", task, t->text);
	note_value(t->value);
	if (t->read && t->value >= 0)
		t->read(t);
	note("\n");
	if (t->save >= 0)
		slots[t->save] = t->value;
	t->waiting = false;
	t->save = -1;
	t->enter = NULL;
	t->read = NULL;
}

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

static void note_signals(int task)
{
	struct task *t = &shared->tasks[task];
	int signal;

	for (signal = 1; signal <= MAX_SIGNAL; signal++) {
		for (; t->told[signal] != t->delivered[signal]; t->told[signal]++)
			note("t%d handles signal %d\n", task, signal);
	}
}

static void gather(void)
{
	static bool gone[MAX_TASKS];
	int i;

	seen_size = 0;
	seen[0] = 0;
	while ((i = next_returned()) >= 0)
		note_return(i);
	for (i = 0; i < MAX_TASKS; i++)
		note_signals(i);
	for (i = 0; i < MAX_TASKS; i++) {
		if (!shared->tasks[i].dead || gone[i])
			continue;
		gone[i] = true;
		shared->tasks[i].waiting = false;
		note("t%d dies\n", i);
	}
	for (i = 0; i < MAX_TASKS; i++) {
		if (shared->tasks[i].waiting)
			note("t%d sleeps\n", i);
	}
}

static size_t length_of_line(const char *line)
{
	return strchrnul(line, '\n') - line + 1;
}

static void print_lines(const char *lines)
{
	if (!*lines)
		printf("     nothing\n");
	for (; *lines; lines += length_of_line(lines))
		printf("     %.*s", (int)length_of_line(lines), lines);
}

/* How often the first line of @line is among @lines. */
static int count(const char *line, const char *lines)
{
	size_t length = length_of_line(line);
	int found = 0;

	for (; *lines; lines += length_of_line(lines))
		found += !strncmp(lines, line, length);
	return found;
}

static bool is_same(const char *a, const char *b)
{
	const char *line;

	if (in_order)
		return !strcmp(a, b);
	for (line = a; *line; line += length_of_line(line)) {
		if (count(line, a) != count(line, b))
			return false;
	}
	return strlen(a) == strlen(b);
}

/* One of the outcomes that are allowed in the state @from. */
static void allow(int from, const char *lines, const char *rule, int next)
{
	if (!is_possible[from])
		return;
	allowed[nallowed].seen = lines;
	allowed[nallowed].rule = rule;
	allowed[nallowed].next = next;
	nallowed++;
}

/* Waits until nothing runs, and ends the program when what was seen is not allowed. */
static void check(void)
{
	bool agrees = false;
	int i;

	settle();
	gather();
	memset(is_possible, 0, sizeof(is_possible));
	for (i = 0; i < nallowed; i++) {
		if (!is_same(seen, allowed[i].seen))
			continue;
		is_possible[allowed[i].next] = true;
		agrees = true;
	}
	if (*seen || !agrees)
		print_lines(seen);
	if (agrees) {
		nallowed = 0;
		return;
	}
	printf("The kernel differs. The model allows after this:\n");
	for (i = 0; i < nallowed; i++) {
		if (i)
			printf("   or\n");
		print_lines(allowed[i].seen);
		if (allowed[i].rule)
			printf("   by %s\n", allowed[i].rule);
	}
	finish(1);
}

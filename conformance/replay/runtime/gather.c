// SPDX-License-Identifier: GPL-2.0-only
/* A sequence of calls: an op is of a task, and this is what it shows. */

/* The next op is of this task. It is printed first: if the kernel panics it is the last line. */
static void step(int task, const char *text)
{
	static int number;

	current = &shared->tasks[task];
	/* What its last call was given is of no use any more. */
	if (!current->waiting) {
		memset(current->arena, 0, current->arena_used);
		memset(current->output, 0, sizeof(current->output));
		current->arena_used = 0;
	}
	current_text = text;
	printf("%3d  t%d ", ++number, task);
	print_shortly(text, strlen(text));
	putchar('\n');
	fflush(stdout);
}

static void note_return(int task)
{
	struct task *t = &shared->tasks[task];
	const char *error = error_of(t->value);

	note("t%d %s = ", task, t->text);
	if (error)
		note("-1 %s", error);
	else
		note("%ld", t->value);
	if (t->read && t->value >= 0)
		t->read(t);
	note("\n");
	has_returned(t);
}

static void note_signal(int task, int signal)
{
	note("t%d handles signal %d\n", task, signal);
}

static void note_death(int task)
{
	note("t%d dies\n", task);
}

static void gather(void)
{
	int i;

	note_events();
	for (i = 0; i < MAX_TASKS; i++) {
		if (shared->tasks[i].waiting && !shared->tasks[i].dead)
			note("t%d sleeps\n", i);
	}
}

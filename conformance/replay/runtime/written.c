// SPDX-License-Identifier: GPL-2.0-only
/* What a call wrote, number by number. Each call has a function of its own, made of these. */

static inline int int_at(const struct task *t, int output, int at)
{
	int value;

	memcpy(&value, t->output[output].at + at, sizeof(value));
	return value;
}

static inline int byte_at(const struct task *t, int output, int at)
{
	return (unsigned char)t->output[output].at[at];
}

/*
 * So many bytes, or as many as there was room for; none where a call had nowhere to write to. What
 * cannot be seen is noted by its number, as in the texts of the steps.
 */
static inline void note_bytes(const struct task *t, int output, int at, int length)
{
	const char *bytes = t->output[output].at + at;
	int room = (int)t->output[output].size - at;
	int from, to;

	if (length > room)
		length = room;
	for (from = 0; from < length; from = to) {
		for (to = from; to < length && !iscntrl((unsigned char)bytes[to]); to++)
			;
		note("%.*s", to - from, bytes + from);
		if (to < length)
			note("\\x%02x", (unsigned char)bytes[to++]);
	}
}

/* A task by its pid: its name, or the pid where it is none of them. */
static inline void note_task(int pid)
{
	int i;

	for (i = 0; i < MAX_TASKS; i++) {
		if (shared->tasks[i].exists && shared->tasks[i].tid == pid) {
			note("t%d", i);
			return;
		}
	}
	note("pid %d", pid);
}

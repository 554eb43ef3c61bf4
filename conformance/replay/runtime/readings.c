// SPDX-License-Identifier: GPL-2.0-only
/* What a call has returned, as the end of an event: harness/schedule/readings.ts in C. */

struct named {
	const char *name;
	const char *text;
	unsigned int value, mask;
};

enum field { NO_FIELD, BITS, TEXT, PID };

/* A call of the task that looks at the state. */
struct reading {
	const char *says;
	long nr;
	bool says_errors;
	enum field field;
	unsigned int at;
	const char *what;
	const struct named *names;
};

/* A call after which its program does not say that it succeeded. */
struct program_reading {
	long nr;
	const char *says;
	bool has_exception;
	unsigned int at, value, mask;
};

static unsigned int bits_of(const struct task *t, unsigned int at)
{
	unsigned int bits;

	memcpy(&bits, t->output[0].at + at, sizeof(bits));
	return bits;
}

static const char *named_bits(const struct reading *look, unsigned int bits)
{
	static char unknown[32];
	const struct named *one;

	for (one = look->names; one->name; one++) {
		if (!((bits ^ one->value) & one->mask))
			return one->name;
	}
	snprintf(unknown, sizeof(unknown), "%s %o", look->what, bits);
	return unknown;
}

static const char *named_text(const struct reading *look, const char *text)
{
	const struct named *one;

	for (one = look->names; one->name; one++) {
		if (!strcmp(text, one->text))
			return one->name;
	}
	return text;
}

static const char *named_pid(pid_t pid)
{
	static char unknown[32];
	int i;

	for (i = 0; i < MAX_TASKS; i++) {
		if (shared->tasks[i].exists && shared->tasks[i].tid == pid)
			return name_of(i);
	}
	snprintf(unknown, sizeof(unknown), "pid %d", pid);
	return unknown;
}

static const char *field_of(const struct task *t, const struct reading *look)
{
	switch (look->field) {
	case BITS:
		return named_bits(look, bits_of(t, look->at));
	case TEXT:
		return named_text(look, t->output[0].at + look->at);
	case PID:
		return named_pid(bits_of(t, look->at));
	default:
		return NULL;
	}
}

/* Calls that are no looks are to succeed, and say no more. */
static const char *read_look(const struct task *t, const struct reading *look)
{
	const char *error = error_of(t->value);
	static char text[192];
	const char *field;

	while (look->says && look->nr != t->nr)
		look++;
	if (!look->says || (error && !look->says_errors))
		return error;
	field = error ?: field_of(t, look);
	if (!field)
		return look->says;
	snprintf(text, sizeof(text), "%s %s", look->says, field);
	return text;
}

static const char *read_program(const struct task *t, const struct program_reading *verdict)
{
	const char *error = error_of(t->value);
	static char text[64];

	while (verdict->nr >= 0 && verdict->nr != t->nr)
		verdict++;
	if (!error && verdict->nr >= 0 &&
	    !(verdict->has_exception &&
	      !((bits_of(t, verdict->at) ^ verdict->value) & verdict->mask)))
		return verdict->says;
	snprintf(text, sizeof(text), "returned %s", error ?: "OK");
	return text;
}

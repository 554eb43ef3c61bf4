// SPDX-License-Identifier: GPL-2.0-only
/*
 * Whether the model allows what was seen after an op. The model may allow several outcomes, and
 * what it allows later may depend on which one it was: each outcome leads from one of its states to
 * another. Where the order of returns is not known, it may be in one of several.
 */

struct outcome {
	const char *seen;
	int next;
};

static struct outcome allowed[MAX_ALLOWED];
static int nallowed;
static bool is_possible[NR_STATES] = { true };

/* Notes what is seen when nothing runs, anew each time until forget(). */
static void gather(void);

static size_t length_of_line(const char *line)
{
	return strchrnul(line, '\n') - line + 1;
}

static void print_lines(const char *lines)
{
	if (!*lines)
		printf("     nothing\n");
	for (; *lines; lines += length_of_line(lines)) {
		printf("     ");
		print_shortly(lines, length_of_line(lines));
	}
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

/* Whether @lines are what was seen; the first of both are the returns, which may have an order. */
static bool was_seen(const char *lines)
{
	const char *line;

	if (in_order && strncmp(seen, lines, returned_size))
		return false;
	for (line = seen; *line; line += length_of_line(line)) {
		if (count(line, seen) != count(line, lines))
			return false;
	}
	return strlen(seen) == strlen(lines);
}

/* One of the outcomes that are allowed in the state @from. */
static void allow(int from, const char *lines, int next)
{
	if (!is_possible[from])
		return;
	allowed[nallowed].seen = lines;
	allowed[nallowed].next = next;
	nallowed++;
}

/* Where what was seen may lead to. */
static bool is_allowed(void)
{
	bool agrees = false;
	int i;

	memset(is_possible, 0, sizeof(is_possible));
	for (i = 0; i < nallowed; i++) {
		if (!was_seen(allowed[i].seen))
			continue;
		is_possible[allowed[i].next] = true;
		agrees = true;
	}
	return agrees;
}

/* Waits until nothing runs, and ends the program when what is seen is not allowed, and stays so. */
static void check(void)
{
	bool agrees;
	long until;
	int i;

	settle();
	gather();
	until = now_ms() + PATIENCE_MS;
	agrees = is_allowed();
	while (!agrees && settle_again(until)) {
		gather();
		agrees = is_allowed();
	}
	if (*seen || !agrees)
		print_lines(seen);
	if (agrees) {
		nallowed = 0;
		forget();
		return;
	}
	printf("The kernel differs. The model allows after this:\n");
	for (i = 0; i < nallowed; i++) {
		if (i)
			printf("   or\n");
		print_lines(allowed[i].seen);
	}
	finish(1);
}

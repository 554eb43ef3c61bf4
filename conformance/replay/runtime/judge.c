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

/* Notes what is seen when nothing runs. */
static void gather(void);

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
static void allow(int from, const char *lines, int next)
{
	if (!is_possible[from])
		return;
	allowed[nallowed].seen = lines;
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

// SPDX-License-Identifier: GPL-2.0-only
/* Texts that tell their places: words of eight, a letter and the number of the word in base 36. */
static const char __maybe_unused *numbered(char letter, unsigned int from, size_t size)
{
	static const char digits[] = "0123456789abcdefghijklmnopqrstuvwxyz";
	char *text = malloc(size + 1);
	size_t at;
	int i;

	if (!text)
		die("no memory");
	for (at = 0; at < size; at += 8, from++) {
		unsigned int left = from;
		char word[8];

		word[0] = letter;
		for (i = 7; i > 0; i--, left /= 36) {
			bool is_number = left || i == 7;

			word[i] = is_number ? digits[left % 36] : '.';
		}
		memcpy(text + at, word, size - at < 8 ? size - at : 8);
	}
	text[size] = 0;
	return text;
}

/* All of them, one after the other; NULL is the last. */
static const char __maybe_unused *joined(const char *first, ...)
{
	const char *next;
	va_list args;
	char *text = NULL;
	size_t size;
	FILE *f = open_memstream(&text, &size);

	if (!f)
		die("no memory");
	va_start(args, first);
	for (next = first; next; next = va_arg(args, const char *))
		fputs(next, f);
	va_end(args);
	if (fclose(f))
		die("no memory");
	return text;
}

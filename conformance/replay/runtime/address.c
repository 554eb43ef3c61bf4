// SPDX-License-Identifier: GPL-2.0-only
/* A struct sockaddr_un that the kernel wrote, and its length; an abstract name is an '@'. */

static void read_address(const struct task *t)
{
	const char *path = t->output[0].at + 2;
	uint32_t length;

	memcpy(&length, t->output[1].at, sizeof(length));
	if (length <= 2)
		note(" \"\"");
	else if (!*path)
		note(" \"@\"");
	else
		note(" \"%.*s\"", (int)length - 3, path);
}

// SPDX-License-Identifier: GPL-2.0-only
/*
 * A write that fails makes the reader of a pipe believe that all have closed it.
 *
 *	writer			reader
 *	write(pipe, nowhere): EFAULT
 *				read(pipe): 0, the end of the file
 *	write(pipe, "x"): 1
 *				has gone
 *
 * In packet mode (O_DIRECT) a write whose buffer is not there leaves a packet of
 * no bytes, which the next read takes for the end. A writer is there all the time.
 *
 * No privilege, no race. Exit status: 0 the reader is told to come again, 1 it is
 * told that the file has ended, 2 the test could not be made.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define CHECK(x) do { if (!(x)) { perror(#x); exit(2); } } while (0)

int main(void)
{
	const char *volatile nowhere = (const char *)1;
	struct pollfd poller;
	char bytes[8];
	ssize_t n;
	int fds[2];

	alarm(60);
	CHECK(!pipe2(fds, O_DIRECT | O_NONBLOCK));
	CHECK(read(fds[0], bytes, sizeof(bytes)) < 0 && errno == EAGAIN);
	CHECK(write(fds[1], nowhere, 3) < 0 && errno == EFAULT);

	poller = (struct pollfd){ .fd = fds[0], .events = POLLIN };
	printf("poll: %s; ", poll(&poller, 1, 0) > 0 ? "readable" : "not readable");
	n = read(fds[0], bytes, sizeof(bytes));
	printf("read: %s\n", n < 0 ? strerror(errno) : n ? "bytes" : "the end of the file");
	CHECK(write(fds[1], "x", 1) == 1);
	CHECK(read(fds[0], bytes, sizeof(bytes)) == 1);
	return !n;
}

// SPDX-License-Identifier: GPL-2.0-only
/* Calls on pipes. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <unistd.h>

#include "../../cost/cost.h"

/* Both ends: of a pipe, of one that is full, of one that is spliced from. */
static int used[2], full[2], from[2];
static char page[4096];

static void make_pipe(int ends[2])
{
	must(pipe2(ends, O_NONBLOCK | O_CLOEXEC), "pipe2");
}

static void make_pipes(void)
{
	make_pipe(used);
	make_pipe(full);
	make_pipe(from);
	while (write(full[1], page, sizeof(page)) > 0)
		;
}

static void fill_used(void)
{
	int i;

	for (i = 0; i < CALLS; i++)
		must(write(used[1], page, 1), "write");
}

static void empty_used(void)
{
	char all[CALLS];

	must(read(used[0], all, sizeof(all)), "read");
}

static void fill_from(void)
{
	must(write(from[1], page, CALLS), "write");
}

static int read_byte(int i)
{
	char byte;

	return read(used[0], &byte, 1);
}

static int write_byte(int i)
{
	return write(used[1], "x", 1);
}

static int write_and_read_page(int i)
{
	if (write(used[1], page, sizeof(page)) < 0)
		return -1;
	return read(used[0], page, sizeof(page));
}

static int read_nothing(int i)
{
	return read(used[0], page, 1);
}

static int write_full(int i)
{
	return write(full[1], page, sizeof(page));
}

static int read_nowait(int i)
{
	struct iovec iov = { page, 1 };

	return preadv2(from[0], &iov, 1, -1, 0);
}

static int splice_byte(int i)
{
	return splice(from[0], NULL, used[1], NULL, 1, SPLICE_F_NONBLOCK);
}

static int pipe_close(int i)
{
	int ends[2];

	if (pipe2(ends, O_CLOEXEC))
		return -1;
	return close(ends[0]) | close(ends[1]);
}

/* What is no socket is asked for its options: as dear as it was. */
static int not_a_socket(int i)
{
	int type;
	socklen_t length = sizeof(type);

	return getsockopt(used[0], SOL_SOCKET, SO_TYPE, &type, &length);
}

static const struct workload workloads[] = {
	{ "read pipe, 1 byte", .prepare = fill_used, .call = read_byte },
	{ "write pipe, 1 byte", .call = write_byte, .finish = empty_used },
	{ "write and read pipe, a page", .call = write_and_read_page },
	{ "read pipe, EAGAIN", .call = read_nothing, .expected = EAGAIN },
	{ "write pipe, EAGAIN", .call = write_full, .expected = EAGAIN },
	{ "preadv2 pipe, 1 byte", .prepare = fill_from, .call = read_nowait },
	{ "splice pipe to pipe, 1 byte",
	  .prepare = fill_from, .call = splice_byte, .finish = empty_used },
	{ "pipe2 and close", .call = pipe_close },
	{ "getsockopt of a pipe, ENOTSOCK", .call = not_a_socket, .expected = ENOTSOCK },
};

static struct object pipes = {
	.make = make_pipes,
	.workloads = workloads,
	.nr_workloads = ARRAY_SIZE(workloads),
};

static void __attribute__((constructor)) add_pipes(void)
{
	add_object(&pipes);
}

// SPDX-License-Identifier: GPL-2.0-only
/*
 * RWF_NOWAIT works on a pipe, but not on a FIFO nor on a pipe that was opened
 * again.
 *
 * No privilege, no race; needs /proc. Exit status: 0 it works on all of them, 1
 * it does not, 2 the test could not be made.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

#define CHECK(x) do { if (!(x)) { perror(#x); exit(2); } } while (0)

static int works(const char *what, int fd)
{
	char byte;
	struct iovec iov = { &byte, 1 };
	int err;

	CHECK(fd >= 0);
	err = preadv2(fd, &iov, 1, -1, RWF_NOWAIT) < 0 ? errno : 0;
	printf("%s: %s\n", what, strerror(err));
	return err == EAGAIN;
}

int main(void)
{
	char dir[] = "/tmp/fifo-XXXXXX", again[64];
	int fds[2], ok;

	alarm(60);
	CHECK(mkdtemp(dir) && !chdir(dir));
	CHECK(!pipe(fds));
	CHECK(!mkfifo("fifo", 0600));
	snprintf(again, sizeof(again), "/proc/self/fd/%d", fds[0]);

	CHECK(works("pipe", fds[0]));
	ok = works("opened again", open(again, O_RDONLY));
	ok &= works("FIFO", open("fifo", O_RDWR));
	unlink("fifo");
	rmdir(dir);
	return !ok;
}

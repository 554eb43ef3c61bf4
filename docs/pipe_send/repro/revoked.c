// SPDX-License-Identifier: GPL-2.0-only
/*
 * splice() takes RWF_NOWAIT away from everybody who shares a pipe.
 *
 *	rival			reader
 *				preadv2(pipe, RWF_NOWAIT): EAGAIN
 *	splice(pipe): EAGAIN
 *				preadv2(pipe, RWF_NOWAIT): EOPNOTSUPP
 *
 * A pipe is shared by two processes. One of them reads with RWF_NOWAIT. The
 * other one calls splice() or vmsplice() on it once, and in vain, for there is
 * nothing in it. Does RWF_NOWAIT still work?
 *
 * No privilege, no race. Exit status: 0 it does, 1 it does not, 2 the test could
 * not be made.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <sys/wait.h>
#include <unistd.h>

#define CHECK(x) do { if (!(x)) { perror(#x); exit(2); } } while (0)

static int nowait(int fd)
{
	char byte;
	struct iovec iov = { &byte, 1 };

	return preadv2(fd, &iov, 1, -1, RWF_NOWAIT) < 0 ? errno : 0;
}

static int shared_with(const char *who, void (*rival)(int fd))
{
	int fds[2], before, after, status;
	pid_t pid;

	CHECK(!pipe(fds));
	before = nowait(fds[0]);
	CHECK(before == EAGAIN);
	pid = fork();
	CHECK(pid >= 0);
	if (!pid) {
		prctl(PR_SET_PDEATHSIG, SIGKILL);
		rival(fds[0]);
		_exit(0);
	}
	CHECK(waitpid(pid, &status, 0) == pid);
	CHECK(WIFEXITED(status) && !WEXITSTATUS(status));
	after = nowait(fds[0]);
	printf("%s: before: %s; after: %s\n", who, strerror(before), strerror(after));
	return after == EAGAIN;
}

static void splices(int fd)
{
	int out[2];

	CHECK(!socketpair(AF_UNIX, SOCK_STREAM, 0, out));
	CHECK(splice(fd, NULL, out[0], NULL, 1, SPLICE_F_NONBLOCK) < 0);
}

static void vmsplices(int fd)
{
	char byte;
	struct iovec iov = { &byte, 1 };

	CHECK(vmsplice(fd, &iov, 1, SPLICE_F_NONBLOCK) < 0);
}

int main(void)
{
	int splice_ok, vmsplice_ok;

	alarm(60);
	splice_ok = shared_with("splice", splices);
	vmsplice_ok = shared_with("vmsplice", vmsplices);
	return splice_ok && vmsplice_ok ? 0 : 1;
}

// SPDX-License-Identifier: GPL-2.0-only
/*
 * Who is refused the mutex of a pipe under RWF_NOWAIT, and waits for the next
 * edge as EAGAIN bids, must be woken when the mutex is free.
 *
 * There are bytes in a pipe, and room. A loop waits for it by EPOLLET at both
 * ends, and has taken the edges. A process splices from an idle socket into the
 * pipe: it holds the mutex while it sleeps. preadv2() with RWF_NOWAIT is EAGAIN.
 * The socket is shut down: the splice ends in vain, and has nothing to tell to
 * anybody. Does the loop come to know that the pipe is ready?
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
#include <sys/epoll.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <sys/wait.h>
#include <unistd.h>

#define CHECK(x) do { if (!(x)) { perror(#x); exit(2); } } while (0)

/* As many reads as there may be before the splice has the mutex. */
#define BYTES 4096

/* Whether the process ends within 8 s; its exit status. */
static int ends(pid_t pid, int *status)
{
	for (int i = 0; i < 160; i++) {
		if (waitpid(pid, status, WNOHANG) == pid)
			return 1;
		usleep(50000);
	}
	return 0;
}

/* What there is to be told now, without waiting. */
static unsigned int told(int epoll)
{
	struct epoll_event events[2];
	unsigned int all = 0;
	int n = epoll_wait(epoll, events, 2, 0);

	CHECK(n >= 0);
	for (int i = 0; i < n; i++)
		all |= events[i].events & events[i].data.u32;
	return all;
}

static void watch(int epoll, int fd, unsigned int events)
{
	struct epoll_event event = { .events = events | EPOLLET };

	event.data.u32 = events;
	CHECK(!epoll_ctl(epoll, EPOLL_CTL_ADD, fd, &event));
}

/* Reads byte by byte until it is refused, while there are bytes left. */
static int read_until_refused(int fd)
{
	struct iovec iov;
	char byte;

	iov.iov_base = &byte;
	iov.iov_len = 1;
	for (int left = BYTES; left > 1; left--) {
		if (preadv2(fd, &iov, 1, -1, RWF_NOWAIT) < 0)
			return errno;
		usleep(1000);
	}
	return 0;
}

int main(void)
{
	int fds[2], idle[2], epoll, status, spliced, gone;
	static char bytes[BYTES];
	pid_t splicer, reader;
	unsigned int events = 0;

	alarm(60);
	setvbuf(stdout, NULL, _IONBF, 0);
	CHECK(!pipe(fds));
	CHECK(!socketpair(AF_UNIX, SOCK_STREAM, 0, idle));
	CHECK(write(fds[1], bytes, BYTES) == BYTES);
	epoll = epoll_create1(0);
	CHECK(epoll >= 0);
	watch(epoll, fds[0], EPOLLIN);
	watch(epoll, fds[1], EPOLLOUT);
	CHECK(told(epoll) == (EPOLLIN | EPOLLOUT));
	CHECK(told(epoll) == 0);

	splicer = fork();
	CHECK(splicer >= 0);
	if (!splicer) {
		prctl(PR_SET_PDEATHSIG, SIGKILL);
		_exit(splice(idle[0], NULL, fds[1], NULL, 1, 0) != 0);
	}

	reader = fork();
	CHECK(reader >= 0);
	if (!reader) {
		prctl(PR_SET_PDEATHSIG, SIGKILL);
		_exit(read_until_refused(fds[0]));
	}
	gone = ends(reader, &status);
	if (gone)
		events = told(epoll);

	/* The splice finds the end of its input, and the reader its way. */
	CHECK(!shutdown(idle[1], SHUT_RDWR));
	CHECK(waitpid(splicer, &spliced, 0) == splicer);
	if (!gone) {
		CHECK(waitpid(reader, &status, 0) == reader);
		printf("preadv2 waits for the mutex: see mutex.c\n");
		return 2;
	}
	if (!WIFEXITED(status) || WEXITSTATUS(status) != EAGAIN) {
		printf("preadv2: %s\n", WIFEXITED(status) ?
		       strerror(WEXITSTATUS(status)) : "killed");
		return 2;
	}
	if (spliced) {
		printf("splice: did not end with 0\n");
		return 2;
	}
	/* The mutex is not free before. */
	CHECK(events == 0);

	events = told(epoll);
	printf("reader: %s\n", events & EPOLLIN ? "woken" : "LOST");
	printf("writer: %s\n", events & EPOLLOUT ? "woken" : "LOST");
	return events != (EPOLLIN | EPOLLOUT);
}

// SPDX-License-Identifier: GPL-2.0-only
/*
 * RWF_NOWAIT waits for the mutex of a pipe, whose holder sleeps in splice().
 *
 *	splicer			reader
 *	splice(idle, pipe)
 *	  takes the mutex
 *	  sleeps
 *				preadv2(pipe, RWF_NOWAIT)
 *				  waits for the mutex
 *				SIGKILL: waits on
 *
 * A process splices from a socket on which nothing comes into a pipe, in which
 * there are bytes. Others read and write the pipe with RWF_NOWAIT. Do their
 * calls return? If not, does SIGKILL end them?
 *
 * No privilege, no race. Exit status: 0 they return, 1 they do not, 2 the test
 * could not be made.
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

static char state_of(pid_t pid)
{
	char file[64], state = 0;
	FILE *f;

	snprintf(file, sizeof(file), "/proc/%d/stat", pid);
	f = fopen(file, "r");
	if (!f)
		return 0;
	if (fscanf(f, "%*d %*s %c", &state) != 1)
		state = 0;
	fclose(f);
	return state;
}

/* Whether the process ends within 2 s; its exit status. */
static int ends(pid_t pid, int *status)
{
	for (int i = 0; i < 40; i++) {
		if (waitpid(pid, status, WNOHANG) == pid)
			return 1;
		usleep(50000);
	}
	return 0;
}

/* Whether the call has returned, with EAGAIN or with bytes; -1 if with another error. */
static int try_call(const char *what, int fd)
{
	int writes = what[0] == 'p' && what[1] == 'w', status, killed;
	char byte = 'x';
	struct iovec iov = { &byte, 1 };
	pid_t pid = fork();

	CHECK(pid >= 0);
	if (!pid) {
		ssize_t n;

		prctl(PR_SET_PDEATHSIG, SIGKILL);
		n = writes ? pwritev2(fd, &iov, 1, -1, RWF_NOWAIT) :
			     preadv2(fd, &iov, 1, -1, RWF_NOWAIT);
		_exit(n < 0 ? errno : 0);
	}
	if (ends(pid, &status)) {
		CHECK(WIFEXITED(status));
		printf("%s: %s\n", what, strerror(WEXITSTATUS(status)));
		return WEXITSTATUS(status) == EAGAIN || !WEXITSTATUS(status) ? 1 : -1;
	}
	printf("%s: ASLEEP, state %c", what, state_of(pid));
	kill(pid, SIGKILL);
	killed = ends(pid, &status);
	printf("; after SIGKILL: %s\n", killed ? "gone" : "ASLEEP");
	return 0;
}

int main(void)
{
	int fds[2], idle[2], reads, writes;
	pid_t splicer;

	alarm(60);
	CHECK(!pipe(fds));
	CHECK(!socketpair(AF_UNIX, SOCK_STREAM, 0, idle));
	CHECK(write(fds[1], "abc", 3) == 3);

	splicer = fork();
	CHECK(splicer >= 0);
	if (!splicer) {
		prctl(PR_SET_PDEATHSIG, SIGKILL);
		splice(idle[0], NULL, fds[1], NULL, 1, 0);
		_exit(0);
	}
	for (int i = 0; i < 100 && state_of(splicer) != 'S'; i++)
		usleep(50000);
	CHECK(state_of(splicer) == 'S');

	/* The read end has never been spliced: it has FMODE_NOWAIT. */
	reads = try_call("preadv2", fds[0]);
	/* The write end has, and lost it, where splice() takes it: see revoked.c. */
	writes = try_call("pwritev2", fds[1]);
	kill(splicer, SIGKILL);
	waitpid(splicer, NULL, 0);
	if (!reads || !writes)
		return 1;
	/*
	 * Both the fixes alone and the whole series have "splice: Do not take
	 * FMODE_NOWAIT from pipes", and there both calls are EAGAIN. Before it
	 * pwritev2() is EOPNOTSUPP: it has not come to the mutex, and nothing
	 * is known of the write end.
	 */
	return reads > 0 && writes > 0 ? 0 : 2;
}

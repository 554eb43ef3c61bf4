// SPDX-License-Identifier: GPL-2.0-only
/*
 * io_uring_enter() waits for the mutex of a pipe, whose holder sleeps in
 * splice(). The other requests of the ring wait with it.
 *
 *	splicer			submitter
 *	splice(idle, pipe)
 *	  takes the mutex
 *	  sleeps
 *				io_uring_enter(read pipe, no-op)
 *				  issues the read, with IOCB_NOWAIT
 *				  waits for the mutex
 *				SIGKILL: waits on
 *
 * A process splices from a socket on which nothing comes into a pipe, in which
 * there are bytes. Another one gives a ring a read of the pipe and, behind it, a
 * request that does nothing. Does io_uring_enter() return? If not, does SIGKILL
 * end it?
 *
 * No privilege, no race. Exit status: 0 it returns, 1 it does not, 2 the test
 * could not be made, for example because there is no io_uring.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <linux/io_uring.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
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

/* A ring of two entries, with a read of a byte from `fd` and a no-op in it. */
static int make_ring(int fd)
{
	static char byte;
	struct io_uring_params p = { 0 };
	int ring = syscall(SYS_io_uring_setup, 2, &p);
	unsigned int *array, *tail;
	struct io_uring_sqe *sqes;
	char *queue;

	CHECK(ring >= 0);
	queue = mmap(NULL, p.sq_off.array + p.sq_entries * sizeof(*array),
		     PROT_READ | PROT_WRITE, MAP_SHARED, ring,
		     IORING_OFF_SQ_RING);
	CHECK(queue != MAP_FAILED);
	sqes = mmap(NULL, p.sq_entries * sizeof(*sqes), PROT_READ | PROT_WRITE,
		    MAP_SHARED, ring, IORING_OFF_SQES);
	CHECK(sqes != MAP_FAILED);

	sqes[0].opcode = IORING_OP_READ;
	sqes[0].fd = fd;
	sqes[0].addr = (unsigned long)&byte;
	sqes[0].len = 1;
	sqes[1].opcode = IORING_OP_NOP;
	array = (unsigned int *)(queue + p.sq_off.array);
	array[0] = 0;
	array[1] = 1;
	tail = (unsigned int *)(queue + p.sq_off.tail);
	__atomic_store_n(tail, 2, __ATOMIC_RELEASE);
	return ring;
}

int main(void)
{
	int fds[2], idle[2], told[2], status, returned;
	struct pollfd end = { .events = POLLIN };
	pid_t splicer, submitter;
	char byte;

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

	CHECK(!pipe(told));
	submitter = fork();
	CHECK(submitter >= 0);
	if (!submitter) {
		int ring;

		prctl(PR_SET_PDEATHSIG, SIGKILL);
		ring = make_ring(fds[0]);
		/* Both are taken, though nobody waits for what they do. */
		CHECK(syscall(SYS_io_uring_enter, ring, 2, 0, 0, NULL, 0) == 2);
		printf("io_uring_enter: 2\n");
		fflush(stdout);
		CHECK(write(told[1], "x", 1) == 1);
		/* Who ends waits for a request that a worker has. */
		pause();
	}
	close(told[1]);
	end.fd = told[0];
	CHECK(poll(&end, 1, 2000) >= 0);
	/* Nothing has come to be read where the submitter could not make its call. */
	returned = end.revents && read(told[0], &byte, 1) == 1;
	if (returned || state_of(submitter) != 'D') {
		kill(splicer, SIGKILL);
		kill(submitter, SIGKILL);
		waitpid(splicer, NULL, 0);
		CHECK(waitpid(submitter, NULL, 0) == submitter);
		return returned ? 0 : 2;
	}
	printf("io_uring_enter: ASLEEP, state D");
	kill(submitter, SIGKILL);
	printf("; after SIGKILL: %s\n", ends(submitter, &status) ? "gone" : "ASLEEP");
	kill(splicer, SIGKILL);
	waitpid(splicer, NULL, 0);
	return 1;
}

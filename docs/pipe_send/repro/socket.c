// SPDX-License-Identifier: GPL-2.0-only
/*
 * MSG_DONTWAIT waits for a mutex of a UNIX socket, whose holder waits for a page.
 *
 *	holder			reader
 *	recv(socket, buffer)
 *	  takes the mutex
 *	  waits for the page
 *	  of its buffer
 *				recv(socket, MSG_DONTWAIT)
 *				  waits for the mutex
 *				SIGKILL: waits on
 *
 * A stream socket is read under u->iolock. A process reads into a page that
 * userfaultfd handles and nobody brings. Another one reads with MSG_DONTWAIT.
 * Does its call return? If not, does SIGKILL end it?
 *
 * Needs root, or vm.unprivileged_userfaultfd. No race. Exit status: 0 it returns,
 * 1 it does not, 2 the test could not be made.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <linux/userfaultfd.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
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

/* A page that is not there, and that nobody brings. */
static char *missing(void)
{
	struct uffdio_api api = { .api = UFFD_API };
	struct uffdio_register all = { .mode = UFFDIO_REGISTER_MODE_MISSING };
	long size = sysconf(_SC_PAGESIZE);
	int fd = syscall(SYS_userfaultfd, 0);
	char *page;

	CHECK(fd >= 0 && !ioctl(fd, UFFDIO_API, &api));
	page = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	CHECK(page != MAP_FAILED);
	all.range.start = (unsigned long)page;
	all.range.len = size;
	CHECK(!ioctl(fd, UFFDIO_REGISTER, &all));
	return page;
}

int main(void)
{
	int fds[2], status, killed;
	pid_t holder, reader;
	char byte;

	alarm(60);
	CHECK(!socketpair(AF_UNIX, SOCK_STREAM, 0, fds));
	/* Alone it does not sleep. */
	CHECK(recv(fds[0], &byte, 1, MSG_DONTWAIT) < 0 && errno == EAGAIN);
	CHECK(send(fds[1], "abc", 3, 0) == 3);

	holder = fork();
	CHECK(holder >= 0);
	if (!holder) {
		prctl(PR_SET_PDEATHSIG, SIGKILL);
		recv(fds[0], missing(), 1, 0);
		_exit(0);
	}
	for (int i = 0; i < 100 && state_of(holder) != 'S'; i++)
		usleep(50000);
	CHECK(state_of(holder) == 'S');

	reader = fork();
	CHECK(reader >= 0);
	if (!reader) {
		prctl(PR_SET_PDEATHSIG, SIGKILL);
		_exit(recv(fds[0], &byte, 1, MSG_DONTWAIT) < 0 ? errno : 0);
	}
	if (ends(reader, &status)) {
		CHECK(WIFEXITED(status));
		errno = WEXITSTATUS(status);
		CHECK(!errno || errno == EAGAIN);
		printf("recv: %s\n", strerror(errno));
		kill(holder, SIGKILL);
		return 0;
	}
	printf("recv: ASLEEP, state %c", state_of(reader));
	kill(reader, SIGKILL);
	killed = ends(reader, &status);
	printf("; after SIGKILL: %s\n", killed ? "gone" : "ASLEEP");
	kill(holder, SIGKILL);
	return 1;
}

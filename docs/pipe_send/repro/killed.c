// SPDX-License-Identifier: GPL-2.0-only
/*
 * A writer that is killed makes the reader of a pipe believe that all have closed it.
 *
 *	writer			reader
 *	write(pipe, bytes)
 *	  their page is not
 *	  there, sleeps
 *	SIGKILL
 *				read(pipe): 0, the end of the file
 *				write(pipe, "x"): 1
 *				has not ended
 *
 * It is in packet mode (O_DIRECT), as in packet.c, but no program does anything
 * wrong: the page of the buffer may be on a disk or a server that is slow. Here it
 * is a userfaultfd's, which never brings it. A writer is there all the time: the
 * reader has that end, too.
 *
 * Needs CAP_SYS_PTRACE, or vm.unprivileged_userfaultfd. Exit status: 0 the reader is
 * told to come again, 1 it is told that the file has ended, 2 the test could not be
 * made.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <linux/userfaultfd.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#define CHECK(x) do { if (!(x)) { perror(#x); exit(2); } } while (0)

/* Memory whose page nobody brings. */
static char *late_page(void)
{
	size_t size = sysconf(_SC_PAGESIZE);
	struct uffdio_api api = { .api = UFFD_API };
	struct uffdio_register reg = { .mode = UFFDIO_REGISTER_MODE_MISSING };
	int uffd = syscall(SYS_userfaultfd, O_CLOEXEC);
	char *page = mmap(NULL, size, PROT_READ | PROT_WRITE,
			  MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	CHECK(page != MAP_FAILED);
	CHECK(uffd >= 0 && !ioctl(uffd, UFFDIO_API, &api));
	reg.range.start = (unsigned long)page;
	reg.range.len = size;
	CHECK(!ioctl(uffd, UFFDIO_REGISTER, &reg));
	return page;
}

static int asleep(pid_t pid)
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
	return state == 'S';
}

int main(void)
{
	struct pollfd poller;
	int fds[2], status;
	char bytes[8];
	pid_t pid;
	ssize_t n;

	alarm(60);
	CHECK(!pipe2(fds, O_DIRECT | O_NONBLOCK));
	CHECK(read(fds[0], bytes, sizeof(bytes)) < 0 && errno == EAGAIN);
	pid = fork();
	CHECK(pid >= 0);
	if (!pid) {
		char *page;

		prctl(PR_SET_PDEATHSIG, SIGKILL);
		page = late_page();
		_exit(write(fds[1], page, 3) < 0 ? 2 : 0);
	}
	for (int i = 0; i < 100 && !asleep(pid); i++)
		usleep(50000);
	CHECK(asleep(pid));
	CHECK(!kill(pid, SIGKILL) && waitpid(pid, &status, 0) == pid);
	CHECK(WIFSIGNALED(status));

	poller = (struct pollfd){ .fd = fds[0], .events = POLLIN };
	printf("poll: %s; ", poll(&poller, 1, 0) > 0 ? "readable" : "not readable");
	n = read(fds[0], bytes, sizeof(bytes));
	printf("read: %s\n", n < 0 ? strerror(errno) : n ? "bytes" : "the end of the file");
	CHECK(write(fds[1], "x", 1) == 1);
	CHECK(read(fds[0], bytes, sizeof(bytes)) == 1);
	return !n;
}

// SPDX-License-Identifier: GPL-2.0-only
/*
 * RWF_NOWAIT waits for a mutex of a tap device, whose holder waits for a page.
 *
 *	holder			writer
 *	write(tap, buffer)
 *	  takes the mutex
 *	  waits for the page
 *	  of its buffer
 *				pwritev2(tap, RWF_NOWAIT)
 *				  waits for the mutex
 *				SIGKILL: waits on
 *
 * With IFF_NAPI_FRAGS a write copies its frame under napi_mutex. A process
 * writes from a page that userfaultfd handles and nobody brings. Another one
 * writes with RWF_NOWAIT. Does its call return? If not, does SIGKILL end it?
 *
 * Needs root, tun and userfaultfd. No race. Exit status: 0 it returns, 1 it does
 * not, 2 the test could not be made.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <linux/if.h>
#include <linux/if_tun.h>
#include <linux/userfaultfd.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <sys/wait.h>
#include <unistd.h>

#define CHECK(x) do { if (!(x)) { perror(#x); exit(2); } } while (0)
#define FRAME 64

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

/* A tap device that is up, in a network namespace of its own. */
static int tap(void)
{
	struct ifreq ifr = { .ifr_flags = IFF_TAP | IFF_NO_PI | IFF_NAPI | IFF_NAPI_FRAGS };
	int fd, any;

	CHECK(!unshare(CLONE_NEWNET));
	fd = open("/dev/net/tun", O_RDWR);
	CHECK(fd >= 0 && !ioctl(fd, TUNSETIFF, &ifr));
	any = socket(AF_INET, SOCK_DGRAM, 0);
	CHECK(any >= 0);
	ifr.ifr_flags = IFF_UP;
	CHECK(!ioctl(any, SIOCSIFFLAGS, &ifr));
	close(any);
	return fd;
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
	char frame[FRAME] = { [12] = 0x08 };
	struct iovec iov = { frame, sizeof(frame) };
	int fd, status, killed;
	pid_t holder, writer;

	alarm(60);
	fd = tap();
	/* Alone it goes through, and has the flag. */
	CHECK(pwritev2(fd, &iov, 1, -1, RWF_NOWAIT) == FRAME);

	holder = fork();
	CHECK(holder >= 0);
	if (!holder) {
		prctl(PR_SET_PDEATHSIG, SIGKILL);
		write(fd, missing(), FRAME);
		_exit(0);
	}
	for (int i = 0; i < 100 && state_of(holder) != 'S'; i++)
		usleep(50000);
	CHECK(state_of(holder) == 'S');

	writer = fork();
	CHECK(writer >= 0);
	if (!writer) {
		prctl(PR_SET_PDEATHSIG, SIGKILL);
		_exit(pwritev2(fd, &iov, 1, -1, RWF_NOWAIT) < 0 ? errno : 0);
	}
	if (ends(writer, &status)) {
		CHECK(WIFEXITED(status));
		errno = WEXITSTATUS(status);
		CHECK(!errno || errno == EAGAIN);
		printf("pwritev2: %s\n", strerror(errno));
		kill(holder, SIGKILL);
		return 0;
	}
	printf("pwritev2: ASLEEP, state %c", state_of(writer));
	kill(writer, SIGKILL);
	killed = ends(writer, &status);
	printf("; after SIGKILL: %s\n", killed ? "gone" : "ASLEEP");
	kill(holder, SIGKILL);
	return 1;
}

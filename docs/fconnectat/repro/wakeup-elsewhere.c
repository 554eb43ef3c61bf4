// SPDX-License-Identifier: GPL-2.0-only
/*
 * A woken connect() whose path leads elsewhere by then takes the wake-up with it.
 *
 * Two processes wait for a slot in the full backlog of listener A, by two names
 * of its inode. The first one's name is made to lead to listener B. accept() on A
 * makes one slot and wakes the first, which looks its name up again and is
 * connected to B. Does the second get the slot of A?
 *
 *	first		second		server of A
 *	connect("a"),
 *	sleeps
 *			connect("a2"),
 *			sleeps
 *					makes "a" a name of B
 *					accept(), wakes the first
 *	at B		sleeps on	the queue of A is empty
 *
 * No privilege, no race. Exit status: 0 it does, 1 it sleeps on beside the
 * free slot, 2 the test could not be made.
 */
#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#define CHECK(x) do { if (!(x)) { perror(#x); exit(2); } } while (0)

static struct sockaddr_un at(const char *name)
{
	struct sockaddr_un a = { .sun_family = AF_UNIX };

	strncpy(a.sun_path, name, sizeof(a.sun_path) - 1);
	return a;
}

static int unix_socket(void)
{
	int fd = socket(AF_UNIX, SOCK_STREAM, 0);

	CHECK(fd >= 0);
	return fd;
}

static int listener(const char *name)
{
	struct sockaddr_un a = at(name);
	int fd = unix_socket();

	CHECK(!bind(fd, (struct sockaddr *)&a, sizeof(a)));
	CHECK(!listen(fd, 0));	/* one connection may be queued */
	return fd;
}

static int connect_to(int fd, const char *name)
{
	struct sockaddr_un a = at(name);

	return connect(fd, (struct sockaddr *)&a, sizeof(a)) ? errno : 0;
}

/* A process that connects, and exits with the errno. Returns when it sleeps. */
static pid_t waiter(int fd, const char *name)
{
	pid_t pid = fork();
	char file[64], state = 0;

	CHECK(pid >= 0);
	if (!pid) {
		prctl(PR_SET_PDEATHSIG, SIGKILL);
		_exit(connect_to(fd, name));
	}
	snprintf(file, sizeof(file), "/proc/%d/stat", pid);
	for (int i = 0; i < 100 && state != 'S'; i++) {
		FILE *f = fopen(file, "r");

		usleep(50000);
		if (f) {
			if (fscanf(f, "%*d %*s %c", &state) != 1)
				state = 0;
			fclose(f);
		}
	}
	CHECK(state == 'S');
	return pid;
}

/* The errno of a waiter that ends within 2 s; else -1. */
static int result(pid_t pid)
{
	for (int i = 0; i < 40; i++) {
		int status;

		if (waitpid(pid, &status, WNOHANG) == pid)
			return WIFEXITED(status) ? WEXITSTATUS(status) : 255;
		usleep(50000);
	}
	return -1;
}

static void too_late(int sig)
{
	(void)sig;
	_exit(2);
}

int main(void)
{
	char dir[] = "/tmp/wakeup-XXXXXX";
	int a, b, first, second, went;
	pid_t p1, p2;

	signal(SIGALRM, too_late);
	alarm(60);
	CHECK(mkdtemp(dir) && !chdir(dir));
	a = listener("a");
	b = listener("b");
	CHECK(!link("a", "a2"));
	CHECK(!connect_to(unix_socket(), "a"));	/* the backlog is full */

	p1 = waiter(unix_socket(), "a");
	p2 = waiter(unix_socket(), "a2");
	CHECK(!rename("b", "a"));
	CHECK(accept(a, NULL, NULL) >= 0);	/* wakes the first */
	first = result(p1);
	second = result(p2);
	went = poll(&(struct pollfd){ b, POLLIN, 0 }, 1, 0);

	printf("wakeup-elsewhere: first: %s, at %s; second: %s; queued at A: %s\n",
	       first < 0 ? "asleep" : strerror(first), went ? "B" : "A",
	       second < 0 ? "ASLEEP" : strerror(second),
	       poll(&(struct pollfd){ a, POLLIN, 0 }, 1, 0) ? "yes" : "no");
	if (first < 0)
		kill(p1, SIGKILL);
	if (second < 0)
		kill(p2, SIGKILL);
	unlink("a");
	unlink("a2");
	rmdir(dir);
	if (first || !went)
		return 2;
	return second < 0;
}

// SPDX-License-Identifier: GPL-2.0-only
/*
 * A woken connect() that is interrupted takes the wake-up with it.
 *
 * Two processes wait for a slot in a full backlog. accept() makes one slot and
 * wakes the first; before that one runs, it is sent a signal: EINTR. Does the
 * second get the slot?
 *
 *	first		second		server
 *	connect(),
 *	sleeps
 *			connect(),
 *			sleeps
 *					accept(), wakes the first
 *					kill(the first)
 *	EINTR		sleeps on	the queue is empty
 *
 * No privilege. The first is on the CPU of the server, and is SCHED_IDLE, so that
 * a signal that follows accept() comes before it has run. If it does not, the test is
 * made again.
 * Exit status: 0 it does, 1 it sleeps on beside the free slot, 2 the test could
 * not be made.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <poll.h>
#include <sched.h>
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

static void handler(int sig)
{
	(void)sig;
}

/* Who sleeps gets no CPU but ours, and that only when nobody else wants it. */
static void give_way(pid_t pid)
{
	struct sched_param param = { 0 };
	int cpu = sched_getcpu();
	cpu_set_t set;

	CHECK(cpu >= 0);
	CPU_ZERO(&set);
	CPU_SET(cpu, &set);
	CHECK(!sched_setaffinity(0, sizeof(set), &set));
	CHECK(!sched_setaffinity(pid, sizeof(set), &set));
	CHECK(!sched_setscheduler(pid, SCHED_IDLE, &param));
	usleep(50000);	/* so that our turn on it is a new one */
}

/* A process that connects, and exits with the errno. Returns when it sleeps. */
static pid_t waiter(int fd, const char *name)
{
	pid_t pid = fork();
	char file[64], state = 0;

	CHECK(pid >= 0);
	if (!pid) {
		struct sigaction sa = { .sa_handler = handler };	/* no SA_RESTART */

		prctl(PR_SET_PDEATHSIG, SIGKILL);
		CHECK(!sigaction(SIGUSR1, &sa, NULL));
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

/* Exit status, or -1 if the first had run before the signal came. */
static int round_of(void)
{
	char dir[] = "/tmp/wakeup-XXXXXX";
	int a, first, second;
	pid_t p1, p2;

	CHECK(mkdtemp(dir) && !chdir(dir));
	a = listener("a");
	CHECK(!connect_to(unix_socket(), "a"));	/* the backlog is full */

	p1 = waiter(unix_socket(), "a");
	p2 = waiter(unix_socket(), "a");
	give_way(p1);
	CHECK(accept(a, NULL, NULL) >= 0);	/* wakes the first */
	CHECK(!kill(p1, SIGUSR1));
	first = result(p1);
	second = result(p2);

	printf("wakeup-signal: first: %s; second: %s; queued: %s\n",
	       first < 0 ? "asleep" : strerror(first),
	       second < 0 ? "ASLEEP" : strerror(second),
	       poll(&(struct pollfd){ a, POLLIN, 0 }, 1, 0) ? "yes" : "no");
	if (first < 0)
		kill(p1, SIGKILL);
	if (second < 0)
		kill(p2, SIGKILL);
	unlink("a");
	rmdir(dir);
	if (first != EINTR)
		return -1;
	return second < 0;
}

static void too_late(int sig)
{
	(void)sig;
	_exit(2);
}

int main(void)
{
	int status = -1;

	signal(SIGALRM, too_late);
	alarm(100);
	for (int i = 0; i < 20 && status < 0; i++)
		status = round_of();
	return status < 0 ? 2 : status;
}

// SPDX-License-Identifier: GPL-2.0-only
/*
 * shutdown() of a listener leaves asleep who waits in connect().
 *
 * A process waits for a slot in a full backlog. The listener is shut down for
 * reading, after which every new connect() is refused. Is the one that waits?
 *
 *	who waits	who comes	server
 *	connect(),
 *	sleeps
 *					shutdown(SHUT_RD)
 *			ECONNREFUSED
 *	sleeps on
 *
 * No privilege, no race. Exit status: 0 it is, 1 it sleeps on, 2 the test could
 * not be made.
 */
#include <errno.h>
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
	char dir[] = "/tmp/shutdown-XXXXXX";
	int a, waits, fresh;
	pid_t p;

	signal(SIGALRM, too_late);
	alarm(60);
	CHECK(mkdtemp(dir) && !chdir(dir));
	a = listener("a");
	CHECK(!connect_to(unix_socket(), "a"));	/* the backlog is full */

	p = waiter(unix_socket(), "a");
	CHECK(!shutdown(a, SHUT_RD));
	waits = result(p);
	fresh = connect_to(unix_socket(), "a");

	printf("shutdown: who waits: %s; who comes: %s\n",
	       waits < 0 ? "ASLEEP" : strerror(waits), strerror(fresh));
	if (waits < 0)
		kill(p, SIGKILL);
	unlink("a");
	rmdir(dir);
	if (fresh != ECONNREFUSED)
		return 2;
	return waits < 0;
}

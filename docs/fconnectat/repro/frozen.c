// SPDX-License-Identifier: GPL-2.0-only
/*
 * connect() with a timeout that is frozen and thawed fails with EINTR, and
 * nobody has sent it a signal.
 *
 *	caller			freezer
 *	connect(), under
 *	SO_SNDTIMEO, sleeps
 *				freezes, thaws
 *	EINTR
 *
 * A process waits for a slot in a full backlog, with a timeout of an hour. The
 * freezer of cgroup v1 freezes and thaws it. Does the call go on? Without a
 * timeout it does: it is started again.
 *
 * Needs root, and the freezer of cgroup v1. No race. Exit status: 0 both go on,
 * 1 the one with a timeout fails, 2 the test could not be made.
 */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#define CHECK(x) do { if (!(x)) { perror(#x); exit(2); } } while (0)

static const char cgroup[] = "/tmp/frozen-cgroup";

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

static int put(const char *file, const char *text)
{
	char path[128];
	int fd, n = -1;

	snprintf(path, sizeof(path), "%s/v/%s", cgroup, file);
	fd = open(path, O_WRONLY);
	if (fd >= 0) {
		n = write(fd, text, strlen(text));
		close(fd);
	}
	return n < 0 ? -1 : 0;
}

/* Whether the freezer is done: it says FREEZING until then. */
static int frozen(void)
{
	char path[128], text[16] = "";
	int fd, n;

	snprintf(path, sizeof(path), "%s/v/freezer.state", cgroup);
	fd = open(path, O_RDONLY);
	CHECK(fd >= 0);
	n = read(fd, text, sizeof(text) - 1);
	close(fd);
	return n > 0 && !strncmp(text, "FROZEN", 6);
}

static void await_sleep(pid_t pid)
{
	char file[64], state = 0;

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
}

/* The errno of a caller who was frozen and thawed; -1 if it sleeps on. */
static int thawed(time_t timeout)
{
	struct timeval limit = { .tv_sec = timeout };
	int status, found = -1;
	char text[16];
	pid_t pid = fork();

	CHECK(pid >= 0);
	if (!pid) {
		int fd = unix_socket();

		CHECK(!setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &limit, sizeof(limit)));
		_exit(connect_to(fd, "a"));
	}
	await_sleep(pid);
	snprintf(text, sizeof(text), "%d", pid);
	CHECK(!put("cgroup.procs", text) && !put("freezer.state", "FROZEN"));
	for (int i = 0; i < 40 && !frozen(); i++)
		usleep(50000);
	CHECK(frozen());
	CHECK(!put("freezer.state", "THAWED"));
	for (int i = 0; i < 40 && found < 0; i++) {
		if (waitpid(pid, &status, WNOHANG) == pid)
			found = WIFEXITED(status) ? WEXITSTATUS(status) : 255;
		usleep(50000);
	}
	if (found < 0) {
		kill(pid, SIGKILL);
		waitpid(pid, NULL, 0);
	}
	return found;
}

static const char *said(int found)
{
	return found < 0 ? "sleeps on" : strerror(found);
}

int main(void)
{
	char dir[] = "/tmp/frozen-XXXXXX", group[64];
	int without, with;

	alarm(60);
	CHECK(mkdtemp(dir) && !chdir(dir));
	mkdir(cgroup, 0755);
	CHECK(!mount("cgroup", cgroup, "cgroup", 0, "freezer"));
	snprintf(group, sizeof(group), "%s/v", cgroup);
	mkdir(group, 0755);
	listener("a");
	CHECK(!connect_to(unix_socket(), "a"));	/* the backlog is full */

	without = thawed(0);
	with = thawed(3600);
	printf("frozen: without a timeout: %s; with one: %s\n", said(without), said(with));
	rmdir(group);
	umount(cgroup);
	rmdir(cgroup);
	unlink("a");
	CHECK(!chdir("/"));
	rmdir(dir);
	if (without >= 0)
		return 2;
	return with >= 0;
}

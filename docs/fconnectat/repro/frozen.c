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
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#define CHECK(x) do { if (!(x)) { perror(#x); exit(2); } } while (0)

/* Its folder, where it works; in that the freezer is mounted, with a group of its own. */
static char dir[] = "/tmp/frozen-XXXXXX";
static const char cgroup[] = "cgroup";
static char group[64];

static pid_t owner, caller;

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

	snprintf(path, sizeof(path), "%s/%s", group, file);
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

	snprintf(path, sizeof(path), "%s/freezer.state", group);
	fd = open(path, O_RDONLY);
	CHECK(fd >= 0);
	n = read(fd, text, sizeof(text) - 1);
	close(fd);
	return n > 0 && !strncmp(text, "FROZEN", 6);
}

/* Nobody stays frozen, and nothing mounted, however it ends. */
static void clean_up(void)
{
	if (getpid() != owner)
		return;
	put("freezer.state", "THAWED");
	if (caller > 0 && !waitpid(caller, NULL, WNOHANG)) {
		kill(caller, SIGKILL);
		waitpid(caller, NULL, 0);
	}
	rmdir(group);
	umount(cgroup);
	rmdir(cgroup);
	unlink("a");
	if (!chdir("/"))
		rmdir(dir);
}

static void too_late(int signal)
{
	(void)signal;
	exit(2);
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
	pid_t pid = caller = fork();

	CHECK(pid >= 0);
	if (!pid) {
		int fd = unix_socket();

		prctl(PR_SET_PDEATHSIG, SIGKILL);
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

/* Mounts the freezer of cgroup v1, for this program alone. Whether it is there. */
static int mount_freezer(void)
{
	return !unshare(CLONE_NEWNS) &&
	       !mount(NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL) &&
	       !mount("cgroup", cgroup, "cgroup", 0, "freezer");
}

int main(void)
{
	int without, with;

	signal(SIGALRM, too_late);
	alarm(60);
	owner = getpid();
	snprintf(group, sizeof(group), "%s/frozen-%d", cgroup, owner);
	CHECK(mkdtemp(dir) && !chdir(dir));
	atexit(clean_up);
	CHECK(!mkdir(cgroup, 0755));
	CHECK(mount_freezer());
	CHECK(!mkdir(group, 0755));
	listener("a");
	CHECK(!connect_to(unix_socket(), "a"));	/* the backlog is full */

	without = thawed(0);
	with = thawed(3600);
	printf("frozen: without a timeout: %s; with one: %s\n", said(without), said(with));
	if (without >= 0)
		return 2;
	return with < 0 ? 0 : with == EINTR ? 1 : 2;
}

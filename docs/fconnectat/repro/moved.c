// SPDX-License-Identifier: GPL-2.0-only
/*
 * A connect() that sleeps ends at another listener when its name is made to lead
 * there.
 *
 *	moved connect | moved fconnectat
 *
 * The victim sleeps on the full backlog of A. Its name is then made to lead to B,
 * and something makes it run: accept() on A, a handler with SA_RESTART, SIGSTOP
 * and SIGCONT, the freezer of cgroup v1, the freezer of suspend (both need root,
 * and the latter /sys/power/pm_test). Where does the call end? fconnectat() does not
 * end at B.
 *
 *	victim			attacker
 *	connect("a"),
 *	finds A, sleeps
 *				rename("b", "a")
 *				accept() on A, or one of the others
 *	looks "a" up again,
 *	is connected to B
 *
 * Exit status: 0 never at B, and at A after accept(); 1 at B, or nowhere after
 * accept(); 2 the test could not be made.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#ifndef __NR_fconnectat
#define __NR_fconnectat 500
#endif
#define CHECK(x) do { if (!(x)) { perror(#x); exit(2); } } while (0)

static int at_fd = -1;	/* the directory, with fconnectat() */
static const char cgroup[] = "/tmp/moved-cgroup";

static int do_connect(int fd, const char *name)
{
	struct sockaddr_un a = { .sun_family = AF_UNIX };

	strncpy(a.sun_path, name, sizeof(a.sun_path) - 1);
	if (at_fd >= 0)
		return syscall(__NR_fconnectat, at_fd, fd, &a, sizeof(a), 0);
	return connect(fd, (struct sockaddr *)&a, sizeof(a));
}

static int listener(const char *name)
{
	struct sockaddr_un a = { .sun_family = AF_UNIX };
	int fd = socket(AF_UNIX, SOCK_STREAM, 0);

	strncpy(a.sun_path, name, sizeof(a.sun_path) - 1);
	CHECK(fd >= 0 && !bind(fd, (struct sockaddr *)&a, sizeof(a)));
	CHECK(!listen(fd, 0));
	return fd;
}

static void handler(int sig)
{
	(void)sig;
}

static int put(const char *file, const char *text)
{
	int fd = open(file, O_WRONLY), n = -1;

	if (fd >= 0) {
		n = write(fd, text, strlen(text));
		close(fd);
	}
	return n < 0 ? -1 : 0;
}

static int cgroup_put(const char *file, const char *text)
{
	char path[128];

	snprintf(path, sizeof(path), "%s/v/%s", cgroup, file);
	return put(path, text);
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

static int queued(int fd)
{
	return poll(&(struct pollfd){ fd, POLLIN, 0 }, 1, 0);
}

enum event { ACCEPT, RESTART, STOP, CGROUP, SUSPEND, EVENTS };
static const char *const names[] = {
	"accept", "SA_RESTART handler", "SIGSTOP, SIGCONT", "cgroup v1 freezer", "suspend",
};

/* Makes the victim run. 0, or -1 if it cannot be done here. */
static int happen(enum event e, pid_t pid)
{
	char text[16];

	switch (e) {
	case RESTART:
		return kill(pid, SIGUSR1);
	case STOP:
		if (kill(pid, SIGSTOP))
			return -1;
		usleep(300000);
		return kill(pid, SIGCONT);
	case CGROUP:
		snprintf(text, sizeof(text), "%d", pid);
		if (cgroup_put("cgroup.procs", text) || cgroup_put("freezer.state", "FROZEN"))
			return -1;
		usleep(300000);
		return cgroup_put("freezer.state", "THAWED");
	case SUSPEND:
		if (put("/sys/power/pm_test", "freezer"))
			return -1;
		return put("/sys/power/state", "freeze");
	default:
		return 0;
	}
}

/* Whether the victim was at B, or after accept() nowhere. */
static int try(enum event e)
{
	int a, b, fd, filler, status = 0, was_asleep, at_a = 0, at_b = 0;
	const char *where;
	pid_t pid;

	a = listener("a");
	b = listener("b");
	filler = socket(AF_UNIX, SOCK_STREAM, 0);
	CHECK(!do_connect(filler, "a"));
	pid = fork();
	CHECK(pid >= 0);
	if (!pid) {
		struct sigaction sa = { .sa_handler = handler, .sa_flags = SA_RESTART };

		sigaction(SIGUSR1, &sa, NULL);
		fd = socket(AF_UNIX, SOCK_STREAM, 0);
		_exit(do_connect(fd, "a") ? errno : 0);
	}
	for (int i = 0; i < 100 && !asleep(pid); i++)
		usleep(50000);
	usleep(200000);
	CHECK(asleep(pid));
	CHECK(!rename("b", "a"));
	if (happen(e, pid)) {
		where = "not tried here";
		goto out;
	}
	usleep(500000);
	was_asleep = !waitpid(pid, &status, WNOHANG);
	if (was_asleep) {	/* still at its listener? */
		CHECK(accept(a, NULL, NULL) >= 0);
		for (int i = 0; i < 40 && !waitpid(pid, &status, WNOHANG); i++)
			usleep(50000);
	}
	at_a = was_asleep && queued(a) && !WEXITSTATUS(status);
	at_b = queued(b);
	if (at_b)
		where = was_asleep ? "at B after accept()" : "at B, without accept()";
	else if (at_a)
		where = "at A after accept()";
	else
		where = strerror(WEXITSTATUS(status));
out:
	printf("%-20s %s\n", names[e], where);
	fflush(stdout);
	if (kill(pid, SIGKILL) == 0)
		waitpid(pid, NULL, 0);
	close(a);
	close(b);
	close(filler);
	unlink("a");
	return at_b || (e == ACCEPT && !at_a);
}

int main(int argc, char **argv)
{
	char dir[] = "/tmp/moved-XXXXXX", group[64];
	int seen = 0;

	alarm(120);
	CHECK(argc == 2 && mkdtemp(dir) && !chdir(dir));
	if (!strcmp(argv[1], "fconnectat")) {
		if (syscall(__NR_fconnectat, -1, -1, NULL, 0, 0) && errno == ENOSYS) {
			printf("fconnectat: %s\n", strerror(errno));
			return 2;
		}
		at_fd = open(".", O_PATH | O_DIRECTORY);
		CHECK(at_fd >= 0);
	}
	printf("moved %s:\n", argv[1]);
	snprintf(group, sizeof(group), "%s/v", cgroup);
	mkdir(cgroup, 0755);
	if (!mount("cgroup", cgroup, "cgroup", 0, "freezer"))
		mkdir(group, 0755);
	for (enum event e = ACCEPT; e < EVENTS; e++)
		seen |= try(e);
	rmdir(group);
	umount(cgroup);
	rmdir(cgroup);
	CHECK(!chdir("/"));
	rmdir(dir);
	return seen;
}

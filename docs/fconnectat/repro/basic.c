// SPDX-License-Identifier: GPL-2.0-only
/*
 * fconnectat() at a glance: its flags, some of its errors, and the freezer of
 * cgroup v1 (as root).
 *
 * Exit status: 0 as the document says, 1 otherwise, 2 no such call.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#ifndef __NR_fconnectat
#if defined(__alpha__)
#define __NR_fconnectat	610
#elif defined(__mips__)
#define __NR_fconnectat	(__NR_Linux + 500)
#elif defined(__x86_64__) && defined(__ILP32__)
#define __NR_fconnectat	(__X32_SYSCALL_BIT + 500)
#else
#define __NR_fconnectat	500
#endif
#endif
#define CHECK(x) do { if (!(x)) { perror(#x); exit(2); } } while (0)

/* Its folder; in that the freezer is mounted, with a group of its own. */
static char dir[32], cgroup[48], group[80];

static pid_t owner;
static pid_t waiters[2];	/* until they are waited for */

static int fconnectat(int dfd, int fd, const void *addr, socklen_t len, unsigned int flags)
{
	return syscall(__NR_fconnectat, dfd, fd, addr, len, flags) ? errno : 0;
}

static int listener(const char *name, int type)
{
	struct sockaddr_un a = { .sun_family = AF_UNIX };
	int fd = socket(AF_UNIX, type, 0);

	strncpy(a.sun_path, name, sizeof(a.sun_path) - 1);
	CHECK(fd >= 0 && !bind(fd, (struct sockaddr *)&a, sizeof(a)));
	CHECK(type == SOCK_DGRAM || !listen(fd, 0));
	return fd;
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

static int group_put(const char *file, const char *text)
{
	char path[128];

	snprintf(path, sizeof(path), "%s/%s", group, file);
	return put(path, text);
}

/* Whether the freezer is done: it says FREEZING until then. */
static int is_frozen(void)
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
	static const char names[] = "alqd";
	char path[64];

	if (getpid() != owner)
		return;
	alarm(0);
	group_put("freezer.state", "THAWED");
	for (int i = 0; i < 2; i++) {
		if (waiters[i] > 0 && !waitpid(waiters[i], NULL, WNOHANG)) {
			kill(waiters[i], SIGKILL);
			waitpid(waiters[i], NULL, 0);
		}
	}
	rmdir(group);
	umount(cgroup);
	rmdir(cgroup);
	for (int i = 0; names[i]; i++) {
		snprintf(path, sizeof(path), "%s/%c", dir, names[i]);
		unlink(path);
	}
	rmdir(dir);
}

static void leave(int sig)
{
	(void)sig;
	exit(2);
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

static int bad;

static void expect(const char *what, int got, int want)
{
	if (got == want)
		return;
	printf("%s: %s, not %s\n", what, strerror(got), strerror(want));
	bad = 1;
}

static int name(int dfd, const char *path, int type, unsigned int flags)
{
	struct sockaddr_un a = { .sun_family = AF_UNIX };
	int fd = socket(AF_UNIX, type, 0), err;

	strncpy(a.sun_path, path, sizeof(a.sun_path) - 1);
	err = fconnectat(dfd, fd, &a, sizeof(a.sun_family) + strlen(path) + !!*path, flags);
	close(fd);
	return err;
}

/* A process that connects, and exits with the errno. Returns when it sleeps. */
static void waiter(int which, int dfd)
{
	pid_t pid = waiters[which] = fork();

	CHECK(pid >= 0);
	if (!pid) {
		prctl(PR_SET_PDEATHSIG, SIGKILL);
		_exit(name(dfd, "a", SOCK_STREAM, 0));
	}
	for (int i = 0; i < 100 && !asleep(pid); i++)
		usleep(50000);
	CHECK(asleep(pid));
}

/* The errno of a waiter that ends within 2 s; else -1. */
static int result(int which)
{
	for (int i = 0; i < 40; i++) {
		int status;

		if (waitpid(waiters[which], &status, WNOHANG) == waiters[which]) {
			waiters[which] = 0;
			return WIFEXITED(status) ? WEXITSTATUS(status) : 255;
		}
		usleep(50000);
	}
	return -1;
}

/* Mounts the freezer of cgroup v1, for this program alone. Whether it is there. */
static int mount_freezer(void)
{
	return !unshare(CLONE_NEWNS) &&
	       !mount(NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL) &&
	       !mount("cgroup", cgroup, "cgroup", 0, "freezer");
}

/* One that is frozen keeps no slot from others, and waits on when it thaws. */
static void frozen(int dfd, int a)
{
	char text[16];

	CHECK(!mkdir(cgroup, 0755));
	if (!mount_freezer()) {
		printf("frozen: not tried here\n");
		return;
	}
	CHECK(!mkdir(group, 0755));
	expect("fill", name(dfd, "a", SOCK_STREAM, 0), 0);
	waiter(0, dfd);
	waiter(1, dfd);
	snprintf(text, sizeof(text), "%d", waiters[0]);
	CHECK(!group_put("cgroup.procs", text));
	CHECK(!group_put("freezer.state", "FROZEN"));
	for (int i = 0; i < 40 && !is_frozen(); i++)
		usleep(50000);
	CHECK(is_frozen());
	CHECK(accept(a, NULL, NULL) >= 0);
	expect("beside a frozen one", result(1), 0);
	CHECK(!group_put("freezer.state", "THAWED"));
	usleep(300000);
	CHECK(accept(a, NULL, NULL) >= 0);
	expect("thawed", result(0), 0);
}

int main(void)
{
	int a, d, q, dfd, path, fd;

	if (name(-1, "/", SOCK_STREAM, 0) == ENOSYS) {
		printf("basic: %s\n", strerror(ENOSYS));
		return 2;
	}
	signal(SIGALRM, leave);
	signal(SIGHUP, leave);
	signal(SIGINT, leave);
	signal(SIGTERM, leave);
	alarm(60);
	owner = getpid();
	snprintf(dir, sizeof(dir), "/tmp/basic-XXXXXX");
	CHECK(mkdtemp(dir) && !chdir(dir));
	snprintf(cgroup, sizeof(cgroup), "%s/cgroup", dir);
	snprintf(group, sizeof(group), "%s/basic-%d", cgroup, owner);
	atexit(clean_up);
	a = listener("a", SOCK_STREAM);
	q = listener("q", SOCK_SEQPACKET);
	d = listener("d", SOCK_DGRAM);
	CHECK(!symlink("a", "l"));
	dfd = open(".", O_PATH | O_DIRECTORY);
	path = open("a", O_PATH);
	CHECK(dfd >= 0 && path >= 0 && !chdir("/"));

	expect("flags", name(-1, "a", SOCK_STREAM, 1), EINVAL);
	expect("sockfd", fconnectat(dfd, -1, "", 0, 0), EBADF);
	expect("length", fconnectat(dfd, 0, "", -1, 0), EINVAL);
	expect("no socket", fconnectat(dfd, path, "\1\0a", 4, 0), EBADF);
	fd = open("/proc/self/stat", O_RDONLY);
	expect("no socket", fconnectat(dfd, fd, "\1\0a", 4, 0), ENOTSOCK);
	close(fd);
	fd = socket(AF_UNIX, SOCK_STREAM, 0);
	expect("abstract", fconnectat(dfd, fd, "\1\0\0a", 4, 0), EINVAL);
	expect("short", fconnectat(dfd, fd, "\1", 1, 0), EINVAL);
	expect("family", fconnectat(dfd, fd, "\2\0a", 4, 0), EINVAL);
	close(fd);
	expect("empty", name(dfd, "", SOCK_STREAM, 0), ENOENT);
	expect("dirfd", name(-1, "a", SOCK_STREAM, 0), EBADF);
	expect("no directory", name(path, "a", SOCK_STREAM, 0), ENOTDIR);
	expect("link", name(dfd, "l", SOCK_STREAM, AT_SYMLINK_NOFOLLOW), ELOOP);
	expect("directory", name(dfd, "", SOCK_STREAM, AT_EMPTY_PATH), ECONNREFUSED);
	expect("type", name(dfd, "a", SOCK_DGRAM, 0), EPROTOTYPE);
	expect("relative", name(dfd, "a", SOCK_STREAM, 0), 0);
	CHECK(accept(a, NULL, NULL) >= 0);
	expect("follow", name(dfd, "l", SOCK_STREAM, 0), 0);
	CHECK(accept(a, NULL, NULL) >= 0);
	expect("held", name(path, "", SOCK_STREAM, AT_EMPTY_PATH), 0);
	CHECK(accept(a, NULL, NULL) >= 0);
	expect("datagram", name(dfd, "d", SOCK_DGRAM, 0), 0);
	expect("seqpacket", name(dfd, "q", SOCK_SEQPACKET, 0), 0);
	frozen(dfd, a);
	close(d);
	close(q);
	close(a);
	printf("basic: %s\n", bad ? "BAD" : "as the document says");
	return bad;
}

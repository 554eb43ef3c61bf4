// SPDX-License-Identifier: GPL-2.0-only
/*
 * A connect() that sleeps ends at another listener when its name is made to lead
 * there.
 *
 *	moved connect|fconnectat [suspend]
 *
 * The victim sleeps on the full backlog of A. Its name is then made to lead to B,
 * and something makes it run: accept() on A, a handler with SA_RESTART, SIGSTOP
 * and SIGCONT, the freezer of cgroup v1 (needs root). Where does the call end?
 * fconnectat() does not end at B: signals end it with EINTR, and after the freezer
 * it waits on, and ends at A.
 *
 * With "suspend" as second argument the freezer of suspend is tried, too. It needs
 * root and /sys/power/pm_test, and freezes all processes for some seconds.
 *
 *	victim			attacker
 *	connect("a"),
 *	finds A, sleeps
 *				rename("b", "a")
 *				accept() on A, or one of the others
 *	looks "a" up again,
 *	is connected to B
 *
 * Exit status: 0 never at B, at A after accept(), and of fconnectat() what is said
 * above; 1 otherwise; 2 the test could not be made. What was not tried is in the last
 * line.
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

static int at_fd = -1;	/* the directory, with fconnectat() */

/* Its folder, where it works; in that the freezer is mounted, with a group of its own. */
static char dir[32];
static const char cgroup[] = "cgroup";
static char group[64];
static const char pm_test[] = "/sys/power/pm_test";

static int has_group;	/* the freezer is mounted */
static int suspends;	/* it was asked for */
static int pretends;	/* suspend is to freeze alone */
static pid_t owner;
static pid_t victim;	/* until it is waited for */

static struct sockaddr_un at(const char *name)
{
	struct sockaddr_un a = { .sun_family = AF_UNIX };

	strncpy(a.sun_path, name, sizeof(a.sun_path) - 1);
	return a;
}

static int plain_connect(int fd, const char *name)
{
	struct sockaddr_un a = at(name);

	return connect(fd, (struct sockaddr *)&a, sizeof(a));
}

/* By the call that is asked about. */
static int do_connect(int fd, const char *name)
{
	struct sockaddr_un a = at(name);

	if (at_fd >= 0)
		return syscall(__NR_fconnectat, at_fd, fd, &a, sizeof(a), 0);
	return plain_connect(fd, name);
}

static int listener(const char *name)
{
	struct sockaddr_un a = at(name);
	int fd = socket(AF_UNIX, SOCK_STREAM, 0);

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

static int group_put(const char *file, const char *text)
{
	char path[128];

	snprintf(path, sizeof(path), "%s/%s", group, file);
	return put(path, text);
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

/* Whether the victim has ended, with what. */
static int ended(int *status)
{
	pid_t pid = waitpid(victim, status, WNOHANG);

	CHECK(pid >= 0);
	if (pid)
		victim = 0;
	return pid != 0;
}

/* Nobody stays frozen, nothing mounted, and suspend as it was, however it ends. */
static void clean_up(void)
{
	if (getpid() != owner)
		return;
	alarm(0);
	if (pretends)
		put(pm_test, "none");
	if (has_group)
		group_put("freezer.state", "THAWED");
	if (victim > 0 && !waitpid(victim, NULL, WNOHANG)) {
		kill(victim, SIGKILL);
		waitpid(victim, NULL, 0);
	}
	rmdir(group);
	umount(cgroup);
	rmdir(cgroup);
	unlink("a");
	unlink("b");
	if (!chdir("/"))
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

static int queued(int fd)
{
	return poll(&(struct pollfd){ fd, POLLIN, 0 }, 1, 0);
}

/* Mounts the freezer of cgroup v1, for this program alone. Whether it is there. */
static int mount_freezer(void)
{
	return !unshare(CLONE_NEWNS) &&
	       !mount(NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL) &&
	       !mount("cgroup", cgroup, "cgroup", 0, "freezer");
}

/* 0, or -1 if the freezer has not come to the victim. */
static int freeze_and_thaw(void)
{
	char text[16];
	int done;

	snprintf(text, sizeof(text), "%d", victim);
	if (group_put("cgroup.procs", text) || group_put("freezer.state", "FROZEN"))
		return -1;
	for (int i = 0; i < 40 && !frozen(); i++)
		usleep(50000);
	done = frozen();
	CHECK(!group_put("freezer.state", "THAWED"));
	return done ? 0 : -1;
}

/* As it does on its way, and no further: everybody is frozen, and thawed after 5 s. */
static int suspend(void)
{
	int err;

	pretends = 1;
	err = put(pm_test, "freezer") || put("/sys/power/state", "freeze") ? -1 : 0;
	if (!put(pm_test, "none"))
		pretends = 0;
	CHECK(err || !pretends);
	return err;
}

enum event { ACCEPT, RESTART, STOP, CGROUP, SUSPEND, EVENTS };
static const char *const names[] = {
	"accept", "SA_RESTART handler", "SIGSTOP, SIGCONT", "cgroup v1 freezer", "suspend",
};

/* Makes the victim run. 0, or -1 if it cannot be done here. */
static int happen(enum event e)
{
	switch (e) {
	case RESTART:
		return kill(victim, SIGUSR1);
	case STOP:
		if (kill(victim, SIGSTOP))
			return -1;
		usleep(300000);
		return kill(victim, SIGCONT);
	case CGROUP:
		return has_group ? freeze_and_thaw() : -1;
	case SUSPEND:
		return suspends ? suspend() : -1;
	default:
		return 0;
	}
}

/* Whether the call may end so; never at B, which is another's. */
static int allowed(enum event e, int at_a, int err)
{
	if (e == ACCEPT)
		return at_a;
	/* A restart looks the name up again. It is as it is for connect(). */
	if (at_fd < 0)
		return 1;
	/* fconnectat() is not restarted, but a freezer is no signal. */
	return e == CGROUP || e == SUSPEND ? at_a : err == EINTR;
}

static int errno_of(int status)
{
	return WIFEXITED(status) ? WEXITSTATUS(status) : 255;
}

/* 0 the call has ended as it may, 1 it has not, -1 that cannot be tried here. */
static int try(enum event e)
{
	int a, b, fd, filler, status = 0, gone = 0, slept, err, at_a, at_b, result = -1;
	const char *where;

	a = listener("a");
	b = listener("b");
	filler = socket(AF_UNIX, SOCK_STREAM, 0);
	CHECK(!plain_connect(filler, "a"));
	victim = fork();
	CHECK(victim >= 0);
	if (!victim) {
		struct sigaction sa = { .sa_handler = handler, .sa_flags = SA_RESTART };

		prctl(PR_SET_PDEATHSIG, SIGKILL);
		sigaction(SIGUSR1, &sa, NULL);
		fd = socket(AF_UNIX, SOCK_STREAM, 0);
		_exit(do_connect(fd, "a") ? errno : 0);
	}
	for (int i = 0; i < 100 && !gone && !asleep(victim); i++) {
		usleep(50000);
		gone = ended(&status);
	}
	usleep(200000);
	if (gone || ended(&status)) {
		printf("%-20s does not wait: %s\n", names[e], strerror(errno_of(status)));
		fflush(stdout);
		CHECK(!unlink("b"));
		result = 1;
		goto out;
	}
	CHECK(asleep(victim));
	CHECK(!rename("b", "a"));
	if (happen(e))
		goto out;
	usleep(500000);
	gone = ended(&status);
	slept = !gone;
	if (slept)	/* still at its listener? */
		CHECK(accept(a, NULL, NULL) >= 0);
	for (int i = 0; i < 40 && !gone; i++) {
		usleep(50000);
		gone = ended(&status);
	}
	err = gone ? errno_of(status) : -1;
	at_a = slept && !err && queued(a);
	at_b = queued(b);
	if (at_b)
		where = slept ? "at B after accept()" : "at B, without accept()";
	else if (at_a)
		where = "at A after accept()";
	else
		where = gone ? strerror(err) : "sleeps on";
	printf("%-20s %s\n", names[e], where);
	fflush(stdout);
	result = at_b || !allowed(e, at_a, err);
out:
	if (victim) {
		kill(victim, SIGKILL);
		CHECK(waitpid(victim, NULL, 0) == victim);
		victim = 0;
	}
	close(a);
	close(b);
	close(filler);
	CHECK(!unlink("a"));
	return result;
}

int main(int argc, char **argv)
{
	int untried[EVENTS], all = 0, seen = 0, is_new;

	suspends = argc == 3 && !strcmp(argv[2], "suspend");
	is_new = argc > 1 && !strcmp(argv[1], "fconnectat");
	if (argc < 2 || argc > 2 + suspends || (!is_new && strcmp(argv[1], "connect"))) {
		fprintf(stderr, "usage: %s connect|fconnectat [suspend]\n", argv[0]);
		return 2;
	}
	if (is_new && syscall(__NR_fconnectat, -1, -1, NULL, 0, 0) && errno == ENOSYS) {
		printf("fconnectat: %s\n", strerror(errno));
		return 2;
	}
	signal(SIGALRM, leave);
	signal(SIGHUP, leave);
	signal(SIGINT, leave);
	signal(SIGTERM, leave);
	alarm(60);
	owner = getpid();
	snprintf(dir, sizeof(dir), "/tmp/moved-XXXXXX");
	snprintf(group, sizeof(group), "%s/moved-%d", cgroup, owner);
	CHECK(mkdtemp(dir) && !chdir(dir));
	atexit(clean_up);
	if (is_new) {
		at_fd = open(".", O_PATH | O_DIRECTORY);
		CHECK(at_fd >= 0);
	}
	CHECK(!mkdir(cgroup, 0755));
	has_group = mount_freezer() && !mkdir(group, 0755);
	printf("moved %s:\n", argv[1]);
	fflush(stdout);
	for (enum event e = ACCEPT; e < EVENTS; e++) {
		int found = try(e);

		if (found < 0)
			untried[all++] = e;
		else
			seen |= found;
	}
	for (int i = 0; i < all; i++)
		printf("%s%s", i ? ", " : "not tried: ", names[untried[i]]);
	if (all)
		printf("\n");
	return seen;
}

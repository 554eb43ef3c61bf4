// SPDX-License-Identifier: GPL-2.0-only
/*
 * Two processes: the shim, and a keeper that outlives it, kills what it left and removes its
 * folder, also when the shim dies or the keeper is told to end.
 *
 * The shim is the first process of a namespace of its own, so that what a task does to all
 * processes, to the machine or to mounts ends there: kill(-1), reboot(), mount().
 */
#include <errno.h>
#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>
#include "hello.h"
#include "host.h"
#include "kernel/grade.h"
#include "kernel/proc.h"
#include "sequence/folder.h"
#include "wire/frame.h"
#include "worker/shared.h"

#define KILL_LOOKS	2000	/* a millisecond apart */

static pid_t shim_pid;

static void end_shim(int signal)
{
	pid_t pid = __atomic_load_n(&shim_pid, __ATOMIC_RELAXED);

	(void)signal;
	if (pid > 0)
		kill(pid, SIGKILL);
}

static int serve(const char *base)
{
	const struct channel channel = { .in = STDIN_FILENO, .out = STDOUT_FILENO };
	char image[4096];
	ssize_t size = readlink("/proc/self/exe", image, sizeof(image) - 1);
	enum grade best;
	int error;

	image[size > 0 ? size : 0] = 0;
	error = shared_create(NULL);
	if (!error)
		error = folder_init(base);
	if (error) {
		fprintf(stderr, "shim: %s: %s\n", base, strerror(-error));
		return 1;
	}
	best = grade_init(false);
	if (hello_send(&channel, best, image, false))
		frames_serve(&channel);
	return 0;
}

static int say(const char *what)
{
	fprintf(stderr, "shim: %s: %s\n", what, strerror(errno));
	return 1;
}

/* Its mounts are its own, and /proc has its own pids. */
static int own_mounts(void)
{
	if (unshare(CLONE_NEWNS) || mount(NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL))
		return say("a mount namespace of its own");
	if (mount("proc", "/proc", "proc", 0, NULL))
		return say("/proc in a namespace of its own");
	return 0;
}

/* The keeper never writes: the pipe hangs up when it is dead. */
static bool keeper_is_dead(int alive)
{
	struct pollfd keeper = { .fd = alive };

	return poll(&keeper, 1, 0) > 0;
}

/* In the child. The keeper's death ends it, even if that came before this asked for it. */
static int run_shim(int alive, const char *base)
{
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	if (keeper_is_dead(alive))
		return 1;
	close(alive);
	prctl(PR_SET_CHILD_SUBREAPER, 1);
	if (own_mounts())
		return 1;
	return serve(base);
}

static void remove_base(const char *base)
{
	const struct timespec pause = { .tv_nsec = 1000000 };
	int looks;

	/* What the shim left is the keeper's now; an unkillable task is left to itself. */
	for (looks = 0; looks < KILL_LOOKS && proc_kill_strays(false); looks++) {
		while (waitpid(-1, NULL, __WALL | WNOHANG) > 0)
			;
		nanosleep(&pause, NULL);
	}
	if (!chdir(base) && !folder_empty() && !chdir("/"))
		rmdir(base);
}

static const int endings[] = { SIGTERM, SIGINT, SIGHUP };

/* One that came before the keeper could end the shim by it would leave the folder: it waits. */
static void hold_endings(void)
{
	sigset_t held;
	size_t i;

	sigemptyset(&held);
	for (i = 0; i < sizeof(endings) / sizeof(endings[0]); i++)
		sigaddset(&held, endings[i]);
	sigprocmask(SIG_SETMASK, &held, NULL);
}

static void hold_none(void)
{
	sigset_t none;

	sigemptyset(&none);
	sigprocmask(SIG_SETMASK, &none, NULL);
}

static void end_shim_by_endings(void)
{
	const struct sigaction action = { .sa_handler = end_shim };
	size_t i;

	for (i = 0; i < sizeof(endings) / sizeof(endings[0]); i++)
		sigaction(endings[i], &action, NULL);
}

int host_main(void)
{
	const char *tmp = getenv("TMPDIR");
	char base[4096];
	int alive[2], status;

	hold_endings();
	snprintf(base, sizeof(base), "%s/syspec-XXXXXX", tmp ? tmp : "/tmp");
	if (!mkdtemp(base)) {
		fprintf(stderr, "shim: %s: %s\n", base, strerror(errno));
		return 1;
	}
	prctl(PR_SET_CHILD_SUBREAPER, 1);
	if (pipe(alive) || unshare(CLONE_NEWPID)) {
		rmdir(base);
		return say("a pid namespace of its own");
	}
	shim_pid = fork();
	if (shim_pid < 0) {
		rmdir(base);
		return say("a process of its own");
	}
	if (!shim_pid) {
		/* Tasks inherit the mask. */
		hold_none();
		close(alive[1]);
		return run_shim(alive[0], base);
	}
	close(alive[0]);
	end_shim_by_endings();
	hold_none();
	close(STDIN_FILENO);
	close(STDOUT_FILENO);
	while (waitpid(shim_pid, &status, 0) < 0 && errno == EINTR)
		;
	/* Whoever has that number from here on is somebody else. */
	__atomic_store_n(&shim_pid, 0, __ATOMIC_RELAXED);
	remove_base(base);
	return WIFEXITED(status) ? WEXITSTATUS(status) : 1;
}

// SPDX-License-Identifier: GPL-2.0-only
/* The run, and its end: no task is left. */

#define KILL_LOOKS	2000	/* of a millisecond each */
#define OUR_PRIORITY	(TASK_PRIORITY + 10)

static void interrupt(int signal)
{
	(void)signal;
	interrupted = 1;
}

static void kill_tasks(void)
{
	const struct timespec pause = { .tv_nsec = 1000000 };
	int i, looks;

	for (looks = 0; looks < KILL_LOOKS; looks++) {
		for (i = 0; i < MAX_TASKS; i++) {
			if (shared->tasks[i].exists && !shared->tasks[i].dead)
				kill(shared->tasks[i].tid, SIGKILL);
		}
		/* Orphans come to us: see main(). */
		while (waitpid(-1, NULL, WNOHANG | __WALL) > 0)
			;
		if (waitpid(-1, NULL, WNOHANG | __WALL) < 0 && errno == ECHILD)
			return;
		nanosleep(&pause, NULL);
	}
	fprintf(stderr, "a task does not die of SIGKILL\n");
}

static void __noreturn finish(int code)
{
	if (before_end)
		before_end();
	kill_tasks();
	leave_folder();
	fflush(stdout);
	_exit(code);
}

/* We are above the tasks, so that one that never sleeps is seen and killed. */
static bool share_one_cpu(void)
{
	const struct sched_param ours = { .sched_priority = OUR_PRIORITY };
	cpu_set_t here;

	CPU_ZERO(&here);
	CPU_SET(sched_getcpu(), &here);
	return !sched_setaffinity(0, sizeof(here), &here) &&
	       !sched_setscheduler(0, SCHED_FIFO, &ours);
}

static void prepare(void)
{
	const struct sigaction action = { .sa_handler = interrupt };
	const char *tmp = getenv("TMPDIR");
	struct rlimit limit;
	sigset_t none;

	/* Below 4 GiB, where the registers of every entry into the kernel can point. */
	shared = mmap(NULL, sizeof(*shared), PROT_READ | PROT_WRITE,
		      MAP_SHARED | MAP_ANONYMOUS | MAP_32BIT, -1, 0);
	if (shared == MAP_FAILED) {
		perror("mmap");
		_exit(2);
	}
	sigaction(SIGINT, &action, NULL);
	sigaction(SIGTERM, &action, NULL);
	sigaction(SIGHUP, &action, NULL);
	sigemptyset(&none);
	sigprocmask(SIG_SETMASK, &none, NULL);
	prctl(PR_SET_CHILD_SUBREAPER, 1);
	/* What the model takes for given. */
	umask(022);
	if (!getrlimit(RLIMIT_NOFILE, &limit)) {
		limit.rlim_cur = 1024;
		if (setrlimit(RLIMIT_NOFILE, &limit))
			die("RLIMIT_NOFILE: %s", strerror(errno));
	}
	in_order = share_one_cpu();
	if (!in_order)
		fprintf(stderr, "No SCHED_FIFO: the order of returns is not looked at.\n");
	if (access("/proc/self/status", R_OK))
		die("/proc/self/status: %s", strerror(errno));
	enter_folder(tmp ? tmp : P_tmpdir);
}

int main(void)
{
	prepare();
	sequence();
	printf("The kernel does what the model allows.\n");
	finish(0);
}

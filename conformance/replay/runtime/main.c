// SPDX-License-Identifier: GPL-2.0-only
/* A folder for the run, and its end: no task and no file is left. */

#define KILL_LOOKS	2000	/* of a millisecond each */
#define OUR_PRIORITY	(TASK_PRIORITY + 10)

static char folder[4096];

static void interrupt(int signal)
{
	(void)signal;
	interrupted = 1;
}

/* What is mounted there is only left. */
static bool leave_mount(int fd, const char *name)
{
	char path[320];

	snprintf(path, sizeof(path), "/proc/self/fd/%d/%s", fd, name);
	return !umount2(path, MNT_DETACH | UMOUNT_NOFOLLOW);
}

/* Empties a folder, without following links, and whatever the modes in it. */
static void empty(int fd)
{
	DIR *dir = fdopendir(fd);
	struct dirent *entry;

	while (dir && (entry = readdir(dir))) {
		const char *name = entry->d_name;
		int below;

		if (!strcmp(name, ".") || !strcmp(name, "..") || !unlinkat(fd, name, 0) ||
		    !unlinkat(fd, name, AT_REMOVEDIR))
			continue;
		if (errno == EBUSY && !leave_mount(fd, name))
			continue;
		if (fchmodat(fd, name, 0700, 0))
			continue;
		below = openat(fd, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
		if (below >= 0)
			empty(below);
		unlinkat(fd, name, AT_REMOVEDIR);
	}
	if (dir)
		closedir(dir);
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
	int fd = -1;

	if (before_end)
		before_end();
	kill_tasks();
	if (*folder)
		fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (fd >= 0)
		empty(fd);
	if (*folder && (chdir("/") || rmdir(folder)))
		fprintf(stderr, "cannot remove %s: %s\n", folder, strerror(errno));
	fflush(stdout);
	_exit(code);
}

static bool write_file(const char *path, const char *text)
{
	int fd = open(path, O_WRONLY | O_CLOEXEC);
	bool written = fd >= 0 && write(fd, text, strlen(text)) == (ssize_t)strlen(text);

	if (fd >= 0)
		close(fd);
	return written;
}

/* Who is not root may be it in a user namespace, where that is allowed. */
static void gain_privilege(void)
{
	char uid_map[64], gid_map[64];

	if (!geteuid()) {
		privilege = AS_ROOT;
		return;
	}
	snprintf(uid_map, sizeof(uid_map), "0 %u 1", geteuid());
	snprintf(gid_map, sizeof(gid_map), "0 %u 1", getegid());
	privilege = AS_NAMESPACE_ROOT;
	if (!unshare(CLONE_NEWUSER) && write_file("/proc/self/setgroups", "deny") &&
	    write_file("/proc/self/uid_map", uid_map) && write_file("/proc/self/gid_map", gid_map))
		return;
	privilege = AS_USER;
	fprintf(stderr, "Neither root nor a user namespace: there is no chroot, and calls that\n"
		"need a privilege fail. A difference may come of that.\n");
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
	gain_privilege();
	snprintf(folder, sizeof(folder), "%s/syspec-XXXXXX", tmp ? tmp : P_tmpdir);
	if (!mkdtemp(folder)) {
		fprintf(stderr, "%s: %s\n", folder, strerror(errno));
		_exit(2);
	}
	if (chmod(folder, 0755) || chdir(folder))
		die("%s: %s", folder, strerror(errno));
}

int main(void)
{
	prepare();
	sequence();
	printf("The kernel does what the model allows.\n");
	finish(0);
}

// SPDX-License-Identifier: GPL-2.0-only
/* What a task runs: it waits for a command, does it, and says what came of it. */

static void count_delivery(int signal)
{
	long tid = raw(__NR_gettid, 0, 0, 0, 0, 0, 0);
	int i;

	for (i = 0; i < MAX_TASKS; i++) {
		struct task *t = &shared->tasks[i];

		if (t->tid == tid)
			__atomic_add_fetch(&t->delivered[signal], 1, __ATOMIC_SEQ_CST);
	}
}

static long install_handler(const struct task *t)
{
	struct sigaction action = {
		.sa_handler = count_delivery,
		.sa_flags = t->restart ? SA_RESTART : 0,
	};

	sigfillset(&action.sa_mask);
	return sigaction(t->signal, &action, NULL);
}

/* Kernels before 5.9 have no close_range. */
static void close_all(void)
{
	unsigned long fd;

	if (!raw(__NR_close_range, 0, ~0U, 0, 0, 0, 0))
		return;
	for (fd = 0; fd < 1024; fd++)
		raw(__NR_close, fd, 0, 0, 0, 0, 0);
}

static long set_up(const struct task *t)
{
	long ret = 0;

	if (t->without_files)
		close_all();
	if (t->root) {
		ret = raw(__NR_chroot, (long)t->root, 0, 0, 0, 0, 0);
		if (!ret)
			ret = raw(__NR_chdir, (long)"/", 0, 0, 0, 0, 0);
	}
	if (!ret && t->gid >= 0) {
		ret = raw(__NR_setgroups, 0, 0, 0, 0, 0, 0);
		if (!ret)
			ret = raw(__NR_setresgid, t->gid, t->gid, t->gid, 0, 0, 0);
	}
	/* Last: it takes the privileges away that the others need. */
	if (!ret && t->uid >= 0)
		ret = raw(__NR_setresuid, t->uid, t->uid, t->uid, 0, 0, 0);
	/* After the credentials: changing them clears it. */
	if (!ret && t->dies_with_us)
		ret = raw(__NR_prctl, PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0, 0);
	return ret;
}

static int __noreturn task_main(void *arg);

static long run_command(struct task *t)
{
	switch (t->command) {
	case COMMAND_CALL:
		return t->enter(t->nr, t->args);
	case COMMAND_CLONE:
		return clone(task_main, t->child->stack + STACK_SIZE, t->clone_flags, t->child);
	case COMMAND_HANDLE:
		return install_handler(t);
	case COMMAND_SET_UP:
		return set_up(t);
	}
	return -EINVAL;
}

static int __noreturn task_main(void *arg)
{
	struct task *t = arg;

	t->tid = raw(__NR_gettid, 0, 0, 0, 0, 0, 0);
	for (;;) {
		uint32_t issued = __atomic_load_n(&t->issued, __ATOMIC_ACQUIRE);

		if (issued == t->done) {
			raw(__NR_futex, (unsigned long)&t->issued, FUTEX_WAIT, issued, 0, 0, 0);
			continue;
		}
		t->value = run_command(t);
		t->stamp = __atomic_add_fetch(&shared->clock, 1, __ATOMIC_SEQ_CST);
		__atomic_store_n(&t->done, issued, __ATOMIC_RELEASE);
	}
}

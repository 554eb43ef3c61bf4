// SPDX-License-Identifier: GPL-2.0-only
/* What the sequence below is written in: tasks, calls, signals, and the arguments of calls. */

#define ARGS(...)	((const unsigned long[6]) { __VA_ARGS__ })
#define WORDS(...)	((const unsigned long[]) { __VA_ARGS__ })

/*
 * Whether the order of returns counts: woken tasks return in the order in which they were woken,
 * and after the task that woke them, only where all of them share a CPU under SCHED_FIFO.
 */
static bool in_order;

static struct task *current;
static const char *current_text;
static long slots[MAX_SLOTS] = { [0 ... MAX_SLOTS - 1] = -1 };

static void issue(struct task *t, enum command command)
{
	t->command = command;
	__atomic_store_n(&t->issued, t->issued + 1, __ATOMIC_RELEASE);
	raw(__NR_futex, (unsigned long)&t->issued, FUTEX_WAKE, 1, 0, 0, 0);
}

/* For commands that do not block. */
static void must_succeed(const struct task *t, const char *what)
{
	long until;

	settle();
	until = now_ms() + PATIENCE_MS;
	while (__atomic_load_n(&t->done, __ATOMIC_ACQUIRE) != t->issued) {
		if (!settle_again(until))
			die("%s: does not return", what);
	}
	if (t->value < 0)
		die("%s: failed with %ld", what, t->value);
}

static struct task *new_task(int task)
{
	struct task *t = &shared->tasks[task];

	t->command = COMMAND_SET_UP;
	t->issued = 1;
	t->uid = -1;
	t->gid = -1;
	t->save = -1;
	return t;
}

/* A task made by us: without fds, in the folder of this run. -1: the ids stay. NULL: no chroot. */
static void __maybe_unused spawn(unsigned long flags, long uid, long gid, const char *root)
{
	const struct sched_param priority = { .sched_priority = TASK_PRIORITY };
	struct task *t = new_task(current - shared->tasks);
	int pid;

	t->without_files = true;
	t->dies_with_us = true;
	become(t, uid, gid, root);
	pid = clone(task_main, t->stack + STACK_SIZE, flags | SIGCHLD, t);
	if (pid < 0)
		die("clone: %s", strerror(errno));
	t->tid = pid;
	t->exists = true;
	/* Those that it makes inherit it. */
	if (sched_setscheduler(pid, SCHED_FIFO, &priority))
		in_order = false;
	must_succeed(t, "setting up a task");
}

/* A task made by the current one. */
static void __maybe_unused clone_task(int task, unsigned long flags, long uid, long gid,
				      const char *root)
{
	struct task *t = new_task(task);

	become(t, uid, gid, root);
	current->child = t;
	current->clone_flags = flags;
	issue(current, COMMAND_CLONE);
	must_succeed(current, "clone");
	t->tid = current->value;
	t->exists = true;
	must_succeed(t, "setting up a task");
}

static void __maybe_unused handle(int signal, bool restart)
{
	current->signal = signal;
	current->restart = restart;
	issue(current, COMMAND_HANDLE);
	must_succeed(current, "sigaction");
}

static void __maybe_unused send_signal(int signal)
{
	/* A task that is dead stays a zombie until the end: its tid is nobody else's. */
	syscall(__NR_tkill, current->tid, signal);
}

/* Before call(): the slot for its value, how it enters the kernel, who reads what it wrote. */
static void __maybe_unused save_to(int slot)
{
	current->save = slot;
}

static void __maybe_unused enter_by(long (*enter)(long nr, const unsigned long *args))
{
	current->enter = enter;
}

static void __maybe_unused read_by(void (*read)(const struct task *t))
{
	current->read = read;
}

static void __maybe_unused call(long nr, const unsigned long *args)
{
	if (!current->enter)
		current->enter = enter_64;
	current->text = current_text;
	current->nr = nr;
	memcpy(current->args, args, sizeof(current->args));
	current->waiting = true;
	issue(current, COMMAND_CALL);
}

/* Memory that tasks see whatever they share, rounded up so that it is aligned for any structure. */
static char *allocate(size_t size)
{
	char *at = current->arena + current->arena_used;

	size = (size + 15) & ~(size_t)15;
	if (size > ARENA_SIZE - current->arena_used)
		die("the arguments of a task are too large");
	current->arena_used += size;
	return at;
}

static unsigned long __maybe_unused copy(const void *bytes, size_t size)
{
	return (unsigned long)memcpy(allocate(size), bytes, size);
}

#define text(string)	copy(string, sizeof(string))

static unsigned long __maybe_unused inout(int index, const void *bytes, size_t size)
{
	char *at = memcpy(allocate(size), bytes, size);

	current->output[index].at = at;
	current->output[index].size = size;
	return (unsigned long)at;
}

static unsigned long __maybe_unused out(int index, size_t size)
{
	char *at = memset(allocate(size), 0, size);

	current->output[index].at = at;
	current->output[index].size = size;
	return (unsigned long)at;
}

/* @value in @size bytes of what @address is the address of. */
static unsigned long __maybe_unused put(unsigned long address, size_t at, size_t size,
					unsigned long value)
{
	memcpy((char *)address + at, &value, size);
	return address;
}

static unsigned long __maybe_unused slot(int index)
{
	return slots[index];
}

static unsigned long __maybe_unused pid_of(int task)
{
	return shared->tasks[task].tid;
}

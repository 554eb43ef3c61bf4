// SPDX-License-Identifier: GPL-2.0-only
/* What the sequence below is written in: tasks, calls, signals, and the arguments of calls. */

#define ARGS(...)	((const unsigned long[6]) { __VA_ARGS__ })
#define WORDS(...)	((const unsigned long[]) { __VA_ARGS__ })

/* Root may do all, the root of an own user namespace has one user, and others have no chroot. */
static enum { AS_ROOT, AS_NAMESPACE_ROOT, AS_USER } privilege;

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

static void set_ids(struct task *t, long uid, long gid)
{
	if (privilege != AS_ROOT && (uid > 0 || gid > 0))
		die("it needs the user %ld and the group %ld: run it as root", uid, gid);
	if (privilege != AS_ROOT)
		return;
	t->uid = uid;
	t->gid = gid;
}

/* A task made by us: without fds, in the folder of this run. -1: the ids stay. NULL: no chroot. */
static void __maybe_unused spawn(unsigned long flags, long uid, long gid, const char *root)
{
	const struct sched_param priority = { .sched_priority = TASK_PRIORITY };
	struct task *t = new_task(current - shared->tasks);
	int pid;

	t->without_files = true;
	t->dies_with_us = true;
	t->root = privilege == AS_USER ? NULL : root;
	set_ids(t, uid, gid);
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

	t->root = privilege == AS_USER ? NULL : root;
	set_ids(t, uid, gid);
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

/* Texts that tell their places: words of eight, a letter and the number of the word in base 36. */
static const char __maybe_unused *numbered(char letter, unsigned int from, size_t size)
{
	static const char digits[] = "0123456789abcdefghijklmnopqrstuvwxyz";
	char *text = malloc(size + 1);
	size_t at;
	int i;

	if (!text)
		die("no memory");
	for (at = 0; at < size; at += 8, from++) {
		unsigned int left = from;
		char word[8];

		word[0] = letter;
		for (i = 7; i > 0; i--, left /= 36) {
			bool is_number = left || i == 7;

			word[i] = is_number ? digits[left % 36] : '.';
		}
		memcpy(text + at, word, size - at < 8 ? size - at : 8);
	}
	text[size] = 0;
	return text;
}

/* All of them, one after the other; NULL is the last. */
static const char __maybe_unused *joined(const char *first, ...)
{
	const char *next;
	va_list args;
	char *text = NULL;
	size_t size;
	FILE *f = open_memstream(&text, &size);

	if (!f)
		die("no memory");
	va_start(args, first);
	for (next = first; next; next = va_arg(args, const char *))
		fputs(next, f);
	va_end(args);
	if (fclose(f))
		die("no memory");
	return text;
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

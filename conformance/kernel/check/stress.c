// SPDX-License-Identifier: GPL-2.0-only
/*
 * Is "blocked" ever said of a call that returns by itself? A worker makes
 * calls that sleep until something other than this program wakes them: a
 * kworker, a task of the lowest priority, a grace period. The controller asks
 * for quiescence, and then looks whether the call has returned. A call for
 * which nobody comes must be found blocked each time.
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <linux/aio_abi.h>
#include <linux/futex.h>
#include <sched.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/mount.h>
#include <sys/reboot.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>

#include "check.h"

#define SPIN_TURNS	50000
#define ARRAY_SIZE(array)	(sizeof(array) / sizeof((array)[0]))

/* What both sides see. */
struct shared {
	atomic_uint go;	/* how many calls the worker is to have begun */
	atomic_uint done;	/* how many have returned */
};

struct kind {
	const char *name;
	int blocks;	/* until the controller acts */
	void (*prepare)(void);
	void (*call)(void);	/* must not wait for time to pass */
};

static struct shared *shared;

/* It is seen on the console, and ends the guest. */
static void fail(const char *what)
{
	perror(what);
	reboot(RB_POWER_OFF);
	_exit(1);
}

static void check(long result, const char *what)
{
	if (result < 0)
		fail(what);
}

/* A kworker carries what is written to a pty to its other side. */
static int master, slave;

static void prepare_pty(void)
{
	struct termios raw;
	int unlocked = 0;

	master = open("/dev/pts/ptmx", O_RDWR | O_NOCTTY);
	check(master, "ptmx");
	check(ioctl(master, TIOCSPTLCK, &unlocked), "unlock");
	slave = ioctl(master, TIOCGPTPEER, O_RDWR | O_NOCTTY);
	check(slave, "peer");
	check(tcgetattr(slave, &raw), "tcgetattr");
	cfmakeraw(&raw);
	check(tcsetattr(slave, TCSANOW, &raw), "tcsetattr");
}

static void call_pty(void)
{
	char byte = 'x';

	check(write(master, &byte, 1), "write to a pty");
	check(read(slave, &byte, 1), "read from a pty");
}

/* A kworker does the fsync of an asynchronous request. */
static aio_context_t context;
static int file;

static void prepare_aio(void)
{
	check(syscall(SYS_io_setup, 1, &context), "io_setup");
	file = open("/mnt/file", O_RDWR | O_CREAT, 0600);
	check(file, "file");
}

static void call_aio(void)
{
	struct iocb request = { .aio_fildes = file, .aio_lio_opcode = IOCB_CMD_FSYNC };
	struct iocb *list = &request;
	struct io_event event;

	check(syscall(SYS_io_submit, context, 1, &list), "io_submit");
	check(syscall(SYS_io_getevents, context, 1, 1, &event, NULL), "io_getevents");
}

/* In D state for a grace period. */
static void prepare_mount(void)
{
	check(mkdir("/mnt/mount", 0700), "mkdir");
}

static void call_mount(void)
{
	check(mount("none", "/mnt/mount", "tmpfs", 0, NULL), "mount");
	check(umount("/mnt/mount"), "umount");
}

/* In D state for a child that spins below everybody else. */
static void spin(void)
{
	struct sched_param none = { 0 };
	atomic_uint turn;

	check(sched_setscheduler(0, SCHED_IDLE, &none), "SCHED_IDLE");
	for (turn = 0; turn < SPIN_TURNS; turn++)
		;
}

static void call_vfork(void)
{
	pid_t child = syscall(SYS_clone, CLONE_VFORK | SIGCHLD, 0, 0, 0, 0);

	check(child, "vfork");
	if (!child) {
		spin();
		_exit(0);
	}
	check(waitpid(child, NULL, 0), "waitpid");
}

/* In S state for the same. */
static void call_wait(void)
{
	pid_t child = fork();

	check(child, "fork");
	if (!child) {
		spin();
		_exit(0);
	}
	check(waitpid(child, NULL, 0), "waitpid");
}

/* Nobody writes until the controller has judged. */
static int ends[2];

static void call_pipe(void)
{
	char byte;

	check(read(ends[0], &byte, 1), "read from a pipe");
}

static const struct kind kinds[] = {
	{ "pty", 0, prepare_pty, call_pty },
	{ "aio", 0, prepare_aio, call_aio },
	{ "mount", 0, prepare_mount, call_mount },
	{ "vfork", 0, NULL, call_vfork },
	{ "wait", 0, NULL, call_wait },
	{ "pipe", 1, NULL, call_pipe },
};

static void futex(atomic_uint *word, int op, unsigned int value)
{
	syscall(SYS_futex, word, op, value, NULL, NULL, 0);
}

static void work(const struct kind *kind)
{
	unsigned int begun = 0;

	if (kind->prepare)
		kind->prepare();
	for (;;) {
		while (shared->go == begun)
			futex(&shared->go, FUTEX_WAIT, begun);
		begun++;
		kind->call();
		shared->done++;
		futex(&shared->done, FUTEX_WAKE, 1);
	}
}

/* Controller and worker are above all kthreads, which makes these late. */
static void raise_priority(void)
{
	struct sched_param above = { .sched_priority = 10 };

	check(sched_setscheduler(0, SCHED_FIFO, &above), "SCHED_FIFO");
}

static int one_is_wrong(const struct kind *kind, int device, int quiesce, unsigned int number)
{
	int wrong;

	shared->go++;
	futex(&shared->go, FUTEX_WAKE, 1);
	if (quiesce)
		check(ioctl(device, SYSPEC_IOC_QUIESCE), "QUIESCE");
	else
		sched_yield();
	wrong = (shared->done == number) != kind->blocks;
	if (kind->blocks)
		check(write(ends[1], "x", 1), "write to a pipe");
	while (shared->done == number)
		futex(&shared->done, FUTEX_WAIT, number);
	return wrong;
}

static void run(FILE *report, const struct kind *kind, int device, int quiesce, int times)
{
	int number, wrong = 0;
	pid_t worker;

	shared->go = 0;
	shared->done = 0;
	check(pipe(ends), "pipe");
	worker = fork();
	check(worker, "fork");
	if (!worker)
		work(kind);
	for (number = 0; number < times; number++)
		wrong += one_is_wrong(kind, device, quiesce, number);
	check(kill(worker, SIGKILL), "kill");
	check(waitpid(worker, NULL, 0), "waitpid");
	close(ends[0]);
	close(ends[1]);
	fprintf(report, "%s wrong %d of %d\n", kind->name, wrong, times);
}

void stress(FILE *report, int device, int quiesce, int times)
{
	size_t number;

	shared = mmap(NULL, sizeof(*shared), PROT_READ | PROT_WRITE,
		      MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	if (shared == MAP_FAILED)
		fail("mmap");
	raise_priority();
	for (number = 0; number < ARRAY_SIZE(kinds); number++)
		run(report, &kinds[number], device, quiesce, times);
}

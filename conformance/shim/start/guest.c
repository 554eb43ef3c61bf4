// SPDX-License-Identifier: GPL-2.0-only
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/futex.h>
#include <stdio.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/reboot.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>
#include "compiler.h"
#include "guest.h"
#include "hello.h"
#include "kernel/freezer.h"
#include "kernel/grade.h"
#include "kernel/proc.h"
#include "sequence/folder.h"
#include "wire/frame.h"
#include "worker/shared.h"

#define PORTS		"/sys/class/virtio-ports"
#define PORT_NAME	"org.syspec.shim"
#define SERIAL_LINE	"/dev/ttyS1"
#define PORT_LOOKS	1000	/* a millisecond apart: names come from the host by messages */

static const struct {
	const char *type;
	const char *at;
	const char *option;
	bool needed;		/* sysfs has the names of virtio ports: a serial line has none */
} mounts[] = {
	{ "proc", "/proc", "CONFIG_PROC_FS", true },
	{ "sysfs", "/sys", "CONFIG_SYSFS", false },
	{ "devtmpfs", "/dev", "CONFIG_DEVTMPFS", true },
	{ "tmpfs", "/run", "CONFIG_TMPFS", true },
};

static void say(const char *what, int error)
{
	/* The console: the only one who reads it is looking for why nothing came on the port. */
	dprintf(STDERR_FILENO, "shim: %s: %s\n", what, strerror(error));
}

static void say_missing(const char *option)
{
	dprintf(STDERR_FILENO, "shim: the kernel lacks %s\n", option);
}

/* False, and on the console the options that are missing, where the kernel lacks some. */
static bool mount_all(void)
{
	unsigned int i, word = 0;
	bool ok = true;

	for (i = 0; i < ARRAY_SIZE(mounts); i++) {
		mkdir(mounts[i].at, 0755);
		/* EBUSY: the kernel mounted devtmpfs itself. */
		if (!mount(mounts[i].type, mounts[i].at, mounts[i].type, 0, NULL) ||
		    errno == EBUSY)
			continue;
		if (errno == ENODEV)
			say_missing(mounts[i].option);
		else
			say(mounts[i].at, errno);
		if (mounts[i].needed)
			ok = false;
	}
	if (syscall(__NR_futex, &word, FUTEX_WAKE, 0, NULL, NULL, 0)) {
		say_missing("CONFIG_FUTEX");
		ok = false;
	}
	chmod("/run", 0755);
	mkdir("/run/sequences", 0755);
	return ok;
}

static int open_named_port(void)
{
	char path[300], name[64];
	struct dirent *entry;
	DIR *ports = opendir(PORTS);
	int fd = -1;

	if (!ports)
		return -1;
	while (fd < 0 && (entry = readdir(ports))) {
		snprintf(path, sizeof(path), PORTS "/%s/name", entry->d_name);
		if (read_file(path, name, sizeof(name)) <= 0)
			continue;
		name[strcspn(name, "\n")] = 0;
		if (strcmp(name, PORT_NAME))
			continue;
		snprintf(path, sizeof(path), "/dev/%s", entry->d_name);
		fd = open(path, O_RDWR | O_CLOEXEC);
	}
	closedir(ports);
	return fd;
}

static int open_serial_line(void)
{
	int fd = open(SERIAL_LINE, O_RDWR | O_NOCTTY | O_CLOEXEC);
	struct termios raw;

	if (fd < 0)
		return -1;
	if (!tcgetattr(fd, &raw)) {
		cfmakeraw(&raw);
		cfsetspeed(&raw, B115200);
		raw.c_cflag |= CLOCAL;
		tcsetattr(fd, TCSANOW, &raw);
	}
	return fd;
}

static int open_port(bool *serial)
{
	const struct timespec pause = { .tv_nsec = 1000000 };
	int looks, fd;

	for (looks = 0; looks < PORT_LOOKS; looks++) {
		fd = open_named_port();
		if (fd >= 0)
			return fd;
		/* Without the class there is no driver: waiting brings no port. */
		if (access(PORTS, F_OK))
			break;
		nanosleep(&pause, NULL);
	}
	*serial = true;
	return open_serial_line();
}

/* A spinning worker would let others run for a moment each second; nothing here depends on it. */
static void unlimit_real_time(void)
{
	int fd = open("/proc/sys/kernel/sched_rt_runtime_us", O_WRONLY | O_CLOEXEC);

	if (fd < 0)
		return;
	if (write(fd, "-1", 2) < 0)
		say("sched_rt_runtime_us", errno);
	close(fd);
}

static void serve(void)
{
	struct channel channel;
	bool serial = false;
	enum grade best;
	int error;

	unlimit_real_time();
	freezer_init();
	error = shared_create("/run/memory");
	if (!error)
		error = folder_init("/run/sequences");
	if (error) {
		say("memory", -error);
		return;
	}
	channel.in = open_port(&serial);
	channel.out = channel.in;
	if (channel.in < 0) {
		say("no port " PORT_NAME " and no " SERIAL_LINE, errno);
		return;
	}
	best = grade_init(true);
	if (hello_send(&channel, best, "/init", serial))
		frames_serve(&channel);
}

void guest_main(void)
{
	if (mount_all())
		serve();
	reboot(RB_POWER_OFF);
	/* No ACPI: QEMU ends at a reset too, when told so. */
	reboot(RB_AUTOBOOT);
}

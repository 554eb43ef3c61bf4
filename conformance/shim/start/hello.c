// SPDX-License-Identifier: GPL-2.0-only
#include <asm/unistd.h>
#include <linux/capability.h>
#include <linux/io_uring.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/sysinfo.h>
#include <sys/utsname.h>
#include <sys/wait.h>
#include <unistd.h>
#include "compiler.h"
#include "hello.h"
#include "kernel/freezer.h"
#include "kernel/point.h"
#include "wire/writer.h"
#include "worker/raw.h"
#include "worker/ring.h"
#include "worker/shared.h"

#define GETPID_32	20

static const __u64 no_args[MAX_ARGS];

static int try_int80(void)
{
	return raw_call_int80(GETPID_32, no_args) == getpid();
}

static int try_x32(void)
{
	return raw_call_64(__NR_getpid | X32_BIT, no_args) == getpid();
}

static int try_io_uring(void)
{
	struct ring ring = { 0 };
	__s64 result = -1;

	return !ring_call(&ring, ring_memory_of(0), IORING_OP_NOP, no_args, &result) && !result;
}

/* In a child: an entry that is not there may be a signal. */
static bool entry_works(int (*try)(void))
{
	pid_t pid = fork();
	int status;

	if (!pid)
		_exit(try() ? 0 : 1);
	return pid > 0 && waitpid(pid, &status, 0) == pid && !status;
}

static bool has_capability(int capability)
{
	struct __user_cap_header_struct header = { .version = _LINUX_CAPABILITY_VERSION_3 };
	struct __user_cap_data_struct data[2] = { 0 };

	return !syscall(__NR_capget, &header, data) &&
	       data[capability / 32].effective & 1u << capability % 32;
}

static void write_string(struct writer *w, const char *text)
{
	write_varint(w, strlen(text));
	write_bytes(w, text, strlen(text));
}

static void write_capabilities(struct writer *w, bool serial)
{
	const struct {
		const char *name;
		bool there;
	} all[] = {
		{ "int80", entry_works(try_int80) },
		{ "x32", entry_works(try_x32) },
		{ "io_uring", entry_works(try_io_uring) },
		{ "chroot", has_capability(CAP_SYS_CHROOT) },
		{ "setuid", has_capability(CAP_SETUID) && has_capability(CAP_SETGID) },
		{ "guest", grade_is_guest() },
		{ "points", points_there() },
		{ "freezer", freezer_there() },
		{ "serial", serial },
	};
	const unsigned int count = ARRAY_SIZE(all);
	unsigned int i, there = 0;

	for (i = 0; i < count; i++)
		there += all[i].there;
	write_varint(w, there);
	for (i = 0; i < count; i++) {
		if (all[i].there)
			write_string(w, all[i].name);
	}
}

bool hello_send(const struct channel *c, enum grade best, const char *image, bool serial)
{
	__u8 payload[8192];
	struct writer w = { .at = payload, .end = payload + sizeof(payload) };
	struct utsname name;

	if (uname(&name))
		return false;
	write_byte(&w, best);
	write_varint(&w, get_nprocs());
	write_string(&w, name.release);
	write_string(&w, image);
	write_string(&w, shared_path);
	write_capabilities(&w, serial);
	return !w.full && frame_send(c, FRAME_HELLO, 0, 0, payload, w.at - payload);
}

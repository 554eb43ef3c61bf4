// SPDX-License-Identifier: GPL-2.0-only
/* The shim on this kernel, with calls that can do no harm. */
#include <asm/unistd.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <unistd.h>
#include "fuzz.h"
#include "../compiler.h"
#include "../folder.h"
#include "../frame.h"
#include "../grade.h"
#include "../op.h"
#include "../shared.h"

const __s32 fuzz_calls[] = {
	__NR_write, __NR_close, __NR_pipe, __NR_dup, __NR_dup2, __NR_getpid, __NR_socketpair,
	__NR_shutdown, __NR_exit, __NR_mkdir, __NR_rmdir, __NR_umask, __NR_getuid, __NR_gettid,
	__NR_sched_yield, __NR_pause, __NR_getppid, __NR_eventfd2, __NR_listen, __NR_fork,
};

const size_t fuzz_ncalls = ARRAY_SIZE(fuzz_calls);

static char base[64];

static void remove_base(void)
{
	rmdir(base);
}

void fuzz_init(void)
{
	snprintf(base, sizeof(base), "/tmp/shim-fuzz-XXXXXX");
	prctl(PR_SET_CHILD_SUBREAPER, 1);
	if (shared_create(NULL) || !mkdtemp(base) || folder_init(base) || atexit(remove_base))
		abort();
	grade_init(false);
}

static bool call_allowed(const struct op *op)
{
	size_t i;

	for (i = 0; i < fuzz_ncalls; i++) {
		if (op->abi == ABI_64 && op->nr == fuzz_calls[i])
			return true;
	}
	return false;
}

static bool body_allowed(struct reader body)
{
	__u32 ops = read_bounded(&body, MAX_OPS);
	struct op op;

	while (ops-- && !body.bad) {
		op_read(&body, &op);
		if (!body.bad && op.kind == OP_CALL && !call_allowed(&op))
			return false;
	}
	return true;
}

/* Damage may have made any call of it: reads it as the shim does. */
bool fuzz_allows(const __u8 *bytes, size_t size)
{
	struct reader r = { .at = bytes + sizeof(struct frame_header), .end = bytes + size };
	const struct frame_header *header = (const struct frame_header *)bytes;
	__u32 count;

	if (size < sizeof(*header))
		return false;
	/* A wrong length moves where the next frame begins. */
	if (header->length != size - sizeof(*header))
		return false;
	count = read_bounded(&r, MAX_RUN);
	while (count-- && !r.bad) {
		struct reader body;
		__u32 length;

		read_bounded(&r, ~0U);
		length = read_bounded(&r, MAX_RUN);
		body = (struct reader){ .at = read_bytes(&r, length), .end = r.at };
		if (body.at && !body_allowed(body))
			return false;
	}
	return true;
}

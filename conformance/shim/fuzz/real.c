// SPDX-License-Identifier: GPL-2.0-only
/* The shim on this kernel, with calls that can do no harm. */
#include <asm/unistd.h>
#include <linux/io_uring.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <unistd.h>
#include "fuzz.h"
#include "kernel/grade.h"
#include "sequence/folder.h"
#include "start/compiler.h"
#include "wire/frame.h"
#include "wire/op.h"
#include "worker/shared.h"

#define CALL(name)	{ ABI_64, __NR_##name }
#define REQUEST(name)	{ ABI_IO_URING, IORING_OP_##name }

const struct fuzz_call fuzz_calls[] = {
	CALL(write), CALL(close), CALL(pipe), CALL(dup), CALL(dup2), CALL(getpid), CALL(socketpair),
	CALL(shutdown), CALL(exit), CALL(mkdir), CALL(rmdir), CALL(umask), CALL(getuid),
	CALL(gettid), CALL(sched_yield), CALL(pause), CALL(getppid), CALL(eventfd2), CALL(listen),
	CALL(fork), REQUEST(NOP), REQUEST(POLL_ADD), REQUEST(ACCEPT), REQUEST(CLOSE),
	REQUEST(SHUTDOWN),
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
		if (op->abi == fuzz_calls[i].abi && op->nr == fuzz_calls[i].nr)
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

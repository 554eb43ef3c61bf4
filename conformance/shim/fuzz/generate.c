// SPDX-License-Identifier: GPL-2.0-only
#include <sched.h>
#include <signal.h>
#include <string.h>
#include "fuzz.h"
#include "wire/protocol.h"
#include "worker/shared.h"

#define BODY_ROOM	(16 * 1024)

static __u64 state;
/* Half of the frames are well formed: else no sequence would come to its second operation. */
static bool odd_frame;
/* A few sequences have many tasks and large outputs: their records do not fit. */
static bool wide;

__u64 fuzz_state(__u64 next)
{
	__u64 before = state;

	/* Xorshift stays at zero. */
	state = next ? next : 1;
	return before;
}

__u64 fuzz_random(void)
{
	state ^= state << 13;
	state ^= state >> 7;
	state ^= state << 17;
	return state;
}

__u32 fuzz_below(__u32 bound)
{
	return (fuzz_random() >> 32) % bound;
}

bool fuzz_one_in(__u32 count)
{
	return !fuzz_below(count);
}

static bool odd(__u32 count)
{
	return odd_frame && fuzz_one_in(count);
}

/* Mostly a task that exists. */
static __u8 some_task(void)
{
	return odd(20) ? fuzz_below(256) : fuzz_below(wide ? 20 : fuzz_one_in(20) ? 4 : 3);
}

static __u32 some_size(void)
{
	static const __u32 sizes[] = { 0, 1, 15, 16, 17, 4096, ARENA_SIZE - 1, ARENA_SIZE,
				       ARENA_SIZE + 1, ~0U };

	if (wide && fuzz_one_in(2))
		return ARENA_SIZE;
	/* The last two are too large. */
	return fuzz_one_in(10) ? sizes[fuzz_below(odd_frame ? 10 : 8)] : fuzz_below(64);
}

static void generate_arg(struct writer *w, unsigned int depth);

static void generate_bytes(struct writer *w, unsigned int depth)
{
	__u8 bytes[64];
	__u32 size = fuzz_below(sizeof(bytes)), relocs = 0;

	if (size > 8 && fuzz_one_in(3) && (depth < MAX_NESTING || odd(4)))
		relocs = fuzz_below(4);
	/* More outputs than a call may have. */
	if (size > 8 && !depth && fuzz_one_in(60))
		relocs = 60;
	/* Down to where nesting ends. */
	if (size > 8 && depth && odd(2))
		relocs = 1;

	memset(bytes, fuzz_random(), sizeof(bytes));
	write_varint(w, odd(40) ? some_size() : size);
	write_bytes(w, bytes, size);
	write_varint(w, relocs);
	while (relocs--) {
		write_varint(w, odd(10) ? some_size() : odd(4) ? size - fuzz_below(9) :
							      fuzz_below(size - 8));
	write_byte(w, odd(20) ? fuzz_below(256) : 4U << fuzz_below(2));
		generate_arg(w, depth + 1);
	}
}

static void generate_arg(struct writer *w, unsigned int depth)
{
	__u8 tag = odd(50) ? fuzz_below(256) : fuzz_below(ARG_PID + 1);

	if (depth && odd(2))
		tag = ARG_DATA;
	write_byte(w, tag);
	switch (tag) {
	case ARG_NUMBER:
		write_zigzag(w, fuzz_one_in(8) ? (__s64)fuzz_random() :
						    (__s64)fuzz_below(8) - 1);
		break;
	case ARG_DATA:
	case ARG_INOUT:
		generate_bytes(w, depth);
		break;
	case ARG_OUT:
		write_varint(w, some_size());
		break;
	case ARG_SLOT:
		write_varint(w, fuzz_below(odd(20) ? 256 : MAX_SLOTS));
		break;
	case ARG_PID:
		write_varint(w, some_task());
		break;
	}
}

static struct fuzz_call some_call(void)
{
	struct fuzz_call call = { .abi = fuzz_below(ABI_IO_URING + 1 + odd_frame) };

	if (fuzz_ncalls)
		return fuzz_calls[fuzz_below(fuzz_ncalls)];
	if (call.abi == ABI_IO_URING && !odd(20))
		call.nr = fuzz_below(MAX_OPCODE + 1);
	else
		call.nr = fuzz_one_in(8) ? (__s32)fuzz_random() : (__s32)fuzz_below(512);
	return call;
}

static void generate_call(struct writer *w)
{
	__u32 nargs = fuzz_below(odd(30) ? 10 : MAX_ARGS + 1), i;
	struct fuzz_call call = some_call();

	write_byte(w, call.abi);
	write_byte(w, fuzz_one_in(2) ? (__u32)NONE : fuzz_below(MAX_SLOTS));
	write_zigzag(w, call.nr);
	write_byte(w, nargs);
	for (i = 0; i < nargs; i++)
		generate_arg(w, 0);
}

/* @parents: tasks below are there. */
static void generate_spawn(struct writer *w, __u32 parents)
{
	static const __u64 flags[] = { CLONE_VM, 0, CLONE_VM | CLONE_FILES | SIGCHLD, SIGCHLD,
				       CLONE_VM | CLONE_VFORK | SIGCHLD, CLONE_VM | CLONE_PARENT,
				       CLONE_VM | CLONE_SIGHAND | CLONE_THREAD };
	bool alone = !parents || fuzz_one_in(2);
	static const char root[] = ".";

	write_byte(w, odd(20) ? some_task() : alone ? NONE : fuzz_below(parents));
	/* The first two are what a task of the shim's own may have. */
	write_varint(w, odd(20) ? fuzz_random() : flags[fuzz_below(alone ? 2 : 7)]);
	if (fuzz_one_in(10)) {
		write_byte(w, SPAWN_ROOT);
		write_varint(w, sizeof(root) - 1);
		write_bytes(w, root, sizeof(root) - 1);
	} else {
		write_byte(w, 0);
	}
}

static void generate_arm(struct writer *w)
{
	static const char name[] = "kernel.walk_component.and.so.on.and.on";
	__u32 size = odd(10) ? fuzz_below(sizeof(name)) : fuzz_below(POINT_NAME);

	write_varint(w, odd(20) ? fuzz_random() : fuzz_below(3));
	write_varint(w, odd(50) ? some_size() : size);
	write_bytes(w, name, size);
}

static void generate_op(struct writer *w, __u32 index)
{
	bool first = index < (wide ? 20 : 3) && !odd(20);
	__u8 kind = first ? OP_SPAWN :
		    !fuzz_one_in(4) ? OP_CALL : fuzz_below(OP_THAW + (odd_frame ? 2 : 1));

	write_byte(w, kind);
	write_byte(w, first ? index : some_task());
	switch (kind) {
	case OP_SPAWN:
		generate_spawn(w, index < 3 ? index : 3);
		break;
	case OP_CALL:
		generate_call(w);
		break;
	case OP_HANDLER:
		write_byte(w, odd(10) ? fuzz_below(256) : SIGUSR1);
		write_byte(w, fuzz_below(2));
		break;
	case OP_KILL:
		write_byte(w, odd(4) ? fuzz_below(256) : SIGUSR1);
		break;
	case OP_ARM:
		generate_arm(w);
		break;
	}
}

static void generate_sequence(struct writer *w, __u32 id)
{
	static __u8 body[BODY_ROOM];
	struct writer b = { .at = body, .end = body + sizeof(body) };
	__u32 ops = fuzz_below(fuzz_one_in(20) ? 60 : 12), i;

	wide = ops > 45;
	if (wide)
		ops += 100;
	write_varint(&b, odd(50) ? fuzz_random() : ops);
	for (i = 0; i < ops; i++)
		generate_op(&b, i);
	write_varint(w, id);
	write_varint(w, odd(50) ? some_size() : (size_t)(b.at - body));
	write_bytes(w, body, b.at - body);
}

void fuzz_frame(struct writer *w)
{
	struct frame_header h = {
		.magic = FRAME_MAGIC,
		.version = FRAME_VERSION,
		.kind = FRAME_RUN,
		.flags = fuzz_random(),
		.id = fuzz_random(),
	};
	__u8 *start = w->at;
	__u32 count = fuzz_below(4), i;

	odd_frame = fuzz_one_in(2);
	write_bytes(w, &h, sizeof(h));
	write_varint(w, odd(50) ? fuzz_random() : count);
	for (i = 0; i < count; i++)
		generate_sequence(w, i);
	h.length = w->at - start - sizeof(h);
	memcpy(start, &h, sizeof(h));
}

/* SPDX-License-Identifier: GPL-2.0-only */
/* Frames for the shim that are nearly right. */
#ifndef SHIM_FUZZ_H
#define SHIM_FUZZ_H

#include <linux/types.h>
#include <stdbool.h>
#include <stddef.h>
#include "wire/writer.h"

/* A generator of numbers that a seed repeats. */
__u64 fuzz_random(void);
/* Sets what the numbers follow from; what it was. */
__u64 fuzz_state(__u64 state);
/* From 0 to @bound - 1. */
__u32 fuzz_below(__u32 bound);
bool fuzz_one_in(__u32 count);

/* One RUN frame with its header, well formed but for values that are odd on purpose. */
void fuzz_frame(struct writer *w);
/* Damages the frame in @bytes of @size, which has room for @room. The size after. */
size_t fuzz_damage(__u8 *bytes, size_t size, size_t room);

struct fuzz_call {
	__u8 abi;
	__s32 nr;
};

/* Each build has its own: calls that the generator may make, or none for any. */
extern const struct fuzz_call fuzz_calls[];
extern const size_t fuzz_ncalls;
/* Prepares what the shim runs on. */
void fuzz_init(void);
/* Whether the shim may be given this frame. */
bool fuzz_allows(const __u8 *bytes, size_t size);

#endif

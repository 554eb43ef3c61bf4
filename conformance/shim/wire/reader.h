/* SPDX-License-Identifier: GPL-2.0-only */
/* Reads a payload and never beyond it; the first thing that is missing sets `bad` for good. */
#ifndef SHIM_READER_H
#define SHIM_READER_H

#include <linux/types.h>
#include <stdbool.h>
#include <stddef.h>

struct reader {
	const __u8 *at;
	const __u8 *end;
	bool bad;
};

__u8 read_byte(struct reader *r);
__u64 read_varint(struct reader *r);
__s64 read_zigzag(struct reader *r);
/* A varint that must not be above @max. */
__u32 read_bounded(struct reader *r, __u32 max);
/* The next @size bytes in place; NULL when there are fewer. */
const __u8 *read_bytes(struct reader *r, size_t size);

#endif

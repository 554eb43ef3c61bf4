/* SPDX-License-Identifier: GPL-2.0-only */
/* Writes into a buffer and never beyond it; the first thing that does not fit sets `full`. */
#ifndef SHIM_WRITER_H
#define SHIM_WRITER_H

#include <linux/types.h>
#include <stdbool.h>
#include <stddef.h>

struct writer {
	__u8 *at;
	__u8 *end;
	bool full;
};

void write_byte(struct writer *w, __u8 byte);
void write_varint(struct writer *w, __u64 value);
void write_zigzag(struct writer *w, __s64 value);
void write_bytes(struct writer *w, const void *from, size_t size);

#endif

// SPDX-License-Identifier: GPL-2.0-only
#include <string.h>
#include "writer.h"

void write_bytes(struct writer *w, const void *from, size_t size)
{
	if (w->full || size > (size_t)(w->end - w->at)) {
		w->full = true;
		return;
	}
	if (size)
		memcpy(w->at, from, size);
	w->at += size;
}

void write_byte(struct writer *w, __u8 byte)
{
	write_bytes(w, &byte, 1);
}

void write_varint(struct writer *w, __u64 value)
{
	while (value > 0x7f) {
		write_byte(w, (__u8)value | 0x80);
		value >>= 7;
	}
	write_byte(w, (__u8)value);
}

void write_zigzag(struct writer *w, __s64 value)
{
	write_varint(w, ((__u64)value << 1) ^ (__u64)(value >> 63));
}

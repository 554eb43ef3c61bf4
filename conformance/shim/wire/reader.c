// SPDX-License-Identifier: GPL-2.0-only
#include "reader.h"

const __u8 *read_bytes(struct reader *r, size_t size)
{
	const __u8 *from = r->at;

	if (r->bad || size > (size_t)(r->end - r->at)) {
		r->bad = true;
		return NULL;
	}
	r->at += size;
	return from;
}

__u8 read_byte(struct reader *r)
{
	const __u8 *from = read_bytes(r, 1);

	return from ? *from : 0;
}

__u64 read_varint(struct reader *r)
{
	__u64 value = 0;
	unsigned int shift;

	for (shift = 0; shift < 64; shift += 7) {
		__u8 byte = read_byte(r);

		/* The tenth byte has room for one bit. */
		if (shift == 63 && byte > 1)
			break;
		value |= (__u64)(byte & 0x7f) << shift;
		if (!(byte & 0x80))
			return r->bad ? 0 : value;
	}
	r->bad = true;
	return 0;
}

__s64 read_zigzag(struct reader *r)
{
	__u64 value = read_varint(r);

	return (__s64)((value >> 1) ^ -(value & 1));
}

__u32 read_bounded(struct reader *r, __u32 max)
{
	__u64 value = read_varint(r);

	if (value > max) {
		r->bad = true;
		return 0;
	}
	return (__u32)value;
}

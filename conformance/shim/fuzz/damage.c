// SPDX-License-Identifier: GPL-2.0-only
#include <string.h>
#include "fuzz.h"
#include "wire/protocol.h"

static void damage_header(__u8 *bytes)
{
	bytes[fuzz_below(sizeof(struct frame_header))] = fuzz_random();
}

size_t fuzz_damage(__u8 *bytes, size_t size, size_t room)
{
	const size_t head = sizeof(struct frame_header);
	__u32 times = 1 + fuzz_below(4), length;

	if (fuzz_one_in(30))
		damage_header(bytes);
	while (times-- && size > head) {
		size_t at = head + fuzz_below(size - head);
		size_t more = fuzz_below(16);

		switch (fuzz_below(4)) {
		case 0:
			bytes[at] ^= 1 << fuzz_below(8);
			break;
		case 1:
			bytes[at] = fuzz_random();
			break;
		case 2:
			if (size + more > room)
				break;
			memmove(bytes + at + more, bytes + at, size - at);
			size += more;
			break;
		case 3:
			if (at + more > size)
				break;
			memmove(bytes + at, bytes + at + more, size - at - more);
			size -= more;
			break;
		}
	}
	/* Mostly a length that fits, else nothing but the header is tried. */
	if (!fuzz_one_in(20)) {
		length = size - head;
		memcpy(bytes + offsetof(struct frame_header, length), &length, sizeof(length));
	}
	return size;
}

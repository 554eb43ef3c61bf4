/* SPDX-License-Identifier: GPL-2.0-only */
/* Frames on a descriptor, and the RUN frame's sequences. */
#ifndef SHIM_FRAME_H
#define SHIM_FRAME_H

#include <stdbool.h>
#include "protocol.h"

struct channel {
	int in;
	int out;
};

/* One frame; false when nobody reads it. */
bool frame_send(const struct channel *c, __u8 kind, __u16 flags, __u32 id,
		const void *payload, __u32 size);
/* Reads frames and answers them until the end, a BYE, or something that is no frame. */
void frames_serve(const struct channel *c);

#endif

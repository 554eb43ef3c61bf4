/* SPDX-License-Identifier: GPL-2.0-only */
/* What was seen after an operation, written into the sequence's record. */
#ifndef SHIM_RESULT_H
#define SHIM_RESULT_H

#include "sequence.h"

/* Takes the finished calls, identities and deaths off @s, and writes one settled entry. */
void result_settled(struct sequence *s, struct writer *out);
/* Ends the record. */
void result_end(const struct sequence *s, struct writer *out);

#endif

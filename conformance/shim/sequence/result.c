// SPDX-License-Identifier: GPL-2.0-only
#include <stdlib.h>
#include <string.h>
#include "news.h"
#include "result.h"

static const struct worker *worker_of(const struct task *t)
{
	return &SHARED->workers[t->worker];
}

static int by_stamp(const void *a, const void *b, void *sequence)
{
	const struct sequence *s = sequence;
	__u64 left = worker_of(&s->tasks[*(const __u8 *)a])->stamp;
	__u64 right = worker_of(&s->tasks[*(const __u8 *)b])->stamp;

	return (left > right) - (left < right);
}

/* Most of an output is zero mostly: trailing zeros are left out. */
static void write_output(struct writer *out, const struct output *output)
{
	__u32 stored = output->size;

	while (stored && !output->at[stored - 1])
		stored--;
	write_varint(out, output->size);
	write_varint(out, stored);
	write_bytes(out, output->at, stored);
}

static void write_returned(const struct sequence *s, const struct news *news, struct writer *out)
{
	__u32 i, j;

	write_varint(out, news->nreturned);
	for (i = 0; i < news->nreturned; i++) {
		const struct task *t = &s->tasks[news->returned[i]];

		write_byte(out, news->returned[i]);
		write_varint(out, t->op);
		write_zigzag(out, worker_of(t)->value);
		write_varint(out, t->outputs);
		for (j = 0; j < t->outputs; j++)
			write_output(out, &t->output[j]);
	}
}

static void write_blocked(const struct news *news, struct writer *out)
{
	write_varint(out, news->nblocked);
	write_bytes(out, news->blocked, news->nblocked);
}

static void write_parked(const struct news *news, struct writer *out)
{
	__u32 i;

	write_varint(out, news->nparked);
	for (i = 0; i < news->nparked; i++) {
		__u32 size = strnlen(news->points[i], POINT_NAME);

		write_byte(out, news->parked[i]);
		write_varint(out, size);
		write_bytes(out, news->points[i], size);
	}
}

static void write_died(const struct sequence *s, const struct news *news, struct writer *out)
{
	__u32 i;

	write_varint(out, news->ndied);
	for (i = 0; i < news->ndied; i++) {
		write_byte(out, news->died[i]);
		write_zigzag(out, s->tasks[news->died[i]].status);
	}
}

static void write_signals(struct sequence *s, const struct news *news, struct writer *out)
{
	__u32 i, signal, left = news->nsignals;

	write_varint(out, left);
	for (i = 0; i < s->ntasks; i++) {
		struct task *t = &s->tasks[i];

		for (signal = 1; t->exists && signal <= MAX_SIGNAL; signal++) {
			__u32 count = worker_of(t)->deliveries[signal];

			if (count == t->seen[signal] || !left)
				continue;
			write_byte(out, i);
			write_byte(out, signal);
			write_varint(out, count - t->seen[signal]);
			t->seen[signal] = count;
			left--;
		}
	}
}

static void write_spawned(const struct sequence *s, const struct news *news, struct writer *out)
{
	__u32 i;

	write_varint(out, news->nspawned);
	for (i = 0; i < news->nspawned; i++) {
		write_byte(out, news->spawned[i]);
		write_varint(out, s->tasks[news->spawned[i]].tid);
	}
}

void result_settled(struct sequence *s, struct writer *out)
{
	struct news news = { 0 };

	news_gather(s, &news);
	if (s->fault)
		return;
	qsort_r(news.returned, news.nreturned, 1, by_stamp, s);
	write_byte(out, SETTLED | (news.nreturned ? SETTLED_RETURNED : 0) |
		   (news.nblocked ? SETTLED_BLOCKED : 0) | (news.ndied ? SETTLED_DIED : 0) |
		   (news.nsignals ? SETTLED_SIGNALS : 0) |
		   (news.nspawned ? SETTLED_SPAWNED : 0) |
		   (news.nparked ? SETTLED_PARKED : 0));
	if (news.nreturned)
		write_returned(s, &news, out);
	if (news.nblocked)
		write_blocked(&news, out);
	if (news.ndied)
		write_died(s, &news, out);
	if (news.nsignals)
		write_signals(s, &news, out);
	if (news.nspawned)
		write_spawned(s, &news, out);
	if (news.nparked)
		write_parked(&news, out);
}

void result_end(const struct sequence *s, struct writer *out)
{
	write_byte(out, 0);
	write_byte(out, s->fault);
	if (!s->fault)
		return;
	write_varint(out, s->fault_op);
	write_byte(out, s->fault_task);
	write_varint(out, s->fault_errno);
}

/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef COST_H
#define COST_H

#include <stdio.h>

/* Calls in a batch: fewer than a datagram socket has room for messages. */
#define CALLS	8

#define ARRAY_SIZE(array)	(sizeof(array) / sizeof((array)[0]))

/* A call, and what surrounds each batch of it without being counted. */
struct workload {
	const char *name;
	void (*prepare)(void);
	int (*call)(int i);	/* with a result below 0 and errno if it fails */
	void (*finish)(void);
	int expected;		/* errno of each call, 0 for success */
};

/* What a kind of object brings: its workloads, and what they need. */
struct object {
	void (*make)(void);
	const struct workload *workloads;
	int nr_workloads;
	struct object *next;
};

/*
 * Comes after those that were added before. Each is added by a constructor of
 * its file, before main() begins: nobody lists them.
 */
void add_object(struct object *object);

/* What is said on the second serial line; all of it is sent at the end. */
extern FILE *report;

void report_open(void);
/* Sends it, and ends the program. */
void report_end(void);
void report_failure(int error, const char *what);

/* Ends the program with what failed, unless a result is 0 or more; gives it. */
int must(int result, const char *what);

/* The device of the points; with another task armed they are on, until it is closed. */
void open_device(void);
void arm_other(void);
void close_device(void);

#endif /* COST_H */

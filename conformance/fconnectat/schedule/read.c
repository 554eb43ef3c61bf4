// SPDX-License-Identifier: GPL-2.0-only
/* What a call has returned, as the end of an event: read.ts in C. The tables are the scenario's. */

#include <sys/socket.h>

#define KEEPER		0
#define ST_MODE		24

static unsigned int mode_of(const struct task *t)
{
	unsigned int mode;

	memcpy(&mode, t->output[0].at + ST_MODE, sizeof(mode));
	return mode;
}

static const char *inode_of(unsigned int mode)
{
	size_t i;

	for (i = 0; i < ARRAY_SIZE(inodes); i++) {
		if ((mode & inodes[i].mask) == inodes[i].mode)
			return inodes[i].name;
	}
	return "another inode";
}

/* The inode that the peer was bound to. */
static const char *peer_of(const struct task *t)
{
	const char *path = t->output[0].at + sizeof(sa_family_t);
	size_t i;

	for (i = 0; i < ARRAY_SIZE(peers); i++) {
		if (!strcmp(path, peers[i].path))
			return peers[i].name;
	}
	return "another";
}

static const char *credentials_of(const struct task *t)
{
	pid_t pid;
	int i;

	memcpy(&pid, t->output[0].at, sizeof(pid));
	for (i = 0; i < MAX_TASKS; i++) {
		if (shared->tasks[i].exists && shared->tasks[i].tid == pid)
			return name_of(i);
	}
	return "another";
}

/* By the keeper, who looks at the state. */
static const char *looked(const struct task *t, const char *error)
{
	static char text[64];

	switch (t->nr) {
	case __NR_getpeername:
		snprintf(text, sizeof(text), "peer %s", error ?: peer_of(t));
		return text;
	case __NR_newfstatat:
		if (error)
			return error;
		snprintf(text, sizeof(text), "found %s", inode_of(mode_of(t)));
		return text;
	case __NR_getsockopt:
		if (error)
			return error;
		snprintf(text, sizeof(text), "credentials of %s", credentials_of(t));
		return text;
	default:
		return error ?: "accepted";
	}
}

static const char *result_of(const struct task *t)
{
	const char *error = error_of(t->value);
	static char text[64];

	if (t == &shared->tasks[KEEPER]) {
		/* Calls that change something are to succeed, and say no more. */
		if (t->nr == __NR_renameat2 || t->nr == __NR_chmod ||
		    t->nr == __NR_socket)
			return error;
		return looked(t, error);
	}
	/* A descriptor has its number: the program goes on. */
	if (!error && t->nr == __NR_dup2)
		return NULL;
	/* To refuse what is no socket is the program's own decision. */
	if (!error && t->nr == __NR_newfstatat && !S_ISSOCK(mode_of(t)))
		error = "refused";
	snprintf(text, sizeof(text), "returned %s", error ?: "OK");
	return text;
}

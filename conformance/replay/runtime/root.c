// SPDX-License-Identifier: GPL-2.0-only
/* Whoever runs it is root: main() has looked. */

static void become(struct task *t, long uid, long gid, const char *root)
{
	t->uid = uid;
	t->gid = gid;
	t->root = root;
}

static void enter_folder(const char *where)
{
	if (!unshare_mounts())
		die("a mount namespace: %s", strerror(EPERM));
	enter_tmpfs(where);
}

/* It is gone with us. */
static void leave_folder(void)
{
}

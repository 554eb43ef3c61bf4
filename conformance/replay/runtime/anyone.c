// SPDX-License-Identifier: GPL-2.0-only
/* Whoever runs it, and the folder of those who have no file system of their own. */

/* Root may do all, the root of an own user namespace has one user, and others have no chroot. */
static enum { AS_ROOT, AS_NAMESPACE_ROOT, AS_USER } privilege;

static char folder[4096];

static void become(struct task *t, long uid, long gid, const char *root)
{
	t->root = privilege == AS_USER ? NULL : root;
	if (privilege != AS_ROOT && (uid > 0 || gid > 0))
		die("it needs the user %ld and the group %ld: run it as root", uid, gid);
	if (privilege != AS_ROOT)
		return;
	t->uid = uid;
	t->gid = gid;
}

static bool write_file(const char *path, const char *text)
{
	int fd = open(path, O_WRONLY | O_CLOEXEC);
	bool written = fd >= 0 && write(fd, text, strlen(text)) == (ssize_t)strlen(text);

	if (fd >= 0)
		close(fd);
	return written;
}

/* Who is not root may be it in a user namespace, where that is allowed. */
static void gain_privilege(void)
{
	char uid_map[64], gid_map[64];

	if (!geteuid()) {
		privilege = AS_ROOT;
		return;
	}
	snprintf(uid_map, sizeof(uid_map), "0 %u 1", geteuid());
	snprintf(gid_map, sizeof(gid_map), "0 %u 1", getegid());
	privilege = AS_NAMESPACE_ROOT;
	if (!unshare(CLONE_NEWUSER) && write_file("/proc/self/setgroups", "deny") &&
	    write_file("/proc/self/uid_map", uid_map) && write_file("/proc/self/gid_map", gid_map))
		return;
	privilege = AS_USER;
	fprintf(stderr, "Neither root nor a user namespace: there is no chroot, and calls that\n"
		"need a privilege fail. A difference may come of that.\n");
}

static void enter_folder(const char *where)
{
	gain_privilege();
	if (privilege != AS_USER && unshare_mounts()) {
		enter_tmpfs(where);
		return;
	}
	snprintf(folder, sizeof(folder), "%s/syspec-XXXXXX", where);
	if (!mkdtemp(folder)) {
		*folder = 0;
		die("a folder in %s: %s", where, strerror(errno));
	}
	if (chmod(folder, 0755) || chdir(folder))
		die("%s: %s", folder, strerror(errno));
}

static bool is_directory(int fd, const char *name)
{
	struct stat st;

	return !fstatat(fd, name, &st, AT_SYMLINK_NOFOLLOW) && S_ISDIR(st.st_mode);
}

/* Empties a folder, without following links, and whatever the modes in it. */
static void empty(int fd)
{
	DIR *dir = fdopendir(fd);
	struct dirent *entry;

	while (dir && (entry = readdir(dir))) {
		const char *name = entry->d_name;
		int below;

		if (!strcmp(name, ".") || !strcmp(name, ".."))
			continue;
		if (!is_directory(fd, name)) {
			unlinkat(fd, name, 0);
			continue;
		}
		fchmodat(fd, name, 0700, 0);
		below = openat(fd, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
		if (below >= 0)
			empty(below);
		unlinkat(fd, name, AT_REMOVEDIR);
	}
	if (dir)
		closedir(dir);
}

static void leave_folder(void)
{
	int fd;

	if (!*folder)
		return;
	chmod(folder, 0700);
	fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (fd >= 0)
		empty(fd);
	if (chdir("/") || rmdir(folder))
		fprintf(stderr, "cannot remove %s: %s\n", folder, strerror(errno));
}

\* SPDX-License-Identifier: MIT
-------------------------------- MODULE Vfs --------------------------------
(* Directories, symbolic links and permissions (fs/namei.c).                *)
(*                                                                          *)
(* A lookup is not atomic: path_init() and each walk_component() are steps  *)
(* of the specification that uses this module, and a rename may come        *)
(* between two of them.  Here stands what those steps have in common.       *)
EXTENDS Naturals, Sequences

CONSTANTS
  Inode,      \* every inode, the directories among them
  Dir,        \* the directories
  Root,       \* where the target of a symbolic link starts
  Name,       \* the names of directory entries; "long" is longer than NAME_MAX
  Target,     \* [symbolic link -> Seq(Name)]: its text, which never changes
  NoSearch    \* the directories that deny search to the callers

(* Stands for 40, include/linux/namei.h. *)
MAXSYMLINKS == 2

(* What is assumed of the constants.  TLC does not check the ASSUMEs of a   *)
(* module that comes in by INSTANCE, so whoever does that assumes this.     *)
FileSystemIsSound ==
  /\ Dir \subseteq Inode /\ DOMAIN Target \subseteq Inode /\ Dir \cap DOMAIN Target = {}
  /\ Root \in Dir
  /\ \A link \in DOMAIN Target : Target[link] \in Seq(Name) \ {<<>>}
  /\ NoSearch \subseteq Dir

TooLong(name) == name = "long"

(* Exchange the entries a and b, each a pair <<directory, name>>:           *)
(* vfs_rename() with RENAME_EXCHANGE, under the locks of both directories.  *)
(* (Not called entry: by the name of a variable TLC takes it for one, and   *)
(* evaluates what is constant again and again.)                             *)
Exchanged(tree, a, b) ==
  [d \in Dir |-> [n \in Name |-> CASE <<d, n>> = a -> tree[b[1]][b[2]]
                                   [] <<d, n>> = b -> tree[a[1]][a[2]]
                                   [] OTHER        -> tree[d][n]]]
=============================================================================

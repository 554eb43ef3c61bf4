\* SPDX-License-Identifier: MIT
-------------------------------- MODULE Vfs --------------------------------
(* Directories, symbolic links and permissions (fs/namei.c).                *)
(*                                                                          *)
(* A lookup is not atomic: path_init() and each walk_component() are steps  *)
(* of the specification that uses this module, and a rename may come        *)
(* between two of them.  Here stands what those steps have in common, and   *)
(* Trail, the lookup of a file system that nobody changes, as one function. *)
EXTENDS Naturals, Sequences

CONSTANTS
  Inode,      \* every inode, the directories among them
  Dir,        \* the directories
  Root,       \* where the target of a symbolic link starts
  Name,       \* the names of directory entries; "long" is longer than NAME_MAX
  Target,     \* [symbolic link -> Seq(Name)]: its text, which never changes
  NoSearch    \* the directories that deny search to the callers

(* Stands for MAXSYMLINKS, which is 40. *)
MaxLinks == 2

Link == DOMAIN Target

(* What is assumed of the constants.  TLC does not check the ASSUMEs of a   *)
(* module that comes in by INSTANCE, so whoever does that assumes this.     *)
FileSystemIsSound ==
  /\ Dir \subseteq Inode /\ Link \subseteq Inode /\ Dir \cap Link = {}
  /\ Root \in Dir
  /\ \A link \in Link : Target[link] \in Seq(Name) \ {<<>>}
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

(* The components that a lookup of path in dir meets, in order, to the one  *)
(* at which it must stop: the last one, or the first that cannot be passed. *)
(* Links in the last component are followed if follow, and never more than  *)
(* budget links in all.  The path is not empty.                             *)
Trail(tree, dir, path, follow, budget) ==
  LET from[d \in Dir, names \in Seq(Name), left \in 0..budget] ==
        LET name  == Head(names)
            inode == tree[d][name]
            last  == Len(names) = 1
            link  == inode \in Link /\ (~last \/ follow)
            here  == <<[dir |-> d, name |-> name, inode |-> inode, last |-> last, link |-> link]>>
        IN  IF d \in NoSearch \/ TooLong(name) \/ inode = "none" THEN here
            ELSE IF link /\ left > 0
              THEN here \o from[Root, Target[inode] \o Tail(names), left - 1]
            ELSE IF inode \in Dir /\ ~last THEN here \o from[inode, Tail(names), left]
            ELSE here
  IN  from[dir, path, budget]
=============================================================================

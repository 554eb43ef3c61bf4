\* SPDX-License-Identifier: MIT
------------------------------- MODULE Errno -------------------------------
(* The error numbers that the specifications return, by name.  Success is   *)
(* the string "OK", so that a result is one value of one set.               *)

Errno == {"ENOENT", "EINTR", "EBADF", "EAGAIN", "EACCES", "EFAULT", "ENOTDIR", "EINVAL",
          "ENAMETOOLONG", "ELOOP", "ENOTSOCK", "EPROTOTYPE", "EAFNOSUPPORT", "EISCONN",
          "ECONNREFUSED"}

Result == Errno \cup {"OK"}
=============================================================================

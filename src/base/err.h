/* SPDX-License-Identifier: GPL-3.0-or-later
 * err.h - four words for what goes wrong, each with one meaning:
 *   bug()      our own mistake: prints the place and aborts
 *   die()      a main cannot start: prints one sentence, exits 1; never in a library
 *   err_set()  a library could not do what it was asked: fills *err, returns false
 *   warn()     something is odd, the program goes on
 * Texts are Chinese in the source (the catalogue's ids) and shown in err->lang. */
#ifndef ANJU_BASE_ERR_H
#define ANJU_BASE_ERR_H

#include "base/tr.h"

#include <stdbool.h>

/* What kind of failure, for callers that act on it; the text is for people. */
enum err_code {
    ERR_OTHER,   /* zero */
    ERR_INVALID, /* a value was refused */
    ERR_ABSENT,  /* no such row or file */
    ERR_STALE,   /* the row has a newer version */
    ERR_FULL,    /* no space left */
    ERR_BUSY,    /* somebody else holds it; try again */
    ERR_DAMAGED, /* what is stored does not tie */
    ERR_MEMORY,
};

struct err {
    enum lang     lang; /* set by the caller; zero is Chinese */
    enum err_code code;
    char text[512]; /* a sentence without a full stop; cut at a whole character if too long */
};

/* Fill `err` (may be NULL) with tr(err->lang, format) and return false, so that
 * `return err_set(err, …)` reads as it acts. The code becomes
 * ERR_OTHER, or by err_code_set the one given. Control characters but line breaks become spaces. */
bool err_set(struct err *err, const char *format, ...) __attribute__((format(printf, 2, 3)));
bool err_code_set(struct err *err, enum err_code code, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* The same for what the system refused: the sentence, "：" and what errno `number` means in plain
 * words; the code follows the number (ENOENT absent, ENOSPC full, ENOMEM memory, EIO damaged …). */
bool err_system_set(struct err *err, int number, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* Put "context：" before the text that is already there; returns false. */
bool err_within(struct err *err, const char *format, ...) __attribute__((format(printf, 2, 3)));

#define bug(...) bug_at(__FILE__, __LINE__, __VA_ARGS__)
_Noreturn void bug_at(const char *file, int line, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
_Noreturn void die(const char *format, ...) __attribute__((format(printf, 1, 2)));
void           warn(const char *format, ...) __attribute__((format(printf, 1, 2)));

#endif

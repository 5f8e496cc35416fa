/* SPDX-License-Identifier: GPL-3.0-or-later
 * program.h - other programs, started, watched by /proc and ended: for benchmarks, where what
 * cannot be had ends the program. */
#ifndef ANJU_TESTS_SUPPORT_PROGRAM_H
#define ANJU_TESTS_SUPPORT_PROGRAM_H

#include <stddef.h>
#include <sys/types.h>

struct program {
    pid_t pid;
    int   out; /* what it says */
};

/* `argv` ends with NULL; its standard error is ours when `loud`, else nowhere. */
struct program program_start(const char *const *argv, int loud);
void           program_line(const struct program *program, char *line, size_t size);
/* Signals it (0: waits) and returns its status as waitpid() has it. */
int program_end(struct program *program, int signal_number);

/* With a fair share of what is shared: of it and of all its children's children, in MB. */
double program_pss_mb(pid_t pid);
/* What is its own alone, in kB. */
long program_own_kb(pid_t pid);
/* What all its threads have run so far, in ms. */
double program_cpu_ms(pid_t pid);
/* How many write calls it has made so far: each request to the X server is one. */
long program_writes(pid_t pid);

void   program_pause(int ms);
double program_now_ms(void);
/* The value that `share` of the sorted `times` lie below; sorts them. */
double         program_share(double *times, size_t count, double share);
_Noreturn void program_give_up(const char *what);

#endif

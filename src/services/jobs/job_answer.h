/* SPDX-License-Identifier: GPL-3.0-or-later
 * job_answer.h - which word of a title the typed letters stand for: bjy in 小区保洁员 is 保洁员.
 * Said back while typing, so that whoever types sees at once whether it was understood. */
#ifndef ANJU_JOBS_JOB_ANSWER_H
#define ANJU_JOBS_JOB_ANSWER_H

#include "base/arena.h"

/* Letters are initials, whole syllables, or both; the last syllable may be unfinished (baoj). ""
 * when they stand for nothing in `title`, or when what was typed is not letters. In `arena`. */
const char *job_answer(const char *title, const char *typed, struct arena *arena);

/* The same with the readings given (readings.h): one for each Han character and each run of ASCII
 * letters and digits. */
const char *job_answer_read(const char *title, const char *const *readings, const char *typed,
                            struct arena *arena);

#endif

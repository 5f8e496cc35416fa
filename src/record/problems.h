/* SPDX-License-Identifier: GPL-3.0-or-later
 * problems.h - what is wrong, or only doubtful, with a value: named by field, said in one sentence
 * in the reader's language, as many as there are. */
#ifndef ANJU_RECORD_PROBLEMS_H
#define ANJU_RECORD_PROBLEMS_H

#include "record/record.h"

enum problem_level { PROBLEM_WARN, PROBLEM_ERROR };

struct problem {
    const char        *field; /* name of the field or column; NULL = the whole row */
    enum problem_level level;
    const char        *value;   /* as it was given; NULL when it was not given */
    const char        *message; /* one sentence for people */
};

/* References both ways, for a reader that has a store or an import behind it. */
struct names {
    bool (*find)(void *ctx, const struct record *record, const char *name, row_id *ret_id);
    const char *(*name)(void *ctx, const struct record *record, row_id id); /* NULL: unknown */
    void *ctx;
};

/* Collects, and carries what reading a value needs. Everything lies in `arena`. */
struct problems {
    struct arena       *arena;
    enum lang           lang;
    day                 today; /* for dates without a year; DAY_ABSENT: they are refused */
    const struct names *names; /* NULL: references are ids only */
    struct problem     *at;
    size_t              count, room;
    size_t              errors; /* how many of them are errors */
};

void problems_init(struct problems *problems, struct arena *arena, enum lang lang);
/* `format` is Chinese and goes through tr(); returns false, so that a check can return it. */
bool problem_add(struct problems *problems, enum problem_level level, const char *field,
                 const char *value, const char *format, ...) __attribute__((format(printf, 5, 6)));
/* For messages: the field's label in the reader's language; any text cut to a line's worth,
 * control characters and invalid bytes replaced. */
const char *problem_label(const struct problems *problems, const struct field *field);
const char *problem_shown(const struct problems *problems, const char *text);
/* All of them on one line, "；" between: for err texts. */
char *problems_text(const struct problems *problems);

#endif

/* SPDX-License-Identifier: GPL-3.0-or-later
 * guess.h - what may be guessed (a PIN, four digits) is guarded by growing waits and a daily lock.
 * The counter is a LOCAL row, written before the answer: pulling the plug wins nothing, and neither
 * does a clock that jumps (waits count on the monotonic clock; after a restart they begin anew). */
#ifndef ANJU_STAFF_GUESS_H
#define ANJU_STAFF_GUESS_H

#include "staff/boot.h"
#include "store/store.h"

enum { GUESS_FREE = 5, GUESS_DAY = 20 }; /* then growing waits; then locked until the next day */

struct guess_policy {
    int     free;            /* wrong answers without a wait */
    int     most;            /* of a day; 0: never locked */
    int64_t wait_ms, cap_ms; /* the first wait, doubled by each wrong answer up to the cap */
};
extern const struct guess_policy guess_strict; /* 5, 20, 30 s to 30 min */
extern const struct guess_policy guess_shared; /* of a kiosk that all use: 10, never, 5 s to 60 s */

enum guess_verdict { GUESS_RIGHT, GUESS_WRONG, GUESS_WAITING, GUESS_LOCKED };

struct guess_answer {
    enum guess_verdict verdict;
    int64_t wait_ms; /* until the next may be tried; 0 at once; LOCKED: until the day ends */
    int     left;    /* of the day; -1: no limit */
};

struct guess {
    struct record_head head;
    char               what[TEXT_SIZE(80)]; /* "corner", "number/…" */
    int                failed;              /* in a row */
    int                today;               /* on `day` */
    day                day;
    time_ms            at, monotonic; /* of the last one, by both clocks */
    char               boot[TEXT_SIZE(BOOT_TEXT)];
};
extern const struct record guess_record;

/* Within a transaction. May it be tried now? A verdict WAITING or LOCKED: no; WRONG: yes. */
bool guess_may(struct store *store, const char *what, const struct guess_policy *policy,
               struct guess_answer *ret_answer, struct err *err);
/* What came of it. Right ones forget the row's count, but not the day's. */
bool guess_count(struct store *store, const char *what, const struct guess_policy *policy,
                 bool right, struct guess_answer *ret_answer, struct err *err);
/* For what takes long to try: as guess_may, but where it may be tried it is counted as wrong at
 * once, so that tries side by side are as many as those in a row. `ret_answer`: as if it was wrong.
 */
bool guess_take(struct store *store, const char *what, const struct guess_policy *policy,
                bool *ret_may, struct guess_answer *ret_answer, struct err *err);
/* It was right: the day has one less, the row none. */
bool guess_give_back(struct store *store, const char *what, struct err *err);
bool guess_forget(struct store *store, const char *what, struct err *err); /* staff unlock */
/* Within a transaction: rows that a week has passed over. */
bool guess_sweep(struct store *store, struct err *err);

#endif

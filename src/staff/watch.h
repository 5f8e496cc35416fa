/* SPDX-License-Identifier: GPL-3.0-or-later
 * watch.h - when each session was last used, to the millisecond, by both clocks: one table in
 * memory for all threads. Bounded: when it is full, those used longest ago are forgotten, and their
 * rows count. */
#ifndef ANJU_STAFF_WATCH_H
#define ANJU_STAFF_WATCH_H

#include "staff/session.h"

enum { WATCHED_MOST = 512, KNOWN_KEPT = 64 };

struct watched {
    row_id  session;
    int64_t wall, monotonic; /* of the last use */
    bool    unsaved;         /* the row does not know it yet */
};

/* Ask `may` of the last use that is known (the later one of the watch's and `row`), and if it says
 * yes and `use`, note that it is used now; all in one go. Returns what `may` said. */
typedef bool watch_may(const struct watched *last, void *context);
bool watch_ask(struct session_watch *watch, const struct watched *row, const struct world *world,
               bool use, watch_may *may, void *context);
/* What rows do not know yet, and from now on do; at most WATCHED_MOST. */
size_t watch_unsaved(struct session_watch *watch, struct watched *out);
/* It failed: rows do not know them after all. */
void watch_unsaved_again(struct session_watch *watch, const struct watched *used, size_t count);
void watch_forget(struct session_watch *watch, row_id session);

/* What the rows said of a token, as long as nothing is committed: good for the store whose version
 * it is, and only for the clocks to judge. */
struct known {
    int64_t              version; /* store_data_version() */
    struct login_session row;
    struct session       session; /* without what the clocks and the token say */
};
bool watch_recall(struct session_watch *watch, const char *token_hash, int64_t version,
                  struct known *ret_known);
void watch_keep(struct session_watch *watch, const struct known *known);

#endif

/* SPDX-License-Identifier: GPL-3.0-or-later
 * centre.h - a node with one open posting, for tests of what moves: a resident's saves as the
 * kiosk's writing thread makes them, and staff's steps. Fails the test when it cannot be set up. */
#ifndef ANJU_TESTS_SUPPORT_CENTRE_H
#define ANJU_TESTS_SUPPORT_CENTRE_H

#include "flow/act.h"
#include "services/jobs/application.h"
#include "support/temp.h"

struct centre {
    struct temp   temp;
    struct world  world; /* stands at 2026-11-24T09:41, a Tuesday */
    struct arena  arena;
    struct store *store;
    struct err    err;
    row_id        employer, job; /* 保洁员, three places */
};

void centre_start(struct centre *centre);
void centre_stop(struct centre *centre);
int  centre_setup(void **state); /* for cmocka: *state is a centre of the test's own */
int  centre_teardown(void **state);
/* Again from the same folder, as another process would. */
struct store *centre_open(struct centre *centre, struct world *world);
row_id        centre_job(struct centre *centre, const char *title, int places);

typedef bool centre_work(struct store *store, void *data, struct err *err);
/* One transaction of "resident": true when it was committed, else err says why. */
bool centre_save(struct centre *centre, centre_work *work, void *data);
/* 我想去 for centre->job; true when saved. */
bool centre_wish(struct centre *centre, const char *name, const char *phone,
                 struct application_wish *ret_wish);
/* One step of 刘敏's; `fields` "channel=phone outcome=busy" or NULL. */
bool centre_step(struct centre *centre, const struct flow *flow, row_id matter, const char *step,
                 const char *fields);
bool centre_step_by(struct centre *centre, const struct flow *flow, row_id matter, const char *step,
                    const char *fields, const struct flow_by *by);
size_t      centre_tick(struct centre *centre); /* how many steps the system has written */
const char *centre_state(struct centre *centre, row_id matter);
void        centre_days(struct centre *centre, int days); /* pass */
/* Everything ties: journal_check and standing_check; NULL or what does not. */
const char *centre_check(struct centre *centre);

#endif

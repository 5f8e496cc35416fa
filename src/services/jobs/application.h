/* SPDX-License-Identifier: GPL-3.0-or-later
 * application.h - a resident's 我想去 for a posting (求职意向), followed up by staff until there is
 * work, and after: still there after 180 days, or why not. Moves by application_flow. */
#ifndef ANJU_JOBS_APPLICATION_H
#define ANJU_JOBS_APPLICATION_H

#include "flow/act.h"
#include "services/jobs/job.h"

struct application {
    struct record_head head; /* id: the matter's */
    row_id             job;
    char               name[TEXT_SIZE(20)];
    char               phone[TEXT_SIZE(24)];
    const char        *note;       /* what the resident adds; NULL nothing */
    const char        *consent;    /* the sentence that was agreed to, as it was shown */
    day                keep_until; /* name, telephone and notes are erased then */
};
extern const struct record application_record;
extern const struct flow   application_flow;

/* The states, in the order of application_flow.states. */
enum application_state {
    APPLICATION_NEW, APPLICATION_CALLED, APPLICATION_INTRODUCED, APPLICATION_MET, APPLICATION_HIRED,
    APPLICATION_SETTLED, APPLICATION_LEFT, APPLICATION_FAILED, APPLICATION_WITHDRAWN,
    APPLICATION_LAPSED,
    APPLICATION_STATE_COUNT
};
#define CLOCK_FIRST_CALL "first_call"

/* 我想去, from the keys to the receipt: the data of one visit_save() with application_save. */
struct application_wish {
    row_id    job;
    char      name[TEXT_SIZE(20)], phone[TEXT_SIZE(24)]; /* as typed */
    char      terminal[TEXT_SIZE(3)];
    char      consent[TEXT_SIZE(240)]; /* application_consent(), as it was shown */
    day       keep_until;
    /* What comes back. */
    bool                   again; /* such a one is under way: no receipt, but its promise below */
    struct receipt         receipt; /* again: only `at`, `clock` and `due` */
    enum application_state state;
};
/* `data`: struct application_wish. Within the transaction (visit_save). ERR_INVALID: name or
 * telephone, in one sentence; ERR_ABSENT: the posting is no longer open. */
bool application_save(struct store *store, void *data, struct err *err);
/* Until when names and telephones are kept: centre_settings.keep_days. */
day application_keep_until(day today, int keep_days);
/* What is wrong with a name or telephone as typed, before 提交: "" nothing; into `arena`. */
const char *application_name_wrong(const char *name, enum lang lang, struct arena *arena);
const char *application_phone_wrong(const char *phone, enum lang lang, struct arena *arena);
/* The one plain sentence: what is kept, who sees it, until when. */
const char *application_consent(const char *centre, day keep_until, enum lang lang,
                                struct arena *arena);
/* The day by which a call that is asked for today is promised; DAY_ABSENT: limits cannot be read. */
day application_call_by(time_ms now, struct err *err);

/* What a receipt opens: no name and no telephone but its last four digits. */
struct application_view {
    row_id                 matter, job;
    char                   number[TEXT_SIZE(NUMBER_TEXT)];
    char                   title[TEXT_SIZE(30)], employer[TEXT_SIZE(60)];
    char                   phone_end[5]; /* "" erased */
    enum application_state state;
    enum flow_result       result;
    time_ms                opened, since;
    time_ms                seen_at; /* of the newest step that the resident is to see */
    time_ms                call_due; /* of the first call while it is awaited; else TIME_ABSENT */
    bool                   call_broken; /* promised and not kept */
    int                    attempts;    /* calls that nobody answered */
    bool                   may_withdraw;
};
bool application_view(struct store *store, row_id matter, time_ms now,
                      struct application_view *ret_view, struct err *err);
/* By the token of a scanned receipt; ERR_ABSENT: it opens none. */
bool application_scanned(struct store *store, const char *token, time_ms now,
                         struct application_view *ret_view, struct err *err);

/* By its number and the last four digits: the data of one visit_save() with application_find. */
struct application_search {
    char                    number[TEXT_SIZE(NUMBER_TEXT)], last_four[TEXT_SIZE(4)]; /* as typed */
    char                    terminal[TEXT_SIZE(3)];
    struct guess_answer     answer; /* RIGHT: the view is there */
    struct application_view view;
};
bool application_find(struct store *store, void *data, struct err *err);

/* The applicant takes it back: name, telephone and notes are erased at once. The data of one
 * visit_save(); whoever opened the receipt may. */
struct application_withdrawal {
    row_id matter;
    char   terminal[TEXT_SIZE(3)];
};
bool application_withdraw(struct store *store, void *data, struct err *err);

#endif

/* SPDX-License-Identifier: GPL-3.0-or-later
 * job_flow.h - how a posting moves: written, reviewed by a second person, open, filled, closed. What
 * is on the glass changes only by a revision that somebody else has approved (四眼). */
#ifndef ANJU_JOBS_JOB_FLOW_H
#define ANJU_JOBS_JOB_FLOW_H

#include "flow/act.h"
#include "services/jobs/job.h"

extern const struct flow job_flow;

enum return_reason {
    RETURN_UNWRITTEN, RETURN_EMPLOYER, RETURN_PAY, RETURN_FACTS, RETURN_UNLAWFUL, RETURN_TWICE,
    RETURN_OTHER, RETURN_REASON_COUNT
};
enum withdraw_reason {
    WITHDRAW_UNWRITTEN, WITHDRAW_EMPLOYER, WITHDRAW_WRONG, WITHDRAW_COMPLAINT, WITHDRAW_OTHER,
    WITHDRAW_REASON_COUNT
};
extern const struct word return_reason_words[RETURN_REASON_COUNT],
    withdraw_reason_words[WITHDRAW_REASON_COUNT];

struct return_form {
    enum return_reason code;
    const char        *note;
};
struct withdraw_form {
    enum withdraw_reason code;
    const char          *note;
};
struct renew_form {
    day closes_on; /* the new last day */
};
extern const struct record return_form, withdraw_form, renew_form;

/* Within a transaction: somebody has been hired, or has left. 若干 stays 若干; the last place fills
 * the posting, one given back opens it again. */
bool job_place_take(struct store *store, row_id job, const struct flow_by *by, struct err *err);
bool job_place_free(struct store *store, row_id job, const struct flow_by *by, struct err *err);

/* Postings of releases before the review was a flow get the matter and the steps, by the system,
 * that lead to the state they are in; with `apply` within a transaction. */
bool job_adopt(struct store *store, bool apply, bool *ret_needed, struct err *err);

#endif

/* SPDX-License-Identifier: GPL-3.0-or-later
 * job_put.c - postings past their review. */
#include "support/job_put.h"

bool job_put(struct store *store, struct job *job, struct err *err) {
    bool needed;
    return store_insert_reckoned(store, &job_record, job, true, err) &&
           job_adopt(store, true, &needed, err);
}

bool job_reckon(struct store *store, row_id job, enum job_state state, struct err *err) {
    const struct value value = value_text(job_state_words[state].name);
    return store_reckon(store, &job_record, job, record_field(&job_record, "state"), &value, err);
}

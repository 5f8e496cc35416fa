/* SPDX-License-Identifier: GPL-3.0-or-later
 * application_forms.h - what the steps of an application ask for: field tables without a head. */
#ifndef ANJU_JOBS_APPLICATION_FORMS_H
#define ANJU_JOBS_APPLICATION_FORMS_H

#include "record/record.h"
#include "store/store.h"

enum call_channel { CALL_CHANNEL_UNWRITTEN, CALL_PHONE, CALL_VISIT, CALL_MESSAGE, CALL_CHANNEL_COUNT };
enum call_outcome {
    CALL_OUTCOME_UNWRITTEN, CALL_NO_ANSWER, CALL_BUSY, CALL_OFF, CALL_WRONG_NUMBER, CALL_LATER,
    CALL_OUTCOME_COUNT
};
enum refuse_reason {
    REFUSE_UNWRITTEN, REFUSE_CHANGED_MIND, REFUSE_EMPLOYER, REFUSE_FILLED, REFUSE_PAY, REFUSE_PLACE,
    REFUSE_FAMILY, REFUSE_HEALTH, REFUSE_UNREACHED, REFUSE_OTHER, REFUSE_REASON_COUNT
};
enum leave_reason {
    LEAVE_UNWRITTEN, LEAVE_PAY, LEAVE_WORK, LEAVE_FAMILY, LEAVE_HEALTH, LEAVE_DISMISSED,
    LEAVE_BETTER, LEAVE_OTHER, LEAVE_REASON_COUNT
};
extern const struct word call_channel_words[CALL_CHANNEL_COUNT],
    call_outcome_words[CALL_OUTCOME_COUNT], refuse_reason_words[REFUSE_REASON_COUNT],
    leave_reason_words[LEAVE_REASON_COUNT];

struct attempt_form {
    enum call_channel channel;
    enum call_outcome outcome;
    time_ms           called_at, next_time; /* absent: now; not agreed */
    const char       *note;
};
struct reach_form {
    enum call_channel channel;
    time_ms           called_at;
    const char       *note;
};
struct introduce_form {
    time_ms     meet_at;
    const char *note;
};
struct hire_form {
    day         starts_on;
    const char *note;
};
struct remark_form { /* of steps that need nothing more */
    const char *note;
};
struct refuse_form {
    enum refuse_reason code;
    const char        *note;
};
struct leave_form {
    enum leave_reason code;
    const char       *note;
};
extern const struct record attempt_form, reach_form, introduce_form, hire_form, remark_form,
    refuse_form, leave_form;

/* "保洁员 · 新化县某某物业", for titles of matters about a posting. */
bool job_in_words(struct store *store, row_id job, struct arena *arena, const char **ret_words,
                  struct err *err);

#endif

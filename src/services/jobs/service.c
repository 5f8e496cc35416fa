/* SPDX-License-Identifier: GPL-3.0-or-later
 * service.c - what the jobs service is to every program. */
#include "services/service.h"

#include "services/jobs/application.h"
#include "services/jobs/question.h"

static const struct record *const jobs_records[] = {
    &employer_record,    &trade_record,    &job_record, &job_tag_record,
    &application_record, &question_record, NULL,
};
static const struct flow *const jobs_flows[] = { &application_flow, &question_flow, NULL };

extern const struct service jobs_service;
const struct service jobs_service = {
    .name = "jobs",
    .records = jobs_records,
    .seed = trade_seed,
    .flows = jobs_flows,
};

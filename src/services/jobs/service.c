/* SPDX-License-Identifier: GPL-3.0-or-later
 * service.c - what the jobs service is to every program. */
#include "services/service.h"

#include "services/jobs/application.h"
#include "services/jobs/job_flow.h"
#include "services/jobs/question.h"

static const struct record *const jobs_records[] = {
    &employer_record,    &trade_record,    &job_record, &job_tag_record,
    &application_record, &question_record, NULL,
};
static const struct flow *const jobs_flows[] = { &job_flow, &application_flow, &question_flow,
                                                 NULL };

/* Roles by what they do here; rows that move are made by whoever may take their first step, and
 * never deleted: they end. */
#define WRITERS (ROLE(ROLE_PUBLISHER) | ROLE(ROLE_MANAGER))
#define CALLERS (ROLE(ROLE_AGENT) | ROLE(ROLE_MANAGER))
#define READERS (WRITERS | CALLERS | ROLE(ROLE_REVIEWER) | ROLE(ROLE_OFFICER) | ROLE(ROLE_AUDITOR))

static const struct permit jobs_permits[] = {
    { .record = "job",
      .may = { [PERMIT_READ] = READERS | ROLE(ROLE_ADMINISTRATOR),
               [PERMIT_CREATE] = WRITERS,
               [PERMIT_EDIT] = WRITERS,
               [PERMIT_IMPORT] = WRITERS,
               [PERMIT_EXPORT] = READERS },
      .outside = true },
    /* Its name stands on every posting of it that is open, so who only publishes does not rename
     * it. */
    { .record = "employer",
      .may = { [PERMIT_READ] = READERS | ROLE(ROLE_ADMINISTRATOR),
               [PERMIT_CREATE] = WRITERS,
               [PERMIT_EDIT] = ROLE(ROLE_REVIEWER) | ROLE(ROLE_MANAGER),
               [PERMIT_IMPORT] = WRITERS,
               [PERMIT_EXPORT] = READERS },
      .outside = false },
    { .record = "trade",
      .may = { [PERMIT_READ] = ROLES_ALL,
               [PERMIT_CREATE] = ROLE(ROLE_MANAGER) | ROLE(ROLE_ADMINISTRATOR),
               [PERMIT_EDIT] = ROLE(ROLE_MANAGER) | ROLE(ROLE_ADMINISTRATOR),
               [PERMIT_EXPORT] = READERS },
      .outside = false },
    /* Residents' names and telephones. */
    { .record = "application",
      .may = { [PERMIT_READ] = CALLERS | ROLE(ROLE_OFFICER) | ROLE(ROLE_AUDITOR),
               [PERMIT_REVEAL] = CALLERS,
               [PERMIT_FIND] = CALLERS,
               [PERMIT_CREATE] = CALLERS,
               [PERMIT_EDIT] = CALLERS,
               [PERMIT_EXPORT] = ROLE(ROLE_MANAGER) | ROLE(ROLE_AUDITOR) },
      .outside = false },
    { .record = "question",
      .may = { [PERMIT_READ] = READERS,
               [PERMIT_REVEAL] = CALLERS,
               [PERMIT_FIND] = CALLERS,
               [PERMIT_CREATE] = CALLERS,
               [PERMIT_EXPORT] = ROLE(ROLE_MANAGER) | ROLE(ROLE_AUDITOR) },
      .outside = false },
    { 0 },
};

extern const struct service jobs_service;
const struct service        jobs_service = {
           .name = "jobs",
           .records = jobs_records,
           .seed = trade_seed,
           .upgrade = job_adopt,
           .flows = jobs_flows,
           .permits = jobs_permits,
};

/* SPDX-License-Identifier: GPL-3.0-or-later
 * permit.h - who may do what: roles × records × permissions, one row a record, nothing allowed that
 * no row allows. A service lists the rows of its records beside them (service.h); what belongs to
 * the ground (staff, sessions, settings, the journal) stands in staff_permits. Steps name their own
 * roles (flow.h). */
#ifndef ANJU_STAFF_PERMIT_H
#define ANJU_STAFF_PERMIT_H

#include "record/record.h"

enum role {
    ROLE_UNWRITTEN,
    ROLE_PUBLISHER,     /* 岗位发布员 */
    ROLE_REVIEWER,      /* 审核员 */
    ROLE_AGENT,         /* 热线坐席 */
    ROLE_OFFICER,       /* 后扶专干 */
    ROLE_PROPERTY,      /* 物业 */
    ROLE_UNIT,          /* 承办单位: sees its own matters only */
    ROLE_MANAGER,       /* 中心主任 */
    ROLE_ADMINISTRATOR, /* 管理员: people and settings, no residents' data */
    ROLE_AUDITOR,       /* 监督员: reads everything masked, the journal whole */
    ROLES_COUNT
};
extern const struct word role_words[ROLES_COUNT];
extern const char *const role_does[ROLES_COUNT]; /* N_(): one line for people, what it is for */

/* A set of roles: ROLE(ROLE_PUBLISHER) | ROLE(ROLE_MANAGER). */
typedef unsigned role_set;
#define ROLE(role) (1u << (role))
#define ROLES_ALL ((1u << ROLES_COUNT) - 2)

enum permission {
    PERMIT_READ,   /* lists and rows, personal values masked */
    PERMIT_REVEAL, /* unmasked, one row at a time, with a reason, journalled */
    PERMIT_FIND,   /* a person by exact telephone, name or number, journalled */
    PERMIT_CREATE,
    PERMIT_EDIT,
    PERMIT_DELETE,
    PERMIT_IMPORT,
    PERMIT_EXPORT, /* masked, unless the reason is given and PERMIT_REVEAL too: journalled */
    PERMIT_COUNT
};
extern const char *const permission_names[PERMIT_COUNT]; /* "read" … for matrices and messages */

struct permit {
    const char *record; /* its name; NULL ends a list */
    role_set    may[PERMIT_COUNT];
    bool        outside; /* an outside reviewer reads those rows that wait for review */
};

/* What is permitted beside records: it has no table, and no other name may be one of these. */
#define PERMIT_SESSION "session" /* read: everybody's sessions; delete: end them */
#define PERMIT_SETTING "setting" /* read and edit: anju.conf */
#define PERMIT_JOURNAL "journal" /* read, masked; reveal: the values, with a reason */

extern const struct permit staff_permits[]; /* of staff_records and of those three */

/* `permits`: lists, ends with NULL (service_permits()). Where somebody acts ask actor_may(). */
bool permit_allows(const struct permit *const *permits, role_set roles, const char *record,
                   enum permission permission);
const struct permit *permit_named(const struct permit *const *permits, const char *record);
/* Every record of `records` but LOCAL, SETTINGS and child ones has its one row, and every row its
 * record. */
bool permits_cover(const struct permit *const *permits, const struct record *const *records,
                   struct err *err);

#endif

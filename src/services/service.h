/* SPDX-License-Identifier: GPL-3.0-or-later
 * service.h - what a service is to every program: its records. list.h names them all. */
#ifndef ANJU_SERVICES_SERVICE_H
#define ANJU_SERVICES_SERVICE_H

#include "flow/flow.h"
#include "record/record.h"
#include "store/store.h"

struct service {
    const char                 *name;
    const struct record *const *records; /* ends with NULL */
    /* Lay down the rows that the service ships (trades …), from share_path("config/…"), inside the
     * caller's transaction; again after an upgrade, changing only what differs. NULL = none. */
    bool (*seed)(struct store *store, struct err *err);
    /* Bring up what an older release left, inside the caller's transaction; again and again without
     * harm. *ret_needed first, without writing: is there anything? NULL = none. */
    bool (*upgrade)(struct store *store, bool apply, bool *ret_needed, struct err *err);
    const struct flow *const *flows; /* ends with NULL; NULL = none */
    const struct permit *permits; /* of its records, ends with a NULL record */
};

extern const struct service *const services[]; /* ends with NULL; made from list.h */
/* The records of staff, of flows and of all services, ends with NULL. */
const struct record *const *service_records(void);
/* The flows of all services, ends with NULL. */
const struct flow *const *service_flows(void);
/* Who may do what with them, and staff_permits; ends with NULL. */
const struct permit *const *service_permits(void);
/* Have all their clocks a limit (limits_cover)? Asked before a program begins to work. */
bool service_limits(struct err *err);
/* In a transaction of its own, if anything is needed: by whoever opens the store to write. */
bool service_upgrade(struct store *store, struct err *err);
/* The system's steps that are due (flow_tick), of all services: the data of one visit_save().
 * Once an hour and at start is often enough. */
struct service_round {
    char   terminal[TEXT_SIZE(3)];
    size_t written; /* what comes back */
};
bool service_tick(struct store *store, void *data, struct err *err);

#endif

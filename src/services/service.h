/* SPDX-License-Identifier: GPL-3.0-or-later
 * service.h - what a service is to every program: its records. list.h names them all. */
#ifndef ANJU_SERVICES_SERVICE_H
#define ANJU_SERVICES_SERVICE_H

#include "record/record.h"
#include "store/store.h"

struct service {
    const char                 *name;
    const struct record *const *records; /* ends with NULL */
    /* Lay down the rows that the service ships (trades …), from share_path("config/…"), inside the
     * caller's transaction; again after an upgrade, changing only what differs. NULL = none. */
    bool (*seed)(struct store *store, struct err *err);
};

extern const struct service *const services[]; /* ends with NULL; made from list.h */
/* The records of all services, ends with NULL. */
const struct record *const *service_records(void);

#endif

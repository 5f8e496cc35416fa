/* SPDX-License-Identifier: GPL-3.0-or-later
 * service.c - the list of services as an array, and all their records. */
#include "services/service.h"

#define SERVICE(name) extern const struct service name##_service;
#include "services/list.h"
#undef SERVICE

const struct service *const services[] = {
#define SERVICE(name) &name##_service,
#include "services/list.h"
#undef SERVICE
    NULL,
};

enum { RECORDS_MOST = 256 };

const struct record *const *service_records(void) {
    static const struct record *records[RECORDS_MOST + 1];
    if (records[0])
        return records;
    size_t count = 0;
    for (size_t s = 0; services[s]; s++)
        for (const struct record *const *r = services[s]->records; *r; r++) {
            if (count == RECORDS_MOST)
                bug("more than %d records", RECORDS_MOST);
            records[count++] = *r;
        }
    return records;
}

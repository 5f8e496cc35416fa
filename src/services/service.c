/* SPDX-License-Identifier: GPL-3.0-or-later
 * service.c - the list of services as an array, and all their records, flows and permits. */
#include "services/service.h"

#include "flow/act.h"
#include "services/corner.h"

#define SERVICE(name) extern const struct service name##_service;
#define SERVICE_UNSEEN(name) SERVICE(name)
#include "services/list.h"
#undef SERVICE
#undef SERVICE_UNSEEN

const struct service *const services[] = {
#define SERVICE(name) &name##_service,
#define SERVICE_UNSEEN(name) SERVICE(name)
#include "services/list.h"
#undef SERVICE
#undef SERVICE_UNSEEN
    NULL,
};

enum { RECORDS_MOST = 256, FLOWS_MOST = 64, PERMITS_MOST = 64 };

static size_t records_add(const struct record **records, size_t count,
                          const struct record *const *more) {
    for (; *more; more++) {
        if (count == RECORDS_MOST)
            bug("more than %d records", RECORDS_MOST);
        records[count++] = *more;
    }
    return count;
}

const struct record *const *service_records(void) {
    static const struct record       *records[RECORDS_MOST + 1];
    static const struct record *const corner[] = { &corner_record, NULL };
    if (records[0])
        return records;
    size_t count = records_add(records, 0, staff_records);
    count = records_add(records, count, flow_records);
    for (size_t s = 0; services[s]; s++)
        count = records_add(records, count, services[s]->records);
    (void)records_add(records, count, corner); /* the last */
    return records;
}

const struct flow *const *service_flows(void) {
    static const struct flow *flows[FLOWS_MOST + 1];
    size_t                    count = 0;
    if (flows[0])
        return flows;
    for (size_t s = 0; services[s]; s++)
        for (const struct flow *const *f = services[s]->flows; f && *f; f++) {
            if (count == FLOWS_MOST)
                bug("more than %d flows", FLOWS_MOST);
            flows[count++] = *f;
        }
    return flows;
}

/* Matters and steps are read through the record that moves, never as tables. */
static const struct permit flow_permits[] = {
    { .record = "matter" },
    { .record = "step" },
    { .record = "reveal" },
    { 0 },
};

const struct permit *const *service_permits(void) {
    static const struct permit *permits[PERMITS_MOST + 1] = { staff_permits, flow_permits };
    if (permits[2])
        return permits;
    for (size_t s = 0, count = 2; services[s]; s++) {
        if (count == PERMITS_MOST)
            bug("more than %d lists of permits", PERMITS_MOST);
        if (services[s]->permits)
            permits[count++] = services[s]->permits;
    }
    return permits;
}

bool service_limits(struct err *err) {
    const struct limits *limits = limits_shipped(err);
    return limits && limits_cover(limits, service_flows(), err);
}

static bool upgrade(struct store *store, bool apply, bool *ret_needed, struct err *err) {
    *ret_needed = false;
    for (size_t s = 0; services[s]; s++) {
        bool needed = false;
        if (services[s]->upgrade && !services[s]->upgrade(store, apply, &needed, err))
            return false;
        *ret_needed |= needed;
    }
    return true;
}

bool service_upgrade(struct store *store, struct err *err) {
    bool needed;
    if (!upgrade(store, false, &needed, err))
        return false;
    if (!needed)
        return true;
    if (!store_begin(store, "system", err))
        return false;
    bool done = upgrade(store, true, &needed, err) && store_commit(store, err);
    if (!done)
        store_rollback(store);
    return done;
}

bool service_tick(struct store *store, void *data, struct err *err) {
    struct service_round *round = data;
    const struct flow_by  by = { .who = WHO_SYSTEM, .terminal = round->terminal };
    return flow_tick(store, service_flows(), &by, &round->written, err);
}

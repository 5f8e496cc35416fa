/* SPDX-License-Identifier: GPL-3.0-or-later
 * demo.h - demonstration rows: config/demo/RECORDs.csv, one file a record, for each record of a
 * service that has such a file. A heading is a field's name; NAME_days_ago and NAME_in_days hold
 * whole days before and after the day of loading for the day field NAME or NAME_on. */
#ifndef ANJU_SERVICES_DEMO_H
#define ANJU_SERVICES_DEMO_H

#include "store/store.h"

enum { DEMO_RECORDS_MOST = 32 };

struct demo_count {
    const struct record *record;
    size_t               added, there; /* laid down now; there before, left as they are */
};

/* In one transaction, or nothing. A row that is there (by name where names are unique, else by
 * the id that follows from its words) is left alone, even when it was edited since. A bad cell is
 * refused as file:line:field. `ret_counts` has DEMO_RECORDS_MOST rows. */
bool demo_load(struct store *store, day today, struct demo_count *ret_counts, size_t *ret_count,
               struct err *err);

#endif

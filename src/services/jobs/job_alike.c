/* SPDX-License-Identifier: GPL-3.0-or-later
 * job_alike.c - the search index has the order; trade and day are conditions on top. */
#include "services/jobs/job_alike.h"

bool job_alike(struct store *store, const struct job *job, day today, size_t room,
               struct arena *arena, struct job_row *rows, size_t *ret_count, struct err *err) {
    const struct value  values[] = { value_day(today), value_id(&job->trade),
                                     value_id(&job->head.id) };
    const struct search search = {
        .where = "(closes_on IS NULL OR closes_on >= $1) AND trade = $2 AND id <> $3",
        .values = values,
        .value_count = sizeof(values) / sizeof(values[0]),
        .count = room,
    };
    size_t  found = 0, loaded = 0;
    row_id *ids = ARENA_NEW_ARRAY(arena, room > 0 ? room : 1, row_id);
    if (ids == NULL)
        return err_code_set(err, ERR_MEMORY, "内存不够，列不出岗位");
    if (room > 0 && !id_absent(job->trade) &&
        !store_search(store, &job_record, &search, ids, &found, NULL, err))
        return false;
    for (size_t i = 0; i < found; i++) {
        struct err why = { .lang = err != NULL ? err->lang : LANG_ZH };
        if (job_open_get(store, ids[i], today, arena, &rows[loaded], &why))
            loaded++;
        else if (why.code != ERR_ABSENT) /* absent: taken away meanwhile */
            return err_code_set(err, why.code, "%s", why.text);
    }
    *ret_count = loaded;
    return true;
}

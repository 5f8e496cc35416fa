/* SPDX-License-Identifier: GPL-3.0-or-later
 * events.c - one thread sleeps on the WAL and wakes every stream when something was written; each
 * stream then reads on in the journal from where it was, with the database connection of the thread
 * that serves it, and says what its session may know. */
#include "web/events.h"

#include "store/journal.h"
#include "store/watch.h"
#include "web/records.h"
#include "web/stream.h"

#include <errno.h>
#include <poll.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <unistd.h>

enum { ENTRIES_MOST = 32 /* read at a time */, LINE_MOST = 512 /* bytes of an event */ };

/* One stream, in the list of all. */
struct listener {
    struct events    *events;
    struct listener  *next, *before;
    struct stream    *stream;
    const struct web *web;
    row_id            session;
    struct actor      actor;
    int64_t           after; /* sequence of the newest entry that was said or passed over */
};

struct events {
    struct watch    *watch;
    int              stop; /* an eventfd */
    pthread_t        thread;
    pthread_mutex_t  lock; /* of the list */
    struct listener *first;
};

/* --- waking ---------------------------------------------------------------------------------- */

static void wake_all(struct events *events) {
    pthread_mutex_lock(&events->lock);
    for (struct listener *one = events->first; one; one = one->next)
        stream_wake(one->stream);
    pthread_mutex_unlock(&events->lock);
}

static void *watch_run(void *ctx) {
    struct events *events = ctx;
    struct pollfd  fds[] = { { .fd = watch_fd(events->watch), .events = POLLIN },
                             { .fd = events->stop, .events = POLLIN } };
    for (;;) {
        if (poll(fds, 2, -1) < 0 && errno != EINTR)
            return NULL;
        if (fds[1].revents)
            return NULL;
        if (fds[0].revents) {
            watch_drain(events->watch);
            wake_all(events);
        }
    }
}

bool events_open(struct events **ret_events, const char *folder, struct err *err) {
    struct events *events = calloc(1, sizeof(*events));
    if (!events)
        return err_code_set(err, ERR_MEMORY, "内存不足");
    pthread_mutex_init(&events->lock, NULL);
    events->stop = eventfd(0, EFD_CLOEXEC);
    if (events->stop >= 0 && watch_open(&events->watch, folder, err)) {
        if (pthread_create(&events->thread, NULL, watch_run, events) == 0) {
            *ret_events = events;
            return true;
        }
        (void)err_set(err, "起不了新的线程");
        watch_close(events->watch);
    } else if (events->stop < 0) {
        (void)err_system_set(err, errno, "看不了数据库的变化");
    }
    if (events->stop >= 0)
        (void)close(events->stop);
    pthread_mutex_destroy(&events->lock);
    free(events);
    return false;
}

void events_close(struct events *events) {
    const uint64_t one = 1;
    if (write(events->stop, &one, sizeof(one)) != (ssize_t)sizeof(one))
        bug("an eventfd that cannot be written: %s", strerror(errno));
    (void)pthread_join(events->thread, NULL);
    watch_close(events->watch);
    (void)close(events->stop);
    pthread_mutex_destroy(&events->lock);
    free(events);
}

/* --- what a stream says ---------------------------------------------------------------------- */

static const struct record *record_named(const struct web *web, const char *name) {
    for (const struct record *const *r = web->records; *r; r++)
        if (strcmp((*r)->name, name) == 0)
            return *r;
    return NULL;
}

/* Which row this entry is told as: a record with routes that this person may read, as itself; a
 * step or a matter, as the row that moves. NULL: nothing that this session is told. */
static const struct record *told_as(const struct listener *one, struct store *store,
                                    const struct journal_entry *entry, row_id *ret_row) {
    const struct record *record = record_named(one->web, entry->record);
    struct matter        matter;
    *ret_row = entry->row;
    if (record == &step_record) {
        const struct value value = value_id(&entry->row);
        if (!store_find(store, "SELECT matter FROM step WHERE id = $1", &value, 1, ret_row, NULL) ||
            !matter_get(store, *ret_row, &matter, NULL))
            return NULL;
        record = record_named(one->web, matter.flow);
    }
    if (!record || !record_routed(one->web, record) || one->actor.outside ||
        !actor_may(&one->actor, one->web->permits, record->name, PERMIT_READ))
        return NULL;
    return record;
}

/* Is it a row of this person's centre? One that is gone was, or nobody would have been told. */
static bool told_here(const struct listener *one, struct store *store, const struct record *record,
                      row_id row) {
    const struct value values[] = { value_id(&row), value_id(&one->actor.home) };
    char               sql[160];
    int64_t            elsewhere = 0;
    (void)snprintf(sql, sizeof(sql), "SELECT count(*) FROM \"%s\" WHERE id = $1 AND home <> $2",
                   record->name);
    return store_number(store, sql, values, 2, &elsewhere, NULL) && elsewhere == 0;
}

/* One entry as an event; 0: it is not told. Values are not: whoever listens reads the row, masked
 * as always. */
static size_t event_write(const struct listener *one, struct store *store,
                          const struct journal_entry *entry, char *out, size_t room) {
    char                 id[ID_TEXT];
    row_id               row;
    const struct record *record = told_as(one, store, entry, &row);
    if (!record || !told_here(one, store, record, row))
        return 0;
    id_format(row, id);
    int length =
        snprintf(out, room,
                 "id: %lld\nevent: %s\ndata: {\"record\":\"%s\",\"id\":\"%s\",\"act\":\"%s\"}\n\n",
                 (long long)entry->sequence, record->name, record->name, id,
                 strcmp(entry->record, record->name) == 0 ? entry->act : "step");
    return length > 0 && (size_t)length < room ? (size_t)length : 0;
}

static bool goes_on(struct listener *one, struct store *store) {
    bool alive = false;
    return session_alive(store, one->web->sessions, one->session, &alive, NULL) && alive;
}

static ssize_t read_on(void *ctx, struct store *store, char *out, size_t room) {
    struct listener     *one = ctx;
    struct journal_entry entries[ENTRIES_MOST];
    struct arena         arena = { 0 };
    size_t               count, used = 0;
    char                 line[LINE_MOST];
    bool                 full = false;
    if (!store)
        return 0;
    if (!goes_on(one, store))
        return STREAM_END;
    do {
        if (!journal_read(store, one->after, false, &arena, entries, ENTRIES_MOST, &count, NULL))
            break;
        for (size_t i = 0; i < count && !full; i++) {
            size_t length = event_write(one, store, &entries[i], line, sizeof(line));
            full = length > room - used;
            if (full)
                break;
            memcpy(out + used, line, length);
            used += length;
            one->after = entries[i].sequence;
        }
    } while (!full && count == ENTRIES_MOST);
    arena_deinit(&arena);
    return (ssize_t)used;
}

static void listener_close(void *ctx) {
    struct listener *one = ctx;
    struct events   *events = one->events;
    pthread_mutex_lock(&events->lock);
    if (one->before)
        one->before->next = one->next;
    else if (events->first == one)
        events->first = one->next;
    if (one->next)
        one->next->before = one->before;
    pthread_mutex_unlock(&events->lock);
    free(one);
}

/* From where it goes on: behind what the client has last heard, else from now on. */
static bool after_of(struct request *request, int64_t *ret_after, struct err *err) {
    const char *last = request->last_event_id;
    char       *end = NULL;
    int64_t     newest;
    if (!store_number(request->store, "SELECT max(sequence) FROM journal", NULL, 0, &newest, err))
        return false;
    *ret_after = newest;
    if (!last || !*last)
        return true;
    errno = 0;
    long long after = strtoll(last, &end, 10);
    if (*last < '0' || *last > '9' || *end || errno)
        return err_code_set(err, ERR_INVALID, "Last-Event-ID 要是收到过的 id");
    *ret_after = after < newest ? after : newest;
    return true;
}

void events_handle(struct request *request, struct answer *answer) {
    struct err       err = { .lang = request->lang };
    struct events   *events = request->web->events;
    struct listener *one = calloc(1, sizeof(*one));
    if (!one || !after_of(request, &one->after, &err)) {
        if (!one)
            (void)err_code_set(&err, ERR_MEMORY, "内存不足");
        free(one);
        problem_err(request, answer, &err);
        return;
    }
    one->events = events;
    one->web = request->web;
    one->session = request->session->id;
    one->actor = request->session->actor;
    const struct stream_source source = { .read = read_on, .close = listener_close, .ctx = one };
    pthread_mutex_lock(&events->lock);
    one->stream = stream_open(request, &source);
    if (one->stream) {
        one->next = events->first;
        if (one->next)
            one->next->before = one;
        events->first = one;
    }
    pthread_mutex_unlock(&events->lock);
    if (!one->stream) {
        free(one);
        problem(request, answer, 503, "streams", "连着的页面太多了，请过一会儿再试");
        answer->seconds = 5;
        return;
    }
    answer->type = "text/event-stream; charset=utf-8";
    answer->stream = one->stream;
}

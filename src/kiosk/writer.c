/* SPDX-License-Identifier: GPL-3.0-or-later
 * writer.c - the thread sleeps on a condition; an order is a save, the
 * system's round, forgetting, or the end. */
#include "kiosk/writer.h"

#include "services/service.h"
#include "store/journal.h"

#include <SDL_events.h>
#include <SDL_mutex.h>
#include <SDL_thread.h>
#include <stdlib.h>
#include <string.h>

enum {
    FRAME_MS = 16, /* what a screen waits before it shows 正在保存…: most saves are quicker */
    PAGES_IN_MB = 256,
    STACK_WIPED = 64 << 10,
};
enum order { ORDER_NONE, ORDER_SAVE, ORDER_ROUND, ORDER_FORGET, ORDER_END };

struct writer {
    struct saver          saver; /* first: a saver is its writer */
    struct writer_options options;
    SDL_mutex            *lock;
    SDL_cond             *ordered, *done;
    SDL_Thread           *thread; /* NULL until something is saved */
    struct store         *store;  /* the thread's own, as is its world */
    struct world          world;

    /* Under the lock. */
    enum order      order;
    enum save_state state;
    bool            waited; /* a frame's time was waited for it */
    save_work      *work;
    size_t          size;
    _Alignas(max_align_t) unsigned char data[SAVE_DATA_MOST];
    struct err err;
};

/* --- the thread -------------------------------------------------------------------------- */

/* What residents read where the store itself is in trouble; the text is for the log. */
static const char *plain_words(enum err_code code) {
    switch (code) {
    case ERR_FULL:
        return N_("这台机器存满了，这次没有保存。您填的都还在，请告诉工作人员");
    case ERR_BUSY:
        return N_("机器正忙，这次没有保存。您填的都还在，请过一会儿再试");
    case ERR_MEMORY:
        return N_("机器太忙了，这次没有保存。您填的都还在，请过一会儿再试");
    default:
        return N_("这台机器现在存不了。您填的都还在，请找工作人员");
    }
}

static bool store_failed(struct err *err) {
    warn("%s", err->text);
    return err_code_set(err, err->code, "%s", tr(err->lang, plain_words(err->code)));
}

/* Two runs with one seed over one database make different ids: the second finds what the first
 * left. */
static bool seed_again(struct writer *writer, struct err *err) {
    time_ms latest;
    if (!writer->options.seeded)
        return true;
    if (!journal_latest(writer->store, &latest, err))
        return false;
    world_set_seed(&writer->world, writer->options.seed + (uint64_t)latest.ms);
    return true;
}

static bool open_store(struct writer *writer, struct err *err) {
    const struct store_settings *settings = writer->options.settings;
    const struct store_options   how = {
          .mode = STORE_WRITE,
          .records = service_records(),
          .world = &writer->world,
          .page_limit = (int64_t)settings->page_limit_mb * PAGES_IN_MB,
          .space_floor = (int64_t)settings->space_floor_mb << 20,
    };
    if (writer->store != NULL && store_replaced(writer->store)) {
        store_close(writer->store);
        writer->store = NULL;
    }
    if (writer->store != NULL)
        return true;
    return store_open(&writer->store, writer->options.folder, &how, err) && seed_again(writer, err);
}

/* What the work refuses is for residents already, unless it met the store's trouble. */
static bool work_failed(struct writer *writer, struct err *err) {
    store_rollback(writer->store);
    bool trouble = err->code == ERR_FULL || err->code == ERR_BUSY || err->code == ERR_MEMORY ||
                   err->code == ERR_DAMAGED;
    return trouble ? store_failed(err) : false;
}

static bool save(struct writer *writer, struct err *err) {
    if (!open_store(writer, err) || !store_begin(writer->store, "resident", err))
        return store_failed(err);
    if (!writer->work(writer->store, writer->data, err))
        return work_failed(writer, err);
    if (store_commit(writer->store, err))
        return true;
    store_rollback(writer->store);
    return store_failed(err);
}

/* What calls that have returned left below us on this thread's stack. */
__attribute__((noinline)) static void wipe_stack(void) {
    char below[STACK_WIPED];
    explicit_bzero(below, sizeof(below));
}

static void forget(struct writer *writer) {
    store_close(writer->store);
    writer->store = NULL;
    wipe_stack();
}

static bool do_round(struct writer *writer, struct err *err) {
    struct service_round round = { .written = 0 };
    if (!TEXT_COPY(round.terminal, writer->options.terminal) || !open_store(writer, err) ||
        !service_upgrade(writer->store, err) || !store_begin(writer->store, "system", err))
        return false;
    if (!service_tick(writer->store, &round, err) || !store_commit(writer->store, err)) {
        store_rollback(writer->store);
        return false;
    }
    return round.written == 0 || store_settle(writer->store, err) || err->code == ERR_BUSY;
}

/* Its store goes with it: nobody needs one until somebody saves. */
static void go_round(struct writer *writer) {
    struct err err = { .lang = LANG_ZH };
    bool       open = writer->store != NULL;
    if (!do_round(writer, &err))
        warn("%s", err.text);
    if (!open)
        forget(writer);
}

static void wake_loop(const struct writer *writer) {
    SDL_Event event = { .type = writer->options.event };
    if (event.type != 0)
        (void)SDL_PushEvent(&event); /* a full queue is awake already */
}

static int writer_main(void *arg) {
    struct writer *writer = arg;
    SDL_LockMutex(writer->lock);
    for (;;) {
        while (writer->order == ORDER_NONE)
            SDL_CondWait(writer->ordered, writer->lock);
        enum order order = writer->order;
        SDL_UnlockMutex(writer->lock); /* the slot is ours while the order stands */
        bool fine = order != ORDER_SAVE || save(writer, &writer->err);
        if (order == ORDER_ROUND)
            go_round(writer);
        if (order == ORDER_FORGET || order == ORDER_END)
            forget(writer);
        SDL_LockMutex(writer->lock);
        if (order == ORDER_SAVE)
            writer->state = fine ? SAVE_DONE : SAVE_FAILED;
        writer->order = ORDER_NONE;
        SDL_CondSignal(writer->done);
        if (order == ORDER_SAVE)
            wake_loop(writer);
        if (order == ORDER_END)
            break;
    }
    SDL_UnlockMutex(writer->lock);
    return 0;
}

/* --- the screen's side ------------------------------------------------------------------- */

static void wait_until_done(struct writer *writer) {
    while (writer->order != ORDER_NONE)
        SDL_CondWait(writer->done, writer->lock);
}

static void give_order(struct writer *writer, enum order order) {
    SDL_LockMutex(writer->lock);
    wait_until_done(writer);
    writer->order = order;
    SDL_CondSignal(writer->ordered);
    wait_until_done(writer);
    SDL_UnlockMutex(writer->lock);
}

static bool start(struct writer *writer) {
    if (writer->thread == NULL)
        writer->thread = SDL_CreateThread(writer_main, "writer", writer);
    return writer->thread != NULL;
}

/* The clock as the kiosk has it; randomness of its own. */
static void take_clock(struct writer *writer) {
    const struct world *kiosk = writer->options.world;
    writer->world.virtual_time = kiosk->virtual_time;
    writer->world.wall_shift = kiosk->wall_shift;
    writer->world.wall = kiosk->wall;
    writer->world.monotonic = kiosk->monotonic;
}

static bool writer_save(struct saver *saver, save_work *work, const void *data, size_t size) {
    struct writer *writer = (struct writer *)saver;
    if (!start(writer))
        return false;
    SDL_LockMutex(writer->lock);
    bool idle = writer->state == SAVE_IDLE;
    if (idle) {
        wait_until_done(writer); /* the round, if there is one */
        take_clock(writer);
        memcpy(writer->data, data, size);
        writer->size = size;
        writer->work = work;
        writer->err = (struct err){ .lang = *writer->options.lang };
        writer->waited = false;
        writer->state = SAVE_UNDER_WAY;
        writer->order = ORDER_SAVE;
        SDL_CondSignal(writer->ordered);
        if (writer->options.waits)
            wait_until_done(writer);
    }
    SDL_UnlockMutex(writer->lock);
    return idle;
}

bool writer_round(struct writer *writer) {
    if (!start(writer))
        return false;
    SDL_LockMutex(writer->lock);
    bool idle = writer->order == ORDER_NONE && writer->state == SAVE_IDLE;
    if (idle) {
        take_clock(writer);
        writer->order = ORDER_ROUND;
        SDL_CondSignal(writer->ordered);
        if (writer->options.waits)
            wait_until_done(writer);
    }
    SDL_UnlockMutex(writer->lock);
    return idle;
}

static void tell(struct writer *writer, void *ret_data, size_t size, struct err *ret_err) {
    if (writer->state == SAVE_DONE && size > 0)
        memcpy(ret_data, writer->data, size < writer->size ? size : writer->size);
    if (writer->state == SAVE_FAILED && ret_err != NULL)
        *ret_err = writer->err;
    explicit_bzero(writer->data, sizeof(writer->data));
    explicit_bzero(&writer->err, sizeof(writer->err));
    writer->state = SAVE_IDLE;
}

static enum save_state writer_state(struct saver *saver, void *ret_data, size_t size,
                                    struct err *ret_err) {
    struct writer *writer = (struct writer *)saver;
    SDL_LockMutex(writer->lock);
    if (writer->state == SAVE_UNDER_WAY && !writer->waited) {
        writer->waited = true;
        (void)SDL_CondWaitTimeout(writer->done, writer->lock, FRAME_MS);
    }
    enum save_state state = writer->state;
    if (state == SAVE_DONE || state == SAVE_FAILED)
        tell(writer, ret_data, size, ret_err);
    SDL_UnlockMutex(writer->lock);
    return state;
}

struct writer *writer_new(const struct writer_options *options) {
    struct writer *writer = calloc(1, sizeof(*writer));
    if (writer == NULL)
        return NULL;
    writer->saver = (struct saver){ writer_save, writer_state };
    writer->options = *options;
    world_real(&writer->world);
    writer->lock = SDL_CreateMutex();
    writer->ordered = SDL_CreateCond();
    writer->done = SDL_CreateCond();
    if (writer->lock != NULL && writer->ordered != NULL && writer->done != NULL)
        return writer;
    writer_free(writer);
    return NULL;
}

void writer_free(struct writer *writer) {
    if (writer == NULL)
        return;
    if (writer->thread != NULL) {
        give_order(writer, ORDER_END);
        SDL_WaitThread(writer->thread, NULL);
    }
    if (writer->ordered != NULL)
        SDL_DestroyCond(writer->ordered);
    if (writer->done != NULL)
        SDL_DestroyCond(writer->done);
    if (writer->lock != NULL)
        SDL_DestroyMutex(writer->lock);
    explicit_bzero(writer, sizeof(*writer));
    free(writer);
}

struct saver *writer_saver(struct writer *writer) {
    return &writer->saver;
}

bool writer_busy(struct writer *writer) {
    SDL_LockMutex(writer->lock);
    bool busy = writer->state == SAVE_UNDER_WAY;
    SDL_UnlockMutex(writer->lock);
    return busy;
}

void writer_forget(struct writer *writer) {
    if (writer->thread == NULL)
        return;
    give_order(writer, ORDER_FORGET);
    SDL_LockMutex(writer->lock);
    if (writer->state != SAVE_UNDER_WAY)
        tell(writer, NULL, 0, NULL);
    SDL_UnlockMutex(writer->lock);
}

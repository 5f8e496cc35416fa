/* SPDX-License-Identifier: GPL-3.0-or-later
 * kiosk.c - opening in the order that makes the first frame early: texts and fonts, panel, store;
 * nothing else until it is drawn. */
#include "kiosk/kiosk.h"

#include "base/file.h"
#include "kiosk/attract_screen.h"
#include "kiosk/call_screen.h"
#include "kiosk/devices.h"
#include "kiosk/home_screen.h"
#include "kiosk/visits.h"
#include "services/service.h"
#include "store/journal.h"

#include <SDL_events.h>
#include <stddef.h>
#include <string.h>

enum {
    GLYPH_BYTES = 6 << 20, /* the bound of the glyph cache */
    MINUTE_MS = 60000,
    VERSION_NONE = -1,
    RETRY_MS = 5000, /* between tries to open a store that could not be */
    MEMORY_WIDTH = 1080,
    MEMORY_HEIGHT = 1920,
    WINDOW_WIDTH = 1280, /* on an ordinary computer, fullscreen = 否 */
    WINDOW_HEIGHT = 800,
};

static void world_start(struct kiosk *kiosk) {
    const struct options *options = &kiosk->options;
    world_real(&kiosk->world);
    if (options->clock != NULL) /* read once already; a file that is gone since: the machine's */
        (void)world_clock_option(&kiosk->world, options->clock, &kiosk->clock_file, NULL);
    if (options->script != NULL) { /* stands still but for `wait`: the same every time */
        time_ms start;
        if (options->clock == NULL || !time_parse(options->clock, &start))
            start = world_now(&kiosk->world);
        world_virtual(&kiosk->world, start, options->seed);
        return;
    }
    if (options->seeded)
        world_set_seed(&kiosk->world, options->seed);
}

static bool panel_open(struct kiosk *kiosk, struct err *err) {
    struct panel_size size = kiosk->options.size;
    if (kiosk->options.script == NULL) {
        if (size.width == 0 && !kiosk->settings.kiosk.fullscreen)
            size = (struct panel_size){ WINDOW_WIDTH, WINDOW_HEIGHT };
        return output_window(&kiosk->output, size, err);
    }
    if (size.width == 0)
        size = (struct panel_size){ MEMORY_WIDTH, MEMORY_HEIGHT };
    return output_memory(&kiosk->output, size, err);
}

/* The visit is lent the store that there is, also none. */
void kiosk_connect(struct kiosk *kiosk) {
    const struct store_options how = {
        .mode = STORE_READ,
        .records = service_records(),
        .world = &kiosk->world,
    };
    kiosk->trouble = (struct err){ .lang = kiosk->options.lang };
    kiosk->retry_ms = world_monotonic_ms(&kiosk->world) + RETRY_MS;
    store_close(kiosk->store);
    kiosk->visit.store = kiosk->store = NULL;
    if (!store_open(&kiosk->store, kiosk->options.folder, &how, &kiosk->trouble)) {
        warn("%s", kiosk->trouble.text);
        return;
    }
    if (store_warning(kiosk->store) != NULL)
        warn("%s", store_warning(kiosk->store));
    kiosk->opened++;
    kiosk->visit.store = kiosk->store;
    kiosk->version = VERSION_NONE;
}

/* What the command line does not say is as anju.conf has it. */
static bool settle(struct kiosk *kiosk, struct err *err) {
    struct options *options = &kiosk->options;
    if (!settings_load(&kiosk->settings, options->folder, &kiosk->arena, err))
        return false;
    const struct kiosk_settings *wish = &kiosk->settings.kiosk;
    if (!options->lang_given)
        options->lang = settings_lang(&kiosk->settings);
    options->large |= wish->large;
    options->contrast |= wish->contrast;
    return true;
}

static struct place place_of(const struct settings *settings) {
    const struct centre_settings *centre = &settings->centre;
    return (struct place){ .name = centre->name,
                           .address = centre->address,
                           .caller = centre->caller,
                           .phone = centre->phone,
                           .office_hours = centre->office_hours,
                           .counter = centre->counter,
                           .terminal = settings->node.name,
                           .keep_days = centre->keep_days };
}

static bool writer_open(struct kiosk *kiosk, struct err *err) {
    const struct options       *options = &kiosk->options;
    const struct writer_options how = { .folder = options->folder,
                                        .settings = &kiosk->settings.store,
                                        .terminal = kiosk->settings.node.name,
                                        .world = &kiosk->world,
                                        .lang = &kiosk->visit.lang,
                                        .waits = options->script != NULL,
                                        .seeded = options->seeded,
                                        .seed = options->seed,
                                        .event = kiosk->woken };
    kiosk->writer = writer_new(&how);
    if (kiosk->writer == NULL)
        return err_code_set(err, ERR_MEMORY, "内存不够");
    kiosk->visit.saver = writer_saver(kiosk->writer);
    return true;
}

bool kiosk_open(struct kiosk *kiosk, const struct options *given, struct err *err) {
    *kiosk = (struct kiosk){ .options = *given };
    if (!settle(kiosk, err)) {
        kiosk_close(kiosk);
        return false;
    }
    world_start(kiosk);
    if (!fonts_open(&kiosk->fonts, NULL, GLYPH_BYTES, err) || !service_limits(err) ||
        !panel_open(kiosk, err)) {
        kiosk_close(kiosk);
        return false;
    }
    kiosk->ui = ui_new(kiosk->fonts);
    if (kiosk->ui == NULL || !visit_init(&kiosk->visit, kiosk->ui, NULL, &home_screen) ||
        !ui_canvas(kiosk->ui, kiosk->output.canvas)) {
        kiosk_close(kiosk);
        return err_code_set(err, ERR_MEMORY, "内存不足");
    }
    visits_manner(kiosk);
    kiosk->visit.rest = &attract_screen;
    kiosk->visit.help = &call_screen;
    kiosk->visit.over = visits_over;
    kiosk->idle.last_ms = world_monotonic_ms(&kiosk->world);
    kiosk->rest_pace_ms = 1;
    kiosk->end = KIOSK_GOES_ON;
    kiosk->place = place_of(&kiosk->settings);
    kiosk->visit.place = &kiosk->place;
    if (given->script == NULL)
        kiosk->woken = SDL_RegisterEvents(1);
    if (!writer_open(kiosk, err)) {
        kiosk_close(kiosk);
        return false;
    }
    devices_open(kiosk);
    kiosk_connect(kiosk);
    return true;
}

void kiosk_close(struct kiosk *kiosk) {
    writer_free(kiosk->writer);
    devices_close(kiosk);
    if (kiosk->ui != NULL) {
        visit_deinit(&kiosk->visit);
        ui_free(kiosk->ui);
    }
    output_close(&kiosk->output);
    if (kiosk->fonts != NULL)
        fonts_free(kiosk->fonts);
    store_close(kiosk->store);
    arena_deinit(&kiosk->arena);
}

struct kiosk *kiosk_of(struct visit *visit) {
    return (struct kiosk *)((char *)visit - offsetof(struct kiosk, visit));
}

/* A clock that cannot be right would bring expired postings back: then it is when something was
 * last saved. */
static time_ms kiosk_now(const struct kiosk *kiosk) {
    time_ms now = world_now(&kiosk->world), saved;
    if (kiosk->visit.clock_set || kiosk->store == NULL ||
        !journal_latest(kiosk->store, &saved, NULL) || time_absent(saved))
        return now;
    return saved;
}

void kiosk_draw(struct kiosk *kiosk) {
    size_t count = 0;
    kiosk->visit.clock_set = world_clock_set(&kiosk->world);
    kiosk->visit.now = kiosk_now(kiosk);
    kiosk->visit.today = day_of_time(kiosk->visit.now);
    kiosk->drawn_minute = kiosk->visit.now.ms / MINUTE_MS;
    int64_t before = kiosk->version;
    if (kiosk->store != NULL)
        kiosk->version = store_data_version(kiosk->store);
    const struct rect *damage = visit_draw(&kiosk->visit, &count);
    if (kiosk->store != NULL && kiosk->version != before)
        store_forget_pages(kiosk->store); /* lists have read what is new in the journal */
    output_present(&kiosk->output, damage, count);
}

bool kiosk_renew(struct kiosk *kiosk, struct err *err) {
    if (!output_renew(&kiosk->output, err))
        return false;
    if (!ui_canvas(kiosk->ui, kiosk->output.canvas))
        return err_code_set(err, ERR_MEMORY, "内存不足");
    ui_invalidate(kiosk->ui);
    return true;
}

/* The database is another one, or gone: whoever stands there begins anew with what there is. */
static void store_changed(struct kiosk *kiosk) {
    if (!attract_shown(kiosk))
        visit_anew(&kiosk->visit);
    kiosk_connect(kiosk);
}

bool kiosk_stale(struct kiosk *kiosk) {
    if (kiosk->store != NULL && store_replaced(kiosk->store)) {
        store_changed(kiosk);
        return true;
    }
    bool stale = visits_stale(kiosk);
    if (kiosk->store == NULL && world_monotonic_ms(&kiosk->world) >= kiosk->retry_ms) {
        kiosk_connect(kiosk);
        return true;
    }
    if (stale || attract_shown(kiosk)) /* that one changes in its own time alone */
        return stale;
    if (kiosk->store != NULL && store_data_version(kiosk->store) != kiosk->version)
        return true;
    return world_now(&kiosk->world).ms / MINUTE_MS != kiosk->drawn_minute;
}

int64_t kiosk_patience_ms(const struct kiosk *kiosk) {
    int64_t patience = visits_patience_ms(kiosk);
    int64_t minute = MINUTE_MS - world_now(&kiosk->world).ms % MINUTE_MS;
    int64_t retry = kiosk->retry_ms - world_monotonic_ms(&kiosk->world);
    if (!attract_shown(kiosk) && minute < patience)
        patience = minute;
    if (kiosk->store == NULL && retry < patience)
        patience = retry > 0 ? retry : 0;
    return patience;
}

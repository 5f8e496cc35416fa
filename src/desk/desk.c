/* SPDX-License-Identifier: GPL-3.0-or-later
 * desk.c - opening and closing, in one order: settings, clock, what the tables say of themselves,
 * store, routes, and last the listeners, so that nobody is answered before all stands. */
#include "desk/desk.h"

#include "base/file.h"
#include "services/desk.h"
#include "services/service.h"
#include "web/api.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

enum { PAGES_IN_MB = 256, PEM_MOST = 64 << 10 };

static struct store_options store_how(struct desk *desk) {
    return (struct store_options){
        .mode = STORE_WRITE,
        .records = service_records(),
        .world = &desk->world,
        .page_limit = (int64_t)desk->settings.store.page_limit_mb * PAGES_IN_MB,
        .space_floor = (int64_t)desk->settings.store.space_floor_mb << 20,
    };
}

static char *desk_path(struct desk *desk, const char *name) {
    return arena_printf(&desk->arena, "%s/%s", desk->options->folder, name);
}

static bool store_there(struct desk *desk, struct err *err) {
    const struct store_options how = store_how(desk);
    if (access(desk_path(desk, "anju.db"), F_OK) != 0 && (errno == ENOENT || errno == ENOTDIR))
        return err_code_set(err, ERR_ABSENT, "%s 里没有数据库，先运行 anju init --data %s",
                            desk->options->folder, desk->options->folder);
    if (!store_open(&desk->store, desk->options->folder, &how, err))
        return false;
    if (store_warning(desk->store))
        warn("%s", store_warning(desk->store));
    return service_upgrade(desk->store, err);
}

/* Mistakes of ours that staff should not meet one by one. */
static bool tables_check(struct err *err) {
    return service_limits(err) && permits_cover(service_permits(), service_records(), err);
}

/* --- listeners ----------------------------------------------------------------------------- */

/* A path of the settings: as it is, or below the data folder; "" is the usual one there. */
static bool pem_read(struct desk *desk, const char *path, const char *usual, const char **ret_pem,
                     struct err *err) {
    char  *bytes;
    size_t length;
    path = *path ? path : usual;
    if (path[0] != '/')
        path = desk_path(desk, path);
    if (!file_read(&desk->arena, path, PEM_MOST, &bytes, &length, err))
        return err->code == ERR_ABSENT
                   ? err_code_set(
                         err, ERR_ABSENT,
                         "没有证书 %s，先运行 anju cert --data %s（只在本机试用：--plain）", path,
                         desk->options->folder)
                   : false;
    *ret_pem = bytes;
    return true;
}

static bool pair_read(struct desk *desk, struct listener *listener, const char *cert,
                      const char *key, struct err *err) {
    return listener->options.plain ||
           (pem_read(desk, cert, "tls/cert.pem", &listener->options.cert_pem, err) &&
            pem_read(desk, key, "tls/key.pem", &listener->options.key_pem, err));
}

static void listener_init(struct desk *desk, struct listener *listener, const char *listen) {
    listener->options = (struct web_options){
        .folder = desk->options->folder,
        .listen = listen,
        .plain = desk->options->plain,
        .host = desk->settings.desk.host,
        .clock = &desk->world,
        .centre = desk->settings.centre.name,
        .terminal = desk->settings.desk.name,
        .store = store_how(desk),
    };
    listener->web = (struct web){
        .options = &listener->options,
        .routes = &listener->routes,
        .records = service_records(),
        .flows = service_flows(),
        .permits = service_permits(),
    };
}

static bool listener_start(struct listener *listener, struct err *err) {
    return routes_check(&listener->routes, err) &&
           server_start(&listener->server, &listener->web, err);
}

static bool staff_start(struct desk *desk, struct err *err) {
    struct listener            *staff = &desk->staff;
    const struct desk_settings *settings = &desk->settings.desk;
    listener_init(desk, staff, desk->options->listen ? desk->options->listen : settings->listen);
    if (!pair_read(desk, staff, settings->cert, settings->key, err) ||
        !session_watch_open(&desk->sessions, err) ||
        !events_open(&desk->events, desk->options->folder, err))
        return false;
    staff->web.events = desk->events;
    staff->web.sessions = desk->sessions;
    if (!api_routes_add(&staff->routes, &staff->web, err))
        return false;
    for (const struct service_desk *const *service = service_desks; *service; service++)
        if ((*service)->routes && !routes_add(&staff->routes, (*service)->routes, err))
            return false;
    return listener_start(staff, err);
}

/* Off while [public] names no address. */
static bool phones_start(struct desk *desk, struct err *err) {
    struct listener              *phones = &desk->phones;
    const struct public_settings *settings = &desk->settings.public;
    const bool                    own = *settings->cert;
    if (!*settings->listen)
        return true;
    listener_init(desk, phones, settings->listen);
    phones->options.public_listener = true;
    phones->options.host = "";
    if (!pair_read(desk, phones, own ? settings->cert : desk->settings.desk.cert,
                   own ? settings->key : desk->settings.desk.key, err))
        return false;
    for (const struct service_desk *const *service = service_desks; *service; service++)
        if ((*service)->public_routes &&
            !routes_add(&phones->routes, (*service)->public_routes, err))
            return false;
    return public_routes_add(&phones->routes, err) && listener_start(phones, err);
}

bool desk_open(struct desk *desk, const struct options *options, struct err *err) {
    *desk = (struct desk){ .options = options };
    world_real(&desk->world);
    bool done = (!options->clock ||
                 world_clock_option(&desk->world, options->clock, &desk->clock_file, err)) &&
                settings_load(&desk->settings, options->folder, &desk->arena, err) &&
                tables_check(err) && store_there(desk, err) && staff_start(desk, err) &&
                phones_start(desk, err);
    if (!done)
        desk_close(desk);
    return done;
}

void desk_close(struct desk *desk) {
    if (desk->phones.server)
        server_stop(desk->phones.server);
    if (desk->staff.server)
        server_stop(desk->staff.server);
    if (desk->events)
        events_close(desk->events);
    routes_free(&desk->staff.routes);
    routes_free(&desk->phones.routes);
    session_watch_close(desk->sessions);
    store_close(desk->store);
    arena_deinit(&desk->arena);
}

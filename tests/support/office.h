/* SPDX-License-Identifier: GPL-3.0-or-later
 * office.h - the staff's listener in the test's own process, over a data folder of its own, with
 * all services' records and routes; people with sessions; and asking it over HTTP. Failures to set
 * up abort. The clock stands at 2026-11-24T09:41 until server_advance(). */
#ifndef ANJU_TESTS_SUPPORT_OFFICE_H
#define ANJU_TESTS_SUPPORT_OFFICE_H

#include "staff/session.h"
#include "support/temp.h"
#include "web/web.h"

struct office {
    struct temp           temp;
    struct world          world, own; /* of the server's threads, of `store` */
    struct arena          arena;      /* what was heard: until office_forget() */
    json_t               *heard;
    struct web_options    options;
    struct routes         routes;
    struct web            web;
    struct events        *events;
    struct session_watch *watch;
    struct server        *server;
    int                   port;
    struct store         *store; /* the test's own connection */
    struct err            err;
    bool                  outside; /* of the next person: an outside reviewer */
    unsigned              starts;
};

struct person {
    row_id      user, session;
    const char *login;
    char        token[SESSION_TOKEN], csrf[SESSION_TOKEN];
};

struct heard {
    int         status;
    const char *text; /* the whole answer */
    const char *body;
    json_t     *json; /* NULL: it is none; the office's own */
};

/* `more`: a list of permits that count before the services' own; NULL none. */
void office_start(struct office *office, const struct permit *more);
void office_stop(struct office *office);
/* The server alone ends and begins again, as after a restart. */
void office_again(struct office *office);
void office_forget(struct office *office);

/* A user with these roles and a session; "" or a unit's name. No password. */
void office_person(struct office *office, const char *login, role_set roles,
                   struct person *ret_person);
void office_password(struct office *office, const struct person *person, const char *password,
                     bool must_change);
/* SQL as an administrator of the machine would, past everything; on a connection of its own. */
void office_sql(struct office *office, const char *sql);

/* `person` NULL: without a session; else its cookie and, but for GET, its CSRF token. `headers`:
 * whole lines with their ends, or NULL. `body`: JSON, or NULL. */
struct heard office_ask(struct office *office, const struct person *person, const char *method,
                        const char *path, const char *headers, const char *body);
struct heard office_get(struct office *office, const struct person *person, const char *path);
struct heard office_post(struct office *office, const struct person *person, const char *path,
                         const char *body);
const char  *heard_header(struct office *office, const struct heard *heard, const char *name);
const char  *heard_text(const struct heard *heard, const char *key); /* of the body; or NULL */

#endif

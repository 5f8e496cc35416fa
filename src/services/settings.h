/* SPDX-License-Identifier: GPL-3.0-or-later
 * settings.h - what an installation decides for itself: FOLDER/anju.conf, a struct a section. A key
 * that is left out has the default that config/anju.conf shows. */
#ifndef ANJU_SERVICES_SETTINGS_H
#define ANJU_SERVICES_SETTINGS_H

#include "record/config.h"

struct node_settings {
    char name[TEXT_SIZE(3)]; /* the terminal in receipts and the journal: K01, D01 */
};

struct centre_settings {
    char name[TEXT_SIZE(20)];    /* over every screen; "" shows 服务中心 */
    char division[TEXT_SIZE(6)]; /* GB/T 2260 code of the county: 431322 */
    char address[TEXT_SIZE(50)];
    char caller[TEXT_SIZE(20)]; /* who says so on the telephone: 服务中心小王 */
    char phone[TEXT_SIZE(24)];  /* the number calls come from */
    char office_hours[TEXT_SIZE(40)];
    char counter[TEXT_SIZE(30)]; /* where staff sit: 一楼大厅右手边 */
    int  keep_days;              /* names and telephones of applications are erased after so many */
};

enum setting_language {
    SETTING_LANGUAGE_UNWRITTEN,
    SETTING_LANGUAGE_ZH,
    SETTING_LANGUAGE_EN,
    SETTING_LANGUAGE_COUNT
};

/* What a visit begins with; residents change it for themselves. */
struct kiosk_settings {
    enum setting_language language;
    bool                  large, contrast, reduce_motion;
    bool                  fullscreen;
    int                   night_from; /* hours between which the waiting screen is dark: */
    int                   night_to;   /* the same, or one left empty: never */
};

struct store_settings {
    int page_limit_mb;  /* the database never grows above it */
    int space_floor_mb; /* below this much free disk nothing is written */
};

enum setting_printer {
    SETTING_PRINTER_UNWRITTEN,
    SETTING_PRINTER_NONE,
    SETTING_PRINTER_FILE,
    SETTING_PRINTER_DEVICE,
    SETTING_PRINTER_COUNT
};
enum setting_speaker {
    SETTING_SPEAKER_UNWRITTEN,
    SETTING_SPEAKER_NONE,
    SETTING_SPEAKER_SDL,
    SETTING_SPEAKER_FILE,
    SETTING_SPEAKER_COUNT
};
enum setting_scanner {
    SETTING_SCANNER_UNWRITTEN,
    SETTING_SCANNER_NONE,
    SETTING_SCANNER_KEYBOARD,
    SETTING_SCANNER_DEVICE,
    SETTING_SCANNER_FILE,
    SETTING_SCANNER_COUNT
};

/* Devices: a path of "" is the usual one (config/anju.conf), a relative one lies in the data
 * folder. */
struct printer_settings {
    enum setting_printer kind;
    char                 path[TEXT_SIZE(100)];
    int                  width_dots; /* a multiple of 8 */
    int                  baud;       /* of a serial line */
};
struct speaker_settings {
    enum setting_speaker kind;
    char                 path[TEXT_SIZE(100)];
    int                  volume; /* per cent */
};
struct scanner_settings {
    enum setting_scanner kind;
    char                 path[TEXT_SIZE(100)];
    int                  baud;
};

/* The console's server. Paths of "" are FOLDER/tls/cert.pem and key.pem, made by `anju cert`. */
struct desk_settings {
    char name[TEXT_SIZE(3)];    /* its terminal in receipts: D01 */
    char listen[TEXT_SIZE(60)]; /* address and port */
    char host[TEXT_SIZE(200)];  /* names it answers to, comma between; "" any */
    char cert[TEXT_SIZE(100)], key[TEXT_SIZE(100)];
};

/* The second, public listener: receipts and postings for phones, never a session. */
struct public_settings {
    char listen[TEXT_SIZE(60)]; /* "" : it is off, and no QR code leads to it */
    char url[TEXT_SIZE(100)];   /* under which the world sees it: https://anju.example.cn */
    char cert[TEXT_SIZE(100)], key[TEXT_SIZE(100)];
};

struct settings {
    struct node_settings    node;
    struct centre_settings  centre;
    struct kiosk_settings   kiosk;
    struct store_settings   store;
    struct printer_settings printer;
    struct speaker_settings speaker;
    struct scanner_settings scanner;
    struct desk_settings    desk;
    struct public_settings public;
};

/* The tables of the sections, ends with NULL: for record_check_all() and the dump. */
extern const struct record *const settings_records[];

void settings_init(struct settings *settings); /* the defaults */
/* FOLDER/anju.conf over the defaults; a missing file is the defaults. Every wrong line is named at
 * once, "anju.conf:12:kiosk.large: …"; *settings is then untouched. */
bool      settings_load(struct settings *settings, const char *folder, struct arena *arena,
                        struct err *err);
enum lang settings_lang(const struct settings *settings);

#endif

/* SPDX-License-Identifier: GPL-3.0-or-later
 * devices.c - each device's driver, opened one after the other. */
#include "kiosk/devices.h"

#include "kiosk/printer.h"
#include "kiosk/scanner.h"
#include "kiosk/speaker.h"

#include <SDL_timer.h>

enum { LOOK_MS = 2 };

void devices_open(struct kiosk *kiosk) {
    const struct settings *settings = &kiosk->settings;
    const char            *folder = kiosk->options.folder;
    struct err             err = { .lang = kiosk->options.lang };
    bool                   live = kiosk->options.script == NULL;
    if (!printer_open(&kiosk->visit.printer, &settings->printer, folder, kiosk->woken, &err))
        warn("%s", err.text);
    if ((live || settings->speaker.kind == SETTING_SPEAKER_FILE) &&
        !speaker_open(&kiosk->visit.speaker, &settings->speaker, folder, &err))
        warn("%s", err.text);
    if (live && !scanner_open(&kiosk->scanner, &settings->scanner, folder, kiosk->woken, &err))
        warn("%s", err.text);
}

void devices_close(struct kiosk *kiosk) {
    printer_close(kiosk->visit.printer);
    speaker_close(kiosk->visit.speaker);
    scanner_close(kiosk->scanner);
    kiosk->visit.printer = NULL;
    kiosk->visit.speaker = NULL;
    kiosk->scanner = NULL;
}

bool devices_settle(const struct kiosk *kiosk) {
    struct printer   *printer = kiosk->visit.printer;
    enum device_state state = DEVICE_IDLE;
    while (printer != NULL && (state = printer->state(printer, NULL)) == DEVICE_BUSY)
        SDL_Delay(LOOK_MS);
    return state != DEVICE_IDLE;
}

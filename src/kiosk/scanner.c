/* SPDX-License-Identifier: GPL-3.0-or-later
 * scanner.c - one place for what was read last, whichever way it came. */
#include "kiosk/scanner.h"

#include "kiosk/device_path.h"
#include "kiosk/scanner_device.h"
#include "kiosk/scanner_wedge.h"

#include <SDL_events.h>
#include <SDL_mutex.h>
#include <stdlib.h>
#include <string.h>

struct scanner {
    uint32_t               event;
    struct scanner_device *device; /* NULL: it types */
    struct wedge           wedge;
    SDL_mutex             *lock;
    char                   text[SCAN_TEXT]; /* under the lock; "" nothing */
};

/* In the device's thread, or in the loop's. */
static void scanner_read(void *arg, const char *text) {
    struct scanner *scanner = arg;
    SDL_Event       event = { .type = scanner->event };
    (void)SDL_LockMutex(scanner->lock);
    (void)TEXT_COPY(scanner->text, text); /* SCAN_TEXT fits */
    (void)SDL_UnlockMutex(scanner->lock);
    (void)SDL_PushEvent(&event); /* a full queue is awake already */
}

bool scanner_take(struct scanner *scanner, char ret_text[SCAN_TEXT]) {
    if (scanner == NULL)
        return false;
    (void)SDL_LockMutex(scanner->lock);
    bool there = scanner->text[0] != '\0';
    if (there)
        (void)text_copy(ret_text, SCAN_TEXT, scanner->text); /* as large */
    explicit_bzero(scanner->text, sizeof(scanner->text));
    (void)SDL_UnlockMutex(scanner->lock);
    return there;
}

bool scanner_pass(struct scanner *scanner, const SDL_Event *event, int64_t now_ms,
                  scanner_handler *handle, void *arg) {
    char text[SCAN_TEXT];
    bool read;
    if (scanner == NULL || scanner->device != NULL)
        return event == NULL || handle(arg, event);
    if (!wedge_pass(&scanner->wedge, event, now_ms, handle, arg, &read))
        return false;
    if (read && scan_accept(scanner->wedge.text, scanner->wedge.length, text))
        scanner_read(scanner, text);
    if (read)
        wedge_drop(&scanner->wedge);
    explicit_bzero(text, sizeof(text));
    return true;
}

int64_t scanner_patience_ms(const struct scanner *scanner, int64_t now_ms) {
    if (scanner == NULL || scanner->wedge.kept_count == 0)
        return -1;
    int64_t left = scanner->wedge.last_ms + SCAN_GAP_MS + 1 - now_ms;
    return left > 0 ? left : 0;
}

static bool start_device(struct scanner *scanner, const struct scanner_settings *settings,
                         const char *folder, struct err *err) {
    bool  file = settings->kind == SETTING_SCANNER_FILE;
    char *path = device_path(settings->path, file ? "scan" : "/dev/anju-scanner", folder, err);
    bool  ok = path != NULL && scanner_device_start(&scanner->device, path, settings->baud, file,
                                                    scanner_read, scanner, err);
    free(path);
    return ok;
}

bool scanner_open(struct scanner **ret_scanner, const struct scanner_settings *settings,
                  const char *folder, uint32_t event, struct err *err) {
    bool types = settings->kind == SETTING_SCANNER_KEYBOARD;
    if (settings->kind == SETTING_SCANNER_NONE || settings->kind == SETTING_SCANNER_UNWRITTEN) {
        *ret_scanner = NULL;
        return true;
    }
    struct scanner *scanner = calloc(1, sizeof(*scanner));
    if (scanner == NULL)
        return err_code_set(err, ERR_MEMORY, "内存不够");
    scanner->event = event;
    scanner->lock = SDL_CreateMutex();
    if (scanner->lock == NULL || (!types && !start_device(scanner, settings, folder, err))) {
        if (scanner->lock == NULL)
            (void)err_code_set(err, ERR_MEMORY, "内存不够");
        scanner_close(scanner);
        return false;
    }
    *ret_scanner = scanner;
    return true;
}

void scanner_close(struct scanner *scanner) {
    if (scanner == NULL)
        return;
    scanner_device_stop(scanner->device);
    if (scanner->lock != NULL)
        SDL_DestroyMutex(scanner->lock);
    explicit_bzero(scanner, sizeof(*scanner));
    free(scanner);
}

/* SPDX-License-Identifier: GPL-3.0-or-later
 * scanner.h - codes that a scanner reads, each one line of text. A scanner is a keyboard that types
 * very fast (told apart from people in SDL's own queue), a device of its own (a serial line, or
 * evdev, which is then grabbed so that it types nowhere else), or a FIFO or file in tests.
 *
 * What is read is hostile until scan_accept() has looked at it. It arrives as an SDL event of the
 * type given; the text is fetched with scanner_take(), which leaves nothing behind. */
#ifndef ANJU_KIOSK_SCANNER_H
#define ANJU_KIOSK_SCANNER_H

#include "services/settings.h"

#include <stdint.h>

union SDL_Event;
struct scanner;

enum {
    SCAN_BYTES_MOST = 1024, /* a card has 276 */
    SCAN_TEXT = SCAN_BYTES_MOST + 1,
    SCAN_GAP_MS = 60,     /* a typing scanner's characters follow each other at least so fast … */
    SCAN_TYPED_LEAST = 16 /* … and are at least so many, then Enter: no hand does that */
};

/* The one gate for all kinds and for scripts: `length` bytes, less the white space around them,
 * become a text of 1 to SCAN_BYTES_MOST bytes of valid UTF-8 without control or invisible
 * characters. False: refused, and the log says why, never what. */
bool scan_accept(const char *bytes, size_t length, char ret_text[SCAN_TEXT]);

/* As the settings say; relative paths are within the data folder. *ret_scanner is NULL when there
 * is none. A device that is not there, or goes, is waited for. */
bool scanner_open(struct scanner **ret_scanner, const struct scanner_settings *settings,
                  const char *folder, uint32_t event, struct err *err);
void scanner_close(struct scanner *scanner); /* NULL is fine, here and below */
/* The newest text that was read and not yet taken. False: none. */
bool scanner_take(struct scanner *scanner, char ret_text[SCAN_TEXT]);

/* A scanner that types is found in SDL's queue, so each event goes through here: `handle` is given
 * what a person did, in order, at once or, where it began like a scanner, at most SCAN_GAP_MS
 * later. `event` NULL: only time has passed. False as soon as handle() is, its events then being
 * lost. */
typedef bool scanner_handler(void *arg, const union SDL_Event *event);
bool         scanner_pass(struct scanner *scanner, const union SDL_Event *event, int64_t now_ms,
                          scanner_handler *handle, void *arg);
/* After how many ms scanner_pass() is worth calling though no event came; -1: never. */
int64_t scanner_patience_ms(const struct scanner *scanner, int64_t now_ms);

#endif

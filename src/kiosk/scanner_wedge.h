/* SPDX-License-Identifier: GPL-3.0-or-later
 * scanner_wedge.h - a scanner that types, told apart from a person: at least SCAN_TYPED_LEAST
 * characters, none later than SCAN_GAP_MS after the one before, then Enter as soon. */
#ifndef ANJU_KIOSK_SCANNER_WEDGE_H
#define ANJU_KIOSK_SCANNER_WEDGE_H

#include "kiosk/scanner.h"

enum { WEDGE_MOST = 64 }; /* longer bursts are no person's: nothing need be given back */

/* One character that was typed; Space is also a key, which comes before its character. */
struct kept {
    bool key;
    char text[5];
};

struct wedge {
    struct kept kept[WEDGE_MOST];
    size_t      kept_count;
    char        text[SCAN_BYTES_MOST + 1]; /* the same as text, and further; one more than may be */
    size_t      length, characters;
    int64_t     last_ms;
    bool        held; /* a key is held down and repeats: a person's, or something lies on it */
};

/* As scanner_pass(); true in *ret_read when a line was read, which is then in wedge->text. */
bool wedge_pass(struct wedge *wedge, const union SDL_Event *event, int64_t now_ms,
                scanner_handler *handle, void *arg, bool *ret_read);
void wedge_drop(struct wedge *wedge); /* wiped */

#endif

/* SPDX-License-Identifier: GPL-3.0-or-later
 * events.h - from SDL's events and key names to the toolkit's: the same for a finger, a mouse, a
 * keyboard and a script. */
#ifndef ANJU_KIOSK_EVENTS_H
#define ANJU_KIOSK_EVENTS_H

#include "ui/ui.h"

union SDL_Event;

/* The finger that counts; others are ignored while it is down. */
struct fingers {
    bool    down;
    int64_t id;
};

/* False: nothing for the toolkit. TEXT points into `event`. */
bool event_from_sdl(const union SDL_Event *event, struct fingers *fingers,
                    const struct canvas *canvas, struct ui_event *ret_event);
/* SDL_Keycode and SDL_Keymod. A key that means nothing is UI_KEY_NONE, still a sign of life; false
 * for letters and the like, which come as text. */
bool event_from_key(int key, int modifiers, struct ui_event *ret_event);

#endif

/* SPDX-License-Identifier: GPL-3.0-or-later
 * events.c - one finger, one mouse button, the keys of a table. */
#include "kiosk/events.h"

#include <SDL_events.h>

bool event_from_key(int key, int modifiers, struct ui_event *ret_event) {
    static const struct {
        int         key;
        enum ui_key plain, shifted;
    } rows[] = {
        { SDLK_TAB, UI_KEY_TAB, UI_KEY_BACKTAB },
        { SDLK_RETURN, UI_KEY_ENTER, UI_KEY_ENTER },
        { SDLK_KP_ENTER, UI_KEY_ENTER, UI_KEY_ENTER },
        { SDLK_SPACE, UI_KEY_SPACE, UI_KEY_SPACE },
        { SDLK_ESCAPE, UI_KEY_ESCAPE, UI_KEY_ESCAPE },
        { SDLK_AC_BACK, UI_KEY_ESCAPE, UI_KEY_ESCAPE },
        { SDLK_BACKSPACE, UI_KEY_BACKSPACE, UI_KEY_BACKSPACE },
        { SDLK_DELETE, UI_KEY_DELETE, UI_KEY_DELETE },
        { SDLK_LEFT, UI_KEY_LEFT, UI_KEY_LEFT },
        { SDLK_RIGHT, UI_KEY_RIGHT, UI_KEY_RIGHT },
        { SDLK_UP, UI_KEY_UP, UI_KEY_UP },
        { SDLK_DOWN, UI_KEY_DOWN, UI_KEY_DOWN },
        { SDLK_PAGEUP, UI_KEY_PAGE_UP, UI_KEY_PAGE_UP },
        { SDLK_PAGEDOWN, UI_KEY_PAGE_DOWN, UI_KEY_PAGE_DOWN },
        { SDLK_HOME, UI_KEY_HOME, UI_KEY_HOME },
        { SDLK_END, UI_KEY_END, UI_KEY_END },
    };
    *ret_event = (struct ui_event){ .kind = UI_KEY };
    if ((modifiers & (KMOD_CTRL | KMOD_ALT | KMOD_GUI)) != 0)
        return true; /* shortcuts of desktops are not ours */
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        if (rows[i].key != key)
            continue;
        bool shifted = (modifiers & KMOD_SHIFT) != 0;
        ret_event->key = shifted ? rows[i].shifted : rows[i].plain;
        return true;
    }
    return (key & SDLK_SCANCODE_MASK) != 0;
}

/* Positions of fingers are shares of the window. */
static bool from_finger(const SDL_TouchFingerEvent *finger, struct fingers *fingers,
                        const struct canvas *canvas, struct ui_event *event) {
    bool first = finger->type == SDL_FINGERDOWN && !fingers->down;
    if (!first && (!fingers->down || fingers->id != finger->fingerId))
        return false;
    if (first)
        *fingers = (struct fingers){ true, finger->fingerId };
    if (finger->type == SDL_FINGERUP)
        fingers->down = false;
    event->kind = finger->type == SDL_FINGERDOWN ? UI_DOWN
                  : finger->type == SDL_FINGERUP ? UI_UP
                                                 : UI_MOVE;
    event->x = (int)(finger->x * (float)canvas->width);
    event->y = (int)(finger->y * (float)canvas->height);
    return true;
}

static bool from_button(const SDL_MouseButtonEvent *button, struct ui_event *event) {
    if (button->button != SDL_BUTTON_LEFT || button->which == SDL_TOUCH_MOUSEID)
        return false;
    *event = (struct ui_event){ .kind = button->type == SDL_MOUSEBUTTONDOWN ? UI_DOWN : UI_UP,
                                .x = button->x,
                                .y = button->y };
    return true;
}

bool event_from_sdl(const SDL_Event *sdl, struct fingers *fingers, const struct canvas *canvas,
                    struct ui_event *ret_event) {
    struct ui_event event = { .kind = UI_NOTHING };
    bool            ours = true;
    switch (sdl->type) {
    case SDL_FINGERDOWN:
    case SDL_FINGERMOTION:
    case SDL_FINGERUP:
        ours = from_finger(&sdl->tfinger, fingers, canvas, &event);
        break;
    case SDL_MOUSEBUTTONDOWN:
    case SDL_MOUSEBUTTONUP:
        ours = from_button(&sdl->button, &event);
        break;
    case SDL_MOUSEMOTION: /* only while pressed: hovering means nothing on a touch screen */
        ours =
            (sdl->motion.state & SDL_BUTTON_LMASK) != 0 && sdl->motion.which != SDL_TOUCH_MOUSEID;
        event = (struct ui_event){ .kind = UI_MOVE, .x = sdl->motion.x, .y = sdl->motion.y };
        break;
    case SDL_MOUSEWHEEL:
        event = (struct ui_event){ .kind = UI_SCROLL, .steps = -sdl->wheel.y };
        ours = sdl->wheel.y != 0;
        break;
    case SDL_KEYDOWN:
        ours = event_from_key(sdl->key.keysym.sym, sdl->key.keysym.mod, &event);
        break;
    case SDL_TEXTINPUT:
        event = (struct ui_event){ .kind = UI_TEXT, .text = sdl->text.text };
        break;
    default:
        ours = false;
    }
    if (ours)
        *ret_event = event;
    return ours;
}

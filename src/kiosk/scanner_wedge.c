/* SPDX-License-Identifier: GPL-3.0-or-later
 * scanner_wedge.c - characters are kept back while they come as fast as from a scanner; a pause or
 * another key gives them back as they were typed. Fingers do not: somebody may touch the panel
 * while a code is read. */
#include "kiosk/scanner_wedge.h"

#include <SDL_events.h>
#include <string.h>

void wedge_drop(struct wedge *wedge) {
    bool held = wedge->held;
    explicit_bzero(wedge, sizeof(*wedge));
    wedge->held = held;
}

/* A burst that is longer than a person's is lost with its text: it has no Enter at its end. */
static bool give_back(struct wedge *wedge, scanner_handler *handle, void *arg) {
    bool fine = true;
    for (size_t i = 0; fine && wedge->kept_count < WEDGE_MOST && i < wedge->kept_count; i++) {
        SDL_Event event = { .type = wedge->kept[i].key ? SDL_KEYDOWN : SDL_TEXTINPUT };
        if (wedge->kept[i].key)
            event.key.keysym.sym = SDLK_SPACE;
        else
            memcpy(event.text.text, wedge->kept[i].text, sizeof(wedge->kept[i].text));
        fine = handle(arg, &event);
        explicit_bzero(&event, sizeof(event));
    }
    wedge_drop(wedge);
    return fine;
}

static void keep(struct wedge *wedge, bool key, const char *text, size_t length) {
    if (wedge->kept_count < WEDGE_MOST) {
        struct kept *kept = &wedge->kept[wedge->kept_count++];
        kept->key = key;
        memcpy(kept->text, text, length);
    }
    for (size_t i = 0; i < length && wedge->length < sizeof(wedge->text); i++)
        wedge->text[wedge->length++] = text[i];
    wedge->characters += !key;
}

/* Scanners type one character at a time; what an input method commits is a person's. */
static bool one_character(const char *text) {
    size_t length = strlen(text), continued = 0;
    for (size_t i = 1; i < length; i++)
        continued += ((unsigned char)text[i] & 0xC0) == 0x80;
    return length > 0 && length <= 4 && continued == length - 1;
}

static bool is_enter(SDL_Keycode key) {
    return key == SDLK_RETURN || key == SDLK_KP_ENTER;
}

/* Keys that do nothing but lead to a character, or to none. */
static bool means_nothing(const SDL_Keysym *key) {
    bool shortcut = (key->mod & (KMOD_CTRL | KMOD_ALT | KMOD_GUI)) != 0;
    bool modifier = key->sym >= SDLK_LCTRL && key->sym <= SDLK_RGUI;
    bool keypad =
        key->sym >= SDLK_KP_DIVIDE && key->sym <= SDLK_KP_PERIOD && key->sym != SDLK_KP_ENTER;
    return modifier || keypad || key->sym == SDLK_CAPSLOCK ||
           (!shortcut && key->sym > ' ' && key->sym < SDLK_DELETE);
}

/* True: it is kept, or ended a line; *ret_person: the burst has turned out to be a person's. */
static bool take_key(struct wedge *wedge, const SDL_KeyboardEvent *event, bool *ret_read,
                     bool *ret_person) {
    wedge->held = event->repeat != 0;
    if (wedge->characters == 0 || means_nothing(&event->keysym)) {
        *ret_person = wedge->held;
        return false;
    }
    if (event->keysym.sym == SDLK_SPACE && !wedge->held) {
        keep(wedge, true, "", 0);
        return true;
    }
    *ret_read = is_enter(event->keysym.sym) && wedge->characters >= SCAN_TYPED_LEAST;
    *ret_person = !*ret_read;
    return *ret_read;
}

bool wedge_pass(struct wedge *wedge, const SDL_Event *event, int64_t now_ms,
                scanner_handler *handle, void *arg, bool *ret_read) {
    bool person = wedge->kept_count > 0 && now_ms - wedge->last_ms > SCAN_GAP_MS, kept = false;
    *ret_read = false;
    if (person && !give_back(wedge, handle, arg))
        return false;
    if (event == NULL)
        return true;
    person = false;
    if (event->type == SDL_TEXTINPUT) {
        kept = !wedge->held && one_character(event->text.text);
        person = !kept;
        if (kept)
            keep(wedge, false, event->text.text, strlen(event->text.text));
        wedge->last_ms = now_ms;
    } else if (event->type == SDL_KEYDOWN) {
        kept = take_key(wedge, &event->key, ret_read, &person);
    }
    if (person && !give_back(wedge, handle, arg))
        return false;
    return kept || handle(arg, event);
}

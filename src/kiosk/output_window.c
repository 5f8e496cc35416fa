/* SPDX-License-Identifier: GPL-3.0-or-later
 * output_window.c - a window or the whole screen by SDL. Without SDL_FRAMEBUFFER_ACCELERATION=0 the
 * window's surface on X11 would be a GL texture: Mesa and 100 MB more, for nothing. */
#include "kiosk/output.h"

#include <SDL.h>
#include <stdlib.h>
#include <string.h>

enum { DAMAGE_MOST = 64 };

static void window_present(struct output *output, const struct rect *damage, size_t count) {
    SDL_Rect rects[DAMAGE_MOST];
    while (count > 0) {
        size_t some = count < DAMAGE_MOST ? count : DAMAGE_MOST;
        for (size_t i = 0; i < some; i++)
            rects[i] = (SDL_Rect){ damage[i].x, damage[i].y, damage[i].w, damage[i].h };
        /* Fails only while the window changes; what comes after that is painted whole. */
        (void)SDL_UpdateWindowSurfaceRects(output->window, rects, (int)some);
        damage += some;
        count -= some;
    }
}

static void window_close(struct output *output) {
    SDL_DestroyWindow(output->window);
    SDL_Quit();
    *output = (struct output){ 0 };
}

static const struct output_kind window_kind = { window_present, window_close };

bool output_renew(struct output *output, struct err *err) {
    SDL_Surface *surface = SDL_GetWindowSurface(output->window);
    if (surface == NULL)
        return err_set(err, "屏幕画不上去：%s", SDL_GetError());
    Uint32 format = surface->format->format;
    if (format != SDL_PIXELFORMAT_RGB888 && format != SDL_PIXELFORMAT_ARGB8888)
        return err_set(err, "这块屏要设成 32 位色，现在是 %s", SDL_GetPixelFormatName(format));
    output->canvas = (struct canvas){ surface->pixels, surface->w, surface->h, surface->pitch / 4 };
    return true;
}

bool output_fills_screen(const struct output *output) {
    return output->window != NULL &&
           (SDL_GetWindowFlags(output->window) & SDL_WINDOW_FULLSCREEN) != 0;
}

/* Without a display SDL takes a driver that shows nothing to anybody: for tests, which ask for it
 * by name. */
static bool somebody_sees(struct err *err) {
    static const char *const blind[] = { "offscreen", "dummy", "evdev" };
    const char *driver = SDL_GetCurrentVideoDriver(), *asked = SDL_GetHint(SDL_HINT_VIDEODRIVER);
    for (size_t i = 0; i < sizeof(blind) / sizeof(blind[0]); i++)
        if (strcmp(driver, blind[i]) == 0 && (asked == NULL || strcmp(asked, driver) != 0))
            return err_set(err, "没有能用的显示器：%s；用 --script 可以画到文件里", driver);
    return true;
}

/* What SDL's start would do for nothing: parse Xlib's 6,000 sequences of dead keys, which only the
 * locale C has few of; look for an input method of the desktop, while the pinyin is our own; and
 * start programs that look for a session bus where there is none. */
static void start_lightly(void) {
    (void)setenv("LC_ALL", "C", 1); /* fails without memory: then it is slower */
    (void)setenv("XMODIFIERS", "@im=none", 1);
    (void)setenv("DBUS_SESSION_BUS_ADDRESS", "disabled:", 0);
}

bool output_window(struct output *ret_output, struct panel_size size, struct err *err) {
    start_lightly();
    SDL_SetHint(SDL_HINT_FRAMEBUFFER_ACCELERATION, "0");
    SDL_SetHint(SDL_HINT_TOUCH_MOUSE_EVENTS, "0"); /* a finger is a finger, once */
    SDL_SetHint(SDL_HINT_MOUSE_TOUCH_EVENTS, "0");
    SDL_SetHint(SDL_HINT_VIDEO_ALLOW_SCREENSAVER, "0");
    SDL_SetHint(SDL_HINT_QUIT_ON_LAST_WINDOW_CLOSE, "0"); /* SDL_QUIT is a signal, nothing else */
    SDL_SetHint(SDL_HINT_GRAB_KEYBOARD, "1");
    if (SDL_Init(SDL_INIT_VIDEO) != 0)
        return err_set(err, "没有能用的显示器：%s；用 --script 可以画到文件里", SDL_GetError());
    if (!somebody_sees(err)) {
        SDL_Quit();
        return false;
    }
    bool           full = size.width == 0;
    struct output  output = { .kind = &window_kind };
    const SDL_Rect whole = { 0, 0, full ? 1080 : size.width, full ? 1920 : size.height };
    Uint32         flags = full ? SDL_WINDOW_FULLSCREEN_DESKTOP : 0;
    output.window = SDL_CreateWindow("安居", SDL_WINDOWPOS_CENTERED, SDL_WINDOWPOS_CENTERED,
                                     whole.w, whole.h, flags);
    if (output.window == NULL) {
        (void)err_set(err, "窗口打不开：%s", SDL_GetError());
        SDL_Quit();
        return false;
    }
    if (!output_renew(&output, err)) {
        window_close(&output);
        return false;
    }
    if (full) /* also from the window manager: Alt+Tab, Alt+F4, Super */
        SDL_SetWindowKeyboardGrab(output.window, SDL_TRUE);
    SDL_StartTextInput();
    *ret_output = output;
    return true;
}

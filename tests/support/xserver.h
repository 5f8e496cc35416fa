/* SPDX-License-Identifier: GPL-3.0-or-later
 * xserver.h - an X server without a screen (Xvfb), whose pixels lie in a file that is mapped, and a
 * finger on it: so that two programs are watched and touched in the same way. A test that wants it
 * is linked with -lxcb. */
#ifndef ANJU_TESTS_SUPPORT_XSERVER_H
#define ANJU_TESTS_SUPPORT_XSERVER_H

#include "support/program.h"
#include "ui/raster.h"

struct xserver {
    struct program           program;
    struct canvas            screen; /* what is on it now */
    void                    *mapped;
    size_t                   length;
    struct xcb_connection_t *client;
    unsigned char            xtest; /* opcode of the extension */
};

/* Sets DISPLAY. `folder` is for the pixels. */
void xserver_start(struct xserver *server, const char *folder, int width, int height);
void xserver_end(struct xserver *server);
/* A finger laid down, taken up elsewhere, or both in one place. */
void xserver_press(struct xserver *server, int x, int y);
void xserver_release(struct xserver *server, int x, int y);
void xserver_tap(struct xserver *server, int x, int y, int hold_ms);
/* The colour at a place, without its alpha. */
colour xserver_pixel(const struct xserver *server, int x, int y);
bool   xserver_shows(const struct xserver *server, int x, int y, colour wanted); /* nearly */
/* Waits until that colour is there, or (`shown` false) is not any more. False: it took longer. */
bool xserver_await(const struct xserver *server, int x, int y, colour wanted, bool shown,
                   int patience_ms);
/* All of it one colour, for the next program to start on. */
void xserver_wipe(struct xserver *server);

#endif

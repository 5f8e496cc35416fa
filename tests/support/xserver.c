/* SPDX-License-Identifier: GPL-3.0-or-later
 * xserver.c - Xvfb -fbdir gives the frame buffer as an XWD file; the finger is the extension
 * XTEST's, spoken by hand: its one request is all that is needed. */
#include "support/xserver.h"

#include <fcntl.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>
#include <xcb/xcb.h>
#include <xcb/xcbext.h>

enum { XWD_HEADER_SIZE = 0, XWD_LINE = 12, XWD_COLOURS = 19, XWD_COLOUR = 12 };
enum { FAKE_INPUT = 2, LEFT_BUTTON = 1 };
enum {
    POLL_NS = 50000,
    FINE = 3, /* between two shades of one colour */
};

static xcb_extension_t xtest = { "XTEST", 0 };

/* An XWD header is numbers of four bytes, most significant first. */
static uint32_t header_number(const void *mapped, int index) {
    const uint8_t *at = (const uint8_t *)mapped + (size_t)index * 4;
    return (uint32_t)at[0] << 24 | (uint32_t)at[1] << 16 | (uint32_t)at[2] << 8 | at[3];
}

static void map_screen(struct xserver *server, const char *path, int width, int height) {
    struct stat st;
    int         fd = open(path, O_RDWR | O_CLOEXEC);
    if (fd < 0 || fstat(fd, &st) != 0)
        program_give_up(path);
    server->length = (size_t)st.st_size;
    server->mapped = mmap(NULL, server->length, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    if (server->mapped == MAP_FAILED)
        program_give_up(path);
    (void)close(fd);
    size_t start = header_number(server->mapped, XWD_HEADER_SIZE) +
                   (size_t)header_number(server->mapped, XWD_COLOURS) * XWD_COLOUR;
    server->screen = (struct canvas){
        .pixels = (uint32_t *)(void *)((uint8_t *)server->mapped + start),
        .width = width,
        .height = height,
        .stride = (int)header_number(server->mapped, XWD_LINE) / 4,
    };
}

void xserver_start(struct xserver *server, const char *folder, int width, int height) {
    char size[40], path[4200], display[32] = ":";
    (void)snprintf(size, sizeof(size), "%dx%dx24", width, height);
    (void)snprintf(path, sizeof(path), "%s/Xvfb_screen0", folder);
    const char *argv[] = { "Xvfb",   "-displayfd", "1",         "-screen", "0",        size,
                           "-fbdir", folder,       "-nolisten", "tcp",     "-noreset", NULL };
    *server = (struct xserver){ .program = program_start(argv, 0) };
    program_line(&server->program, display + 1, sizeof(display) - 1);
    if (setenv("DISPLAY", display, 1) != 0 || setenv("SDL_VIDEODRIVER", "x11", 1) != 0)
        program_give_up("setenv");
    map_screen(server, path, width, height);
    server->client = xcb_connect(display, NULL);
    const xcb_query_extension_reply_t *there = xcb_get_extension_data(server->client, &xtest);
    if (there == NULL || !there->present)
        program_give_up("the X server has no XTEST");
}

void xserver_end(struct xserver *server) {
    xcb_disconnect(server->client);
    (void)munmap(server->mapped, server->length);
    (void)program_end(&server->program, SIGTERM);
}

static void fake(struct xserver *server, uint8_t type, uint8_t detail, int x, int y) {
    struct {
        uint8_t  major, minor;
        uint16_t length;
        uint8_t  type, detail;
        uint16_t none;
        uint32_t time, root, unused[2];
        int16_t  x, y;
        uint32_t more[2];
    } request = { .type = type, .detail = detail, .x = (int16_t)x, .y = (int16_t)y };
    struct iovec                 parts[4] = { [2] = { &request, sizeof(request) } };
    const xcb_protocol_request_t what = {
        .count = 2, .ext = &xtest, .opcode = FAKE_INPUT, .isvoid = 1
    };
    parts[3] = (struct iovec){ NULL, -sizeof(request) & 3 };
    (void)xcb_send_request(server->client, 0, parts + 2, &what);
    (void)xcb_flush(server->client);
}

void xserver_press(struct xserver *server, int x, int y) {
    fake(server, XCB_MOTION_NOTIFY, 0, x, y);
    fake(server, XCB_BUTTON_PRESS, LEFT_BUTTON, 0, 0);
}

void xserver_release(struct xserver *server, int x, int y) {
    fake(server, XCB_MOTION_NOTIFY, 0, x, y);
    fake(server, XCB_BUTTON_RELEASE, LEFT_BUTTON, 0, 0);
}

void xserver_tap(struct xserver *server, int x, int y, int hold_ms) {
    xserver_press(server, x, y);
    program_pause(hold_ms);
    xserver_release(server, x, y);
}

colour xserver_pixel(const struct xserver *server, int x, int y) {
    const volatile uint32_t *pixels = server->screen.pixels;
    return pixels[(size_t)y * (size_t)server->screen.stride + (size_t)x] & 0xFFFFFF;
}

bool xserver_shows(const struct xserver *server, int x, int y, colour wanted) {
    colour c = xserver_pixel(server, x, y);
    for (int shift = 0; shift <= 16; shift += 8)
        if (abs((int)((c >> shift) & 255) - (int)((wanted >> shift) & 255)) > FINE)
            return false;
    return true;
}

bool xserver_await(const struct xserver *server, int x, int y, colour wanted, bool shown,
                   int patience_ms) {
    const struct timespec poll = { 0, POLL_NS };
    const double          before = program_now_ms();
    while (xserver_shows(server, x, y, wanted) != shown) {
        if (program_now_ms() - before > patience_ms)
            return false;
        (void)nanosleep(&poll, NULL);
    }
    return true;
}

void xserver_wipe(struct xserver *server) {
    size_t bytes = (size_t)server->screen.stride * (size_t)server->screen.height * 4;
    memset(server->screen.pixels, 0, bytes);
}

/* SPDX-License-Identifier: GPL-3.0-or-later
 * idle.c - two limits, and the touch that answers. */
#include "kiosk/idle.h"

const struct idle_limits idle_usual = { 40000, 60000 };
const struct idle_limits idle_corner = { 20000, 30000 };

enum { SECOND_MS = 1000 };

enum idle_state idle_state(const struct idle *idle, const struct idle_limits *limits, int64_t now) {
    int64_t since = now - idle->last_ms;
    return since >= limits->end_ms ? IDLE_OVER : since >= limits->warn_ms ? IDLE_ASK : IDLE_ACTIVE;
}

void idle_sign(struct idle *idle, int64_t now) {
    idle->last_ms = now;
    idle->asked = false;
}

void idle_end(struct idle *idle, const struct idle_limits *limits, int64_t now) {
    idle->last_ms = now - limits->end_ms;
}

void idle_deafen(struct idle *idle) {
    idle->deaf = true;
}

bool idle_event(struct idle *idle, const struct ui_event *event, int64_t now) {
    bool answers = idle->asked;
    if (event->kind == UI_NOTHING)
        return true;
    if (idle->deaf && (event->kind == UI_MOVE || event->kind == UI_UP)) {
        idle->deaf = event->kind != UI_UP;
        idle->last_ms = now;
        return false;
    }
    idle->deaf = answers && event->kind == UI_DOWN;
    idle_sign(idle, now);
    return !answers;
}

int64_t idle_patience_ms(const struct idle *idle, const struct idle_limits *limits, int64_t now) {
    int64_t since = now - idle->last_ms;
    if (since < limits->warn_ms)
        return limits->warn_ms - since;
    int64_t left = limits->end_ms - since;
    return left <= 0 ? SECOND_MS : (left - 1) % SECOND_MS + 1;
}

/* SPDX-License-Identifier: GPL-3.0-or-later
 * visit.c - the path of screens from home, their states in one block, frames until they agree. */
#include "ui/visit.h"

#include "ui/widget.h"

#include <stdlib.h>
#include <string.h>

enum visit_go { GO_NOWHERE, GO_ON, GO_BACK, GO_HOME, GO_LEAVE };
enum { FRAMES_MOST = 32 };

bool visit_init(struct visit *visit, struct ui *ui, struct store *store,
                const struct screen *home) {
    *visit = (struct visit){ .ui = ui, .store = store, .centre = "", .depth = 1 };
    char *states = calloc(VISIT_DEPTH + 1, VISIT_STATE_MOST);
    if (!states)
        return false;
    for (int i = 0; i < VISIT_DEPTH; i++)
        visit->path[i].state = states + (ptrdiff_t)i * VISIT_STATE_MOST;
    visit->next_state = states + (ptrdiff_t)VISIT_DEPTH * VISIT_STATE_MOST;
    visit->states = states;
    visit->path[0].screen = home;
    visit->lang = ui_lang(ui);
    return true;
}

void visit_deinit(struct visit *visit) {
    if (visit->states)
        explicit_bzero(visit->states, (size_t)(VISIT_DEPTH + 1) * VISIT_STATE_MOST);
    free(visit->states);
    *visit = (struct visit){ 0 };
}

void *visit_state(struct visit *visit) {
    return visit->path[visit->depth - 1].state;
}

const struct screen *visit_screen(const struct visit *visit) {
    return visit->path[visit->depth - 1].screen;
}

static void ask(struct visit *visit, enum visit_go go) {
    visit->go = (int)go;
    ui_ask_again(visit->ui);
}

void visit_push(struct visit *visit, const struct screen *screen, const void *state) {
    if (screen->state_size > VISIT_STATE_MOST)
        bug("screen %s: a state of %zu bytes", screen->name, screen->state_size);
    explicit_bzero(visit->next_state, VISIT_STATE_MOST);
    if (state)
        memcpy(visit->next_state, state, screen->state_size);
    visit->next = screen;
    ask(visit, GO_ON);
}

void visit_back(struct visit *visit) {
    ask(visit, GO_BACK);
}
void visit_home(struct visit *visit) {
    ask(visit, GO_HOME);
}
void visit_leave(struct visit *visit) {
    ask(visit, GO_LEAVE);
}

static void step_back_to(struct visit *visit, int depth) {
    while (visit->depth > depth) {
        visit->depth--;
        explicit_bzero(visit->path[visit->depth].state, VISIT_STATE_MOST);
        visit->path[visit->depth].screen = NULL;
    }
}

/* One step further. A path that is full forgets its step after home. */
static void step_on(struct visit *visit) {
    if (visit->depth == VISIT_DEPTH) {
        void *freed = visit->path[1].state;
        memmove(&visit->path[1], &visit->path[2], (VISIT_DEPTH - 2) * sizeof visit->path[0]);
        explicit_bzero(freed, VISIT_STATE_MOST);
        visit->path[VISIT_DEPTH - 1].state = freed;
        visit->depth--;
    }
    void *state = visit->path[visit->depth].state;
    visit->path[visit->depth].state = visit->next_state;
    visit->path[visit->depth].screen = visit->next;
    visit->next_state = state;
    visit->depth++;
}

static void go(struct visit *visit) {
    enum visit_go where = (enum visit_go)visit->go;
    visit->go = GO_NOWHERE;
    switch (where) {
    case GO_NOWHERE:
        return;
    case GO_ON:
        step_on(visit);
        break;
    case GO_BACK:
        step_back_to(visit, visit->depth > 1 ? visit->depth - 1 : 1);
        break;
    case GO_HOME:
        step_back_to(visit, 1);
        break;
    case GO_LEAVE:
        step_back_to(visit, 1);
        explicit_bzero(visit->path[0].state, VISIT_STATE_MOST);
        ui_forget(visit->ui);
        break;
    }
    ui_jumped(visit->ui);
}

const struct rect *visit_draw(struct visit *visit, size_t *ret_count) {
    const struct rect *damage = NULL;
    for (int frame = 0; frame < FRAMES_MOST; frame++) {
        go(visit); /* also what was asked between frames, e.g. by the idle clock */
        ui_begin(visit->ui);
        visit->arena = ui_arena(visit->ui);
        visit->lang = ui_lang(visit->ui);
        visit_screen(visit)->draw(visit);
        damage = ui_end(visit->ui, ret_count);
        if (!ui_again(visit->ui) && visit->go == GO_NOWHERE)
            break;
    }
    return damage;
}

struct rect visit_frame(struct visit *visit, const char *title, const char *second) {
    struct ui            *ui = visit->ui;
    struct rect           page = ui_panel(ui);
    const struct bar_item items[] = {
        { "back", ui_tr(ui, "返回"), NULL, ICON_BACK, BUTTON_PLAIN },
        { "home", ui_tr(ui, "首页"), NULL, ICON_HOME, BUTTON_PLAIN },
    };
    header(ui, &page, title, NULL, second);
    int         used = bar(ui, &page, items, 2);
    enum ui_key key = widget_key(ui, 0);
    if (used == 0 || key == UI_KEY_ESCAPE || key == UI_KEY_BACKSPACE)
        visit_back(visit);
    if (used == 1)
        visit_home(visit);
    return page;
}

struct rect visit_body(struct visit *visit, const char *title, const char *second) {
    const struct theme *theme = ui_theme(visit->ui);
    return rect_inset(visit_frame(visit, title, second), theme->margin, theme->gap);
}

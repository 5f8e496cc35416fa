/* SPDX-License-Identifier: GPL-3.0-or-later
 * visit.c - the path of screens from home, their states in one block, frames until they agree. */
#include "ui/visit.h"

#include "ui/widget.h"

#include <stdlib.h>
#include <string.h>

enum visit_go { GO_NOWHERE, GO_ON, GO_BACK, GO_HOME, GO_ANEW, GO_LEAVE };
enum { FRAMES_MOST = 32 };

bool visit_init(struct visit *visit, struct ui *ui, struct store *store,
                const struct screen *home) {
    static const struct place nowhere = { "", "", "", "", "", "", "", 0 };
    *visit = (struct visit){ .ui = ui, .store = store, .place = &nowhere };
    char *states = calloc(VISIT_DEPTH + 1, VISIT_STATE_MOST);
    if (!states)
        return false;
    for (int i = 0; i < VISIT_DEPTH; i++)
        visit->path[i].state = states + (ptrdiff_t)i * VISIT_STATE_MOST;
    visit->next_state = states + (ptrdiff_t)VISIT_DEPTH * VISIT_STATE_MOST;
    visit->states = states;
    visit->path[0].screen = home;
    visit->depth = 1;
    visit->scanned = "";
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
void visit_anew(struct visit *visit) {
    ask(visit, GO_ANEW);
}
void visit_leave(struct visit *visit) {
    ask(visit, GO_LEAVE);
}

/* Nobody waits any more for what the screen of that state began. */
static void saving_left(struct visit *visit, const void *state) {
    if (visit->saving_for == state)
        visit->saving_for = NULL;
}

static void step_back_to(struct visit *visit, int depth) {
    while (visit->depth > depth) {
        visit->depth--;
        saving_left(visit, visit->path[visit->depth].state);
        explicit_bzero(visit->path[visit->depth].state, VISIT_STATE_MOST);
        visit->path[visit->depth].screen = NULL;
    }
}

/* One step further. A path that is full forgets its step after home. */
static void step_on(struct visit *visit) {
    if (visit->depth == VISIT_DEPTH) {
        void *freed = visit->path[1].state;
        saving_left(visit, freed);
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
    case GO_ANEW:
    case GO_LEAVE:
        step_back_to(visit, 1);
        saving_left(visit, visit->path[0].state);
        explicit_bzero(visit->path[0].state, VISIT_STATE_MOST);
        explicit_bzero(visit->next_state, VISIT_STATE_MOST);
        ui_forget(visit->ui);
        visit->next = where == GO_LEAVE ? visit->rest : NULL;
        if (visit->next)
            step_on(visit);
        break;
    }
    ui_jumped(visit->ui);
}

/* --- saving, sound, scanning ------------------------------------------------------------------ */

bool visit_save(struct visit *visit, save_work *work, const void *data, size_t size) {
    if (size > SAVE_DATA_MOST)
        bug("screen %s: %zu bytes to save", visit_screen(visit)->name, size);
    if (visit->saving || !visit->saver || !visit->saver->save(visit->saver, work, data, size))
        return false;
    visit->saving = true;
    visit->saving_for = visit_state(visit);
    ui_ask_again(visit->ui);
    return true;
}

enum save_state visit_saved(struct visit *visit, void *ret_data, size_t size, struct err *ret_err) {
    if (!visit->saving || visit->saving_for != visit_state(visit))
        return SAVE_IDLE;
    enum save_state state = visit->saver->state(visit->saver, ret_data, size, ret_err);
    if (state == SAVE_UNDER_WAY)
        return state;
    visit->saving = false;
    visit->saving_for = NULL;
    ui_ask_again(visit->ui);
    return state;
}

/* The outcome of what a screen began that was left: taken, so that the next can be saved. */
static void saved_for_nobody(struct visit *visit) {
    struct err err = { .lang = visit->lang };
    if (visit->saving && !visit->saving_for)
        visit->saving = visit->saver->state(visit->saver, NULL, 0, &err) == SAVE_UNDER_WAY;
}

void visit_chime(struct visit *visit, enum chime chime) {
    if (visit->speaker)
        visit->speaker->chime(visit->speaker, chime);
}

const char *visit_scanned(struct visit *visit) {
    const char *scanned = visit->scanned;
    visit->scanned = "";
    if (*scanned)
        ui_ask_again(visit->ui);
    return scanned;
}

/* --- frames ---------------------------------------------------------------------------------- */

const struct rect *visit_draw(struct visit *visit, size_t *ret_count) {
    const struct rect *damage = NULL;
    for (int frame = 0; frame < FRAMES_MOST; frame++) {
        go(visit); /* also what was asked between frames, e.g. by the idle clock */
        saved_for_nobody(visit);
        ui_begin(visit->ui);
        visit->arena = ui_arena(visit->ui);
        visit->lang = ui_lang(visit->ui);
        visit->page = ui_panel(visit->ui);
        visit_screen(visit)->draw(visit);
        if (visit->over)
            visit->over(visit);
        damage = ui_end(visit->ui, ret_count);
        if (!ui_again(visit->ui) && visit->go == GO_NOWHERE)
            break;
    }
    return damage;
}

struct bar_item visit_help_item(const struct visit *visit) {
    struct ui *ui = visit->ui;
    return (struct bar_item){ "help", ui_tr(ui, "叫工作人员"), ui_tr(ui, "叫人来"), ICON_STAFF,
                              BUTTON_FILLED };
}

void visit_call_help(struct visit *visit) {
    if (visit_screen(visit) != visit->help) {
        visit_push(visit, visit->help, NULL);
        return;
    }
    saving_left(visit, visit_state(visit));
    explicit_bzero(visit_state(visit), VISIT_STATE_MOST);
    ui_ask_again(visit->ui);
}

struct rect visit_frame_asked(struct visit *visit, const char *title, const char *second,
                              bool *ret_back) {
    struct ui            *ui = visit->ui;
    struct rect           page = ui_panel(ui);
    const struct bar_item items[] = {
        { "back", ui_tr(ui, "返回"), NULL, ICON_BACK, BUTTON_PLAIN },
        { "home", ui_tr(ui, "首页"), NULL, ICON_HOME, BUTTON_PLAIN },
        visit_help_item(visit),
    };
    header(ui, &page, title, NULL, second);
    int         used = bar(ui, &page, items, visit->help ? 3 : 2);
    enum ui_key key = widget_key(ui, 0);
    *ret_back = used == 0 || key == UI_KEY_ESCAPE || key == UI_KEY_BACKSPACE;
    if (used == 1)
        visit_home(visit);
    if (used == 2)
        visit_call_help(visit);
    visit->page = page;
    return page;
}

struct rect visit_frame(struct visit *visit, const char *title, const char *second) {
    bool        back = false;
    struct rect page = visit_frame_asked(visit, title, second, &back);
    if (back)
        visit_back(visit);
    return page;
}

struct rect visit_body(struct visit *visit, const char *title, const char *second) {
    const struct theme *theme = ui_theme(visit->ui);
    return rect_inset(visit_frame(visit, title, second), theme->margin, theme->gap);
}

/* SPDX-License-Identifier: GPL-3.0-or-later
 * call_screen.c - from the press to somebody standing there. A call that cannot be saved rings all
 * the same, and says where to go. */
#include "kiosk/call_screen.h"

#include "base/text.h"
#include "kiosk/kiosk.h"
#include "services/help/help.h"
#include "ui/card.h"

#include <string.h>

struct call {
    enum { CALL_TO_MAKE, CALL_ON_ITS_WAY, CALL_MADE, CALL_FAILED } how;
    bool   again; /* the one from before still waits */
    row_id matter;
    char   trouble[512];
};

static void make(struct visit *visit, struct call *call) {
    struct help_wish wish = { 0 };
    if (!TEXT_COPY(wish.terminal, visit->place->terminal))
        bug("terminal %s", visit->place->terminal);
    if (visit_save(visit, help_call, &wish, sizeof(wish)))
        call->how = CALL_ON_ITS_WAY;
}

static void follow(struct visit *visit, struct call *call) {
    struct help_wish wish = { 0 };
    struct err       err = { .lang = visit->lang };
    switch (visit_saved(visit, &wish, sizeof(wish), &err)) {
    case SAVE_IDLE:
    case SAVE_UNDER_WAY:
        return;
    case SAVE_DONE:
        call->how = CALL_MADE;
        call->again = wish.again;
        call->matter = wish.receipt.matter;
        kiosk_of(visit)->called = call->matter;
        break;
    case SAVE_FAILED:
        call->how = CALL_FAILED;
        (void)TEXT_COPY(call->trouble, err.text); /* both hold 512 bytes */
        break;
    }
    if (!call->again)
        visit_chime(visit, CHIME_CALL);
}

/* Staff have taken the call: seen with the next change of the data. NULL: not yet. */
static const char *coming(struct visit *visit, const struct call *call) {
    const char *name;
    bool        there;
    if (call->how != CALL_MADE || visit->store == NULL ||
        !help_coming(visit->store, call->matter, visit->arena, &name, &there))
        return NULL;
    if (*name == '\0' && !there)
        return NULL;
    kiosk_of(visit)->called = ID_ABSENT; /* told here */
    if (*name != '\0' && !there)
        return arena_printf(visit->arena, ui_tr(visit->ui, "%s正在过来"), name);
    return ui_tr(visit->ui, "工作人员看到了，这就过来");
}

/* --- what is seen ------------------------------------------------------------------------ */

struct said {
    enum icon   icon;
    enum hue    hue;
    const char *title, *words;
};

static struct said said_of(struct visit *visit, const struct call *call, const char *seen) {
    struct ui *ui = visit->ui;
    switch (call->how) {
    case CALL_TO_MAKE:
    case CALL_ON_ITS_WAY:
        return (struct said){ ICON_STAFF, HUE_BRAND, ui_tr(ui, "正在叫工作人员……"), "" };
    case CALL_FAILED:
        return (struct said){ ICON_WARNING, HUE_RED, ui_tr(ui, "没有叫成，请直接去服务台"),
                              call->trouble };
    case CALL_MADE:
        break;
    }
    if (seen != NULL)
        return (struct said){ ICON_CHECK, HUE_GREEN, seen, ui_tr(ui, "请在这里等一等") };
    return (struct said){
        ICON_CALLED, HUE_BRAND,
        ui_tr(ui, call->again ? N_("已经叫过了，工作人员知道您在等") : N_("已经叫了工作人员")),
        ui_tr(ui, call->again ? N_("不用再按，请在这里等一等") : N_("请在这里等一等，有人过来找您"))
    };
}

/* Where to go instead, for whoever would rather not wait. */
struct where {
    enum icon   icon;
    const char *words;
};
enum { WHERE_MOST = 3 };

static size_t where_of(struct visit *visit, struct where *list) {
    const struct place *place = visit->place;
    bool                named = strstr(place->counter, "服务台") != NULL; /* it says so itself */
    const struct {
        enum icon   icon;
        const char *format, *what;
    } facts[WHERE_MOST] = {
        { ICON_PLACE, named ? N_("也可以去%s") : N_("服务台在%s"), place->counter },
        { ICON_CLOCK, N_("办公时间：%s"), place->office_hours },
        { ICON_PHONE, N_("也可以打电话 %s"), place->phone },
    };
    size_t count = 0;
    for (size_t i = 0; i < WHERE_MOST; i++)
        if (*facts[i].what != '\0')
            list[count++] =
                (struct where){ facts[i].icon,
                                arena_printf(visit->arena, ui_tr(visit->ui, facts[i].format),
                                             facts[i].what) };
    return count;
}

static int where_height(struct ui *ui, int width, const struct where *list, size_t count) {
    const struct theme *theme = ui_theme(ui);
    int                 height = 2 * theme->pad + ((int)count - 1) * theme->gap;
    for (size_t i = 0; i < count; i++)
        height += fact_height(ui, width - 2 * theme->pad, list[i].words);
    return height;
}

static void where_draw(struct ui *ui, struct rect r, const struct where *list, size_t count) {
    const struct theme *theme = ui_theme(ui);
    panel(ui, r, HUE_PLAIN);
    r = rect_inset(r, theme->pad, theme->pad);
    for (size_t i = 0; i < count && fact_height(ui, r.w, list[i].words) <= r.h; i++) {
        fact(ui, &r, list[i].icon, HUE_BRAND, list[i].words);
        cut_gap(&r, theme->gap);
    }
}

/* The button for trying again is cut off the page's end. */
static void again_draw(struct visit *visit, struct rect *r, struct call *call) {
    struct ui  *ui = visit->ui;
    struct rect place = cut_bottom(r, ui_theme(ui)->main);
    (void)cut_bottom(r, ui_theme(ui)->gap);
    if (button(ui, ui_id("call.again"), place, ui_tr(ui, "再叫一次"),
               BUTTON(.kind = BUTTON_FILLED, .icon = ICON_STAFF)))
        *call = (struct call){ 0 };
}

static void call_draw(struct visit *visit) {
    struct ui          *ui = visit->ui;
    const struct theme *theme = ui_theme(ui);
    struct call        *call = visit_state(visit);
    struct where        list[WHERE_MOST];
    size_t              count = where_of(visit, list);
    if (call->how == CALL_TO_MAKE)
        make(visit, call);
    if (call->how == CALL_ON_ITS_WAY)
        follow(visit, call);
    struct said said = said_of(visit, call, coming(visit, call));
    struct rect r = visit_body(visit, ui_tr(ui, "叫工作人员"), "");
    if (call->how == CALL_FAILED)
        again_draw(visit, &r, call);
    if (count > 0) {
        int         width = theme->landscape ? (r.w - theme->gap) / 2 : r.w;
        int         height = where_height(ui, width, list, count);
        struct rect side = theme->landscape ? cut_right(&r, width) : cut_bottom(&r, height);
        where_draw(ui, rect_centred(side, width, height < side.h ? height : side.h), list, count);
        (void)(theme->landscape ? cut_right(&r, theme->gap) : cut_bottom(&r, theme->gap));
    }
    notice(ui, r, said.icon, said.hue, said.title, said.words);
}

const struct screen call_screen = { "call", sizeof(struct call), call_draw };

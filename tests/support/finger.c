/* SPDX-License-Identifier: GPL-3.0-or-later
 * finger.c - learning and touching. */
#include "support/finger.h"

#include <stdio.h>
#include <string.h>

void finger_learn(struct taps *taps, struct kiosk *kiosk, const char *path) {
    char  act[300];
    FILE *file = fopen(path, "re");
    if (file == NULL)
        program_give_up(path);
    while (taps->count < TAPS_MOST && fgets(act, sizeof(act), file) != NULL) {
        act[strcspn(act, "\n")] = '\0';
        if (strncmp(act, "tap ", 4) != 0)
            continue;
        const struct tree_node *node = tree_find(ui_tree(kiosk->ui), act + 4);
        if (node == NULL)
            die("%s: %s is not there", path, act);
        taps->at[taps->count].x = node->rect.x + node->rect.w / 2;
        taps->at[taps->count].y = node->rect.y + node->rect.h / 2;
        taps->at[taps->count++].key = (char)(act[5] == '\0' ? act[4] : 0);
        stage_play(kiosk, act);
    }
    (void)fclose(file);
}

void finger_play(const struct taps *taps, size_t count, struct xserver *server, int hold_ms,
                 int between_ms) {
    for (size_t i = 0; i < count; i++) {
        xserver_tap(server, taps->at[i].x, taps->at[i].y, hold_ms);
        program_pause(taps->at[i].key != 0 ? between_ms / 5 : between_ms);
    }
}
